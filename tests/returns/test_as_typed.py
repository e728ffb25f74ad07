"""Everything a county typed, as it stood, wherever its rows had moved to (design §5.1, §6)."""

import datetime as dt

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores
from kexie_excel.returns.answers import slots
from tests.builders import SCHEME
from tests.returned import LAYOUT, Desk

REQUIRED = len(SCHEME.materials)


def fact(desk: Desk, key: str, header: str = Facts.ANSWER) -> object:
    """Give what was typed for a fact."""
    return desk.read().typed[Facts.SHEET, header][LAYOUT.facts.keys.index(key)]


def test_every_input_cell_is_kept_as_it_stood(desk: Desk) -> None:
    desk.put(Facts.SHEET, "1.1a", Facts.ANSWER, "约3")
    desk.put(Facts.SHEET, "1.1a", Facts.EVIDENCE, 12.5)
    desk.put(Scores.SHEET, "1.1", Scores.SELF, dt.date(2017, 6, 1))
    typed = desk.read().typed
    assert typed[Facts.SHEET, Facts.ANSWER][0] == "约3"
    assert typed[Facts.SHEET, Facts.EVIDENCE][:2] == (12.5, "附件")
    assert typed[Scores.SHEET, Scores.SELF][0] == dt.date(2017, 6, 1)
    assert typed[Cover.SHEET, ""][1:] == ("张三", "0730-0000000", "2017-12-8")
    assert typed[Bonus.SHEET, Bonus.WORK] == ("全民科学素质工作", "自动浇水器", "科普大集")
    assert typed[Materials.SHEET, Materials.PRESENT] == ("无", "有", "有")


def test_an_untouched_column_takes_no_room(desk: Desk) -> None:
    for row in desk.sheets[Facts.SHEET][3:]:
        row[LAYOUT.facts.column(Facts.EVIDENCE) - 1] = ""
    assert (Facts.SHEET, Facts.EVIDENCE) not in desk.read().typed


def test_moved_rows_stay_with_their_key_and_listed_ones_keep_their_place(desk: Desk) -> None:
    desk.put(Bonus.SHEET, "7", Bonus.KIND, "新")
    desk.put(Materials.SHEET, "4", Materials.MATERIAL, "照片")
    desk.put(Materials.SHEET, "4", Materials.FOR_ITEM, 4.4)
    desk.sheets[Facts.SHEET][3:] = desk.sheets[Facts.SHEET][:2:-1]
    before = fact(desk, "1.5b")
    typed = desk.read().typed
    assert before == 36.5
    assert typed[Bonus.SHEET, Bonus.KIND][6] == "新"
    assert typed[Materials.SHEET, Materials.MATERIAL][REQUIRED:] == ("", "", "", "照片")
    assert typed[Materials.SHEET, Materials.FOR_ITEM][-1] == 4.4
    assert [row.slot for row in desk.read().bonus] == ["1", "2", "3", "7"]


def test_an_answer_of_which_nobody_knows_whose_it_is_goes_back_as_a_question(desk: Desk) -> None:
    """Keys moved without their rows: each of the two must not become the other's answer."""
    column = LAYOUT.facts.column("编号") - 1
    first, second = (LAYOUT.facts.row(key) - 1 for key in ("1.3a", "1.4a"))
    rows = desk.sheets[Facts.SHEET]
    rows[first][column], rows[second][column] = rows[second][column], rows[first][column]
    assert (fact(desk, "1.3a"), fact(desk, "1.4a")) == ("否 / 是（？）",) * 2


def test_a_row_that_is_there_twice_gives_both(desk: Desk) -> None:
    twice = list(desk.sheets[Facts.SHEET][3])
    twice[LAYOUT.facts.column(Facts.ANSWER) - 1] = 77
    desk.sheets[Facts.SHEET].append(twice)
    assert fact(desk, "1.1a") == "60 / 77"


def test_rows_follow_one_another_where_their_places_would_not_fit() -> None:
    assert slots([4, 6], 3, 60) == {4: 1, 6: 3}
    assert slots([4, 64], 3, 60) == {4: 1, 64: 2}
    assert slots([2, 5], 3, 60) == {2: 1, 5: 2}
    assert slots([], 3, 60) == {}
