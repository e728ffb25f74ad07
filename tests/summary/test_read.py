"""A summary read again: what was written is what is read, whatever people and other programs did to the file."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given

from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import UnitState
from kexie_excel.scheme.model import Interpretation, Option
from kexie_excel.scoring.decisions import Decisions, Ruling
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.insight.sensitivity import OtherReading, Shift
from kexie_excel.scoring.insight.study import Study
from kexie_excel.scoring.past import Past
from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.columns import UNIT
from kexie_excel.summary.read import read_past
from kexie_excel.summary.snapshot import snapshot
from kexie_excel.summary.write import write_register, write_summary
from scripts.office import PROGRAM, convert
from tests import builders
from tests.examples import examples
from tests.summary.builders import SCHEME, final_year, open_year

FIRST = SCHEME.units[0].name


def read(path: Path) -> Past:
    """Read a summary that can be read."""
    found = read_past(path)
    assert isinstance(found, Past), found
    return found


def written(folder: Path, evaluation: Evaluation) -> Path:
    """Write a summary to disk."""
    path = folder / "汇总.xlsx"
    path.write_bytes(write_summary(evaluation))
    return path


def ruled_year() -> Evaluation:
    """Give a year with bonus rows, a ruled answer and a ruled item."""
    rows = [builders.row("省部级表彰奖励", "=科普", year=2017), builders.row("没有这种", "<r>\x07行")]
    entry = builders.make_return(builders.full_answers(f5_3b=Fraction(1)), rows)
    rulings = {entry.unit: {"5.3b": Ruling(Fraction(2), "补报（张三）"), "1.1": Ruling(Fraction(1, 3), "复核：理由")}}
    return evaluate(SCHEME, builders.make_intake([entry]), Decisions(rulings))


@pytest.mark.no_cover
@pytest.mark.parametrize("make", [final_year, open_year, ruled_year])
def test_what_was_written_is_what_is_read(make: Callable[[], Evaluation], tmp_path: Path) -> None:
    evaluation = make()
    found, said = read(written(tmp_path, evaluation)), snapshot(evaluation)
    assert found.stamped == said.seal == found.seal
    assert replace(found, stamped="") == said


def test_a_reading_reaches_the_rows_that_its_options_change() -> None:
    """None where it is about levels; where its paths name no row, nobody can tell, and it is left out."""
    reach = snapshot(final_year()).reach
    assert [sorted(reach[name]) for name in ("分值基准", "超出班次", "85分")] == [["3.3", "3.5"], ["7.1"], []]
    year = final_year()
    strange = tuple(
        Interpretation(name, "", "甲", (Option("甲", {path: 1}),))
        for name, path in (("一", "version"), ("二", "item/1/x"))
    )
    assert snapshot(replace(year, scheme=replace(year.scheme, interpretations=strange))).reach == {}


@pytest.mark.no_cover
def test_a_reading_that_was_only_tried_is_not_taken_for_the_one_in_force(tmp_path: Path) -> None:
    """One that would change many units is told unit by unit below the table of 口径说明, under the same two headers."""
    year, path = final_year(), tmp_path / "汇总.xlsx"
    shifts = tuple(Shift(f"第{number}县", number, number + 1, "合格", "合格") for number in range(1, 30))
    path.write_bytes(write_summary(year, Study(sensitivity=(OtherReading("党组织覆盖率", "按比例折算", shifts),))))
    found = read(path)
    assert found.readings["党组织覆盖率"] == "满10个百分点才计"
    assert found.result == found.seal == snapshot(year).seal


@pytest.mark.no_cover
@examples(8)
@given(builders.answers(), builders.bonus_rows)
def test_any_result_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, object], rows: list[object]
) -> None:
    entry = builders.make_return(answers, builders.rows_of(rows))  # type: ignore[arg-type]
    evaluation = evaluate(SCHEME, builders.make_intake([entry]))
    found = read(written(tmp_path_factory.mktemp("h"), evaluation))
    assert replace(found, stamped="") == snapshot(evaluation)


@pytest.mark.no_cover
@pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice")
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_saved_by_another_program_it_says_the_same(tmp_path: Path, suffix: str) -> None:
    evaluation = ruled_year()
    (path,) = convert([written(tmp_path, evaluation)], suffix, tmp_path / "又存")
    found = read(path)
    assert found.seal == found.stamped
    assert replace(found, stamped="") == snapshot(evaluation)


def edited(folder: Path, change: Callable[[openpyxl.Workbook], None]) -> Past:
    """Read a summary after somebody had it in his hands."""
    path = written(folder, final_year())
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read(path)


@pytest.mark.no_cover
def test_sheets_moved_and_renamed_are_found(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.move_sheet("汇总表", 6)
        book["加分审核"].title = "加分（上年）"
        book["逐项得分"].insert_rows(1, 2)
        book["逐项得分"].insert_cols(1)
        del book["逐项矩阵"]

    assert replace(edited(tmp_path, change), stamped="") == snapshot(final_year())


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["汇总表", "逐项得分", "加分审核"])
def test_a_missing_sheet_is_named(tmp_path: Path, name: str) -> None:
    def change(book: openpyxl.Workbook) -> None:
        del book[name]

    found = edited(tmp_path, change)
    assert found.missing == (name,)
    assert found.units


@pytest.mark.no_cover
def test_without_the_hidden_sheet_the_title_tells_the_year(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        del book["_kexie汇总"]

    found = edited(tmp_path, change)
    assert (found.year, found.texts, found.stamped) == (SCHEME.year, {}, "")
    assert found.result == found.seal


@pytest.mark.no_cover
def test_nothing_tells_the_year(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        del book["_kexie汇总"]
        book["汇总表"]["A1"] = "评估结果"
        book["汇总表"]["A2"] = ""

    assert edited(tmp_path, change).year is None


def test_what_people_typed_is_read(tmp_path: Path) -> None:
    """审定等次 by hand; an award's points as text; an award's points taken away."""
    marks: list[str] = []

    def change(book: openpyxl.Workbook) -> None:
        for line in book["汇总表"].iter_rows():
            if line[1].value == FIRST:
                line[7].value = " 合格 "
        awards = book["加分审核"]
        for at, value in ((2, "5分"), (3, None), (4, "#N/A")):
            awards.cell(at, 9).value = value
            marks.append(f"I{at}")

    found = edited(tmp_path, change)
    assert found.standings[FIRST].decided == "合格"
    assert [(award.points, award.place.cell) for award in found.awards[FIRST][:3]] == [
        (5, "I2"),
        (None, "I3"),
        (None, "I4"),
    ]
    assert found.result != found.seal


@pytest.mark.no_cover
def test_a_unit_with_two_different_lines_is_nobodys_guess(tmp_path: Path) -> None:
    other = SCHEME.units[2].name

    def change(book: openpyxl.Workbook) -> None:
        for line in book["汇总表"].iter_rows():
            if line[1].value == other:
                line[1].value = FIRST

    found = edited(tmp_path, change)
    assert found.doubled == (FIRST,)
    assert FIRST not in found.standings


def test_a_header_that_stands_twice_is_nobodys_guess(tmp_path: Path) -> None:
    """Where both columns say the same, one is as good as the other."""

    def twice(book: openpyxl.Workbook, other: int | None) -> None:
        sheet = book["汇总表"]
        head = next(line for line in sheet.iter_rows() if line[1].value == UNIT)
        total = next(cell for cell in head if cell.value == "综合评分")
        beside = len(head) + 1
        sheet.cell(total.row, beside).value = "综合评分"
        for row in range(total.row + 1, sheet.max_row + 1):
            sheet.cell(row, beside).value = sheet.cell(row, total.column).value
        if other:
            line = next(line for line in sheet.iter_rows() if line[1].value == FIRST)
            assert line[0].row
            sheet.cell(line[0].row, beside).value = other

    same = edited(tmp_path, lambda book: twice(book, None))
    assert (same.twins, same.standings[FIRST].total) == ((), Fraction(110))
    found = edited(tmp_path, lambda book: twice(book, 77))
    assert len(found.twins) == 1
    assert found.twins[0].startswith("“汇总表”的“综合评分”（")
    assert found.standings[FIRST].total is None
    other = SCHEME.units[2].name
    assert found.standings[other] == same.standings[other]


def test_a_draft_says_so(tmp_path: Path) -> None:
    found = read(written(tmp_path, open_year()))
    assert found.is_draft
    missing = next(own for own in open_year().standings if own.state is UnitState.MISSING)
    assert found.standings[missing.unit.name].total is None


def test_what_is_no_summary_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "上年汇总.xlsx"
    assert read_past(path) == "文件打不开，可能正被别的程序占用，或没有读取权限；请关闭打开它的程序后再运行"
    path.write_bytes(b"PK\x03\x04 cut off")
    assert isinstance(read_past(path), str)
    path.write_bytes(write_register(final_year()))
    assert read_past(path) == "不是评估结果汇总表"
    shutil.copy(Path(__file__).parents[2] / "templates" / "评估表模板.xlsx", path)
    assert read_past(path) == "不是评估结果汇总表"


def test_a_file_keeps_the_name_it_has() -> None:
    """Its name is shown as the reason of a change; without its spaces nobody finds it."""
    year = final_year()
    receipt = replace(year.intake.receipts[0], file="终稿 最终.xlsx", unit=FIRST, fate=Fate.ADOPTED, sha256="ab")
    found = snapshot(replace(year, intake=replace(year.intake, receipts=(receipt,))))
    assert found.files == {FIRST: (("终稿 最终.xlsx", "ab"),)}
