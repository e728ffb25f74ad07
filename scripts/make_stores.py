"""Make ``samples/2026示例-门店``: another trade, invented, with six returns and what the inspectors gave on site.

The scheme uses what 2017 has not: 扣分, 评分, four levels without a share, a quarter, one category; and does without what 2017 has:
加分, 一票否决, 口径, 必报材料. Run from the project's top folder: ``python -m scripts.make_stores``.
"""

import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from kexie_excel.onsite.layout import Visit
from kexie_excel.scheme.load import read_document
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme_book.writing.book import write_scheme_book
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.onsite import prepare_visits
from kexie_excel.workspace.own_scheme.scheme_file import read_scheme_file
from scripts.fill import Answers, Cell
from scripts.office import convert
from scripts.sample import INVENTED, established_anew, fill_issued, list_what_waits

SAMPLE = Path("samples") / "2026示例-门店"
_SOURCE = Path(__file__).with_name("stores-2026.toml")


@dataclass(frozen=True)
class Store:
    """What one store reports, and what it is given on site."""

    tells: str
    facts: Mapping[str, Cell]
    selfs: Mapping[str, Cell]
    given: Mapping[str, float]
    """Item → points on site."""
    suffix: str = ".xlsx"


def _facts(*values: Cell) -> dict[str, Cell]:
    """Give the answers in the order of the form."""
    keys = ("1.1a", "1.1b", "1.2a", "1.2b", "1.3a", "2.1a", "2.1b", "2.2a", "2.2b", "3.1a", "3.1b")
    return dict(zip((*keys, "3.2a", "3.2b", "3.3a", "3.3b"), values, strict=True))


def _selfs(*values: Cell) -> dict[str, Cell]:
    """Give the self scores in the order of the form."""
    return dict(zip(("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "3.3", "3.4"), values, strict=True))


STORES = {
    "东街店": Store(
        "几乎全部做到",
        _facts(0, "是", 40, 40, "好", 1000, 15, 0, 0, 0, 0, 5000, 4600, 8, 8),
        _selfs(10, 10, 10, 15, 15, 15, 9, 5, 9),
        {"1.3": 9.5, "3.4": 9},
    ),
    "西门店": Store(
        "会员一项自评高了",
        _facts(3, "是", 40, 37, "一般", 1000, 20, 1, 0, 2, 0, 3000, 2400, 6, 6),
        _selfs(8.5, 6, 7, 15, 12, 11, 10, 5, 8),
        {"1.3": 7, "3.4": 8},
    ),
    "南桥店": Store(
        "扣到上限的、扣得多的",
        _facts(12, "否", 30, 25, "一般", 800, 20, 2, 1, 4, 2, 2000, 1200, 5, 5),
        _selfs(3, 6, 6, 9, 3, 5, 6, 5, 7),
        {"1.3": 6, "3.4": 7},
    ),
    "北苑店": Store(
        "有三处要问：数字写成“３处”，一项没有填，完成培训的比店员还多",
        _facts("３处", "是", 20, 19, "差", 500, 30, 0, 0, 1, None, 1500, 700, 6, 7),
        _selfs(8.5, 10, 4, 3, 15, 13, 4, 5, 6),
        {"1.3": 4, "3.4": 6},
    ),
    "河滨店": Store(
        "恰为90分",
        _facts(0, "是", 25, 25, "好", 600, 12, 0, 0, 1, 0, 4000, 3300, 7, 7),
        _selfs(10, 10, 8, 15, 15, 13, 8, 5, 6),
        {"1.3": 8, "3.4": 6},
        ".ods",
    ),
    "车站店": Store(
        "与西门店同分并列",
        _facts(2, "是", 50, 48, "一般", 2000, 30, 0, 0, 1, 0, 6000, 4300, 6, 5),
        _selfs(9, 10, 6.5, 15, 15, 13, 7, 0, 5),
        {"1.3": 6.5, "3.4": 5},
    ),
}


def main() -> int:
    """Make the sample folder anew."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        path = work / "方案.xlsx"
        path.write_bytes(write_scheme_book(read_document(_SOURCE), _SOURCE.name))
        folder = established_anew(SAMPLE, path)
        scheme = read_scheme_file(path).load()
        for unit, store in STORES.items():
            convert([filled(scheme, folder, unit, store, work)], store.suffix, folder.returned)
            print(f"{unit}：{store.tells}")
    # the visits are prepared and made before anything waits in the ledger for a ruling
    fresh = folder.ledger.read_bytes()
    prepare_visits(SAMPLE)
    for unit, store in STORES.items():
        visited(folder.onsite_book(unit), store)
    folder.ledger.write_bytes(fresh)
    list_what_waits(folder, SAMPLE)
    return 0


def filled(scheme: Scheme, folder: Folder, unit: str, store: Store, work: Path) -> Path:
    """Fill one store's issued form."""
    cover: dict[str, Cell] = {"联系人": INVENTED, "电话": "000-0000000", "填报日期": "2026-10-09"}
    answers = Answers(store.facts, store.selfs, cover=cover, evidence=INVENTED)
    return fill_issued(folder, scheme, unit, answers, work)


def visited(path: Path, store: Store) -> None:
    """Write the points that were given on site."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): at for at, cell in enumerate(sheet[Visit.HEADER_ROW], 1)}
    sheet.cell(Visit.SIGNED_ROW, 2, INVENTED)
    for row in range(Visit.HEADER_ROW + 1, sheet.max_row + 1):
        key = str(sheet.cell(row, columns[Visit.KEY]).value)
        if key in store.given:
            sheet.cell(row, columns[Visit.SCORE], store.given[key])
            sheet.cell(row, columns[Visit.REASON], f"到店评分（{INVENTED}）")
    book.save(path)


if __name__ == "__main__":
    sys.exit(main())
