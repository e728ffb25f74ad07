"""Measure starts, floor, reading and scoring, whole command and plain script in one run, and print the tables of README.md.

``python -m benchmarks.run``; ``--small`` leaves out the size that takes minutes. The folders are made in a temporary place, or
below ``--keep FOLDER``.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.forms import SAMPLES, make_folder
from benchmarks.measure import CORES, Cost, measure, quickest, with_bytecode

PROJECT = Path(__file__).parents[1]
SMALL, ALL = (10, 300), (10, 300, 3000)


def main() -> None:
    """Measure the starts, and every size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, help=f"{ALL} where none is named")
    parser.add_argument("--small", action="store_true", help=f"only {SMALL}")
    parser.add_argument("--keep", type=Path, help="where the folders are made and kept")
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{CORES} cores, Python {sys.version.split()[0]}, load before it began {load:.1f}")
    with tempfile.TemporaryDirectory() as place:
        environment = with_bytecode(Path(place) / "bytecode")
        _measure_starts(environment)
        print("\n| 份数 | 做什么 | 秒 | 处理器秒 | 内存MB | 处理器秒÷calamine | 秒：pandas脚本÷本行 |")
        print("|---|---|---|---|---|---|---|")
        for count in asked.sizes or (SMALL if asked.small else ALL):
            _measure_size(asked.keep or Path(place), count, environment)


def _measure_starts(environment: Mapping[str, str]) -> None:
    """Measure how long commands take that have little to do, and print their table."""
    program = [sys.executable, "-m", "kexie_excel"]
    commands = {
        'python -c "import typer, rich.console"': [sys.executable, "-c", "import typer, rich.console"],
        "kexie --help": [*program, "--help"],
        "kexie --version": [*program, "--version"],
        "kexie look 一份填报": [*program, "look", str(next(SAMPLES.glob("平江县*.xlsx")))],
        "kexie status 示例": [*program, "status", str(SAMPLES.parent)],
    }
    print("\n| 启动 | 秒 | 倍 |\n|---|---|---|")
    floor = 0.0
    for name, command in commands.items():
        seconds = quickest(command, PROJECT, environment)
        floor = floor or seconds
        print(f"| `{name}` | {seconds:.2f} | {seconds / floor:.1f} |", flush=True)


def _measure_size(place: Path, count: int, environment: Mapping[str, str]) -> None:
    """Measure one size and print its rows."""
    folder = make_folder(place / f"{count}", count)
    python, returned = sys.executable, str(folder.returned)
    commands = {
        "calamine 读全部格子（底线）": [python, "-m", "benchmarks.floor", returned],
        "读取＋核算": [python, "-m", "benchmarks.reading", str(folder.root)],
        "kexie summary 全程": [python, "-m", "kexie_excel", "summary", str(folder.root)],
        "pandas＋openpyxl 脚本": [python, "-m", "benchmarks.plain_script", returned],
    }
    if count == min(SMALL):  # once to have everything compiled, what follows is what an installed program takes
        for command in commands.values():
            quickest(command, PROJECT, environment, times=1)
        shutil.rmtree(folder.summary.parent)
        folder.ledger.unlink()
    costs = {name: measure(command, PROJECT, environment) for name, command in commands.items()}
    floor, *_between, script = costs.values()
    for name, cost in costs.items():
        print(_row(count, name, cost, floor, script), flush=True)
    shutil.rmtree(folder.summary.parent)


def _row(count: int, name: str, cost: Cost, floor: Cost, script: Cost) -> str:
    """Write one row of the table."""
    ratios = f"{cost.processor / floor.processor:.2f} | {script.seconds / cost.seconds:.1f}"
    return f"| {count} | {name} | {cost.seconds:.1f} | {cost.processor:.1f} | {cost.megabytes:.0f} | {ratios} |"


if __name__ == "__main__":
    main()
