"""The cells of the located tables → values, each with its raw text and its place (design §6)."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import pytest

from kexie_excel.findings import Place
from kexie_excel.form.headers import Facts, Materials, Scores
from kexie_excel.form.layout import SheetLayout
from kexie_excel.returns.answers import Sheets
from kexie_excel.returns.locate import Finder
from kexie_excel.returns.model import BonusRow, Entry
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.read.grid import Sheet, Workbook
from kexie_excel.sheets.read.raw import Raw
from tests.builders import SCHEME, UNIT
from tests.returned import LAYOUT

FILE = "回收/表.xlsx"
FACT = next(fact for fact in SCHEME.facts if fact.id == "1.1a")
REQUIRED = SCHEME.materials[0].id
BONUS_HEADER = (
    *("序号", "加分情形", "工作（事项）名称", "奖项或文件名称", "文号或证书编号"),
    *("颁发单位", "获得日期", "数量", "佐证材料"),
)


def sheets_of(layout: SheetLayout, *rows: Sequence[Raw]) -> Sheets:
    """Give the entries of one table, named 页, made of these rows."""
    (table,) = Finder(LAYOUT).tables(Workbook((Sheet("页", rows),)), layout)
    return Sheets(SCHEME, FILE, UNIT, {layout.name: table})


def facts_of(*rows: Sequence[Raw]) -> Sheets:
    """Give the entries of a 完成情况 with these rows."""
    return sheets_of(LAYOUT.facts, (Facts.KEY, Facts.ASK, Facts.ANSWER), *rows)


def bonus_of(*rows: Sequence[Raw]) -> list[BonusRow]:
    """Give the rows of a 加分项."""
    return list(sheets_of(LAYOUT.bonus, BONUS_HEADER, *rows).bonus())


@pytest.mark.parametrize(
    ("raw", "value", "text", "why"),
    [
        (3.0, Fraction(3), "3", ""),
        ("３ 次", Fraction(3), "３ 次", ""),
        ("", Gap.BLANK, "", ""),
        ("不适用", Gap.NOT_APPLICABLE, "不适用", ""),
        ("约3", Gap.UNREADABLE, "约3", "不是一个确定的数"),
        (dt.date(2017, 6, 15), Gap.UNREADABLE, "2017-06-15", "是日期或时间，不是数"),
    ],
)
def test_an_answer_keeps_its_raw_text_and_place(raw: Raw, value: Fraction | Gap, text: str, why: str) -> None:
    assert facts_of((FACT.id, "", raw)).fact(FACT) == Entry(value, text, Place(FILE, "页", "C2"), why)


def test_a_row_that_is_gone_is_blank_at_no_cell() -> None:
    assert facts_of().fact(FACT) == Entry(Gap.BLANK, "", Place(FILE, "页"))


def test_a_row_copied_with_the_same_content_counts_once() -> None:
    entry = facts_of((FACT.id, "", 3), (FACT.id, "", "3")).fact(FACT)
    assert entry == Entry(Fraction(3), "3", Place(FILE, "页", "C2、C3"))


@pytest.mark.parametrize("others", [(4,), ("",), ("3", "5"), ("3次",)])
def test_a_row_copied_with_other_content_is_a_question(others: tuple[Raw, ...]) -> None:
    """Case 79: neither the first nor the last wins."""
    entry = facts_of((FACT.id, "", 3), *((FACT.id, "", other) for other in others)).fact(FACT)
    assert (entry.value, entry.why) == (Gap.UNREADABLE, "同一编号有几行，内容不同")
    assert entry.raw == " / ".join(map(str, (3, *others)))
    assert entry.place.cell == "、".join(f"C{row}" for row in range(2, 3 + len(others)))


def test_self_scores_and_the_sum() -> None:
    sheets = sheets_of(
        LAYOUT.scores, (Scores.KEY, Scores.TEXT, Scores.SELF), ("1.1", "", "1分"), (Scores.TOTAL, "", 87.5)
    )
    assert sheets.score("1.1") == Entry(Fraction(1), "1分", Place(FILE, "页", "C2"))
    assert sheets.score(Scores.TOTAL).value == Fraction("87.5")
    assert sheets.score("1.2").value is Gap.BLANK


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("有（见附件）", True),
        ("☑有 □无", True),
        ("无（没有）", False),
        ("有（未附）", Gap.UNREADABLE),
        *[
            ("有", True),
            ("√", True),
            ("是", True),
            (True, True),
            ("y", True),
            ("有\u200b", True),
            ("无", False),
            ("没有", False),
            ("否", False),
        ],
        *[
            ("", Gap.BLANK),
            (" ", Gap.BLANK),
            ("后补", Gap.UNREADABLE),
            ("见附件", Gap.UNREADABLE),
            (3.0, Gap.UNREADABLE),
        ],
    ],
)
def test_materials(raw: Raw, value: bool | Gap) -> None:  # noqa: FBT001 - a value of a table
    sheets = sheets_of(LAYOUT.materials, (Materials.KEY, Materials.MATERIAL, Materials.PRESENT), (REQUIRED, "", raw))
    assert sheets.material(REQUIRED).value is value


def test_a_material_s_row_that_is_gone_or_double() -> None:
    header = (Materials.KEY, Materials.MATERIAL, Materials.PRESENT)
    assert sheets_of(LAYOUT.materials, header).material(REQUIRED).value is Gap.BLANK
    double = sheets_of(LAYOUT.materials, header, (REQUIRED, "", "有"), (REQUIRED, "", "无"))
    assert double.material(REQUIRED).value is Gap.UNREADABLE


def test_a_bonus_row_cell_by_cell() -> None:
    kind = SCHEME.bonus_kinds[0].label
    (row,) = bonus_of(
        ("1", kind, " 科普\n工作 ", "先进 ", "〔2017〕１号", "省科协", dt.date(2016, 5, 3), "2项", "附件1")
    )
    assert row == BonusRow(
        number="1",
        place=Place(FILE, "页", "B2"),
        kind=kind,
        work=" 科普\n工作 ",
        award="先进",
        certificate="〔2017〕1号",
        issuer="省科协",
        year=2016,
        date_text="2016-05-03",
        quantity=Entry(Fraction(2), "2项", Place(FILE, "页", "H2")),
        evidence="附件1",
        slot="1",
    )


@pytest.mark.parametrize("kind", [kind.label for kind in SCHEME.bonus_kinds])
def test_every_label_of_the_drop_down_is_read_as_that_label(kind: str) -> None:
    """The contract's labels hold full-width brackets, which folding changes; and white space is no part of them."""
    spellings = [
        kind,
        f" {kind}\n",
        kind.replace("（", "(").replace("）", ")"),
        f"{kind[:2]} {kind[2:]}",
        f"{kind}\u200b",
    ]
    assert [row.kind for row in bonus_of(*(("", text) for text in spellings))] == [kind] * len(spellings)


def test_a_kind_that_is_no_label_stays_as_written() -> None:
    (row,) = bonus_of(("1", "获奖（国家级） "))
    assert row.kind == "获奖(国家级)"


def test_rows_in_which_nothing_stands_are_none() -> None:
    assert bonus_of(("1",), ("2", "", " ", "\u200b"), ("", "", "", "", "", "", "", "", "")) == []


@pytest.mark.parametrize("column", range(1, len(BONUS_HEADER)))
def test_a_row_in_which_one_cell_stands_is_a_row(column: int) -> None:
    """Nothing that was written is passed over silently."""
    (row,) = bonus_of(("", *("x" if at == column else "" for at in range(1, len(BONUS_HEADER)))))
    assert row.place.cell == "B2"


def test_rows_without_a_number_are_counted() -> None:
    rows = bonus_of(("", "甲"), (), ("", "乙"), (7.0, "丙"))
    assert [(row.number, row.place.cell) for row in rows] == [("1", "B2"), ("3", "B4"), ("7", "B5")]


def test_more_rows_than_the_form_offers() -> None:
    assert len(bonus_of(*((str(at), "甲") for at in range(1, 101)))) == 100


@pytest.mark.parametrize(
    ("raw", "value", "why"), [("", Gap.BLANK, ""), ("若干", Gap.UNREADABLE, "不是一个确定的数"), (3.0, Fraction(3), "")]
)
def test_a_bonus_row_s_quantity(raw: Raw, value: Fraction | Gap, why: str) -> None:
    (row,) = bonus_of(("1", "甲", "", "", "", "", "", raw))
    assert (row.quantity.value, row.quantity.why) == (value, why)


def test_a_bonus_row_without_a_date() -> None:
    (row,) = bonus_of(("1", "甲"))
    assert (row.year, row.date_text) == (Gap.BLANK, "")


def both(*, scores: Sequence[Sequence[Raw]], facts: Sequence[Sequence[Raw]]) -> Sheets:
    """Give the entries of a 评估表 and a 完成情况 with these rows."""
    first = sheets_of(LAYOUT.scores, (Scores.KEY, Scores.TEXT, Scores.SELF), *scores)
    second = facts_of(*facts)
    return Sheets(SCHEME, FILE, UNIT, {**first.tables, **second.tables})


SCORE_ROWS = [(key, "", 1) for key in LAYOUT.scores.keys]
FACT_ROWS = [(key, "", 1) for key in LAYOUT.facts.keys]


def test_a_complete_form_has_nothing_to_report() -> None:
    assert list(both(scores=SCORE_ROWS, facts=FACT_ROWS).structure_findings()) == []


def test_deleted_rows_are_reported_one_by_one() -> None:
    """K205; the row of the sum may go."""
    sheets = both(scores=[row for row in SCORE_ROWS if row[0] not in {"3.3", Scores.TOTAL}], facts=FACT_ROWS[1:])
    found = list(sheets.structure_findings())
    assert [(entry.code, entry.row, entry.unit) for entry in found] == [("K205", "3.3", UNIT), ("K205", "1.1a", UNIT)]
    assert "“完成情况”里找不到编号 1.1a 这一行" in found[1].message
    assert found[0].place == Place(FILE, "页")


def test_doubled_rows_are_reported_where_they_differ() -> None:
    """K206."""
    sheets = both(scores=[*SCORE_ROWS, ("3.3", "", 2)], facts=[*FACT_ROWS, ("1.1a", "", 1)])
    (found,) = sheets.structure_findings()
    assert (found.code, found.row) == ("K206", "3.3")
    assert f"C{LAYOUT.scores.keys.index('3.3') + 2}、C{len(SCORE_ROWS) + 2}" in found.message


def test_lost_keys_are_reported_once_a_sheet() -> None:
    """K207."""
    rows = [("", f"{row}文字", 1) for row in SCHEME.row_ids]
    (found,) = both(scores=rows, facts=FACT_ROWS).structure_findings()
    assert (found.code, found.row) == ("K207", "")
    assert "评估表" in found.message
