"""采用文件: exactly one file of a unit can be adopted; anything else leaves it open, and is told."""

from dataclasses import replace

import pytest

from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.ledger.files import chosen_files
from kexie_excel.ledger.model import Files
from kexie_excel.ledger.read import read_ledger
from kexie_excel.returns.model import Intake
from tests.builders import SCHEME, UNIT, make_intake
from tests.ledger.desk import Desk

TWO = ("一.xlsx", "子/二（１）.xlsx")
CAME = replace(make_intake([]), competing={UNIT: TWO})


def choose(desk: Desk, *words: object, unit: str = UNIT) -> None:
    """Type the two files, and these words beside them."""
    desk.fill(Files.SHEET, [{"单位": unit, "文件": file, "采用": word} for file, word in zip(TWO, words, strict=False)])


@pytest.mark.parametrize("word", ["是", "√", " ✓ ", "y", True])
def test_one_file_is_chosen_by_its_exact_name(desk: Desk, word: object) -> None:
    choose(desk, "否", word)
    chosen = chosen_files(read_ledger(desk.folder), SCHEME)
    assert chosen.names == {UNIT: TWO[1]}
    assert desk.obey(intake=CAME).codes == []


def test_nothing_chosen_is_nothing_told(desk: Desk) -> None:
    choose(desk, None, "否")
    assert chosen_files(read_ledger(desk.folder), SCHEME).names == {}
    assert desk.obey(intake=CAME).codes == []


def test_two_chosen_leave_it_open(desk: Desk) -> None:
    choose(desk, "是", "是")
    assert chosen_files(read_ledger(desk.folder), SCHEME).names == {}
    assert desk.obey(intake=CAME).codes == ["K721"]


def test_the_same_row_twice_is_one_choice(desk: Desk) -> None:
    choose(desk, "是")
    choose(desk, "是")
    assert desk.obey(intake=CAME).codes == []


def test_an_unknown_unit_and_an_unknown_word_are_told(desk: Desk) -> None:
    choose(desk, "是", unit="乙县")
    choose(desk, "也许")
    assert sorted(desk.obey(intake=CAME).codes) == ["K706", "K723"]


def test_a_chosen_file_that_is_gone_is_told(desk: Desk) -> None:
    choose(desk, "是")
    assert desk.obey(intake=make_intake([])).codes == ["K722"]
    assert desk.obey(intake=_received(Fate.UNREADABLE)).codes == ["K722"]
    assert desk.obey(intake=_received(Fate.ADOPTED)).codes == []


def test_a_chosen_file_that_a_later_round_supersedes_is_told(desk: Desk) -> None:
    """The choice was made before the later round came, or against it; only a person knows."""
    choose(desk, "是")
    done = desk.obey(intake=_received(Fate.SUPERSEDED))
    assert done.codes == ["K724"]
    assert done.evaluation.refused_decisions == 0


def _received(fate: Fate) -> Intake:
    """Give an intake in which the first file came alone."""
    receipt = Receipt(TWO[0], UNIT, fate, "", None, 0, "")
    return replace(make_intake([]), receipts=(receipt,))


def test_an_on_site_workbook_and_a_return_are_chosen_apart(desk: Desk) -> None:
    """One of each kind is no contradiction; two on-site workbooks are."""
    choose(desk, "是")
    desk.fill(Files.SHEET, [{"单位": UNIT, "文件": "4-现场/甲.xlsx", "采用": "是"}])
    chosen = chosen_files(read_ledger(desk.folder), SCHEME)
    assert (chosen.names, chosen.onsite_names) == ({UNIT: TWO[0]}, {UNIT: "4-现场/甲.xlsx"})
    assert desk.obey(intake=CAME).codes == ["K756"]
    desk.fill(Files.SHEET, [{"单位": UNIT, "文件": "4-现场/乙.xlsx", "采用": "是"}])
    assert desk.obey(intake=CAME).codes == ["K721"]
