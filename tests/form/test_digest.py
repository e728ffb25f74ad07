"""The digest of what counties see and answer: what changes it, and what the office may mend without changing it."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.form.digest import form_digest
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Scheme
from tests.builders import SCHEME, with_level


def _with_item(scheme: Scheme, **changes: object) -> Scheme:
    first, *rest = scheme.sections
    item, *items = first.items
    changed = replace(item, **changes)  # type: ignore[arg-type] # fields of an item
    return replace(scheme, sections=(replace(first, items=(changed, *items)), *rest))


def _with_fact(scheme: Scheme, **changes: object) -> Scheme:
    item = scheme.items[0]
    fact, *facts = item.facts
    changed = replace(fact, **changes)  # type: ignore[arg-type] # fields of a fact
    return _with_item(scheme, facts=(changed, *facts))


@pytest.mark.parametrize(
    "edit",
    [
        lambda scheme: replace(scheme, year=2018),
        lambda scheme: replace(scheme, id="yueyang-2018"),
        lambda scheme: _with_item(scheme, text="另一项"),
        lambda scheme: _with_fact(scheme, ask="另一问"),
        lambda scheme: _with_fact(scheme, unit="万次"),
        lambda scheme: replace(scheme, materials=scheme.materials[1:]),
        lambda scheme: replace(scheme, bonus=scheme.bonus[1:]),
    ],
)
def test_another_question_is_another_form(edit: Callable[[Scheme], Scheme]) -> None:
    assert form_digest(edit(SCHEME)) != form_digest(SCHEME)


@pytest.mark.parametrize(
    "edit",
    [
        lambda scheme: replace(scheme, title="标题改了一个字"),
        lambda scheme: replace(scheme, units=scheme.units[1:]),
        lambda scheme: replace(scheme, levels=with_level(scheme.levels, 1, bound=Fraction(55))),
        lambda scheme: _with_item(scheme, points=Fraction(9)),
        lambda scheme: _with_fact(scheme, usual_to=Fraction(5)),
    ],
)
def test_what_the_office_may_mend_after_issue(edit: Callable[[Scheme], Scheme]) -> None:
    assert form_digest(edit(SCHEME)) == form_digest(SCHEME)


@pytest.mark.no_cover
@pytest.mark.parametrize("entry", SCHEME.interpretations, ids=lambda entry: entry.id)
def test_no_reading_changes_it(entry: object) -> None:
    for interpretation in SCHEME.interpretations:
        if interpretation == entry:
            for option in interpretation.options:
                assert form_digest(load_scheme(choices={interpretation.id: option.label})) == form_digest(SCHEME)
