"""The on-site round in the working folder (四、2): written, typed, read, adopted, decided; and never typed over."""

import shutil
import zipfile
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED, PENDING
from kexie_excel.form.headers import ONSITE
from kexie_excel.workspace import onsite
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from kexie_excel.workspace.onsite import prepare_visits
from scripts.fill import to_bytes
from tests.builders import SCHEME
from tests.forms import whole_form
from tests.summary.reading import data, sheet_of
from tests.visits import Typed, columns, typed_book

pytestmark = pytest.mark.slow


UNITS = [unit.name for unit in SCHEME.units]
UNIT, OTHER = UNITS[:2]


@pytest.fixture(scope="module")
def made(established: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder in which every unit sent a full form, with the on-site workbooks written, made once."""
    root = tmp_path_factory.mktemp("onsite") / "评估"
    shutil.copytree(established, root)
    for unit in UNITS:
        send(Folder(root), unit)
    prepare_visits(root)
    return root


def send(folder: Folder, unit: str, **changes: object) -> None:
    """Put a unit's filled form into 2-回收; ``changes`` name facts as ``f3_3c=``."""
    (folder.returned / f"{unit}.xlsx").write_bytes(whole_form(unit, **changes))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Folder:
    """A copy of the working folder."""
    return Folder(Path(shutil.copytree(made, tmp_path / "评估")))


def visit(folder: Folder, marks: dict[str, Typed], unit: str = UNIT, name: str = "") -> Path:
    """Type into a unit's workbook, or into a copy of it."""
    path = folder.onsite_book(unit)
    target = path.with_name(name) if name else path
    target.write_bytes(to_bytes(typed_book(path.read_bytes(), marks)))
    return target


def record(content: bytes, row: str, unit: str = UNIT) -> dict[str, object]:
    """Give a row of 逐项得分."""
    return next(own for own in data(content, "逐项得分") if (own["单位"], own["编号"]) == (unit, row))


def decide(folder: Folder, sheet: str, wanted: dict[str, object], **cells: object) -> None:
    """Type into the ledger's row that bears these values."""
    book = openpyxl.load_workbook(folder.ledger)
    table = book[sheet]
    assert isinstance(table, Worksheet)
    header = {str(cell.value): at for at, cell in enumerate(table[1], 1)}
    at = next(
        at
        for at in range(2, table.max_row + 1)
        if all(table.cell(at, header[name]).value == value for name, value in wanted.items())
    )
    for name, value in cells.items():
        table.cell(at, header[name]).value = value  # type: ignore[assignment]
    book.save(folder.ledger)


# ── writing


def test_every_unit_gets_a_workbook(folder: Folder) -> None:
    assert sorted(path.name for path in folder.onsite.iterdir()) == sorted(f"{unit}-{ONSITE}.xlsx" for unit in UNITS)


@pytest.mark.no_cover
def test_nothing_typed_changes_nothing(folder: Folder) -> None:
    """Blank workbooks, saved again by another program: the summary is the same to the byte."""
    before = summarize(folder.root).path.read_bytes()
    for unit in UNITS:
        visit(folder, {}, unit)
    done = summarize(folder.root)
    assert done.path.read_bytes() == before
    assert done.evaluation.is_final


@pytest.mark.no_cover
def test_what_nobody_touched_is_made_anew(folder: Folder) -> None:
    """The computed score is the one that stands now."""
    send(folder, UNIT, f1_3a="否")
    done = prepare_visits(folder.root)
    assert (done.made, done.kept) == (len(UNITS), ())
    assert columns(folder.onsite_book(UNIT).read_bytes())["1.3"]["核算"] == 0


def test_what_was_typed_or_saved_stays_to_the_byte(folder: Folder) -> None:
    """Typed, only saved, open somewhere, or no workbook at all: none of them is written over."""
    third, fourth, fifth = UNITS[2:5]
    visit(folder, {"1.3": (1, "没有文件")})
    visit(folder, {}, OTHER)
    (folder.onsite / f"~${third}-{ONSITE}.xlsx").write_bytes(b"x")
    (folder.onsite / f".~lock.{fourth}-{ONSITE}.xlsx#").write_bytes(b"x")
    folder.onsite_book(fifth).write_bytes(b"not a workbook")
    before = {path: path.read_bytes() for path in folder.onsite.iterdir()}
    send(folder, UNIT, f1_4a="否")
    done = prepare_visits(folder.root)
    kept = {name.partition("-")[0]: why for name, why in done.kept}
    assert kept == {UNIT: "已经填过", OTHER: "有人保存过", third: "正被打开", fourth: "正被打开", fifth: "有人保存过"}
    assert done.made == len(UNITS) - len(kept)
    for unit in kept:
        assert folder.onsite_book(unit).read_bytes() == before[folder.onsite_book(unit)]


def test_a_workbook_that_cannot_be_replaced_stays(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """No second name: that would be a second workbook of the unit."""

    def locked(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(onsite, "put", locked)
    done = prepare_visits(folder.root)
    assert (done.made, {why for _name, why in done.kept}) == (0, {"正被打开"})
    assert len(list(folder.onsite.iterdir())) == len(UNITS)


@pytest.mark.no_cover
def test_a_score_typed_without_a_trace_of_saving_stays(folder: Folder) -> None:
    """What was typed counts, whatever the program wrote down about it."""
    path = folder.onsite_book(UNIT)
    fresh = path.read_bytes()
    visit(folder, {"1.3": (1, "没有文件")})
    path.write_bytes(_with_history_of(path.read_bytes(), fresh))
    assert dict(prepare_visits(folder.root).kept) == {path.name: "已经填过"}


def _with_history_of(content: bytes, other: bytes) -> bytes:
    """Give a workbook the saving time of another."""
    part, stream = "docProps/core.xml", BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(BytesIO(other)) as donor,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, donor.read(part) if name == part else old.read(name))
    return stream.getvalue()


# ── reading


@pytest.mark.no_cover
def test_on_site_scores_stand_in_the_summary_beside_the_others(folder: Folder) -> None:
    """核算, 现场, 复核, 采用 side by side, with the inspectors' reason in 依据; 综合评分 follows."""
    visit(folder, {"1.3": (0.5, "没有文件"), "1.4": (2, None), "7.1": (3, "原件属实")})
    done = summarize(folder.root)
    content = done.path.read_bytes()
    row = record(content, "1.3")
    assert [row[name] for name in ("自评", "核算", "现场", "复核", "采用")] == ["未填", 2, 0.5, "—", 0.5]
    assert str(row["依据"]).endswith("；现场：没有文件")
    assert str(record(content, "1.4")["依据"]).endswith("；现场：与核算一致")
    assert record(content, "7.1")["采用"] == 3
    assert record(content, "1.1")["现场"] == "—"
    totals = {own.unit.name: own.total for own in done.evaluation.standings}
    assert totals[UNIT] == (totals[OTHER] or 0) - Fraction(3, 2) + 3
    assert done.evaluation.is_final


@pytest.mark.no_cover
def test_an_invalid_score_keeps_the_result_open_until_it_is_mended(folder: Folder) -> None:
    """K748: 未定稿 on the page and on the screen, the row pending; mended, it is final."""
    visit(folder, {"1.3": (3, "很好")})
    done = summarize(folder.root)
    assert not done.evaluation.is_final
    row = record(done.path.read_bytes(), "1.3")
    assert (row["核算"], row["现场"], row["采用"]) == (2, "待核", None)
    assert "未定稿" in str(sheet_of(done.path.read_bytes(), "汇总表").cell(1, 1).value)
    found = [own for own in data(done.path.read_bytes(), "差异清单") if own["代码"] == "K748"]
    assert str(found[0]["位置"]).startswith(f"4-现场/{UNIT}-{ONSITE}.xlsx，{ONSITE} I")
    visit(folder, {"1.3": (2, "很好")})
    assert summarize(folder.root).evaluation.is_final


@pytest.mark.no_cover
def test_a_ruling_on_an_invalid_score_settles_it(folder: Folder) -> None:
    """The row is asked about in 裁定 like every pending row."""
    visit(folder, {"1.3": ("约1", None)})
    assert not check(folder.root).evaluation.is_final
    decide(folder, "裁定", {"单位": UNIT, "编号": "1.3"}, 裁定=1, 理由="问过检查人")
    done = summarize(folder.root)
    assert done.evaluation.is_final
    assert record(done.path.read_bytes(), "1.3")["采用"] == 1


def test_a_ruling_about_an_on_site_score_holds_where_the_answer_is_missing_too(folder: Folder) -> None:
    """K738 is for another question; here what the inspectors typed was asked about, and still is."""
    send(folder, UNIT, f1_3a=None)
    visit(folder, {"1.3": ("约1", None)})
    check(folder.root)
    decide(folder, "裁定", {"单位": UNIT, "编号": "1.3"}, 裁定=1, 理由="问过检查人")
    done = summarize(folder.root)
    assert done.evaluation.decisions.findings == ()
    assert record(done.path.read_bytes(), "1.3")["采用"] == 1


def test_two_inspectors_who_differ_are_settled_in_the_ledger(folder: Folder) -> None:
    """K750: both files are listed in 采用文件 with nothing decided; choosing one removes 未定稿."""
    visit(folder, {"1.3": (1, "甲的理由")}, name=f"{UNIT}-{ONSITE}（甲）.xlsx")
    visit(folder, {"1.3": (0, "乙的理由")}, name=f"{UNIT}-{ONSITE}（乙）.xlsx")
    done = summarize(folder.root)
    assert [found.code for found in done.evaluation.decisions.onsite.findings] == ["K750"]
    assert not done.evaluation.is_final
    files = openpyxl.load_workbook(folder.ledger)["采用文件"]
    assert isinstance(files, Worksheet)
    listed = [values[:3] for values in files.iter_rows(2, values_only=True) if values[0]]
    one, two = (f"4-现场/{UNIT}-{ONSITE}（{who}）.xlsx" for who in "乙甲")
    assert sorted(map(str, listed)) == sorted(map(str, [(UNIT, one, None), (UNIT, two, None)]))
    assert summarize(folder.root).ledger_notes == ()
    decide(folder, "采用文件", {"文件": two}, 采用="是")
    done = summarize(folder.root)
    assert done.evaluation.is_final
    row = record(done.path.read_bytes(), "1.3")
    assert (row["采用"], str(row["依据"]).endswith("现场：甲的理由")) == (1, True)


@pytest.mark.no_cover
def test_a_chosen_workbook_that_is_gone_is_told(folder: Folder) -> None:
    """K756; and 采用文件 of returns is another matter."""
    book = openpyxl.load_workbook(folder.ledger)
    book["采用文件"].append([UNIT, "4-现场/没有.xlsx", "是"])
    book.save(folder.ledger)
    done = summarize(folder.root)
    assert [found.code for found in done.evaluation.decisions.findings] == ["K756"]
    assert not done.evaluation.is_final


@pytest.mark.no_cover
def test_a_newer_return_leaves_the_on_site_score_and_asks(folder: Folder) -> None:
    """K751: “核算已由2变为0”."""
    visit(folder, {"1.3": (1, "有一半")})
    send(folder, UNIT, f1_3a="否")
    done = summarize(folder.root)
    (found,) = done.evaluation.decisions.onsite.findings
    assert (found.code, "核算已由2变为0" in found.message) == ("K751", True)
    assert record(done.path.read_bytes(), "1.3")["采用"] == 1


def test_files_in_the_wrong_folder_are_told_and_not_taken(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """K741, K742, K744: one line each, on the screen and in 差异清单; nothing crashes."""
    shutil.copy(folder.onsite_book(UNIT), folder.returned / f"{UNIT}-{ONSITE}.xlsx")
    shutil.copy(folder.returned / f"{OTHER}.xlsx", folder.onsite / f"{OTHER}.xlsx")
    (folder.onsite / "现场照片.jpg").write_bytes(b"\xff\xd8\xff")
    (folder.onsite / "坏.xlsx").write_bytes(b"PK\x03\x04")
    assert main(["summary", str(folder.root), "--strict"]) == PENDING
    shown = capsys.readouterr().out
    for line in (
        "现场评估表.xlsx：这是现场评估表",
        f"必须改  4-现场/{OTHER}.xlsx：这是单位填报的评估表",
        "提示  4-现场/现场照片.jpg：",
        "必须改  4-现场/坏.xlsx：",
        "现场评估表里有2处要改",
    ):
        assert line in shown
    codes = {own["代码"] for own in data(folder.summary.read_bytes(), "差异清单")}
    assert codes >= {"K741", "K742", "K743", "K744"}


# ── the command


@pytest.mark.no_cover
def test_the_command_says_what_it_did(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    visit(folder, {"1.3": (1, "没有文件")})
    folder.scheme_file.unlink()
    shutil.rmtree(folder.issued)
    assert main(["onsite", str(folder.root)]) == DONE
    shown = capsys.readouterr().out
    assert f"已写出{len(UNITS) - 1}份现场评估表" in shown
    assert f"没有改动 {UNIT}-{ONSITE}.xlsx：已经填过。" in shown
    assert "现场评分：1个单位共1项。" in shown
    assert "用的是内置方案" in shown
    assert main(["现场", str(folder.root)]) == DONE


def test_the_command_lists_what_is_open_in_the_ledger(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    visit(folder, {"1.3": ("约1", None)})
    assert main(["onsite", str(folder.root)]) == DONE
    assert "新增1个待定事项" in capsys.readouterr().out


def test_no_working_folder_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["onsite", str(tmp_path)]) == FAILED
    assert "不是工作文件夹" in capsys.readouterr().err
