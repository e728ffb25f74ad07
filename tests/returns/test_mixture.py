"""Strangers of every sort beside good returns, and each good return cut off, emptied, renamed or doubled (design §9)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from kexie_excel.form.headers import Facts
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import Intake, UnitState
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.sheets.read.grid import Workbook
from tests.builders import SCHEME
from tests.returned import Desk, assert_units_add_up
from tests.returns.strange import BOF, FILEPASS, archive, bomb, compound, encrypted_xlsx, mail, nested, raw_mail

NAMES = [unit.name for unit in SCHEME.units]
XLSX = b"PK\x03\x04"


def workbook(folder: Path) -> bytes:
    """Write a workbook that is no form."""
    return Desk(folder, {"Sheet1": [["姓名", "电话"], ["张三", 1]]}).save("通讯录.xlsx").read_bytes()


@pytest.fixture(scope="module")
def good(book: Workbook, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Give every unit its own return: its number of 4.4f is its place in the list."""
    folder = tmp_path_factory.mktemp("good")
    made = {}
    for at, unit in enumerate(NAMES):
        desk = Desk(folder, {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets})
        desk.belongs_to(unit)
        desk.put(Facts.SHEET, "4.4f", "填报", at)
        made[unit] = desk.save(f"{unit}.xlsx").read_bytes()
    return made


@pytest.fixture(scope="module")
def strangers(good: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Give files of every sort, none of them a unit's return."""
    other = workbook(tmp_path_factory.mktemp("strangers"))
    form = good[NAMES[0]]
    return {
        "加密.xlsx": encrypted_xlsx(),
        "加密.xls": compound({"Workbook": BOF + FILEPASS}),
        "坏.xls": compound({"Workbook": b""}),
        "信.doc": compound({"WordDocument": b""}),
        "空.xlsx": b"",
        "网页.xls": b"<html><table></table></html>",
        "表.csv": "编号,填报\n1.1a,3\n".encode("gbk"),
        "通讯录.xlsx": other,
        "弹.zip": bomb(120 * 1024**2),
        "锁.zip": archive({"a.xlsx": form}, flags=1),
        "深.zip": nested(form, "a.xlsx", 5),
        "外.zip": archive({"../../逃.xlsx".encode("gbk"): other, "名单.txt".encode("gbk"): b"x", b"__MACOSX/a": b"x"}),
        "空.zip": archive({}),
        "信.eml": mail([("通讯录.xlsx", other)]).as_bytes(),
        "乱.eml": raw_mail(b'Content-Disposition: attachment; filename="' + "扫描.pdf".encode("gbk") + b'"'),
        "材料.rar": b"Rar!\x1a\x07\0",
        "winmail.dat": b"\x78\x9f\x3e\x22",
        "~$表.xlsx": b"x",
        "乱": bytes(at * 7 % 251 for at in range(5000)),
        "乱.xlsx": XLSX + bytes(at * 31 % 241 for at in range(5000)),
    }


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into the folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def assert_adds_up(intake: Intake, folder: Path) -> None:
    """Every file has exactly one receipt, every unit one state, and the line says so."""
    listed = [receipt.file for receipt in intake.receipts]
    assert len(listed) == len(set(listed))
    assert {name for name in listed if "!" not in name} == {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    }
    opened = {receipt.file for receipt in intake.receipts if receipt.fate is Fate.OPENED}
    assert {name.rpartition("!")[0] for name in listed if "!" in name} == opened
    assert_units_add_up(intake)


def assert_nobody_has_another_s_answers(intake: Intake) -> None:
    """No unit gets a wrong score: each that was read has its own number, and the points that go with it."""
    for unit, entry in intake.returns.items():
        assert entry.facts["4.4f"].value == Fraction(NAMES.index(unit))
    scored = {standing.unit.name for standing in evaluate(SCHEME, intake).standings if standing.score}
    assert scored == set(intake.returns)


@pytest.mark.slow
def test_strangers_beside_good_returns_change_nothing(
    tmp_path: Path, good: Mapping[str, bytes], strangers: Mapping[str, bytes]
) -> None:
    put(tmp_path, {f"{unit}.xlsx": data for unit, data in good.items()})
    put(tmp_path, {f"外来/{name}": data for name, data in strangers.items()})
    intake = collect(SCHEME, tmp_path)
    assert_adds_up(intake, tmp_path)
    assert_nobody_has_another_s_answers(intake)
    assert set(intake.states.values()) == {UnitState.READ}
    adopted = [receipt.file for receipt in intake.receipts if receipt.fate is Fate.ADOPTED]
    assert adopted == sorted(f"{unit}.xlsx" for unit in NAMES)
    assert all(receipt.note for receipt in intake.receipts if receipt.fate is not Fate.ADOPTED)


def treated(how: str, unit: str, data: bytes, at: int) -> Iterator[tuple[str, bytes, UnitState]]:
    """Treat a good return badly, and say what becomes of its unit."""
    match how:
        case "cut off":
            yield f"{unit}.xlsx", data[:at], UnitState.UNREADABLE
        case "emptied":
            yield f"{unit}.xlsx", b"", UnitState.UNREADABLE
        case "renamed":
            yield "副本(2).dat", data, UnitState.READ
        case "named after another":
            yield f"{NAMES[NAMES.index(unit) - 1]}.xls", data, UnitState.READ
        case "doubled":
            yield f"{unit}.xlsx", data, UnitState.READ
            yield f"再发/{unit}(1).xlsx", data, UnitState.READ
        case "sent in an archive":
            yield "附件.zip", archive({"表.xlsx": data, "1.jpg": b"\xff\xd8\xff"}), UnitState.READ
        case "cut off in an archive":
            yield f"{unit}.zip", archive({"表.xlsx": data})[:at], UnitState.UNREADABLE
        case _:
            yield "信.eml", mail([("表.xlsx", data), ("表.xlsx", data)]).as_bytes(), UnitState.READ


@pytest.mark.no_cover
@pytest.mark.slow
@pytest.mark.parametrize(
    "how",
    [
        "cut off",
        "emptied",
        "renamed",
        "named after another",
        "doubled",
        "sent in an archive",
        "cut off in an archive",
        "mailed",
    ],
)
def test_the_same_with_each_good_return_treated_badly(
    tmp_path: Path, good: Mapping[str, bytes], strangers: Mapping[str, bytes], how: str
) -> None:
    random = Random(how)  # noqa: S311 - where a file is cut off
    put(tmp_path, {f"外来/{name}": data for name, data in strangers.items() if name != "弹.zip"})
    expected = {}
    for at, (unit, data) in enumerate(good.items()):
        for name, bad, state in treated(how, unit, data, random.randrange(1, len(data) * 9 // 10)):
            put(tmp_path, {f"{at}/{name}": bad})
            expected[unit] = state
    intake = collect(SCHEME, tmp_path)
    assert_adds_up(intake, tmp_path)
    assert_nobody_has_another_s_answers(intake)
    assert intake.states == expected
