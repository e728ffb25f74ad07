"""The computed cells as they are written. Clauses: design §5.1 ⟂ (shared functions, cached values, one set of words)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook

from kexie_excel.findings import catalogue
from kexie_excel.form.cover import steps
from kexie_excel.form.headers import Bonus, Cover, Facts, Live, Scores
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.colours import ON_BONUS, ON_SCORES
from kexie_excel.form.live.evidence import full_width
from kexie_excel.form.live.row import by_kind
from kexie_excel.form.live.words import AGREES, PENDING, first, hint, listed, said
from kexie_excel.form.write import write_form
from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.sheets.calc.sheets import Content
from kexie_excel.sheets.style import Tone
from scripts.fill import Answers, Cell, fill
from scripts.office import PROGRAM, convert
from tests.form.sheet_cells import calculated
from tests.scheme.kinds import rule

SCHEME = load_scheme()
LAYOUT = Layout(SCHEME)
SHARED = {
    *("IF", "AND", "OR", "NOT", "ISNUMBER", "ISTEXT", "ISBLANK", "ISLOGICAL", "INDEX", "CHOOSE", "ROW"),
    *("INT", "ROUND", "ABS", "MIN", "MAX", "SUM", "SUMPRODUCT", "COUNT", "COUNTA", "COUNTIF", "VALUE"),
    *(
        "EXACT",
        "TRIM",
        "CLEAN",
        "LOWER",
        "LEN",
        "LEFT",
        "RIGHT",
        "MID",
        "FIND",
        "SUBSTITUTE",
        "CHAR",
        "YEAR",
        "DAY",
        "DATE",
    ),
}
"""Functions that Excel 2007, WPS and LibreOffice have under these names, whatever the language."""
_TEXT = re.compile('"(?:[^"]|"")*"')


@cache
def _book() -> Workbook:
    return openpyxl.load_workbook(BytesIO(write_form(SCHEME)))


def _formulas() -> Iterator[str]:
    """Give every formula of the workbook: of cells, and of colours."""
    for sheet in _book():
        for cells in sheet.iter_rows():
            yield from (str(cell.value) for cell in cells if cell.data_type == "f")
        for colours in sheet.conditional_formatting:
            yield from (f"={formula}" for own in colours.rules for formula in own.formula)


@pytest.mark.no_cover
def test_only_functions_that_every_program_shares() -> None:
    """§5.1 ⟂: Excel 2007, WPS and LibreOffice; no macros; nothing that depends on the language; no array formulas."""
    used = {name for formula in _formulas() for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", _TEXT.sub("", formula))}
    assert used <= SHARED
    assert {type(cell.value) for sheet in _book() for cells in sheet.iter_rows() for cell in cells} <= {
        *(str, int, float, type(None)),
    }


def test_no_formula_is_longer_or_deeper_than_excel_takes() -> None:
    """At most 8,192 characters, 64 levels, texts of 255 characters."""
    for formula in _formulas():
        assert len(formula) <= 8000
        bare = _TEXT.sub("", formula)
        depth = deepest = 0
        for char in bare:
            depth += (char == "(") - (char == ")")
            deepest = max(deepest, depth)
        assert depth == 0
        assert deepest <= 64
        assert all(len(text) <= 255 for text in _TEXT.findall(formula))


def test_nothing_stands_right_of_the_covers_input_cells() -> None:
    """§6: the reader looks there for the unit."""
    sheet = _book()[Cover.SHEET]
    assert sheet.max_column == 3
    assert max(LAYOUT.status.values()) == sheet.max_row
    assert len(list(steps(SCHEME))) == Cover.STEPS


def test_the_signs_of_a_cell_are_known_in_full_width_as_well() -> None:
    """§4: 加分依据以文件、奖牌或证书为准."""
    assert full_width("/无") == "／无"


def test_hints_are_short_and_stand_in_the_catalogue_only() -> None:
    """No hint text twice."""
    hints = [check.hint for check in catalogue().values() if check.hint]
    assert len(set(hints)) == len(hints)
    assert max(map(len, hints)) <= 40
    assert hint("K201") == PENDING
    folder = Path(__file__).parents[2] / "kexie_excel" / "form"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    assert not [text for text in hints if f'"{text}"' in code]


def test_texts_become_expressions() -> None:
    assert said("K512", allowed="B2") == '"按填报情况只能计"&B2'
    assert first([("A1=1", '"甲"'), ("A1=2", '"乙"')], '""') == 'IF(A1=1,"甲",IF(A1=2,"乙",""))'
    assert listed([("A1=1", '"甲"')]) == 'MID(IF(A1=1,"；"&"甲",""),2,255)'
    assert (by_kind("L4", ["1", "1"]), by_kind("L4", ["1", "2"])) == ("1", "CHOOSE(L4,1,2)")


def _tone(text: str, colours: object) -> Tone | None:
    """Give the tone of a remark."""
    assert isinstance(colours, tuple)
    return next((tone for tone, words in colours if not words or any(word in text for word in words)), None)


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("自评高1分：按填报核算2分", Tone.MUST),
        ("自评低1分：按填报核算2分", Tone.ASK),
        ("还差2项填报", Tone.ASK),
        ("3处不一致", Tone.MUST),
        (AGREES, Tone.FINE),
        ("没有自评分", Tone.MUST),
    ],
)
def test_the_colours_follow_the_severity(text: str, tone: Tone) -> None:
    """Red for what must be put right, amber for what is asked or not filled yet, green for 一致."""
    assert _tone(text, ON_SCORES) is tone


def test_a_row_that_must_be_put_right_is_red_whatever_else_is_said() -> None:
    assert _tone("同一工作只计1项；缺获得日期", ON_BONUS) is Tone.MUST
    assert _tone("同一工作已取最高", ON_BONUS) is Tone.ASK


# ── other years' schemes


def _settled(item: Item) -> Item:
    """Make an item that asks for nothing."""
    return replace(item, facts=(), rule=rule({"kind": "each", "points": 1, "of": [], "cap": 0}), veto=None)


def _with_items(scheme: Scheme, *items: Item) -> Scheme:
    """Keep only some items, in the first section."""
    return replace(scheme, sections=(replace(scheme.sections[0], items=items), *scheme.sections[1:2]))


FIRST, SECOND = SCHEME.sections[0].items[:2]
ODD = {
    "usual": SCHEME,
    "no bonus": replace(SCHEME, bonus=()),
    "a bonus item without kinds": replace(SCHEME, bonus=(replace(SCHEME.bonus[0], kinds=()),)),
    "no classes beyond the first": replace(SCHEME, bonus=SCHEME.bonus[1:]),
    "an item that asks for nothing": _with_items(SCHEME, FIRST, _settled(SECOND)),
    "no materials": replace(SCHEME, materials=()),
    "by students": load_scheme(
        choices={"超出班次": "学生数÷50取整−1", "党组织覆盖率": "按比例折算", "分值基准": "按文字"}
    ),
}


@pytest.mark.no_cover
@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_other_schemes_have_their_checks_too(name: str) -> None:
    """§1: next year's 评估表 will differ."""
    book = openpyxl.load_workbook(BytesIO(write_form(ODD[name])), data_only=True)
    layout = Layout(ODD[name])
    shown = {key: book[Scores.SHEET][layout.scores.cell(key, Scores.COMPUTED)].value for key in layout.scores.keys}
    pending = [item.id for item in ODD[name].items if item.rule.evaluate({}).is_pending]
    assert [key for key in ODD[name].row_ids if shown[key] == PENDING] == pending
    open_facts = [key for key in layout.facts.keys if book[Facts.SHEET][layout.facts.cell(key, Live.OPEN)].value == 1]
    assert open_facts == [
        key for key in layout.facts.keys if book[Facts.SHEET][layout.facts.cell(key, Facts.HINT)].value == PENDING
    ]
    assert (Bonus.SHEET in book.sheetnames) is ODD[name].has_bonus
    if ODD[name].has_bonus:
        assert book[Bonus.SHEET][layout.bonus.cell("1", Bonus.HINT)].value is None
    assert book[Cover.SHEET].max_row == max(layout.status.values())
    state = str(book[Cover.SHEET].cell(layout.status[Cover.STATE], Cover.INPUT_COLUMN).value)
    assert ("加分项" in state, "必报材料" in state) == (ODD[name].has_bonus, bool(ODD[name].materials))


def test_a_scheme_that_is_settled_before_anybody_answers() -> None:
    """§1: next year's 评估表 will differ."""
    first_item = replace(FIRST, rule=rule({"kind": "each", "points": 1, "of": [], "cap": 0}))
    section = replace(SCHEME.sections[0], items=(first_item,))
    scheme = replace(SCHEME, sections=(section,), materials=(), bonus=())
    book = openpyxl.load_workbook(BytesIO(write_form(scheme)), data_only=True)
    layout = Layout(scheme)
    assert book[Scores.SHEET][layout.scores.cell("合计", Scores.COMPUTED)].value == 0
    assert book[Cover.SHEET][f"C{layout.status['核算合计']}"].value == 0


@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
def test_the_blank_form_says_what_the_office_program_computes(tmp_path: Path) -> None:
    """§5.1 ⟂: formula cells carry their right cached value, in a unit's copy and in other years' forms as well."""
    contents = {name: write_form(scheme) for name, scheme in ODD.items()}
    contents["named"] = write_form(SCHEME, SCHEME.units[0].name)
    paths = []
    for name, content in contents.items():
        paths.append(tmp_path / f"{name}.xlsx")
        openpyxl.load_workbook(BytesIO(content)).save(paths[-1])  # openpyxl leaves the cached values out
    for path in convert(paths, ".xlsx", tmp_path / "recalculated"):
        written = openpyxl.load_workbook(BytesIO(contents[path.stem]), data_only=True)
        formulas, computed = (
            openpyxl.load_workbook(BytesIO(contents[path.stem])),
            openpyxl.load_workbook(path, data_only=True),
        )
        cells = [
            (sheet.title, cell.coordinate)
            for sheet in formulas
            for cells in sheet.rows
            for cell in cells
            if cell.data_type == "f"
        ]
        # a scheme without 加分 has no sheet of sixty rows
        assert len(cells) > (1500 if Bonus.SHEET in formulas.sheetnames else 400)
        assert [at for at in cells if _said(written, at) != _said(computed, at)] == [], path.stem


def _said(book: Workbook, at: tuple[str, str]) -> object:
    """Give what a cell shows; no text is the same as an empty one."""
    value = book[at[0]][at[1]].value
    return "" if value is None else value


def _filled(answers: Mapping[str, Cell], scores: Mapping[str, Cell] | None = None) -> Callable[[str, str], Content]:
    """Fill a form with every answer and every self score, but for these; look cells of the program's own calculation up."""
    full: dict[str, Cell] = {fact.id: _USUAL[fact.kind] for fact in SCHEME.facts} | {"2.1v": 0} | dict(answers)
    own: dict[str, Cell] = {item.id: 0 for item in SCHEME.items} | dict(scores or {})
    materials = dict.fromkeys((material.id for material in SCHEME.materials), True)
    form = fill(write_form(SCHEME, SCHEME.units[0].name), SCHEME, Answers(full, own, materials=materials))
    values = calculated(form)
    return lambda sheet, cell: values[sheet, *coordinate_to_tuple(cell)]


_USUAL: Mapping[FactKind, Cell] = {
    FactKind.YES_NO: "是",
    FactKind.COUNT: 1,
    FactKind.AMOUNT: 1,
    FactKind.CHOICE: "未建立",
}


@pytest.mark.no_cover
@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "status", "computed", "hints"),
    [
        ("是", "填报完整", 2, ("", "自评低2分：按填报核算2分")),
        ("不适用", "填报完整", "待定", ("不适用，待裁定", "不适用，待裁定")),
        (None, "还差1项：填报事项1、自评分0、加分项0行、必报材料0", "待填", ("待填", "还差1项填报")),
        ("N/A", "还差1项：填报事项1、自评分0、加分项0行、必报材料0", "待填", ("应为“是”或“否”", "还差1项填报")),
    ],
)
def test_an_answer_that_waits_for_a_ruling_is_given(
    answer: Cell, status: str, computed: Content, hints: tuple[str, str]
) -> None:
    """3.6 不适用 is settled by the office: the county has nothing left to do."""
    shown = _filled({"3.6a": answer})
    section = next(own for own in SCHEME.sections if any(item.id == "3.6" for item in own.items))
    assert shown(Cover.SHEET, f"C{LAYOUT.status[Cover.STATE]}") == status
    assert shown(Cover.SHEET, f"C{LAYOUT.status[section.id]}") == (status if len(status) == 4 else "还差1项")
    assert shown(Scores.SHEET, LAYOUT.scores.cell("3.6", Scores.COMPUTED)) == computed
    assert shown(Facts.SHEET, LAYOUT.facts.cell("3.6a", Facts.HINT)) == hints[0]
    assert shown(Scores.SHEET, LAYOUT.scores.cell("3.6", Scores.HINT)) == hints[1]


@pytest.mark.no_cover
@pytest.mark.slow
def test_the_sums_say_whether_the_county_is_asked_or_others_decide() -> None:
    open_cell, total = f"C{LAYOUT.status[Cover.COMPUTED_TOTAL]}", LAYOUT.scores.cell(Scores.TOTAL, Scores.COMPUTED)
    waiting, asked = _filled({"3.6a": "不适用"}), _filled({"3.6a": "不适用", "1.3a": None})
    assert (waiting(Scores.SHEET, total), asked(Scores.SHEET, total)) == ("待定", "待填")
    assert str(waiting(Cover.SHEET, open_cell)).startswith("待定：现可计")
    assert str(asked(Cover.SHEET, open_cell)).startswith("待填：现可计")


@pytest.mark.no_cover
def test_a_veto_that_does_not_apply_is_asked_of_the_county() -> None:
    """Only 是 or 否 questions that offer 不适用 are left to a ruling."""
    assert [fact.id for fact in SCHEME.facts if fact.offers_ruling] == ["3.6a"]
    assert _filled({"2.1v": "不适用"})(Facts.SHEET, LAYOUT.facts.cell("2.1v", Live.OPEN)) == 1
