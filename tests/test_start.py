"""A command waits for nothing that only others need; counted in modules, because times differ from machine to machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "samples" / "2017示例"
RETURN = SAMPLE / "2-回收" / "平江县-2017年度县市区科协绩效评估表.xlsx"
PROGRAM = "import json, sys; from kexie_excel.cli import main; main(sys.argv[1:]); print(json.dumps(list(sys.modules)))"
MENU = "import json, sys; from kexie_excel.menu import run_menu; run_menu(print, ['init']); print(json.dumps(list(sys.modules)))"
WRITERS = {"pandas", "numpy", "openpyxl", "docx", "xlsxwriter"}
READERS = {"python_calamine", "xlrd", "multiprocessing", "kexie_excel.workspace", "kexie_excel.scheme"}


def loaded(program: str, *words: str) -> set[str]:
    """Run something in a process of its own, and give the modules that are there at its end."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, *words],
        check=True,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["summary", "--help"], ["unknown"]], ids=" ".join)
def test_help_loads_neither_what_reads_nor_what_writes(words: list[str]) -> None:
    """Of the package itself: the commands' table, the console, and nothing else."""
    modules = loaded(PROGRAM, *words)
    assert modules.isdisjoint(WRITERS | READERS)
    own = {name for name in modules if name.startswith("kexie_excel.")}
    assert own == {
        f"kexie_excel.{name}"
        for name in ("channel", "cli", "commands", "commands.options", "console", "errors", "output")
    }


def test_the_menus_first_screen_loads_nothing_that_reads_or_writes_workbooks() -> None:
    assert loaded(MENU).isdisjoint({*WRITERS, "python_calamine", "xlrd", "multiprocessing"})


@pytest.mark.parametrize("words", [["look", str(RETURN)], ["status", str(SAMPLE)]], ids=["look", "status"])
def test_what_writes_nothing_loads_no_writer(words: list[str]) -> None:
    modules = loaded(PROGRAM, *words)
    assert modules.isdisjoint(WRITERS)
    assert "kexie_excel.summary.write" not in modules
