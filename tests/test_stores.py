"""The second sample: another trade, run from its scheme to the notice; every figure by a reckoning of the test's own.

Clause: words that are the scheme's, not the program's; 扣分 and 评分; four levels without a share; a quarter, one category, no
加分, 一票否决, 口径 or 必报材料.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.ledger.model import Approvals, Rulings
from kexie_excel.sheets.read.grid import Workbook, open_workbook
from kexie_excel.workspace.folder import Folder
from scripts.make_stores import SAMPLE, STORES, Store, filled, visited
from scripts.sample import INVENTED
from tests.notice.notices import opened, paragraphs, tables
from tests.systems import as_made_here
from tests.year.office import kexie

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
NOBODY_ELSES = ("科协", "县", "岳阳", "加分", "否决", "口径", "必报", "类别", "前100%", "检查组", "2017")
"""Words of the first sample's people and of what this scheme has not."""

POINTS = {
    "东街店": ("10", "10", "9.5", "15", "15", "15", "9", "5", "9"),
    "西门店": ("8.5", "6", "7", "15", "12", "11", "8", "5", "8"),
    "南桥店": ("3", "6", "6", "9", "3", "5", "6", "5", "7"),
    "北苑店": ("8.5", "10", "4", "3", "15", "13", "4", "0", "6"),
    "河滨店": ("10", "10", "8", "15", "15", "13", "8", "5", "6"),
    "车站店": ("9", "10", "6.5", "15", "15", "13", "7", "0", "5"),
}
"""1.1 to 3.4, worked by hand from the scheme's text; of 北苑店 as it is ruled in the end."""
RANKING = [
    ("1", "东街店", "97.50", "五星"),
    ("2", "河滨店", "90.00", "五星"),
    ("3", "西门店", "80.50", "四星"),
    ("3", "车站店", "80.50", "四星"),
    ("5", "北苑店", "63.50", "三星"),
    ("6", "南桥店", "50.00", "待改进"),
]


def reckoned(store: Store) -> list[Decimal]:
    """Reckon a store's points from what it typed, by the words of the 评估表."""

    def number(key: str) -> Decimal:
        return Decimal(str(store.facts[key] or 0).replace("３处", "3"))

    def share(part: str, whole: str) -> Decimal:
        return number(part) / number(whole)

    cleaning = 10 - min(Decimal(5), number("1.1a") / 2) - (2 if store.facts["1.1b"] == "否" else 0)
    shelves = 10 if share("1.2b", "1.2a") >= Decimal("0.95") else 6 if share("1.2b", "1.2a") >= Decimal("0.8") else 0
    lacking = share("2.1b", "2.1a")
    stock = 15 if lacking <= Decimal("0.02") else 9 if lacking <= Decimal("0.05") else 3
    dated = max(Decimal(0), 15 - 3 * number("2.2a") - 6 * number("2.2b"))
    complaints = max(Decimal(0), 15 - 2 * number("3.1a") - min(Decimal(3), number("3.1b")))
    members = int(share("3.2b", "3.2a") * 10)
    trained = 5 if number("3.3a") == number("3.3b") else 0
    seen = [Decimal(str(store.given[key])) for key in ("1.3", "3.4")]
    return [
        *(cleaning, Decimal(shelves), seen[0], Decimal(stock), dated),
        *(complaints, Decimal(members), Decimal(trained), seen[1]),
    ]


@pytest.mark.parametrize("unit", STORES)
def test_the_points_worked_by_hand_are_those_of_the_text(unit: str) -> None:
    assert reckoned(STORES[unit]) == [Decimal(points) for points in POINTS[unit]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The scheme checked, the forms issued, what the sample holds of returns put in, and the first summary written."""
    folder = Folder(tmp_path_factory.mktemp("门店") / SAMPLE.name)
    folder.root.mkdir()
    shutil.copy(ROOT / SAMPLE / "方案.xlsx", folder.root)
    assert "方案检查.xlsx：没有问题。" in kexie("scheme", folder.root)
    kexie("init", folder.root)
    assert "请尽快报来：2026年第三季度门店服务评估表。" in kexie("status", folder.root)
    shutil.copytree(ROOT / SAMPLE / "2-回收", folder.returned, dirs_exist_ok=True)
    told = [kexie(command, folder.root) for command in ("status", "check", "onsite", "mail")]
    returned = sorted(folder.returned.iterdir())
    told += [kexie("look", *returned), kexie("mail", folder.root, "下发"), kexie("mail", folder.root, "催报")]
    (folder.root / "屏幕.txt").write_text("\n".join(told), encoding="utf-8")
    shutil.copytree(ROOT / SAMPLE / "4-现场", folder.onsite, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def summed_up(written: Folder) -> tuple[Folder, str]:
    """The summary while something is open, and what the screen says."""
    return written, kexie("summary", written.root)


@pytest.fixture(scope="module")
def announced(summed_up: tuple[Folder, str]) -> Folder:
    """What is open ruled, every level approved as suggested, the notice written."""
    folder, _told = summed_up
    book = openpyxl.load_workbook(folder.ledger)
    rulings = book[Rulings.SHEET]
    given = {"3.1": ("13", "电话问过，都在2日内答复"), "3.3": ("0", "有1名店员没有培训")}
    columns = {cell.value: at for at, cell in enumerate(rulings[1], 1)}
    for row in range(2, rulings.max_row + 1):
        key = str(rulings.cell(row, columns[Rulings.KEY]).value)
        if rulings.cell(row, columns["单位"]).value == "北苑店" and key in given:
            rulings.cell(row, columns[Rulings.RULING], float(given[key][0]))
            rulings.cell(row, columns[Rulings.REASON], given[key][1])
            rulings.cell(row, columns[Rulings.CLERK], INVENTED)
            rulings.cell(row, columns[Rulings.DATE], dt.date(2026, 10, 12))
    approvals = book[Approvals.SHEET]
    levels = {unit: level for _rank, unit, _total, level in RANKING}
    columns = {cell.value: at for at, cell in enumerate(approvals[1], 1)}
    for row in range(2, approvals.max_row + 1):
        unit = approvals.cell(row, columns["单位"]).value
        if unit in levels:
            approvals.cell(row, columns[Approvals.LEVEL], levels[str(unit)])
    book.save(folder.ledger)
    kexie("summary", folder.root)
    kexie("notice", folder.root)
    return folder


def test_the_shipped_forms_are_what_the_program_writes_today(written: Folder) -> None:
    for path in (ROOT / SAMPLE / "1-下发").iterdir():
        assert (written.issued / path.name).read_bytes() == as_made_here(path.read_bytes()), path.name


def test_what_is_open_is_told_and_nothing_else(summed_up: tuple[Folder, str]) -> None:
    """北苑店: a blank and a part larger than its whole; “３处” is read. What the inspectors gave asks nobody any more."""
    folder, told = summed_up
    lines = [line.split() for line in told.splitlines()]
    assert ["1", "东街店", "98", "97.5", "五星"] in lines
    assert ["2", "河滨店", "90", "90", "五星", "临界：恰为90分"] in lines
    assert ["5", "北苑店", "68.5", "60.5", "待定", "待核2项，可再加8分"] in lines
    assert "未定稿：1个单位共2项待核。" in told
    asked = {
        (str(row[1]), str(row[3]))
        for row in openpyxl.load_workbook(folder.summary)["差异清单"].iter_rows(min_row=2, values_only=True)
        if row[0] == "北苑店" and row[2] == "必须改"
    }
    assert asked == {("3.1b", "K201"), ("3.3", "K401")}


def test_every_point_is_the_one_worked_by_hand(announced: Folder) -> None:
    rows = openpyxl.load_workbook(announced.summary)["逐项得分"].iter_rows(values_only=True)
    header = next(rows)
    at = {str(name): number for number, name in enumerate(header)}
    adopted: dict[str, list[Decimal]] = {}
    for row in rows:
        adopted.setdefault(str(row[at["单位"]]), []).append(Decimal(str(row[at["采用"]])))
    assert adopted == {unit: [Decimal(points) for points in own] for unit, own in POINTS.items()}


def test_the_notice_lists_four_levels_and_agrees_with_itself(announced: Folder) -> None:
    content = announced.notice.read_bytes()
    told = paragraphs(content)
    assert "参加评估的6个单位，结果为五星2个、四星2个、三星1个、待改进1个。" in told
    assert [text for text in told if text[:2] in {"五星", "四星", "三星", "待改"}] == [
        "五星（2个）：东街店、河滨店。",
        "四星（2个）：西门店、车站店。",
        "三星（1个）：北苑店。",
        "待改进（1个）：南桥店。",
    ]
    (table,) = tables(content)
    assert [tuple(row) for row in table[1:]] == RANKING
    assert opened(content).core_properties.title
    assert "一致" in kexie("notice", announced.root, "--check", announced.notice)


def test_the_screen_has_no_column_for_what_is_not_there(announced: Folder, tmp_path: Path) -> None:
    """Neither 类别, 加分 nor 缺材料; 核定分 only where 综合评分 is not beside it; letters without 必报材料."""
    headers = {
        command: next(line.split() for line in kexie(command, announced.root).splitlines() if "单位" in line)
        for command in ("status", "check", "summary")
    }
    assert headers == {
        "status": ["单位", "已下发", "已回收", "待补正", "已现场", "待定", "审定"],
        "check": ["单位", "状态", "自评总分", "核定分", "必须改", "请核实", "提示"],
        "summary": ["名次", "单位", "自评总分", "综合评分", "建议等次", "备注"],
    }
    told = kexie("look", announced.returned / f"东街店-{announced.load_scheme().form_name}.xlsx")
    assert "  填了：填报事项15/15，自评分9/9\n" in told
    folder = Folder(tmp_path / "还没有回收")
    kexie("init", folder.root, "--scheme", ROOT / SAMPLE / "方案.xlsx")
    assert "报来：2026年第三季度门店服务评估表。" in kexie("status", folder.root)
    kexie("mail", folder.root, "下发")
    assert "上会：汇总表、计分说明、逐项矩阵按打印顺序写在" in kexie("print", announced.root, "上会")
    (letters,) = folder.root.rglob("全部文字.txt")
    assert "四、检查" in letters.read_text(encoding="utf-8-sig")
    assert "需要报送的材料" not in letters.read_text(encoding="utf-8-sig")


def said(folder: Path) -> Iterator[tuple[Path, str]]:
    """Give every text of every workbook, of the notice, of the letters, and what was said on the screen."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            yield from ((path, line) for line in path.read_text(encoding="utf-8-sig").splitlines())
        elif path.suffix == ".docx":
            yield from ((path, text) for text in paragraphs(path.read_bytes()))
        elif path.suffix in {".xlsx", ".ods"}:
            book = open_workbook(path)
            assert isinstance(book, Workbook)
            for sheet in book.sheets:
                if not sheet.name.startswith("_"):
                    yield path, sheet.name
                    yield from ((path, str(value)) for row in sheet.rows for value in row)


def test_nothing_speaks_of_another_trade(announced: Folder) -> None:
    """方案.xlsx and 方案检查.xlsx apart: there the author is told of everything that a scheme can have."""
    authors = {"方案.xlsx", "方案检查.xlsx", "下发时的方案.xlsx"}
    found = {
        (path.name, text)
        for path, text in said(announced.root)
        if path.name not in authors and any(word in text for word in NOBODY_ELSES)
    }
    assert found == set()


def test_it_says_that_it_is_invented() -> None:
    places = [ROOT / SAMPLE, *(ROOT / SAMPLE / name for name in ("1-下发", "2-回收", "4-现场"))]
    for path in (path for place in places for path in place.glob("*.*")):
        assert any(INVENTED in text for own, text in said(path.parent) if own == path), path.name


def test_the_next_quarter_stands_beside_this_one(announced: Folder, tmp_path: Path) -> None:
    """One step on: the same answers, but one store that has come to 五星; no column for what this scheme has not."""
    kexie("scheme", announced.root)
    folder = Folder(tmp_path / "2026年第四季度")
    kexie("init", folder.root, "--scheme", announced.root / "6-下一年" / "方案.xlsx")
    shutil.copy(announced.summary, folder.root / "上年汇总.xlsx")
    scheme = folder.load_scheme()
    assert scheme.form_name == "2026年第四季度门店服务评估表"
    for unit, store in STORES.items():
        better = {"3.2b": 3000} if unit == "西门店" else {}
        path = filled(scheme, folder, unit, replace(store, facts={**store.facts, **better}), tmp_path)
        shutil.move(path, folder.returned)
    kexie("onsite", folder.root)
    for unit, store in STORES.items():
        visited(folder.onsite_book(unit), store)
    kexie("summary", folder.root)
    book = openpyxl.load_workbook(folder.summary)
    rows = [row for row in book["纵向对比"].iter_rows(values_only=True) if row[0]]
    assert rows[0][:6] == ("单位", "上季度得分", "本季度得分", "增减", "上季度名次", "本季度名次")
    assert rows[0][-3:] == ("1.店面", "2.商品", "3.服务")
    west = next(row for row in rows if row[0] == "西门店")
    assert west[1:] == (80.5, 82.5, 2, 3, 3, "持平", "四星", "四星", 0, 0, 2)
    assert not [row for row in book["差异清单"].iter_rows(values_only=True) if "加分审核" in str(row)]
