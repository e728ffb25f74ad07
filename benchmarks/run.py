"""Measure floor, reading and scoring, whole command and plain script on the same forms, and print a table.

``python -m benchmarks.run 10 300 3000``; the folders are made in a temporary place, or below ``--keep FOLDER``.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.forms import make_folder
from benchmarks.measure import CORES, Cost, measure

PROJECT = Path(__file__).parents[1]


def main() -> None:
    """Measure every size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10, 300])
    parser.add_argument("--keep", type=Path, help="where the folders are made and kept")
    asked = parser.parse_args()
    print(f"{CORES} cores, Python {sys.version.split()[0]}")
    print("| 份数 | 做什么 | 秒 | 处理器秒 | 内存MB | 处理器秒÷calamine | 秒：pandas脚本÷本行 |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        for count in asked.sizes:
            _measure_size(asked.keep or Path(place), count)


def _measure_size(place: Path, count: int) -> None:
    """Measure one size and print its rows."""
    folder = make_folder(place / f"{count}", count)
    python, returned = sys.executable, str(folder.returned)
    costs = {
        "calamine 读全部格子（底线）": measure([python, "-m", "benchmarks.floor", returned], PROJECT),
        "读取＋核算": measure([python, "-m", "benchmarks.reading", str(folder.root)], PROJECT),
        "kexie summary 全程": measure([python, "-m", "kexie_excel", "summary", str(folder.root)], PROJECT),
        "pandas＋openpyxl 脚本": measure([python, "-m", "benchmarks.plain_script", returned], PROJECT),
    }
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
