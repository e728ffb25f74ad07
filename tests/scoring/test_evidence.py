"""佐证材料: what a county names, found for each row of the 评估表 (the 办法 asks for it beside every item)."""

from collections.abc import Mapping
from dataclasses import replace

from kexie_excel.form.headers import Facts, Materials
from kexie_excel.returns.model import Typed
from kexie_excel.scoring.evidence import named_evidence
from tests.builders import SCHEME, full_answers, make_return, row

FACTS = [fact.id for fact in SCHEME.facts]
REQUIRED = [""] * len(SCHEME.materials)


def named(typed: Typed, *rows: str) -> Mapping[str, str]:
    """Give what is named by a return with these cells, and with 7.1 awards of this evidence."""
    awards = [row("省部级表彰奖励", evidence=evidence) for evidence in rows]
    return named_evidence(SCHEME, replace(make_return(full_answers(), awards), typed=typed))


def beside(**texts: str) -> Typed:
    """Write beside answers, named as f1_5b."""
    cells = {key[1:].replace("_", "."): text for key, text in texts.items()}
    return {(Facts.SHEET, Facts.EVIDENCE): tuple(cells.get(fact, "") for fact in FACTS)}


def test_what_stands_beside_the_only_answer_needs_no_number() -> None:
    assert named(beside(f1_1a=" 汇编第9页 ")) == {"1.1": "汇编第9页"}


def test_the_same_beside_every_answer_is_said_once() -> None:
    assert named(beside(f1_2a="附件1", f1_2b="附件1")) == {"1.2": "附件1"}


def test_different_evidence_is_told_apart_by_the_answers() -> None:
    assert named(beside(f1_5a="预算批复", f1_5c="统计公报")) == {"1.5": "1.5a 预算批复；1.5c 统计公报"}


def test_an_enclosure_is_named_for_the_rows_it_is_said_to_be_for() -> None:
    """The list may be shorter in one column than in another; one that names no row is for none."""
    typed: Typed = {
        (Materials.SHEET, Materials.MATERIAL): (*REQUIRED, "党组会议纪要", "照片"),
        (Materials.SHEET, Materials.FOR_ITEM): (*REQUIRED, "1.1、１.３", "全部"),
        (Materials.SHEET, Materials.REMARK): (*REQUIRED, "纪要.pdf"),
    }
    assert named(typed) == {"1.1": "党组会议纪要 纪要.pdf", "1.3": "党组会议纪要 纪要.pdf"}


def test_the_evidence_of_awards_is_that_of_their_row() -> None:
    assert named({}, "附件3", "", "附件4", "附件3") == {"7.1": "附件3；附件4"}


def test_nothing_named_is_nothing() -> None:
    assert named({}) == {}
