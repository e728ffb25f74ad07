"""Build returns and evaluations without files, and strategies for random answers and bonus rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from io import BytesIO

import openpyxl
from hypothesis import strategies as st

from kexie_excel.findings import Place
from kexie_excel.form.write import write_form
from kexie_excel.returns.model import BonusRow, Entry, Intake, Return, UnitState
from kexie_excel.scheme.fact import Answer, Answers, Fact, FactKind, Gap, Value
from kexie_excel.scheme.levels import Level, Levels, Quota
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Scheme
from tests import oracle

SCHEME = load_scheme()
UNIT = SCHEME.units[0].name


@cache
def issued(unit: str = UNIT) -> bytes:
    """Give a unit's form as it is mailed out."""
    return write_form(SCHEME, unit)


def begun(unit: str = UNIT) -> bytes:
    """Give a unit's form in which nothing is answered, but something written: the form as mailed is no return."""
    book = openpyxl.load_workbook(BytesIO(issued(unit)))
    book["佐证材料"]["E4"] = "见附件"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


FOUR = Levels(
    (
        Level("优秀", Fraction(90), bound_included=True, top=Fraction(1, 5)),
        Level("良好", Fraction(75), bound_included=True, top=Fraction(1, 2), quota=Quota.CEILING),
        Level("合格", Fraction(60), bound_included=False, top=None),
        Level("不合格", None, bound_included=False, top=None),
    ),
    with_bonus=False,
    vetoed_hold_rank=False,
)
"""Levels of which two are limited, by different ways of counting."""


def with_level(levels: Levels, at: int, **changes: object) -> Levels:
    """Give the levels with one of them, counted from the best, changed."""
    altered = list(levels.best_first)
    altered[at] = replace(altered[at], **changes)  # type: ignore[arg-type]
    return replace(levels, best_first=tuple(altered))


def without_limit(levels: Levels) -> Levels:
    """Give the levels without shares: only points count."""
    return replace(levels, best_first=tuple(replace(level, top=None) for level in levels.best_first))


def full_answer(fact: Fact) -> Value:
    """Give the answer that earns most: 是, the last choice, a plain enough number."""
    if fact.kind is FactKind.YES_NO:
        return True
    if fact.kind is FactKind.CHOICE:
        return fact.choices[-1]
    return Fraction(0 if fact.id == "2.1v" else 60)


def full_answers(scheme: Scheme = SCHEME, **changes: Answer) -> dict[str, Answer]:
    """Give every fact its best answer; ``changes`` name facts as ``f3_3c=``."""
    answers: dict[str, Answer] = {fact.id: full_answer(fact) for fact in scheme.facts}
    return answers | {name[1:].replace("_", "."): value for name, value in changes.items()}


def row(  # noqa: PLR0913 - a bonus row has that many cells
    kind: str,
    work: str = "科普工作",
    quantity: Answer = Fraction(1),
    year: int | Gap = 2017,
    *,
    certificate: str = "文〔2017〕1号",
    evidence: str = "附件1",
    issuer: str = "",
    award: str = "先进",
    cell: str = "B4",
) -> BonusRow:
    """Give a bonus row with proper evidence unless told otherwise."""
    place = Place("表.xlsx", "加分项", cell)
    raw = str(quantity) if isinstance(quantity, Fraction) else ""
    entry = Entry(quantity, raw, place)
    return BonusRow("1", place, kind, work, award, certificate, issuer, year, str(year), entry, evidence)


def make_return(
    answers: Answers,
    bonus: Sequence[BonusRow] = (),
    selfs: Mapping[str, Answer] | None = None,
    unit: str = UNIT,
    scheme: Scheme = SCHEME,
) -> Return:
    """Give a return with these answers; the self scores are blank unless named."""
    place = Place("表.xlsx", "完成情况", "D4")
    scores = dict.fromkeys((*scheme.row_ids,), Gap.BLANK) | dict(selfs or {})
    return Return(
        file=f"{unit}.xlsx",
        unit=unit,
        round=0,
        facts={fact.id: Entry(answers.get(fact.id, Gap.BLANK), "", place) for fact in scheme.facts},
        self_scores={key: Entry(value, str(value), place) for key, value in scores.items()},
        own_total=Entry(Gap.BLANK),
        bonus=tuple(bonus),
        materials={material.id: True for material in scheme.materials},
    )


def make_intake(returns: Sequence[Return], scheme: Scheme = SCHEME) -> Intake:
    """Give an intake in which every unit without a return is missing."""
    by_unit = {entry.unit: entry for entry in returns}
    states = {unit.name: UnitState.READ if unit.name in by_unit else UnitState.MISSING for unit in scheme.units}
    return Intake(states, by_unit, ())


def answer_to(fact: Fact) -> st.SearchStrategy[Value]:
    """Draw an answer, thresholds and their neighbours often."""
    if fact.kind is FactKind.YES_NO:
        return st.booleans()
    if fact.kind is FactKind.CHOICE:
        return st.sampled_from(fact.choices)
    if fact.kind is FactKind.AMOUNT:
        # what lies beyond the usual is asked about, whatever it is; tests of that type it themselves
        least = 0 if fact.usual_from is None else int(fact.usual_from)
        return st.decimals(least, 500, places=2).map(Fraction)
    if fact.id == "2.1v":
        return st.sampled_from([Fraction(number) for number in (0, 0, 0, 0, 0, 1, 2)])
    edges = [0, 1, 2, 3, 7, 9, 10, 20, 29, 30, 49, 50, 70, 90, 100]
    return st.one_of(st.sampled_from(edges), st.integers(0, 60)).map(Fraction)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Value]:
    """Draw a complete set of answers, most shares possible."""
    drawn = {fact.id: draw(answer_to(fact)) for fact in SCHEME.facts}
    for part, whole in (("2.3b", "2.3a"), ("3.3b", "3.3a"), ("3.3d", "3.3c"), ("5.3d", "5.3c")):
        first, second = drawn[part], drawn[whole]
        if isinstance(first, Fraction) and isinstance(second, Fraction) and draw(st.integers(0, 9)):
            drawn[part], drawn[whole] = min(first, second), max(first, second, Fraction(1))
    return drawn


bonus_rows = st.lists(
    st.builds(
        oracle.BonusRow,
        kind=st.sampled_from([kind.label for kind in SCHEME.bonus_kinds]),
        work=st.sampled_from(["科普大篷车", "机器人竞赛", "院士行", "乡村科普", "智库"]),
        quantity=st.integers(1, 5),
        year=st.sampled_from([2015, 2016, 2017, 2017, 2017, 2018]),
    ),
    max_size=12,
)


def rows_of(drawn: Sequence[oracle.BonusRow]) -> list[BonusRow]:
    """Turn the oracle's bonus rows into the program's."""
    return [row(own.kind, own.work, Fraction(own.quantity), own.year) for own in drawn]
