"""``python -m kexie_excel``, and the same packed into one file, whose workers are the program itself."""

import multiprocessing
import runpy
import sys

import pytest

from kexie_excel.commands.options import DONE


@pytest.mark.parametrize("frozen", [False, True])
def test_workers_of_a_program_in_one_file_are_let_through_before_anything_is_read(
    frozen: bool,  # noqa: FBT001 - a case
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Else each worker would take its own words for a command, and start workers."""
    asked: list[bool] = []
    monkeypatch.setattr(multiprocessing, "freeze_support", lambda: asked.append(True))
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(sys, "argv", ["kexie", "--version"])
    monkeypatch.setattr("gc.freeze", lambda: None)
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("kexie_excel", run_name="__main__")
    assert ended.value.code == DONE
    assert asked == [True] * frozen
    assert capsys.readouterr().out.startswith("kexie ")
