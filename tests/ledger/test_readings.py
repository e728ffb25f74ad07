"""口径: every option of every clause is obeyed; what is no option is told, and the default stays."""

from fractions import Fraction

import pytest

from kexie_excel.findings import Severity
from kexie_excel.ledger.model import Readings
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scoring.evaluation import evaluate
from tests.builders import SCHEME, full_answers, make_intake, make_return, row
from tests.ledger.desk import Desk

OPTIONS = [(entry.id, option.label) for entry in SCHEME.interpretations for option in entry.options]
TELLING = make_return(
    full_answers(
        f2_3a=Fraction(9), f2_3b=Fraction(8), f3_3c=Fraction(10), f3_3d=Fraction(7), f4_4a=False, f4_5f=Fraction(260)
    ),
    [row("小院士孵化工程超出班次", "小院士", Fraction(59))],
)


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "label"), OPTIONS)
def test_every_option_gives_what_the_scheme_gives_with_it(desk: Desk, name: str, label: str) -> None:
    desk.put(Readings.SHEET, name, Readings.ADOPTED, label)
    done = desk.obey(TELLING)
    wanted = evaluate(load_scheme(choices={name: label}), make_intake([TELLING]))
    assert done.evaluation.scheme.chosen == wanted.scheme.chosen
    assert [(own.total, own.level, own.rank) for own in done.evaluation.standings] == [
        (own.total, own.level, own.rank) for own in wanted.standings
    ]
    assert done.codes == []


def test_a_fresh_ledger_chooses_the_defaults(desk: Desk) -> None:
    assert desk.obey().evaluation.scheme.chosen == SCHEME.chosen
    assert desk.obey().codes == []


def test_an_option_is_known_in_any_width(desk: Desk) -> None:
    desk.put(Readings.SHEET, "85分", Readings.ADOPTED, " 不含８５分 ")
    assert desk.obey().evaluation.scheme.chosen["85分"] == "不含85分"


def test_a_text_that_is_no_option_is_told_and_nothing_is_final(desk: Desk) -> None:
    desk.put(Readings.SHEET, "85分", Readings.ADOPTED, "看情况")
    everybody = [make_return(full_answers(), unit=unit.name) for unit in SCHEME.units]
    done = desk.obey(*everybody)
    (found,) = done.findings
    assert (found.code, found.severity) == ("K701", Severity.MUST)
    assert "看情况" in found.message
    assert found.place.sheet == Readings.SHEET
    assert done.evaluation.scheme.chosen == SCHEME.chosen
    assert done.evaluation.refused_decisions == 1
    assert not done.evaluation.is_final
    desk.put(Readings.SHEET, "85分", Readings.ADOPTED, "含85分")
    assert [own.score and own.score.open_questions for own in desk.obey(*everybody).evaluation.standings] == [0] * 10


def test_an_unknown_clause_an_empty_choice_and_two_choices_are_told(desk: Desk) -> None:
    desk.put(Readings.SHEET, "60分", Readings.ADOPTED, None)
    desk.fill(
        Readings.SHEET,
        [
            {Readings.READING: "61分", Readings.ADOPTED: "含61分"},
            {Readings.READING: "85分", Readings.ADOPTED: "不含85分"},
            {Readings.READING: "前30%", Readings.ADOPTED: SCHEME.chosen["前30%"]},
            {Readings.READING: "没有选的"},
        ],
    )
    done = desk.obey()
    assert sorted(done.codes) == ["K702", "K703", "K704"]
    assert done.evaluation.scheme.chosen == SCHEME.chosen
    assert done.evaluation.refused_decisions == 2


def test_without_the_sheet_one_finding_says_so(desk: Desk) -> None:
    book = desk.book()
    del book[Readings.SHEET]
    book.save(desk.path)
    done = desk.obey()
    assert done.codes == ["K705"]
    assert done.evaluation.scheme.chosen == SCHEME.chosen
