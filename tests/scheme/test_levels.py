"""等次 of any number, what each takes, and the keys in which schemes once wrote three of them (五、等次确定)."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.faults import find_faults
from kexie_excel.scheme.levels import Level, Levels
from kexie_excel.scheme.load import BUILT_IN, build_scheme, load_scheme, read_document
from kexie_excel.scheme.older import updated
from tests.builders import FOUR, SCHEME, with_level


@pytest.mark.parametrize(
    ("total", "rank", "level"),
    [
        ("95", 1, "优秀"),
        ("90", 1, "优秀"),
        ("95", 2, "良好"),
        ("89.99", 1, "良好"),
        ("75", 3, "良好"),
        ("95", 4, "合格"),
        ("74.99", 1, "合格"),
        ("60", 1, "不合格"),
        ("60.01", 5, "合格"),
        ("0", 5, "不合格"),
        ("95", None, "合格"),
    ],
)
def test_whoever_has_points_and_place_has_the_best_of_four_levels(total: str, rank: int | None, level: str) -> None:
    """Of five units the first fifth is one, the first half, rounded up, three; a lower level counts the better ones in."""
    assert FOUR.at(Fraction(total), rank, 5).name == level


def test_the_whole_category_is_no_limit() -> None:
    every = Level("优秀", Fraction(85), bound_included=True, top=Fraction(1))
    assert (every.share, every.places(6)) == ("", None)
    assert every.has_place(None, 6)
    assert (FOUR.best_first[0].share, FOUR.best_first[1].share) == ("前20%", "前50%")


def test_the_next_better_level() -> None:
    best, good, fair, _poor = FOUR.best_first
    assert (FOUR.above(fair), FOUR.above(best)) == ((good, best), ())
    assert [level.name for level in FOUR.limited] == ["优秀", "良好"]
    assert FOUR.last.least == 0


OLDER = """
[levels]
excellent = "优秀"
passed = "合格"
failed = "不合格"
excellent_from = 85
excellent_from_included = true
top = "30%"
quota = "literal"
failed_below = 60
with_bonus = true

[[interpretation]]
id = "60分"
question = "恰为60分？"
default = "合格"
[[interpretation.option]]
label = "合格"
[interpretation.option.patch]
"levels/failed_below_included" = false
"levels/with_bonus" = true
[[interpretation.option]]
label = "不合格"
[interpretation.option.patch]
"levels/failed_below_included" = true
"levels/with_bonus" = false
[[interpretation.option]]
label = "不改"
"""


def test_the_three_levels_of_an_older_file(tmp_path: Path) -> None:
    """Below 60 not included is 60 included; a patch of the old key goes to where the value is now."""
    path = tmp_path / "方案.toml"
    path.write_text(OLDER, encoding="utf-8")
    document = read_document(path)
    assert document["levels"] == {
        "with_bonus": True,
        "level": [
            {"name": "优秀", "bound": 85, "bound_included": True, "top": "30%", "quota": "literal"},
            {"name": "合格", "bound": 60, "bound_included": True},
            {"name": "不合格"},
        ],
    }
    readings = document["interpretation"]
    assert isinstance(readings, list)
    assert [option.get("patch") for option in readings[0]["option"]] == [
        {"levels/level/2/bound_included": True, "levels/with_bonus": True},
        {"levels/level/2/bound_included": False, "levels/with_bonus": False},
        None,
    ]


def test_an_older_file_without_readings() -> None:
    assert "interpretation" not in updated({"levels": {"passed": "合格"}})


@pytest.mark.parametrize("levels", [{}, {"with_bonus": True}, {"level": []}, {"level": [], "passed": "合格"}, 3])
def test_what_is_no_older_file_stays_as_it_is(levels: object) -> None:
    """A key of both versions at once is a typo, which the loader names."""
    assert updated({"levels": levels}) == {"levels": levels}


@pytest.mark.parametrize("readings", ["错", [3], [{"option": "错"}], [{"option": [{"patch": 3}]}]])
def test_what_is_no_list_of_readings_is_left_to_the_loader(readings: object) -> None:
    assert updated({"levels": {"passed": "合格"}, "interpretation": readings})["interpretation"] == readings


def as_it_was() -> str:
    """Write the built-in scheme with the keys of before."""
    text = BUILT_IN.read_text(encoding="utf-8")
    head, _levels, rest = text.partition("[levels]\n")
    _levels, bonus, rest = rest.partition("[bonus_section]")
    older = OLDER.partition("[[interpretation]]")[0].strip()
    moved = {
        '"levels/level/合格/bound_included" = true': '"levels/failed_below_included" = false',
        '"levels/level/合格/bound_included" = false': '"levels/failed_below_included" = true',
        '"levels/level/优秀/bound_included"': '"levels/excellent_from_included"',
        '"levels/level/优秀/quota"': '"levels/quota"',
    }
    for now, before in moved.items():
        assert now in rest
        rest = rest.replace(now, before)
    return f"{head}{older}\nvetoed_hold_rank = false\n\n{bonus}{rest}"


@pytest.mark.no_cover
def test_an_older_file_is_the_scheme_it_was(tmp_path: Path) -> None:
    """A folder issued by such a file: the same levels under every reading."""
    older = tmp_path / "方案.toml"
    older.write_text(as_it_was(), encoding="utf-8")
    readings = [(entry.id, option.label) for entry in SCHEME.interpretations for option in entry.options]
    for name, label in readings:
        assert load_scheme(older, {name: label}).levels == load_scheme(choices={name: label}).levels


@pytest.mark.parametrize(
    ("levels", "fault"),
    [
        ([], "level：列表不能为空"),
        ([{"name": "好"}, {"name": "差"}], "level.好.bound：除最后一个等次外都要写分数线，缺这一项"),
        ([{"name": "好", "bound": 1}, {"name": "差", "bound": 0}], "level.差.bound：最后一个等次是其余的，不写这一项"),
        ([{"name": "好", "bound": 1}, {"name": "差", "top": 1}], "level.差.top：最后一个等次是其余的，不写这一项"),
    ],
)
def test_levels_that_cannot_be_used(levels: list[object], fault: str) -> None:
    document = read_document(BUILT_IN) | {"levels": {"level": levels}, "interpretation": []}
    with pytest.raises(SchemeError) as caught:
        build_scheme(document, "方案.toml")
    assert str(caught.value) == f"方案.toml：levels.{fault}。"


def told(levels: Levels) -> list[tuple[str, str]]:
    """Give what does not hold in these levels: place and words."""
    return [(fault.at, fault.words["why"]) for fault in find_faults(replace(SCHEME, levels=levels))]


def test_levels_that_hold() -> None:
    assert told(FOUR) == []
    assert told(with_level(FOUR, 1, bound=Fraction(90))) == []


def test_levels_that_do_not_hold() -> None:
    """Upside down; two from the same points of which nothing limits the better; shares that do not grow; one level."""
    assert told(with_level(FOUR, 1, bound=Fraction(91))) == [
        ("levels/level/优秀/bound", "“优秀”从90分起，不比“良好”的91分高")
    ]
    assert told(with_level(with_level(FOUR, 0, top=None), 1, bound=Fraction(90))) == [
        ("levels/level/优秀/bound", "“优秀”从90分起，不比“良好”的90分高")
    ]
    assert told(with_level(FOUR, 1, top=Fraction(1, 5))) == [
        ("levels/level/良好/top", "“良好”是前20%，不比“优秀”的前20%多")
    ]
    assert told(with_level(FOUR, 0, top=Fraction(0))) == [("levels/level/优秀/top", "“优秀”的名次居前写的是0%")]
    assert told(Levels(FOUR.best_first[-1:], with_bonus=False, vetoed_hold_rank=False)) == [
        ("levels", "只有“不合格”一个等次")
    ]
