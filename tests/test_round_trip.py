"""What a county types, in whatever way, is what is read: write → fill → read (design §6, §7)."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from kexie_excel.feedback.content import written_cells
from kexie_excel.findings import NOWHERE
from kexie_excel.form.filling import Filling
from kexie_excel.form.headers import Cover
from kexie_excel.form.layout import Layout
from kexie_excel.form.write import write_form
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.scheme.fact import Answer, Fact, FactKind, Gap
from scripts.fill import Answers, Award, Cell, filled_in
from tests.builders import SCHEME, UNIT, answer_to
from tests.examples import examples

FORM = write_form(SCHEME, UNIT)
WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789.,"}
NUMERALS = "零一二三四五六七八九十"

Typed = tuple[Cell, Answer]
"""What is typed, and what it says."""


def figures(value: Fraction, unit: str) -> st.SearchStrategy[Cell]:
    """Draw a way to type a number."""
    number: int | float = value.numerator if value.denominator == 1 else float(value)
    plain = str(number)
    texts = [plain, plain.translate(WIDE), f" {plain}\u200b", f"\xa0{plain}", f"{number:,}", f"'{plain}", f"{plain}。"]
    if unit:
        texts += [f"{plain}{unit}", f"{plain.translate(WIDE)} {unit}", f"{plain}\u3000{unit}。"]
    if value.denominator == 1 and value <= 10:
        texts.append(NUMERALS[value.numerator])
    if value.denominator == 1:
        texts.append(f"{plain}.0")
    return st.one_of(st.just(number), st.sampled_from(texts))


def ways(fact: Fact, value: Answer) -> st.SearchStrategy[Cell]:
    """Draw a way to type an answer to a fact."""
    match value:
        case Gap.NOT_APPLICABLE:
            return st.sampled_from(["不适用", "N/A", "不涉及。"])
        case Gap.UNREADABLE:
            return st.sampled_from(["约3", "/", "见附件", "?", "3-4", dt.date(2017, 6, 15), "5②"])
        case Gap():
            return st.sampled_from([None, " ", "\u3000", "\u200b"])
        case bool():
            return st.sampled_from(
                [True, "是", "有", "√", "已落实", "Ｙ", "是。"] if value else [False, "否", "无", "×", "未开展", "n"]
            )
        case str():
            return st.sampled_from([value, f" {value}", f"{value}。", f"{value}\u200b"])
        case _:
            return figures(value, fact.unit)


def typed_answer(fact: Fact) -> st.SearchStrategy[Typed]:
    """Draw an answer and a way to type it; a gap now and then."""
    gaps: list[Answer] = [Gap.BLANK, Gap.NOT_APPLICABLE, Gap.UNREADABLE]
    value = st.integers(0, 9).flatmap(lambda at: st.sampled_from(gaps) if at == 0 else answer_to(fact))
    return value.flatmap(lambda answer: st.tuples(ways(fact, answer), st.just(answer)))


def typed_score() -> st.SearchStrategy[Typed]:
    """Draw a self score and a way to type it."""
    points = st.decimals(0, 10, places=1).map(Fraction)
    known = points.flatmap(lambda value: st.tuples(figures(value, "分"), st.just(value)))
    return st.one_of(known, st.just((None, Gap.BLANK)), st.just(("满分", Gap.UNREADABLE)))


def typed_date() -> st.SearchStrategy[tuple[Cell, int]]:
    """Draw a date and a way to type it."""
    dates = st.dates(dt.date(2015, 1, 1), dt.date(2018, 12, 31))
    forms = (
        "{0:%Y-%m-%d}",
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}.{0.month}",
        "{0.year}年{0.month}月",
        "{0:%Y%m%d}",
    )
    return dates.flatmap(
        lambda date: st.tuples(st.sampled_from([date, *(form.format(date) for form in forms)]), st.just(date.year))
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30).filter(
    lambda text: not text.startswith(("=", "'"))
)
QUANTITIES = st.integers(1, 60).flatmap(lambda number: st.tuples(figures(Fraction(number), "项"), st.just(number)))
AWARDS = st.lists(
    st.tuples(st.sampled_from([kind.label for kind in SCHEME.bonus_kinds]), TEXTS, QUANTITIES, typed_date()), max_size=6
)


def read_back(folder: Path, typed: Answers) -> Return:
    """Fill the issued form, and read it."""
    path = folder / "表.xlsx"
    path.write_bytes(filled_in(FORM, SCHEME, typed))
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return), entry
    return entry


@pytest.mark.no_cover
@examples(
    20,
    HealthCheck.function_scoped_fixture,
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
)
@given(
    facts=st.fixed_dictionaries({fact.id: typed_answer(fact) for fact in SCHEME.facts}),
    scores=st.fixed_dictionaries({key: typed_score() for key in SCHEME.row_ids}),
    awards=AWARDS,
)
def test_what_is_typed_is_what_is_read(
    tmp_path: Path,
    facts: dict[str, Typed],
    scores: dict[str, Typed],
    awards: list[tuple[str, str, tuple[Cell, int], tuple[Cell, int]]],
) -> None:
    typed = Answers(
        {key: cell for key, (cell, _) in facts.items()},
        {key: cell for key, (cell, _) in scores.items()},
        [Award(kind, work, quantity, date) for kind, work, (quantity, _), (date, _) in awards],
    )
    # a form with nothing in it is no return (K145)
    assume(awards or any(value is not Gap.BLANK for _, value in (*facts.values(), *scores.values())))
    entry = read_back(tmp_path, typed)
    # answers drawn by chance may look like a block one row off, which waits as a whole (K227)
    assume("K227" not in {found.code for found in entry.findings})
    assert {key: fact.value for key, fact in entry.facts.items()} == {key: value for key, (_, value) in facts.items()}
    assert {key: score.value for key, score in entry.self_scores.items()} == {
        key: value for key, (_, value) in scores.items()
    }
    assert [(row.kind, row.work, row.quantity.value, row.year) for row in entry.bonus] == [
        (kind, work, Fraction(number), year) for kind, work, (_, number), (_, year) in awards
    ]
    assert entry.findings == ()


@pytest.mark.no_cover
@examples(10, HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)
@given(
    facts=st.fixed_dictionaries({fact.id: typed_answer(fact) for fact in SCHEME.facts}),
    scores=st.fixed_dictionaries({key: typed_score() for key in SCHEME.row_ids}),
    awards=AWARDS,
    evidence=TEXTS,
    contact=TEXTS,
)
def test_what_was_read_goes_back_and_is_read_alike(  # noqa: PLR0913, PLR0917 - what a county types has that many parts
    tmp_path: Path,
    facts: dict[str, Typed],
    scores: dict[str, Typed],
    awards: list[tuple[str, str, tuple[Cell, int], tuple[Cell, int]]],
    evidence: str,
    contact: str,
) -> None:
    """A feedback workbook that comes back untouched says what the return said, cell by cell (§5.1)."""
    first = read_back(
        tmp_path,
        Answers(
            {key: cell for key, (cell, _) in facts.items()},
            {key: cell for key, (cell, _) in scores.items()},
            [Award(kind, work, quantity, date) for kind, work, (quantity, _), (date, _) in awards],
            {material.id: True for material in SCHEME.materials},
            {Cover.CONTACT: contact, Cover.DATE: dt.date(2017, 12, 8)},
            evidence,
        ),
    )
    filling = Filling(UNIT, 3, written_cells(first.typed, Layout(SCHEME)))
    path = tmp_path / "回.xlsx"
    path.write_bytes(write_form(SCHEME, UNIT, filling))
    again = Reader(SCHEME).read(path, path.name)
    assert isinstance(again, Return)
    assert again.round == 3
    for before, after in ((first.facts, again.facts), (first.self_scores, again.self_scores)):
        assert {key: (cell.value, cell.raw) for key, cell in before.items()} == {
            key: (cell.value, cell.raw) for key, cell in after.items()
        }
    assert [replace(row, place=NOWHERE, quantity=row.quantity._replace(place=NOWHERE)) for row in again.bonus] == [
        replace(row, place=NOWHERE, quantity=row.quantity._replace(place=NOWHERE)) for row in first.bonus
    ]
    assert again.materials == first.materials
    assert written_cells(again.typed, Layout(SCHEME)) == filling.cells


def test_an_issued_form_sent_back_untouched_is_said_to_be_blank(tmp_path: Path) -> None:
    """K145: one sentence, and no answers that anybody could take for given."""
    path = tmp_path / "空白.xlsx"
    path.write_bytes(FORM)
    read = Reader(SCHEME).read(path, path.name)
    assert isinstance(read, Rejected)
    assert (read.finding.code, read.claimants) == ("K145", (UNIT,))


def test_every_kind_of_answer_is_among_the_facts() -> None:
    """A guard: the round trip above covers all four kinds."""
    assert {fact.kind for fact in SCHEME.facts} == set(FactKind)
