"""县区回复 beside the finding it answers, or kept as a note where that is gone (design §5.2 差异清单)."""

from dataclasses import replace

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.form.headers import Bonus, Facts, Materials, Scores
from kexie_excel.returns.form_cells import Anchors
from kexie_excel.returns.model import Reply
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.replies import with_replies
from tests.builders import SCHEME, UNIT, full_answers, make_intake, make_return, row

OTHER = SCHEME.units[1].name
MUST = finding("K301", unit=UNIT, row="1.1")
ASK = finding("K305", unit=UNIT, row="1.2", words={"self": "1", "computed": "2", "difference": "1", "ground": ""})
NOTE = finding("K204", unit=UNIT, row="1.5b", ask="")
BASE = make_return(full_answers())


def matched(*replies: Reply, own: tuple[Finding, ...] = (MUST, ASK, NOTE)) -> list[tuple[str, str, str]]:
    """Give code, row and reply of all findings."""
    entry = replace(BASE, replies=replies)
    return [(found.code, found.row, found.reply) for found in with_replies(own, {UNIT: entry})]


def said(mark: str = "", row_id: str = "", problem: str = "", text: str = "答") -> Reply:
    """Give a reply."""
    return Reply(mark, row_id, problem, text, 1)


UNTOUCHED = [("K301", "1.1", ""), ("K305", "1.2", ""), ("K204", "1.5b", "")]


def test_a_reply_stands_beside_its_finding() -> None:
    mark = Anchors(BASE).mark(MUST)
    assert mark == "K301|1.1|1.1"
    assert matched(said(mark, text="甲"), said(mark, text="乙")) == [("K301", "1.1", "甲；乙"), *UNTOUCHED[1:]]


def test_without_its_mark_a_reply_is_known_by_the_only_question_there() -> None:
    assert matched(said(row_id="1.2")) == [UNTOUCHED[0], ("K305", "1.2", "答"), UNTOUCHED[2]]
    both = (MUST, replace(ASK, row="1.1"))
    assert ("K117", "1.1", "答") in matched(said(row_id="1.1", problem="问"), own=both)
    assert matched(said(row_id="1.5b", problem="问"))[-1] == ("K117", "1.5b", "答")  # a note asks for no reply


def test_a_reply_to_what_is_gone_is_kept() -> None:
    assert matched(said("K304|3.3|3.3", "3.3", "高2分")) == [*UNTOUCHED, ("K117", "3.3", "答")]
    assert matched(said("K304|3.3|3.3", "乱写", "高2分"), own=()) == [("K117", "", "答")]


def test_a_reply_to_nothing_is_asked_about() -> None:
    assert matched(said()) == [*UNTOUCHED, ("K119", "", "答")]


def test_units_without_replies_are_left_alone() -> None:
    found = replace(MUST, unit=OTHER)
    assert list(with_replies([found, replace(MUST, unit="")], {UNIT: BASE})) == [found, replace(MUST, unit="")]


def test_the_evaluation_shows_replies() -> None:
    entry = replace(BASE, replies=(said("K301|1.1|1.1", "1.1", "没有填"),))
    evaluation = evaluate(SCHEME, make_intake([entry]))
    assert [found.reply for found in evaluation.findings if found.row == "1.1"] == ["答"]


def test_a_finding_stands_in_the_form_where_it_stood_in_the_return() -> None:
    award = replace(row("省部级表彰奖励", year=2015), slot="9")
    material = SCHEME.materials[0].id
    place = Place("表.xlsx", "佐证材料", "C4")
    facts = {key: fact._replace(place=Place("表.xlsx", "完成情况", key)) for key, fact in BASE.facts.items()}
    entry = replace(BASE, facts=facts, bonus=(award,), materials={material: False}, material_places={material: place})
    anchors = Anchors(entry)
    assert anchors.cell(finding("K501", row="7.1", place=award.place, raw="?")) == (Bonus.SHEET, "9", Bonus.KIND)
    assert anchors.cell(finding("K503", row="7.1", place=award.place, raw="")) == (Bonus.SHEET, "9", Bonus.DATE)
    assert anchors.cell(finding("K601", place=place, material="")) == (Materials.SHEET, material, Materials.PRESENT)
    assert anchors.cell(NOTE) == (Facts.SHEET, "1.5b", "填报")
    pending = finding("K401", row="1.5", place=facts["1.5c"].place, reason="", could="")
    assert anchors.cell(pending) == (Facts.SHEET, "1.5c", "填报")
    assert anchors.cell(MUST) == (Scores.SHEET, "1.1", Scores.SELF)
    nowhere = finding("K306", total="1", sum="2")
    assert anchors.cell(nowhere) is None
    assert anchors.mark(nowhere) == anchors.mark(finding("K306", total="1", sum="2"))
    assert anchors.mark(nowhere) != anchors.mark(finding("K306", total="1", sum="3"))


def test_a_missing_material_says_where_it_is_to_be_noted() -> None:
    """四、1: the three materials that must be there."""
    place = Place("表.xlsx", "佐证材料", "C4")
    material = SCHEME.materials[0]
    entry = replace(BASE, materials={**BASE.materials, material.id: False}, material_places={material.id: place})
    (found,) = (found for found in evaluate_unit(SCHEME, entry).findings if found.code == "K601")
    assert found.place == place
