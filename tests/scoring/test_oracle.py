"""The program against an independent calculation written straight from the original's sentences."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.scheme.fact import Fact, FactKind, Gap, Value
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.rank import PENDING
from kexie_excel.scoring.result import UnitScore
from tests import oracle
from tests.builders import SCHEME, make_intake, make_return, rows_of
from tests.examples import examples

EDGES = (0, 1, 2, 3, 7, 9, 10, 20, 29, 30, 49, 50, 70, 90, 100)
SHARES = (("2.3b", "2.3a"), ("3.3b", "3.3a"), ("3.3d", "3.3c"), ("5.3d", "5.3c"))
LABELS = tuple(kind.label for kind in SCHEME.bonus_kinds)
WORKS = ("科普大篷车", "机器人竞赛", "院士行", "乡村科普", "智库")
YEARS = (2015, 2016, 2017, 2017, 2017, 2018)

seeds = st.integers(0, 2**64 - 1)
"""One draw an example: seventy-eight draws a form would take longer than its scoring. A failure is shown with its seed."""


def seeded(seed: int) -> Random:
    """Give the generator of an example."""
    return Random(seed)  # noqa: S311 - examples, no secrets


class Form:
    """A random form: complete answers, most shares possible, and up to twelve bonus rows."""

    def __init__(self, random: Random) -> None:
        """Draw the form."""
        self.facts = {fact.id: answer_to(fact, random) for fact in SCHEME.facts}
        for part, whole in SHARES:
            first, second = self.facts[part], self.facts[whole]
            if isinstance(first, Fraction) and isinstance(second, Fraction) and random.randrange(10):
                self.facts[part], self.facts[whole] = min(first, second), max(first, second, Fraction(1))
        self.rows = [
            oracle.BonusRow(random.choice(LABELS), random.choice(WORKS), random.randint(1, 5), random.choice(YEARS))
            for _ in range(random.randint(0, 12))
        ]

    @property
    def bonus(self) -> Fraction:
        """What the oracle gives for the bonus rows."""
        return oracle.bonus_71(self.facts, self.rows) + oracle.bonus_72(self.rows)


def answer_to(fact: Fact, random: Random) -> Value:
    """Draw an answer, thresholds and their neighbours often."""
    if fact.kind is FactKind.YES_NO:
        return random.random() < 0.5
    if fact.kind is FactKind.CHOICE:
        return random.choice(fact.choices)
    if fact.kind is FactKind.AMOUNT:
        return random.choice((Fraction(random.choice(EDGES)), Fraction(random.randint(0, 50000), 100)))
    if fact.id == "2.1v":
        return Fraction(random.choice((0, 0, 0, 0, 0, 1, 2)))
    return Fraction(random.choice((random.choice(EDGES), random.randint(0, 60))))


def score(facts: dict[str, Value], rows: Sequence[oracle.BonusRow] = ()) -> UnitScore:
    """Score a return made of these facts and rows."""
    return evaluate_unit(SCHEME, make_return(facts, rows_of(rows)))


@pytest.mark.no_cover
@examples(2000)
@given(seeds)
def test_every_item_and_the_bonus_equal_the_oracle(seed: int) -> None:
    form = Form(seeded(seed))
    scored = score(form.facts, form.rows)
    expected = oracle.item_scores(form.facts)
    assert {item.id: item.adopted for item in scored.items if item.points is not None} == expected
    assert scored.item_of["7.1"].adopted == oracle.bonus_71(form.facts, form.rows)
    assert scored.item_of["7.2"].adopted == oracle.bonus_72(form.rows)
    assert scored.vetoed is oracle.is_vetoed(form.facts)


@pytest.mark.no_cover
@examples(300)
@given(seeds)
def test_what_is_open_always_encloses_every_completion(seed: int) -> None:
    """Blank some answers: whatever they turn out to be, the item lies within what was certain and what was possible."""
    random = seeded(seed)
    facts = Form(random).facts
    gaps = set(random.sample([fact.id for fact in SCHEME.facts], random.randint(0, 12)))
    partial = evaluate_unit(SCHEME, make_return(facts | dict.fromkeys(gaps, Gap.BLANK)))
    completed = facts | {fact.id: answer_to(fact, random) for fact in SCHEME.facts if fact.id in gaps}
    for item, points in oracle.item_scores(completed).items():
        bounds = partial.item_of[item].computed
        assert points is None or bounds.low <= points <= bounds.high
        if not {fact.id for fact in SCHEME.item_of[item].facts} & gaps:
            assert partial.item_of[item].adopted == points


@pytest.mark.no_cover
@examples(100)
@given(seeds)
def test_ranks_and_levels_equal_the_oracle(seed: int) -> None:
    random = seeded(seed)
    absent = set(random.sample(range(10), random.randint(0, 3)))
    forms = {unit.name: Form(random) for at, unit in enumerate(SCHEME.units) if at not in absent}
    evaluation = evaluate(
        SCHEME, make_intake([make_return(form.facts, rows_of(form.rows), unit=name) for name, form in forms.items()])
    )
    points = {name: oracle.item_scores(form.facts) for name, form in forms.items()}
    pending = {name for name, own in points.items() if None in own.values()}
    vetoed = {name for name, form in forms.items() if oracle.is_vetoed(form.facts)}
    totals = dict[str, Fraction]()
    for standing in evaluation.standings:
        name = standing.unit.name
        if standing.score is None:
            continue
        known = sum((value for value in points[name].values() if value is not None), Fraction(0))
        assert (standing.score.base == known) or name in pending
        totals[name] = standing.score.base + forms[name].bonus
    assert set(totals) == set(forms)
    for category in SCHEME.categories:
        names = [unit.name for unit in SCHEME.units_in(category)]
        verdicts = oracle.verdicts({name: totals[name] for name in names if name in totals}, vetoed, len(names))
        for standing in evaluation.standings_in(category):
            name = standing.unit.name
            if name not in totals:
                assert (standing.rank, standing.total, standing.level) == (None, None, "未报送")
                continue
            level = PENDING if name in pending and name not in vetoed else verdicts[name].level
            assert (standing.rank, standing.total, standing.level) == (verdicts[name].rank, totals[name], level)
