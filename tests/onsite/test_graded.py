"""评分 on site: given points are obeyed within their range, and nobody but the office is asked. Clause: scheme-as-a-workbook."""

from fractions import Fraction

import pytest

from kexie_excel.findings import Asked
from kexie_excel.onsite.read import OnsiteBooks
from kexie_excel.onsite.settle import settle_visits
from kexie_excel.scheme.load import BUILT_IN, build_scheme, read_document
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.decisions import Decisions
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Evaluation, ItemScore
from tests.builders import UNIT, full_answers, make_intake, make_return
from tests.onsite.test_settle import book, item, mark
from tests.visits import codes


def graded(least: int = 0) -> Scheme:
    """Give the scheme with a person giving 1.3, up to 3 points."""
    document = read_document(BUILT_IN)
    items = document["item"]
    assert isinstance(items, list)
    rule = {"kind": "judge", "least": least, "most": 3}
    changed = [{**own, "points": 3, "rule": rule} if own["id"] == "1.3" else own for own in items]
    return build_scheme({**document, "item": changed, "interpretation": []}, "方案.toml")


def visited(*scores: str, scheme: Scheme, reason: str = "") -> Evaluation:
    """Evaluate a unit whose inspectors gave these points."""
    intake = make_intake([make_return(full_answers(), selfs={"1.3": Fraction(2)})])
    books = OnsiteBooks(tuple(book(mark("1.3", score, reason)) for score in scores), ())
    visits = settle_visits(scheme, intake, books, {}, {})
    return evaluate(scheme, intake, Decisions(onsite=visits))


def test_points_given_on_site_need_no_reason() -> None:
    """2.5 of 3 given on site."""
    done = visited("2.5", scheme=graded())
    assert item(done).adopted == Fraction(5, 2)
    assert codes(done) == []


@pytest.mark.parametrize(("score", "least"), [("3.5", 0), ("1", 2), ("-1", 0)])
def test_points_outside_the_range_are_refused(score: str, least: int) -> None:
    """3.5 refused and still pending."""
    done = visited(score, scheme=graded(least), reason="好")
    assert codes(done) == ["K748"]
    assert f"应在{least}至3之间" in done.decisions.onsite.findings[0].message
    assert item(done).adopted is None


def test_nobody_has_graded() -> None:
    """Pending, asked of the office only."""
    done = visited(scheme=graded())
    own: ItemScore = item(done)
    assert own.adopted is None
    score = next(standing.score for standing in done.standings if standing.unit.name == UNIT)
    assert score is not None
    found = [one for one in score.findings if one.row == "1.3"]
    assert [(one.code, one.asks) for one in found] == [("K404", Asked.OFFICE)]
    assert found[0].message == "由评估人员在0至3分之间评分，还没有评"
