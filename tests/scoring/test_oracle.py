"""The program against an independent calculation written straight from the original's sentences."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kexie_excel.scheme.fact import Gap, Value
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.rank import PENDING
from kexie_excel.scoring.result import UnitScore
from kexie_excel.scoring.whole import evaluate
from tests import oracle
from tests.builders import SCHEME, answer_to, answers, bonus_rows, make_intake, make_return, rows_of

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def score(facts: dict[str, Value], rows: Sequence[oracle.BonusRow] = ()) -> UnitScore:
    """Score a return made of these facts and rows."""
    return evaluate_unit(SCHEME, make_return(facts, rows_of(rows)))


@settings(max_examples=2000, deadline=None, suppress_health_check=SLOW)
@given(answers(), bonus_rows)
def test_every_item_and_the_bonus_equal_the_oracle(facts: dict[str, Value], rows: list[oracle.BonusRow]) -> None:
    scored = score(facts, rows)
    expected = oracle.item_scores(facts)
    assert {item.id: item.adopted for item in scored.items if item.points is not None} == expected
    assert scored.item_of["7.1"].adopted == oracle.bonus_71(facts, rows)
    assert scored.item_of["7.2"].adopted == oracle.bonus_72(rows)
    assert scored.vetoed is oracle.is_vetoed(facts)


@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
@given(answers(), st.data())
def test_what_is_open_always_encloses_every_completion(facts: dict[str, Value], data: st.DataObject) -> None:
    """Blank some answers: whatever they turn out to be, the item lies within what was certain and what was possible."""
    gaps = data.draw(st.sets(st.sampled_from([fact.id for fact in SCHEME.facts]), max_size=12))
    partial = evaluate_unit(SCHEME, make_return(facts | dict.fromkeys(gaps, Gap.BLANK)))
    completed = facts | {fact.id: data.draw(answer_to(fact)) for fact in SCHEME.facts if fact.id in gaps}
    for item, points in oracle.item_scores(completed).items():
        bounds = partial.item_of[item].computed
        assert points is None or bounds.low <= points <= bounds.high
        if not {fact.id for fact in SCHEME.item_of[item].facts} & gaps:
            assert partial.item_of[item].adopted == points


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(st.lists(st.tuples(answers(), bonus_rows), min_size=10, max_size=10), st.sets(st.integers(0, 9), max_size=3))
def test_ranks_and_levels_equal_the_oracle(
    drawn: list[tuple[dict[str, Value], list[oracle.BonusRow]]], absent: set[int]
) -> None:
    returns, totals, vetoed, pending = [], dict[str, Fraction](), set[str](), set[str]()
    for at, (unit, (facts, rows)) in enumerate(zip(SCHEME.units, drawn, strict=True)):
        if at in absent:
            continue
        returns.append(make_return(facts, rows_of(rows), unit=unit.name))
        points = oracle.item_scores(facts)
        known = evaluate_unit(SCHEME, returns[-1]).base
        if None in points.values():
            pending.add(unit.name)
        else:
            assert known == sum(value for value in points.values() if value is not None)
        totals[unit.name] = known + oracle.bonus_71(facts, rows) + oracle.bonus_72(rows)
        if oracle.is_vetoed(facts):
            vetoed.add(unit.name)
    evaluation = evaluate(SCHEME, make_intake(returns))
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
