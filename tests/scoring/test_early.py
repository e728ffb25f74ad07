"""What is scored while others are still read is what is scored afterwards, and gives way to every decision."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Gap
from kexie_excel.scoring.decisions import Decisions, Ruling
from kexie_excel.scoring.early import EarlyScores
from kexie_excel.scoring.evaluation import evaluate
from tests.builders import SCHEME, full_answers, make_intake, make_return, row

SAMPLE = Path(__file__).parents[2] / "samples" / "2017示例" / "2-回收"


def test_the_sample_comes_out_the_same_and_each_return_is_scored_once() -> None:
    early, order = EarlyScores(SCHEME), list[str]()

    def seen(entry: Return) -> None:
        order.append(entry.file)
        early.take(entry)

    def told(done: int, _of: int) -> None:
        assert len(order) == done

    intake = collect(SCHEME, SAMPLE, told, seen=seen)
    assert sorted(order) == sorted(path.name for path in SAMPLE.iterdir())
    evaluation = evaluate(SCHEME, intake, early=early)
    assert evaluation == evaluate(SCHEME, intake)
    for standing in evaluation.standings:
        assert standing.score is early.of(intake.returns[standing.unit.name])


def test_a_decision_or_another_return_is_scored_anew() -> None:
    """1.1a is blank: open by the rules alone, 1 point once it is ruled that a report was heard."""
    unit = SCHEME.units[0].name
    entry = make_return(full_answers(f1_1a=Gap.BLANK), [row("省部级表彰奖励")], unit=unit)
    early = EarlyScores(SCHEME)
    early.take(entry)
    ruled = Decisions(rulings={unit: {"1.1a": Ruling(Fraction(1), "补报")}})
    (score,) = (
        own.score
        for own in evaluate(SCHEME, make_intake([entry]), ruled, early=early).standings
        if own.score is not None
    )
    assert score.item_of["1.1"].adopted == 1
    other = replace(entry, facts=make_return(full_answers(), unit=unit).facts)
    assert early.of(other) is None
    assert early.of(entry) is not None
