"""This year beside last year: totals, places, levels, sections; what cannot be compared is named (第一条 纵横评估)."""

from dataclasses import replace
from fractions import Fraction

from kexie_excel.scoring.insight.compare import UnitChange, compare_years
from kexie_excel.scoring.past import Past, PastItem
from kexie_excel.summary.snapshot import snapshot
from tests.summary.builders import SCHEME, final_year, open_year

YEAR = final_year()
SAME = snapshot(YEAR)
FIRST, SECOND = (standing.unit.name for standing in YEAR.standings[:2])
SECTION = SCHEME.sections[0]
ITEM = SECTION.items[0]


def of(past: Past, unit: str = FIRST) -> UnitChange:
    """Give one unit's comparison."""
    return next(change for change in compare_years(YEAR, past).units if change.unit.name == unit)


def with_items(**changes: object) -> Past:
    """Give last year with the first item of the first section changed in every unit."""
    items = {
        unit: {**own, ITEM.id: own[ITEM.id]._replace(**changes)}  # type: ignore[arg-type]
        for unit, own in SAME.items.items()
    }
    return replace(SAME, items=items)


def test_the_same_result_twice() -> None:
    found = compare_years(YEAR, SAME)
    assert not found.adjusted
    assert not found.readings
    assert [change.unit for change in found.units] == [standing.unit for standing in YEAR.standings]
    for change in found.units:
        assert change.more == 0
        assert change.risen in {0, None}
        assert set(change.sections.values()) == {Fraction(0)}
        assert change.bonus == 0


def test_points_and_places() -> None:
    standings = {
        **SAME.standings,
        FIRST: replace(SAME.standings[FIRST], rank=4, total=Fraction("90.55"), approved="合格"),
    }
    change = of(replace(SAME, standings=standings))
    now = next(standing.total for standing in YEAR.standings if standing.unit.name == FIRST)
    assert now is not None
    assert change.more == now - Fraction("90.55")
    assert change.risen == 3
    assert change.levels == ("合格", YEAR.standings[0].level)


def test_what_is_on_paper_is_subtracted() -> None:
    """A third of a point is printed 0.33; the difference of the print is printed."""
    standing = replace(YEAR.standings[0], total=Fraction(281, 3))
    year = replace(YEAR, standings=(standing, *YEAR.standings[1:]))
    standings = {**SAME.standings, FIRST: replace(SAME.standings[FIRST], total=Fraction("93.33"))}
    assert compare_years(year, replace(SAME, standings=standings)).units[0].more == Fraction("0.34")


def test_a_unit_of_another_category_has_no_comparable_place() -> None:
    change = of(replace(SAME, categories={**SAME.categories, FIRST: "区县"}))
    assert (change.risen, change.note) == (None, "类别变动")


def test_a_unit_that_was_not_there() -> None:
    gone = {name: {key: value for key, value in own.items() if key != FIRST} for name, own in {
        "standings": SAME.standings, "items": SAME.items, "awards": SAME.awards, "categories": SAME.categories
    }.items()}  # fmt: skip
    change = of(replace(SAME, **gone))  # type: ignore[arg-type]
    assert (change.totals[0], change.more, change.risen, change.note) == (None, None, None, "上年无此单位")
    assert change.levels[0] == ""
    assert set(change.sections.values()) == {None}


def test_a_section_whose_item_pays_otherwise() -> None:
    found = compare_years(YEAR, with_items(points=ITEM.points + 1))
    assert found.adjusted == {SECTION.id: f"{ITEM.id}分值由2改为1"}
    assert SECTION.id not in found.units[0].sections


def test_a_section_whose_item_asks_otherwise() -> None:
    texts = {**SAME.texts, ITEM.id: replace(SAME.texts[ITEM.id], text="原来的内容")}
    assert compare_years(YEAR, replace(SAME, texts=texts)).adjusted == {SECTION.id: f"{ITEM.id}评估内容改动"}


def test_a_section_with_other_items() -> None:
    texts = {key: text for key, text in SAME.texts.items() if key != ITEM.id}
    texts["1.9"] = replace(SAME.texts[ITEM.id], text="取消的内容")
    assert compare_years(YEAR, replace(SAME, texts=texts)).adjusted == {SECTION.id: f"新增{ITEM.id}；取消1.9"}


def test_without_the_items_texts_nothing_is_compared() -> None:
    for past in (replace(SAME, texts={}), replace(SAME, missing=("逐项得分",))):
        found = compare_years(YEAR, past)
        assert set(found.adjusted) == {section.id for section in SCHEME.sections}
        assert "无法核对" in found.adjusted[SECTION.id]


def test_an_open_item_of_either_year_leaves_its_section_open() -> None:
    assert of(with_items(adopted=None)).sections[SECTION.id] is None
    waiting = next(standing for standing in open_year().standings if standing.score and standing.score.pending)
    change = next(one for one in compare_years(open_year(), SAME).units if one.unit == waiting.unit)
    assert change.sections[SECTION.id] is None


def test_a_reading_that_changed_is_named() -> None:
    entry = SCHEME.interpretations[0]
    found = compare_years(YEAR, replace(SAME, readings={entry.id: "另一种"}))
    assert found.readings == (
        f"口径“{entry.id}”上年采用“另一种”，本年采用“{SCHEME.chosen.get(entry.id, entry.default)}”",
    )


def test_a_line_without_points_compares_nothing() -> None:
    """分值 that cannot be read says nothing about the item."""
    assert not compare_years(YEAR, with_items(points=None)).adjusted
    assert PastItem(None, None, None, None, None, "").adopted is None
