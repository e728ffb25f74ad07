"""An issued form is filled as a county would, where the layout says, and nowhere else."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores
from kexie_excel.form.layout import Layout
from kexie_excel.form.write import write_form
from scripts.fill import Answers, Award, Cell, fill, filled_in, to_bytes
from tests.builders import SCHEME, UNIT

LAYOUT = Layout(SCHEME)


@pytest.fixture(scope="module")
def form() -> bytes:
    """The form as it is issued."""
    return write_form(SCHEME, UNIT)


def values(book: openpyxl.Workbook) -> dict[tuple[str, str], object]:
    """Give every cell that holds something."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def changed(form: bytes, answers: Answers) -> dict[tuple[str, str], object]:
    """Give what filling adds to the form, read again from the saved file."""
    before = values(openpyxl.load_workbook(BytesIO(form)))
    after = values(openpyxl.load_workbook(BytesIO(to_bytes(fill(form, SCHEME, answers)))))
    assert before.keys() <= after.keys()
    return {place: value for place, value in after.items() if before.get(place) != value}


def test_every_sort_of_answer_stands_in_its_cell(form: bytes) -> None:
    facts: dict[str, Cell] = {"1.1a": 0, "1.3a": False, "1.5b": 36.5, "3.7a": "未建立"}
    cover: dict[str, Cell] = {Cover.DATE: "2017-12-8"}
    answers = Answers(facts, {"1.1": 1, "7.1": 0}, (), {"总结": True, "佐证": False}, cover, evidence="附件1")
    expected: dict[tuple[str, str], object] = {
        (Facts.SHEET, LAYOUT.facts.cell(key, Facts.ANSWER)): value for key, value in facts.items()
    }
    expected |= {(Facts.SHEET, LAYOUT.facts.cell(key, Facts.EVIDENCE)): "附件1" for key in facts}
    expected |= {
        (Scores.SHEET, LAYOUT.scores.cell("1.1", Scores.SELF)): 1,
        (Scores.SHEET, LAYOUT.scores.cell("7.1", Scores.SELF)): 0,
        (Materials.SHEET, LAYOUT.materials.cell("总结", Materials.PRESENT)): "有",
        (Materials.SHEET, LAYOUT.materials.cell("佐证", Materials.PRESENT)): "无",
        (Cover.SHEET, f"C{LAYOUT.cover_row(Cover.DATE)}"): "2017-12-8",
    }
    assert changed(form, answers) == expected


def test_an_award_fills_one_row(form: bytes) -> None:
    awards = (
        Award("省部级表彰奖励", "科普", issuer="省科协"),
        Award("本县市区推广", "大集", "２", "2017年5月", "", "", "", ""),
    )
    typed: dict[tuple[str, str], object] = {
        ("1", Bonus.KIND): "省部级表彰奖励",
        ("1", Bonus.WORK): "科普",
        ("1", Bonus.AWARD): "先进单位",
        ("1", Bonus.CERTIFICATE): "〔2017〕12号",
        ("1", Bonus.ISSUER): "省科协",
        ("1", Bonus.DATE): dt.datetime(2017, 6, 1),  # noqa: DTZ001 - as the cell holds it
        ("1", Bonus.QUANTITY): 1,
        ("1", Facts.EVIDENCE): "附件",
        ("2", Bonus.KIND): "本县市区推广",
        ("2", Bonus.WORK): "大集",
        ("2", Bonus.DATE): "2017年5月",
        ("2", Bonus.QUANTITY): "２",
    }
    expected = {(Bonus.SHEET, LAYOUT.bonus.cell(key, header)): value for (key, header), value in typed.items()}
    assert changed(form, Answers({}, awards=awards)) == expected


def test_a_form_filled_again_says_nothing_of_what_was_in_it_before(form: bytes) -> None:
    """What is opened once for all of them is as it was when it is typed into again."""
    first = Answers(
        {"1.1a": 3, "1.3a": True},
        {"1.1": 1},
        (Award("省部级表彰奖励", "科普"),),
        {"总结": True},
        {Cover.DATE: "2017-12-8"},
    )
    second = Answers({"1.1a": dt.date(2017, 5, 1)}, evidence="")
    filled_in(form, SCHEME, first)
    again = values(openpyxl.load_workbook(BytesIO(filled_in(form, SCHEME, second))))
    assert again == values(openpyxl.load_workbook(BytesIO(to_bytes(fill(form, SCHEME, second)))))
    untouched = openpyxl.load_workbook(BytesIO(filled_in(form, SCHEME, Answers({}))))
    assert values(untouched) == values(openpyxl.load_workbook(BytesIO(form)))
    assert untouched[Facts.SHEET][LAYOUT.facts.cell("1.1a", Facts.ANSWER)].number_format == "General"


def test_what_is_not_answered_is_not_touched(form: bytes) -> None:
    """Blank stays blank: no cell gets an empty text."""
    assert changed(form, Answers({"1.1a": None, "1.3a": ""}, {"1.1": None}, evidence="")) == {}


def test_every_cell_that_is_filled_is_open_for_input(form: bytes) -> None:
    """Design §5.1: the sheets are protected, and input cells are open."""
    facts: dict[str, Cell] = {fact.id: 1 for fact in SCHEME.facts}
    cover: dict[str, Cell] = {**dict.fromkeys(Cover.FIELDS, "x"), Cover.UNIT: SCHEME.units[1].name}
    awards = tuple(Award(SCHEME.bonus_kinds[0].label, "科普", issuer="x") for _ in range(60))
    answers = Answers(
        facts,
        dict.fromkeys(SCHEME.row_ids, 1),
        awards,
        {material.id: True for material in SCHEME.materials},
        cover,
        evidence="附件",
    )
    book = openpyxl.load_workbook(BytesIO(form))
    places = changed(form, answers)
    assert len(places) == 2 * len(facts) + len(SCHEME.row_ids) + 60 * 8 + len(SCHEME.materials) + len(Cover.FIELDS)
    for title, address in places:
        sheet = book[title]
        assert isinstance(sheet, Worksheet)
        assert sheet.protection.sheet
        assert sheet[address].protection.locked is False, (title, address)
