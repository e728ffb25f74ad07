"""What nobody should type: the form may call it open where the program still reads it, but never decides differently."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from kexie_excel.form.headers import Bonus, Facts, Live, Scores
from kexie_excel.form.layout import Layout
from kexie_excel.form.write import write_form
from kexie_excel.numbers import ZERO
from kexie_excel.returns.model import BonusRow, Return
from kexie_excel.returns.read import Reader
from kexie_excel.scheme.fact import Fact, FactKind
from kexie_excel.scheme.kinds.formula import MILLIONTHS, UNKNOWN
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scoring.bonus.claim import has_evidence
from kexie_excel.scoring.evaluate import evaluate_unit
from scripts.fill import Award, Cell, fill
from scripts.office import PROGRAM, convert
from tests.form.cell_by_cell import cell_by_cell
from tests.form.random_forms import random_answers
from tests.form.sheet_cells import calculated, differing

SCHEME = load_scheme()
LAYOUT = Layout(SCHEME)
UNIT = SCHEME.units[0].name
FORMS = 6
_CELLS: tuple[Cell, ...] = (
    *(
        "３",
        "3次",
        " 3",
        "3 ",
        "是 ",
        "√",
        "有",
        "否。",
        "TRUE",
        "Y",
        "3.0",
        "1,000",
        "三",
        "1e3",
        "无",
        "—",
        "N/A",
        "建立 未实施",
    ),
    *(True, False, 3.0, 1e8, 99999999, 1e15, 1e20, 0.1234567, 12.3456789, 33.3333333333333, -0.5, 0.85, 43163, 42370.0),
    *(dt.date(2017, 3, 4), dt.date(2016, 1, 1), dt.date(2018, 12, 31)),
)
_DATE_PIECES = (
    "2017",
    "2016",
    "17",
    "年",
    "月",
    "日",
    "-",
    ".",
    "/",
    " ",
    "6",
    "06",
    "12",
    "13",
    "31",
    "0",
    "至",
    "。",
    "　",
)
_NAMES = (
    "无",
    "没有",
    "空",
    "待补",
    "补",
    "附件",
    "奖牌",
    "尚未",
    "没有",
    "拟",
    "页",
    "Ａ",
    "20170",
    "／",
    "-",
    "—",
    "　",
    " ",
    "\n",
    "1",
    "１",
    "①",
    "。",
    "号",
)
_QUANTITIES: tuple[Cell, ...] = (True, 0.5, "", dt.date(2017, 3, 4), "若干", 0)
"""What neither reads: a quantity that only the program reads it adds up, where the form counts one."""


def _text(rng: Random, pieces: tuple[str, ...]) -> str:
    return "".join(rng.choice(pieces) for _ in range(rng.randint(0, 7)))


def _filled(rng: Random) -> Workbook:
    """Fill a form carefully, then spoil some of it."""
    answers = random_answers(rng, SCHEME, UNIT)
    facts = {fact_id: value if rng.random() < 0.6 else rng.choice(_CELLS) for fact_id, value in answers.facts.items()}
    awards = [
        Award(
            kind=rng.choice(SCHEME.bonus_kinds).label + rng.choice(("", "", "", " ")),
            work=rng.choice(("甲", "甲 ", "　", "\u00a0", "甲\n", "乙", "\n")),
            quantity=rng.choice((1, 2, rng.choice(_QUANTITIES))),
            date=rng.choice(
                (dt.date(2017, 5, 1), _text(rng, _DATE_PIECES), _text(rng, _DATE_PIECES), 2017, 20170601, 0.5)
            ),
            certificate=rng.choice(("", "", _text(rng, _NAMES))),
            evidence=_text(rng, _NAMES),
            award=rng.choice(("", "奖 牌", "奖牌")),
            issuer=rng.choice(("", "　", f"中共{UNIT}委", "岳阳 市委", "岳阳市委")),
        )
        for _ in range(60)
    ]
    return fill(write_form(SCHEME, UNIT), SCHEME, replace(answers, facts=facts, awards=awards))


def _read(fact: Fact, value: object) -> object:
    """Give what a reading cell should show, if anything."""
    if isinstance(value, str):
        return fact.choices.index(value) + 1
    if isinstance(value, bool):
        return int(value)
    assert isinstance(value, type(ZERO))
    return value * (MILLIONTHS if fact.kind is FactKind.AMOUNT else 1)


def _wrong(book: Workbook, entry: Return) -> Iterator[str]:
    """Give everything that the form decides and the program does not decide alike."""
    for fact in SCHEME.facts:
        shown, own = book[Facts.SHEET][LAYOUT.facts.cell(fact.id, Live.READING)].value, entry.facts[fact.id]
        if shown != UNKNOWN and (not isinstance(own.value, str | bool | type(ZERO)) or shown != _read(fact, own.value)):
            yield f"{fact.id}: {shown!r}, {own}"
    score = evaluate_unit(SCHEME, entry)
    for item in score.items:
        low, high = (
            float(str(book[Scores.SHEET][LAYOUT.scores.cell(item.id, side)].value)) for side in (Live.LOW, Live.HIGH)
        )
        if not low - 1e-9 <= item.computed.low <= item.computed.high <= high + 1e-9:
            yield f"{item.id}: {low}–{high}, {item.computed.low}–{item.computed.high}"
    for own_row in score.bonus_rows:
        yield from _wrong_row(book, own_row.row)


def _wrong_row(book: Workbook, row: BonusRow) -> Iterator[str]:
    """Compare what was read of a row."""
    shown = {
        header: book[Bonus.SHEET][LAYOUT.bonus.cell(row.number, header)].value
        for header in (Live.YEAR, Live.AMOUNT, Live.PROVEN)
    }
    if shown[Live.YEAR] not in {UNKNOWN, row.year}:
        yield f"{row.number} {Live.YEAR}: {shown[Live.YEAR]}, {row.date_text!r}"
    if shown[Live.AMOUNT] != UNKNOWN and row.quantity.raw and shown[Live.AMOUNT] != row.quantity.number:
        yield f"{row.number} {Live.AMOUNT}: {shown[Live.AMOUNT]}, {row.quantity}"
    if shown[Live.PROVEN] and not has_evidence(row):
        yield f"{row.number} {Live.PROVEN}: {row.award!r}, {row.certificate!r}, {row.evidence!r}"


@pytest.mark.no_cover
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
def test_what_the_form_cannot_read_it_calls_open(tmp_path: Path) -> None:
    """§6: never turn “cannot read” into something; §7: what is open in the form encloses what the program makes of it.

    §5.1 ⟂: every formula cell holds what the program itself calculates of it, whatever was typed.
    """
    values = {}
    for at in range(FORMS):
        book = _filled(Random(f"spoilt {at}"))  # noqa: S311 - no secret hangs on it
        path = tmp_path / f"{at}-{UNIT}.xlsx"
        values[path.name] = calculated(book)
        book.save(path)
    wrong = []
    for path in convert([tmp_path / name for name in values], ".xlsx", tmp_path / "recalculated"):
        entry = Reader(SCHEME).read(path, path.name)
        assert isinstance(entry, Return), entry
        book = openpyxl.load_workbook(path, data_only=True)
        wrong += [
            f"{path.name}: {what}"
            for what in (*_wrong(book, cell_by_cell(entry, SCHEME)), *differing(values[path.name], book))
        ]
    assert not wrong, "\n".join(wrong[:40])
