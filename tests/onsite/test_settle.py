"""现场评估 (四、2): what becomes of on-site scores. Contract ⟂ §5.2: adopted = ruling, else on-site, else computed."""

from fractions import Fraction

import pytest

from kexie_excel.findings import Place, Severity, finding
from kexie_excel.onsite.read import Mark, OnsiteBook, OnsiteBooks
from kexie_excel.onsite.settle import settle_visits
from kexie_excel.returns.coerce import coerce_score
from kexie_excel.returns.model import Entry, Return
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scoring.decisions import Decisions, Ruling
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Evaluation, ItemScore
from tests.builders import SCHEME, UNIT, full_answers, make_intake, make_return
from tests.visits import codes

ONE, TWO = "4-现场/一.xlsx", "4-现场/二.xlsx"
FULL = make_return(full_answers(), selfs={"1.3": Fraction(2)})
OPEN = make_return(full_answers(f1_3a=Gap.BLANK))
REASON = "没有文件"


def mark(row: str, score: str, reason: str = REASON, printed: str = "", file: str = ONE) -> Mark:
    """Type into a row; ``printed`` is 核算 as it stood, left out where it does not matter."""
    read = coerce_score(score)
    return Mark(row, Entry(read.value, score, Place(file, "现场评估表", "G9"), read.why), reason, printed)


def book(*marks: Mark, file: str = ONE, signed: str = "", unit: str = UNIT) -> OnsiteBook:
    """Give a workbook."""
    return OnsiteBook(file, unit, signed, marks)


def visited(
    *books: OnsiteBook,
    entry: Return | None = FULL,
    rulings: dict[str, Ruling] | None = None,
    chosen: str = "",
    rejected: tuple[str, ...] = (),
) -> Evaluation:
    """Evaluate a year in which one unit sent something and was visited."""
    intake = make_intake([entry] if entry else [])
    refused = tuple(finding(code, place=Place(ONE), reason="坏了") for code in rejected)
    ruled = {UNIT: rulings or {}}
    choice = {UNIT: chosen} if chosen else {}
    visits = settle_visits(SCHEME, intake, OnsiteBooks(books, refused), ruled, choice)
    return evaluate(SCHEME, intake, Decisions(rulings=ruled, onsite=visits))


def item(done: Evaluation, row: str = "1.3") -> ItemScore:
    """Give one row of the unit."""
    score = next(own.score for own in done.standings if own.unit.name == UNIT)
    assert score is not None
    return score.item_of[row]


def together(*values: object) -> tuple[object, ...]:
    """Give several values, exact or whole, to be compared at once."""
    return values


def test_a_score_with_a_reason_is_adopted() -> None:
    done = visited(book(mark("1.3", "0.5"), signed="王五 2017-12-20"))
    own = item(done)
    assert together(own.computed.low, own.onsite, own.adopted, own.could_add) == (2, Fraction(1, 2), Fraction(1, 2), 0)
    assert own.visit
    assert own.visit.reason == f"{REASON}（王五 2017-12-20）"
    assert codes(done) == []
    assert not done.refused_scores


def test_the_self_score_is_held_against_what_the_inspectors_gave() -> None:
    """K311: 自评2 against 现场0 is noted, not asked of the county; the reason is the inspectors'."""
    found = [found for found in visited(book(mark("1.3", "0"))).findings if found.row == "1.3"]
    assert [together(own.code, own.computed) for own in found] == [("K311", 0)]
    assert REASON in found[0].message


@pytest.mark.parametrize("score", ["2", "2.0", "２分"])
def test_the_computed_score_needs_no_reason(score: str) -> None:
    done = visited(book(mark("1.3", score, "")))
    assert together(item(done).adopted, codes(done)) == (2, [])


def test_a_computed_fraction_is_typed_as_it_is_printed() -> None:
    """Shown is rounded: 3.56 typed for 3.56 printed is the exact 32/9, and no difference."""
    scheme = load_scheme(choices={"党组织覆盖率": "按比例折算"})
    intake = make_intake([make_return(full_answers(f2_3a=Fraction(9), f2_3b=Fraction(8)))])
    visits = settle_visits(scheme, intake, OnsiteBooks((book(mark("2.3", "3.56", "")),)), {}, {})
    assert (visits.scores[UNIT]["2.3"].value, visits.findings) == (Fraction(32, 9), ())


def test_who_agreed_with_what_was_printed_agrees_with_what_is_computed_now() -> None:
    """As a blank cell does: no reason was needed then, and that the office chose another reading is no fault of theirs."""
    scheme = load_scheme(choices={"党组织覆盖率": "按比例折算"})
    intake = make_intake([make_return(full_answers(f2_3a=Fraction(9), f2_3b=Fraction(8)))])
    visits = settle_visits(scheme, intake, OnsiteBooks((book(mark("2.3", "3.2", "", printed="3.2")),)), {}, {})
    assert (visits.scores[UNIT]["2.3"].value, visits.findings) == (Fraction(32, 9), ())
    given = settle_visits(scheme, intake, OnsiteBooks((book(mark("2.3", "3.2", printed="3.2")),)), {}, {})
    assert (given.scores[UNIT]["2.3"].value, [own.code for own in given.findings]) == (Fraction(16, 5), ["K751"])


def test_a_blank_workbook_changes_nothing() -> None:
    """Blank 现场评分 = the computed score stands."""
    assert visited(book()).standings == visited().standings
    assert visited(book(signed="王五")).standings == visited().standings


@pytest.mark.parametrize(
    ("row", "score", "reason", "code", "known", "could"),
    [
        ("1.3", "约2", REASON, "K747", 0, 2),
        ("1.3", "-1", REASON, "K748", 0, 2),
        ("1.3", "2.01", REASON, "K748", 0, 2),
        ("1.3", "0.5", "", "K749", Fraction(1, 2), Fraction(3, 2)),
        ("7.1", "-1", REASON, "K748", 0, 0),
        ("7.1", "三项", REASON, "K747", 0, 0),
        ("7.1", "5", "", "K749", 0, 5),
    ],
)
def test_a_score_that_cannot_be_obeyed_leaves_the_row_pending(  # noqa: PLR0913, PLR0917 - a case has so many parts
    row: str, score: str, reason: str, code: str, known: Fraction, could: Fraction
) -> None:
    """Never passed over: the row is pending between all that may be meant, the result not final."""
    done = visited(book(mark(row, score, reason)))
    own = item(done, row)
    assert (own.adopted, own.onsite, own.known, own.could_add) == (None, None, known, could)
    assert codes(done) == [code]
    assert own.question == done.decisions.onsite.findings[0].message
    assert done.refused_scores == 1
    assert next(standing for standing in done.standings if standing.unit.name == UNIT).level == "待定"


def test_a_bonus_score_has_no_bound() -> None:
    assert item(visited(book(mark("7.1", "15"))), "7.1").adopted == 15


@pytest.mark.parametrize(("score", "reason", "code"), [("1", REASON, None), ("1", "", "K749"), ("3", "多", "K748")])
def test_a_visit_settles_a_pending_row_with_a_reason(score: str, reason: str, code: str | None) -> None:
    done = visited(book(mark("1.3", score, reason)), entry=OPEN)
    assert codes(done) == ([code] if code else [])
    assert item(done).adopted == (None if code else 1)


def test_a_reason_without_a_score_is_asked_about() -> None:
    """K753: the computed score stands."""
    done = visited(book(mark("1.3", "", "看过了")))
    assert together(item(done).adopted, item(done).visit, codes(done)) == (2, None, ["K753"])
    assert not done.refused_scores


def test_two_inspectors_who_agree() -> None:
    same = book(mark("1.3", "1", "甲说", file=TWO), file=TWO, signed="赵六")
    own = item(visited(book(mark("1.3", "1")), same))
    assert own.visit
    assert together(own.adopted, own.visit.reason) == (1, f"{REASON}；甲说（赵六）")


def test_two_inspectors_who_differ_leave_the_row_pending() -> None:
    """K750 names both values; the other rows are not touched."""
    done = visited(
        book(mark("1.3", "1"), mark("1.4", "1")),
        book(mark("1.3", "0.5", file=TWO), mark("1.4", "1", file=TWO), file=TWO),
    )
    assert codes(done) == ["K750"]
    message = done.decisions.onsite.findings[0].message
    assert all(part in message for part in (ONE, TWO, "1分", "0.5分"))
    assert (item(done).adopted, item(done).known, item(done).could_add) == (None, Fraction(1, 2), Fraction(1, 2))
    assert item(done, "1.4").adopted == 1
    assert done.decisions.onsite.competing == {UNIT: (ONE, TWO)}


@pytest.mark.parametrize(("chosen", "adopted"), [(ONE, 1), (TWO, Fraction(1, 2))])
def test_one_chosen_workbook_counts_alone(chosen: str, adopted: Fraction) -> None:
    """采用文件: the others are set aside whole; the question stays listed."""
    done = visited(
        book(mark("1.3", "1")),
        book(mark("1.3", "0.5", file=TWO), mark("1.4", "0", file=TWO), file=TWO),
        chosen=chosen,
    )
    assert (item(done).adopted, codes(done)) == (adopted, [])
    assert item(done, "1.4").adopted == (2 if chosen == ONE else 0)
    assert done.decisions.onsite.competing == {UNIT: (ONE, TWO)}


def test_a_chosen_workbook_that_is_blank_lets_the_computed_scores_stand() -> None:
    done = visited(book(mark("1.3", "1")), book(file=TWO), chosen=TWO)
    assert together(item(done).adopted, codes(done)) == (2, [])


def test_a_chosen_workbook_that_is_gone_chooses_nothing() -> None:
    assert item(visited(book(mark("1.3", "1")), chosen=TWO)).adopted == 1


def test_what_only_one_of_two_scored_is_adopted_and_asked_about() -> None:
    """K752: inspectors may share the rows between them; silence is no other score."""
    done = visited(book(mark("1.3", "1"), mark("1.4", "2", "")), book(mark("1.1", "0", file=TWO), file=TWO))
    assert codes(done) == ["K752", "K752"]
    assert together(item(done).adopted, item(done, "1.1").adopted, item(done, "1.4").adopted) == (1, 0, 2)
    assert done.decisions.onsite.competing == {}


def test_a_row_that_is_there_twice_in_one_workbook() -> None:
    """K750, but no file to choose."""
    done = visited(book(mark("1.3", "1"), mark("1.3", "0")))
    assert (codes(done), item(done).adopted, done.decisions.onsite.competing) == (["K750"], None, {})


@pytest.mark.parametrize(("printed", "told"), [("1", True), ("2", False), ("2.0", False), ("", False), ("—", True)])
def test_a_score_given_against_an_older_computed_one_stands_and_is_asked_about(printed: str, *, told: bool) -> None:
    """K751: people saw it."""
    done = visited(book(mark("1.3", "0", printed=printed)))
    assert item(done).adopted == 0
    assert codes(done) == (["K751"] if told else [])
    if told:
        assert f"核算已由{printed}变为2" in done.decisions.onsite.findings[0].message


def test_a_ruling_about_an_answer_that_the_on_site_score_outweighs_is_told_to_the_office() -> None:
    """K779: the inspectors saw 2 and gave 1; the office ruled later that nothing was done, and must say so of the item."""
    ruled = {"1.3a": Ruling(value=False, reason="不属实")}
    done = visited(book(mark("1.3", "1", printed="2")), rulings=ruled)
    assert codes(done) == ["K779"]
    assert item(done).adopted == 1
    assert codes(visited(book(mark("1.3", "1", printed="0")), rulings=ruled)) == []
    assert codes(visited(book(mark("1.3", "0", printed="2")), rulings=ruled)) == []


def test_a_score_that_is_what_is_computed_now_is_asked_about_no_more() -> None:
    """K751: the county came round to what the inspectors gave."""
    done = visited(book(mark("1.3", "2", printed="0")))
    assert codes(done) == []
    assert item(done).adopted == 2


def test_what_was_pending_when_it_was_printed() -> None:
    own = mark("1.3", "0", printed="待核（0至2分）")
    assert codes(visited(book(own), entry=OPEN)) == []
    assert codes(visited(book(own))) == ["K751"]


def test_a_ruling_goes_before_the_visit() -> None:
    """K757 says so where they differ; on-site stays in its column."""
    ruling = {"1.3": Ruling(Fraction(2), "复核认可")}
    done = visited(book(mark("1.3", "1")), rulings=ruling)
    assert together(item(done).adopted, item(done).onsite, codes(done)) == (2, 1, ["K757"])
    assert codes(visited(book(mark("1.3", "2", "")), rulings=ruling)) == []


@pytest.mark.parametrize("marks", [[("约1", ONE)], [("1", ONE), ("0", TWO)]])
def test_a_ruling_settles_what_is_wrong_with_the_visit(marks: list[tuple[str, str]]) -> None:
    """K758 says that nobody needs to mend it any more."""
    books = [book(mark("1.3", score, file=file), file=file) for score, file in marks]
    done = visited(*books, rulings={"1.3": Ruling(Fraction(2), "复核认可")})
    assert together(item(done).adopted, item(done).onsite, codes(done)) == (2, None, ["K758"])


def test_scores_of_a_unit_that_sent_nothing_wait() -> None:
    """K754: a missing unit is 未报送, not a unit of on-site scores."""
    done = visited(book(mark("1.3", "1")), book(signed="王五", file=TWO), entry=None)
    assert codes(done) == ["K754"]
    assert done.decisions.onsite.scores == {UNIT: {}}
    assert all(standing.score is None for standing in done.standings)


@pytest.mark.parametrize(("code", "blocks"), [("K743", 1), ("K744", 0)])
def test_a_file_that_may_hold_scores_keeps_the_result_open(code: str, blocks: int) -> None:
    done = visited(rejected=(code,))
    assert (done.refused_scores, codes(done)) == (blocks, [code])
    assert (done.decisions.onsite.findings[0].severity is Severity.MUST) == bool(blocks)


def test_a_stray_score_is_told_with_its_workbook() -> None:
    stray = finding("K755", unit=UNIT, place=Place(ONE), raw="3")
    own = OnsiteBook(ONE, UNIT, "", (), (stray,))
    assert codes(visited(own)) == ["K755"]
    assert codes(visited(own, book(mark("1.3", "2", "", file=TWO), file=TWO), chosen=TWO)) == []
