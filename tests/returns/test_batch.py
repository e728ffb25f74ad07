"""Everything in 2-回收 → one state for each unit, one receipt for each file; nothing in a file stops anything (design §9)."""

import ctypes
import datetime as dt
import hashlib
import os
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Never

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kexie_excel.findings import finding
from kexie_excel.form.headers import Cover, Facts, Scores, Stamp
from kexie_excel.inbox.isolation import Crash
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import Intake, UnitState
from kexie_excel.sheets.read import grid
from kexie_excel.sheets.read.grid import Workbook
from kexie_excel.sheets.read.sniff import Kind
from tests.builders import SCHEME, UNIT
from tests.examples import examples
from tests.files import snapshot
from tests.returned import LAYOUT, Desk, assert_units_add_up, receipts
from tests.returns.strange import BOF, FILEPASS, compound, encrypted_xlsx
from tests.systems import in_forked_workers

OTHER = SCHEME.units[1].name
NAMES = [unit.name for unit in SCHEME.units]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
NOTHING = "应报10＝已读0＋不可读0＋待定0＋未报送10"
_READ, _EXISTING = 0x80000000, 3
"""What Windows is asked for: to read a file that is there, and nobody else meanwhile."""
DAMAGED = Kind.UNREAD.sentence


def zipped(name: str, data: bytes = b"x") -> bytes:
    """Give a zip with one member."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


JUNK: dict[str, tuple[bytes, Fate, str]] = {
    "空.xlsx": (b"", Fate.UNREADABLE, "文件是空的（0字节），请重新发来"),
    "加密.xlsx": (encrypted_xlsx(), Fate.UNREADABLE, Kind.ENCRYPTED.sentence),
    "加密.xls": (compound({"Workbook": BOF + FILEPASS}), Fate.UNREADABLE, Kind.ENCRYPTED.sentence),
    "坏.xls": (OLE, Fate.UNREADABLE, DAMAGED),
    "坏.xlsx": (zipped("xl/workbook.xml"), Fate.UNREADABLE, DAMAGED),
    "断.xlsx": (zipped("xl/workbook.xml")[:50], Fate.UNREADABLE, "文件不完整（像是没有下载完），请重新发来"),
    "网页.xls": (
        b"<html><table><tr><td>1</td></tr></table></html>",
        Fate.NOT_A_FORM,
        "这其实是网页文件，不是工作簿；请用 Excel 或 WPS 打开后另存为 xlsx 再发来",
    ),
    "扫描.pdf": (b"%PDF-1.4\n", Fate.NOT_A_FORM, "这是 PDF 文件，不是评估表；请发下发的 Excel 工作簿"),
    "照片.jpg": (b"\xff\xd8\xff\xe0", Fate.NOT_A_FORM, "这是图片，不是评估表；请发下发的 Excel 工作簿"),
    "总结.docx": (zipped("word/document.xml"), Fate.NOT_A_FORM, Kind.DOCUMENT.sentence),
    "材料.rar": (b"Rar!\x1a\x07\0", Fate.UNREADABLE, Kind.BROKEN.sentence),
    "winmail.dat": (b"\x78\x9f\x3e\x22", Fate.UNREADABLE, Kind.CUT_OFF.sentence),
    "名单.csv": ("姓名,电话\n".encode("gb18030"), Fate.NOT_A_FORM, Kind.TEXT.sentence),
    "~$表.xlsx": (b"\x04user", Fate.SKIPPED, "Excel 的临时文件；对方或本机可能正打开着原文件"),
    "._表.xlsx": (b"\0\x05\x16\x07", Fate.SKIPPED, "苹果电脑的附属文件"),
    ".DS_Store": (b"\0\0\0\1Bud1", Fate.SKIPPED, "系统附属文件"),
    "Thumbs.db": (OLE, Fate.SKIPPED, "系统附属文件"),
    "desktop.ini": (b"[.ShellClassInfo]", Fate.SKIPPED, "系统附属文件"),
    ".隐藏.xlsx": (b"", Fate.SKIPPED, "隐藏文件"),
    "__MACOSX/表.xlsx": (b"\0", Fate.SKIPPED, "系统附属文件"),
    "平江县/__MACOSX/更深/表.xlsx": (b"\0", Fate.SKIPPED, "系统附属文件"),
}


def put(folder: Path, name: str, data: bytes) -> Path:
    """Put a file into the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def assert_adds_up(intake: Intake, folder: Path) -> None:
    """Every unit has one state, every file one receipt, and the line says so."""
    assert_units_add_up(intake)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(receipts(intake)) == files


def test_an_empty_folder(tmp_path: Path) -> None:
    intake = collect(SCHEME, tmp_path)
    assert (intake.receipts, intake.findings, intake.reconciliation()) == ((), (), NOTHING)


@pytest.mark.parametrize("name", JUNK)
def test_what_is_no_return_costs_one_receipt_with_its_reason(tmp_path: Path, name: str) -> None:
    """Cases 1 to 4, 10 to 12, 15, 17."""
    data, fate, note = JUNK[name]
    put(tmp_path, name, data)
    intake = collect(SCHEME, tmp_path)
    (receipt,) = intake.receipts
    assert (receipt.file, receipt.unit, receipt.fate, receipt.note) == (name, "", fate, note)
    assert (receipt.size, receipt.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert [found.message for found in intake.findings] == ([] if fate is Fate.SKIPPED else [note])
    assert intake.reconciliation() == NOTHING


def test_all_of_it_beside_a_return_changes_nothing(tmp_path: Path, filled: bytes) -> None:
    for name, (data, _fate, _note) in JUNK.items():
        put(tmp_path, name, data)
    put(tmp_path, "表.xlsx", filled)
    intake = collect(SCHEME, tmp_path)
    assert {file: receipt.fate for file, receipt in receipts(intake).items()} == {
        **{name: fate for name, (_data, fate, _note) in JUNK.items()},
        "表.xlsx": Fate.ADOPTED,
    }
    assert intake.reconciliation() == "应报10＝已读1＋不可读0＋待定0＋未报送9"
    assert_adds_up(intake, tmp_path)


def test_a_stranger_s_workbook(tmp_path: Path) -> None:
    """K102: a workbook, and no form."""
    Desk(tmp_path, {"Sheet1": [["姓名", "电话"], ["张三", 1]]}).save(f"{UNIT}通讯录.xlsx")
    (receipt,) = collect(SCHEME, tmp_path).receipts
    assert receipt.fate is Fate.NOT_A_FORM
    assert receipt.note == "是工作簿，但不是评估表：里面没有“评估表”和“完成情况”"


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_form_cut_off_anywhere(tmp_path: Path, filled: bytes, share: float) -> None:
    """Case 10: received and unreadable, never missing."""
    put(tmp_path, f"{UNIT}.xlsx", filled[: int(len(filled) * share)])
    intake = collect(SCHEME, tmp_path)
    (receipt,) = intake.receipts
    assert (receipt.unit, receipt.fate) == (UNIT, Fate.UNREADABLE)
    assert receipt.note == "文件不完整（像是没有下载完），请重新发来"
    assert intake.states[UNIT] is UnitState.UNREADABLE


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".et", ".xlsm", ".dat", ""])
def test_the_name_s_ending_does_not_matter(tmp_path: Path, filled: bytes, suffix: str) -> None:
    """Cases 2, 4 and 13."""
    put(tmp_path, f"{UNIT}{suffix}", filled)
    (receipt,) = collect(SCHEME, tmp_path).receipts
    assert (receipt.unit, receipt.fate, receipt.note) == (UNIT, Fate.ADOPTED, "")


def test_an_adopted_return(tmp_path: Path, filled: bytes) -> None:
    path = put(tmp_path, "来件/3月/表.xlsx", filled)
    os.utime(path, (0, 1_500_000_000.9))
    intake = collect(SCHEME, tmp_path)
    (receipt,) = intake.receipts
    modified = dt.datetime.fromtimestamp(1_500_000_000)  # noqa: DTZ006 - as the office's clock shows it
    digest = hashlib.sha256(filled).hexdigest()
    assert receipt == Receipt("来件/3月/表.xlsx", UNIT, Fate.ADOPTED, "", modified, len(filled), digest)
    assert intake.returns[UNIT].file == receipt.file
    assert intake.states[UNIT] is UnitState.READ


def test_what_reading_came_across_stands_in_the_note(tmp_path: Path, desk: Desk) -> None:
    """K107 and K207 concern the file as a whole; what concerns one row is not repeated here."""
    desk.clear_column(Facts.SHEET, 1)
    del desk.sheets[Scores.SHEET][LAYOUT.scores.row("3.3") - 1]
    desk.save(f"{OTHER}.xlsx")
    (receipt,) = collect(SCHEME, tmp_path).receipts
    notes = (finding("K107", named=OTHER, stated=UNIT).message, finding("K207", sheet=Facts.SHEET).message)
    assert receipt.note == "；".join(notes)


def test_the_same_content_twice(tmp_path: Path, filled: bytes, desk: Desk) -> None:
    """K106: one is adopted, whatever program saved the other."""
    put(tmp_path, "1.xlsx", filled)
    put(tmp_path, "2.xlsx", filled)
    desk.save("3.xlsx")
    intake = collect(SCHEME, tmp_path)
    by_file = receipts(intake)
    assert [by_file[f"{at}.xlsx"].fate for at in (1, 2, 3)] == [Fate.ADOPTED, Fate.DUPLICATE, Fate.DUPLICATE]
    assert {by_file[f"{at}.xlsx"].note for at in (2, 3)} == {"与 1.xlsx 内容相同，只算一份"}
    assert {by_file[f"{at}.xlsx"].unit for at in (1, 2, 3)} == {UNIT}
    assert intake.reconciliation() == "应报10＝已读1＋不可读0＋待定0＋未报送9"
    assert intake.findings == ()


def change_fact(desk: Desk) -> None:
    """Answer something else."""
    desk.put(Facts.SHEET, "1.1a", "填报", 1)


def change_score(desk: Desk) -> None:
    """Claim another score."""
    desk.put(Scores.SHEET, "1.1", "评分", 0)


def change_award(desk: Desk) -> None:
    """Claim for another work."""
    desk.put("加分项", "1", "工作（事项）名称", "别的工作")


def change_material(desk: Desk) -> None:
    """Send another material."""
    desk.put("佐证材料", SCHEME.materials[0].id, "有/无", "有")


@pytest.mark.no_cover
@pytest.mark.parametrize("change", [change_fact, change_score, change_award, change_material])
def test_different_content_is_nobody_s_to_guess(tmp_path: Path, desk: Desk, change: object) -> None:
    """K105: the unit is undecided, both files named."""
    desk.save("1.xlsx")
    assert callable(change)
    change(desk)
    desk.save("2.xlsx")
    desk.save("3.xlsx")
    intake = collect(SCHEME, tmp_path)
    assert {receipt.fate for receipt in intake.receipts} == {Fate.UNDECIDED}
    assert {receipt.note for receipt in intake.receipts} == {"该单位有2份内容不同的填报"}
    assert (intake.states[UNIT], dict(intake.returns)) == (UnitState.UNDECIDED, {})
    (found,) = intake.findings
    assert (found.code, found.unit) == ("K105", UNIT)
    assert found.message == "收到2份内容不同的填报：1.xlsx、2.xlsx"
    assert_adds_up(intake, tmp_path)


@pytest.fixture
def three(tmp_path: Path, desk: Desk) -> Path:
    """One unit's three files, the first of them different."""
    desk.save("1.xlsx")
    change_fact(desk)
    desk.save("2.xlsx")
    desk.save("3.xlsx")
    return tmp_path


@pytest.mark.parametrize(
    ("chosen", "fates"),
    [
        ("1.xlsx", [Fate.ADOPTED, Fate.SET_ASIDE, Fate.SET_ASIDE]),
        ("2.xlsx", [Fate.SET_ASIDE, Fate.ADOPTED, Fate.DUPLICATE]),
        ("3.xlsx", [Fate.SET_ASIDE, Fate.DUPLICATE, Fate.ADOPTED]),
    ],
)
def test_the_office_chooses_among_different_files(three: Path, chosen: str, fates: list[Fate]) -> None:
    """Design §5.3: 采用文件 of the ledger decides; what is set aside says what was chosen."""
    intake = collect(SCHEME, three, chosen={UNIT: chosen})
    assert [receipt.fate for receipt in intake.receipts] == fates
    assert {receipt.note for receipt in intake.receipts if receipt.fate is Fate.SET_ASIDE} == {
        f"台账“采用文件”选定的是 {chosen}"
    }
    assert (intake.states[UNIT], intake.returns[UNIT].file) == (UnitState.READ, chosen)
    assert (dict(intake.competing), intake.findings) == ({UNIT: ("1.xlsx", "2.xlsx", "3.xlsx")}, ())
    assert_adds_up(intake, three)


@pytest.mark.parametrize("chosen", [{UNIT: "不在.xlsx"}, {OTHER: "1.xlsx"}, {UNIT: ""}, {}, None])
def test_a_choice_that_names_none_of_them_decides_nothing(three: Path, chosen: dict[str, str] | None) -> None:
    intake = collect(SCHEME, three, chosen=chosen)
    assert intake.states[UNIT] is UnitState.UNDECIDED
    assert dict(intake.competing) == {UNIT: ("1.xlsx", "2.xlsx", "3.xlsx")}


def in_round(desk: Desk, number: int) -> None:
    """Make the form that of a later round."""
    desk.sheets[Stamp.SHEET][3][1] = number


def grow_old(*paths: Path) -> None:
    """Let files be saved long ago."""
    for path in paths:
        os.utime(path, (1_500_000_000, 1_500_000_000))


def test_a_later_round_supersedes_the_earlier_ones(tmp_path: Path, desk: Desk) -> None:
    """K112, design §6: what the later round changed is listed, old → new."""
    grow_old(desk.save("1.xlsx"))
    in_round(desk, 1)
    change_score(desk)
    grow_old(desk.save("2.xlsx"))
    in_round(desk, 2)
    change_fact(desk)
    change_award(desk)
    desk.put(Facts.SHEET, "1.3a", "填报", "")
    desk.save("3.xlsx")
    intake = collect(SCHEME, tmp_path)
    assert [receipt.fate for receipt in intake.receipts] == [Fate.SUPERSEDED, Fate.SUPERSEDED, Fate.ADOPTED]
    assert {receipt.note for receipt in intake.receipts[:2]} == {"已收到第2轮的填报"}
    (found,) = intake.findings
    assert (found.code, found.unit, found.place.file) == ("K112", UNIT, "3.xlsx")
    assert found.message == "第2轮替代了 2.xlsx，改动：1.1a 60→1；1.3a 否→空；加分项3行→3行（有改动）"
    assert (intake.states[UNIT], dict(intake.competing)) == (UnitState.READ, {})


def test_a_later_round_without_changes_says_so(tmp_path: Path, desk: Desk) -> None:
    desk.save("1.xlsx")
    in_round(desk, 1)
    desk.save("2.xlsx")
    (found,) = collect(SCHEME, tmp_path).findings
    assert found.message == "第1轮替代了 1.xlsx，改动：没有改动"


def test_two_different_files_of_the_later_round_leave_the_unit_undecided(three: Path, desk: Desk) -> None:
    """The earlier round is no answer to the question which of the later ones counts."""
    grow_old(*three.iterdir())
    in_round(desk, 1)
    change_award(desk)
    desk.save("4.xlsx")
    change_score(desk)
    desk.save("5.xlsx")
    intake = collect(SCHEME, three)
    assert [receipt.fate for receipt in intake.receipts] == [Fate.SUPERSEDED] * 3 + [Fate.UNDECIDED] * 2
    assert dict(intake.competing) == {UNIT: ("4.xlsx", "5.xlsx")}
    assert_adds_up(intake, three)


def test_where_nothing_competes_a_choice_changes_nothing(tmp_path: Path, filled: bytes) -> None:
    put(tmp_path, "1.xlsx", filled)
    put(tmp_path, "2.xlsx", filled)
    intake = collect(SCHEME, tmp_path, chosen={UNIT: "2.xlsx"})
    assert [receipt.fate for receipt in intake.receipts] == [Fate.ADOPTED, Fate.DUPLICATE]
    assert dict(intake.competing) == {}


def test_two_units_in_one_workbook_leave_both_undecided(tmp_path: Path, desk: Desk) -> None:
    """K104."""
    desk.sheets[Cover.SHEET][LAYOUT.cover_row("单位") - 1][2] = OTHER
    desk.save()
    intake = collect(SCHEME, tmp_path)
    assert intake.receipts[0].unit == f"{UNIT}、{OTHER}"
    assert intake.states[UNIT] is intake.states[OTHER] is UnitState.UNDECIDED
    assert_adds_up(intake, tmp_path)


def test_a_good_return_settles_the_unit_whatever_else_came(tmp_path: Path, desk: Desk, filled: bytes) -> None:
    put(tmp_path, "好.xlsx", filled)
    put(tmp_path, f"{UNIT}-旧.xlsx", b"")
    desk.sheets[Cover.SHEET][LAYOUT.cover_row("单位") - 1][2] = OTHER
    desk.save("两个单位.xlsx")
    intake = collect(SCHEME, tmp_path)
    assert (intake.states[UNIT], intake.states[OTHER]) == (UnitState.READ, UnitState.UNDECIDED)
    assert_adds_up(intake, tmp_path)


@pytest.mark.parametrize("names", [("0.xlsx", "1.xlsx"), ("1.xlsx", "0.xlsx")])
def test_undecided_outweighs_unreadable(tmp_path: Path, desk: Desk, names: tuple[str, str]) -> None:
    """Whichever of the two files is read first."""
    desk.sheets["评估表 (2)"] = [*desk.sheets[Scores.SHEET], ["改过"]]
    desk.save(f"{UNIT}{names[0]}")
    put(tmp_path, f"{UNIT}{names[1]}", b"")
    intake = collect(SCHEME, tmp_path)
    assert intake.states[UNIT] is UnitState.UNDECIDED
    assert_adds_up(intake, tmp_path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let another program have a file for itself: really, where a system knows that."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateFileW.restype = ctypes.c_void_p
        handle = kernel.CreateFileW(str(path), _READ, 0, None, _EXISTING, 0, None)
        yield
        kernel.CloseHandle(ctypes.c_void_p(handle))
        return
    real = Path.open

    def refuse(own: Path, *arguments: str, **named: str) -> object:
        if own.name == path.name:
            raise PermissionError(13, "Permission denied")
        return real(own, *arguments, **named)  # type: ignore[call-overload]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        yield


def test_a_locked_file_is_unreadable_not_missing(tmp_path: Path, filled: bytes) -> None:
    """Case 25."""
    put(tmp_path, f"{UNIT}.xlsx", filled)
    with locked(tmp_path / f"{UNIT}.xlsx"):
        intake = collect(SCHEME, tmp_path)
    (receipt,) = intake.receipts
    assert (receipt.unit, receipt.fate, receipt.sha256) == (UNIT, Fate.UNREADABLE, "")
    assert receipt.note == "文件打不开，可能正被别的程序占用，或没有读取权限；请关闭打开它的程序后再运行"
    assert (intake.states[UNIT], intake.findings[0].code) == (UnitState.UNREADABLE, "K138")


def test_a_locked_lock_file_is_still_only_a_lock_file(tmp_path: Path) -> None:
    """Case 11: the program that made it keeps it locked."""
    put(tmp_path, "~$表.xlsx", b"x")
    with locked(tmp_path / "~$表.xlsx"):
        (receipt,) = collect(SCHEME, tmp_path).receipts
    assert (receipt.fate, receipt.note) == (Fate.SKIPPED, JUNK["~$表.xlsx"][2])


def die(_source: object) -> Never:
    """End the process, as the native reader does on some files."""
    os._exit(139)


@in_forked_workers
@pytest.mark.parametrize(("name", "unit"), [(f"{UNIT}.xlsx", UNIT), ("表.xlsx", "")])
def test_a_file_that_kills_its_reader_costs_one_receipt(
    tmp_path: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch, name: str, unit: str
) -> None:
    """Case 4d: the batch goes on, and the unit in the file's name has sent something."""
    put(tmp_path, name, filled)
    put(tmp_path, "照片.jpg", b"\xff\xd8\xff\xe0")
    monkeypatch.setattr(grid, "load_workbook", die)
    intake = collect(SCHEME, tmp_path)
    receipt = receipts(intake)[name]
    assert (receipt.unit, receipt.fate, receipt.note) == (unit, Fate.UNREADABLE, Crash.DIED.value)
    assert receipts(intake)["照片.jpg"].fate is Fate.NOT_A_FORM
    assert intake.states[UNIT] is (UnitState.UNREADABLE if unit else UnitState.MISSING)
    assert {found.code for found in intake.findings} == {"K101", "K102"}
    assert_adds_up(intake, tmp_path)


def test_a_file_from_no_calendar_is_read(tmp_path: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some programs leave a time of change that no calendar has."""

    class Clock(dt.datetime):
        @classmethod
        def fromtimestamp(cls, *_: object) -> "Clock":
            raise OverflowError

    put(tmp_path, "表.xlsx", filled)
    monkeypatch.setattr(dt, "datetime", Clock)
    (receipt,) = collect(SCHEME, tmp_path).receipts
    assert (receipt.unit, receipt.fate, receipt.modified) == (UNIT, Fate.ADOPTED, None)


def test_originals_stay_as_they_are(tmp_path: Path, filled: bytes) -> None:
    """Design §3: what came in is never changed, not even its time."""
    for name, (data, _fate, _note) in JUNK.items():
        put(tmp_path, name, data)
    put(tmp_path, f"{UNIT}.xlsx", filled)
    before = snapshot(tmp_path)
    collect(SCHEME, tmp_path)
    assert snapshot(tmp_path) == before


def test_progress_is_told_after_each_file(tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.txt", "丙.txt"):
        put(tmp_path, name, b"x")
    told: list[tuple[int, int]] = []
    collect(SCHEME, tmp_path, lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there, not bytes")
def test_a_name_in_another_encoding_is_read_like_any_other(tmp_path: Path, filled: bytes) -> None:
    """Case 16: unpacked by a program that kept the bytes of the name."""
    name = os.fsencode(tmp_path) + b"/" + "表.xlsx".encode("gb18030")
    try:
        Path(os.fsdecode(name)).write_bytes(filled)
    except OSError:
        pytest.skip("this disk takes no such names")
    (receipt,) = collect(SCHEME, tmp_path).receipts
    assert (receipt.unit, receipt.fate) == (UNIT, Fate.ADOPTED)


def test_receipts_stand_in_the_order_of_the_names(tmp_path: Path) -> None:
    """The same folder gives the same register, whatever order the disk has."""
    names = ["丙.txt", "a/乙.txt", "甲.txt", "B.txt"]
    for name in names:
        put(tmp_path, name, b"x")
    assert [receipt.file for receipt in collect(SCHEME, tmp_path).receipts] == sorted(names)


class Sorts(dict[str, bytes]):
    """Files by name, with a short repr: hypothesis warns of long ones, and a warning is an error."""

    def __repr__(self) -> str:
        """Name the files only."""
        return f"Sorts({len(self)})"


@pytest.fixture(scope="module")
def mixtures(book: Workbook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Files of every sort: two units, two versions each, one workbook of both, and everything that is no return."""
    folder = tmp_path_factory.mktemp("sorts")
    sorts = {f"{at}{name.replace('/', '-')}": data for at, (name, (data, _, _)) in enumerate(JUNK.items())}
    for unit in (UNIT, OTHER):
        for version in range(2):
            desk = Desk(folder, {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets})
            desk.belongs_to(unit)
            desk.put(Facts.SHEET, "1.1a", "填报", version)
            sorts[f"{unit}{version}.xlsx"] = desk.save().read_bytes()
    desk.sheets[Cover.SHEET][LAYOUT.cover_row("单位") - 1][2] = UNIT
    return Sorts(sorts | {"两个单位.xlsx": desk.save().read_bytes(), f"{UNIT}空.xlsx": b"", f"{OTHER}断.xlsx": b"PK"})


@pytest.mark.no_cover
@examples(40, HealthCheck.too_slow)
@given(places=st.lists(st.integers(0, 999), max_size=8))
def test_any_mixture_adds_up(
    mixtures: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, places: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("mixture")
    names = sorted(mixtures)
    chosen = [names[place % len(names)] for place in places]
    for at, name in enumerate(chosen):
        put(folder, f"{at % 3}/{at}-{name}", mixtures[name])
    intake = collect(SCHEME, folder)
    assert_adds_up(intake, folder)
    assert dict(expected_states(chosen)) == {unit: intake.states[unit] for unit in (UNIT, OTHER)}


def expected_states(chosen: list[str]) -> Iterator[tuple[str, UnitState]]:
    """Say what becomes of the two units, from the names of the files alone."""
    for unit in (UNIT, OTHER):
        versions = {name for name in chosen if name in {f"{unit}0.xlsx", f"{unit}1.xlsx"}}
        if versions:
            yield unit, UnitState.READ if len(versions) == 1 else UnitState.UNDECIDED
        elif "两个单位.xlsx" in chosen:
            yield unit, UnitState.UNDECIDED
        else:
            claimed = any(unit in name for name in chosen)  # one of the sorts that are no return bears a unit's name
            yield unit, UnitState.UNREADABLE if claimed else UnitState.MISSING
