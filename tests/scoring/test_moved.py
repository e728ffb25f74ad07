"""纵向对比 and 上年汇总 follow an item whose number moved by what it asks for."""

from dataclasses import replace
from fractions import Fraction

from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.moved import follow, moved_items
from kexie_excel.scoring.past import Past, PastAward, PastItem, PastText
from kexie_excel.sheets.read.raw import compact
from tests.builders import SCHEME


def line(points: int) -> PastItem:
    """Give a line of 逐项得分."""
    value = Fraction(points)
    return PastItem(value, value, None, None, value, "")


def last_year(texts: dict[str, PastText]) -> Past:
    """Give last year's result of one unit: 1.3 has 2 points, 1.4 has 1, the bonus 7.1 an award."""
    award = PastAward("7.1", "国家级表彰奖励", "工作", "奖", "1号", "2017-01-01", Fraction(10))
    items = {"平江县": {"1.3": line(2), "1.4": line(1)}}
    return Past(2017, False, {}, {}, items, {"平江县": (award,)}, {}, {}, {}, texts)  # noqa: FBT003 - not a draft


def texts(scheme: Scheme) -> dict[str, PastText]:
    """Give what a scheme's items ask for, as a summary keeps it."""
    own = {item.id: PastText(item.section, compact(item.text)) for item in scheme.items}
    return own | {item.id: PastText("7", compact(item.text)) for item in scheme.bonus}


def renumbered() -> Scheme:
    """Give a scheme in which 1.3 is gone, 1.4 is 1.3, and 7.1 is 8.1."""
    (first, *others) = SCHEME.sections
    kept = [item for item in first.items if item.id != "1.3"]
    items = [
        replace(item, id="1.3", text=item.text.replace("1.4", "1.3")) if item.id == "1.4" else item for item in kept
    ]
    bonus = [
        replace(own, id="8.1", text=own.text.replace("7.1", "8.1")) if own.id == "7.1" else own for own in SCHEME.bonus
    ]
    return replace(SCHEME, sections=(replace(first, items=tuple(items)), *others), bonus=tuple(bonus))


def test_the_same_numbers_are_left_alone() -> None:
    past = last_year(texts(SCHEME))
    assert moved_items(past, SCHEME) == {}
    assert follow(past, SCHEME) is past


def test_an_item_is_followed_by_its_words() -> None:
    past, scheme = last_year(texts(SCHEME)), renumbered()
    assert moved_items(past, scheme) == {"1.4": "1.3", "7.1": "8.1"}
    followed = follow(past, scheme)
    lines = followed.items["平江县"]
    assert {key: own.adopted for key, own in lines.items()} == {"1.3（上年）": 2, "1.3": 1}
    assert followed.awards["平江县"][0].item == "8.1"
    assert followed.texts["1.3"] == PastText("1", compact(scheme.item_of["1.3"].text))
    assert followed.texts["1.3（上年）"] == past.texts["1.3"]


def reworded() -> Scheme:
    """Give that scheme with the words of what is now 1.3 changed."""
    scheme = renumbered()
    first, *others = scheme.sections
    items = [replace(item, text="1.3全新的说法。") if item.id == "1.3" else item for item in first.items]
    return replace(scheme, sections=(replace(first, items=tuple(items)), *others))


def test_an_item_whose_words_changed_is_followed_by_its_short_name() -> None:
    """Its points go with it, and that its words are others is still seen."""
    titles = {item.id: compact(item.title) for item in SCHEME.items}
    past, scheme = replace(last_year(texts(SCHEME)), titles=titles), reworded()
    assert moved_items(past, scheme) == {"1.4": "1.3", "7.1": "8.1"}
    followed = follow(past, scheme)
    assert followed.items["平江县"]["1.3"].adopted == 1
    assert followed.texts["1.3"] == PastText("1", past.texts["1.4"].text)


def test_a_short_name_that_two_have_follows_nobody() -> None:
    titles = {item.id: compact(item.title) for item in SCHEME.items} | {"1.5": compact(SCHEME.item_of["1.4"].title)}
    past = replace(last_year(texts(SCHEME)), titles=titles)
    assert "1.4" not in moved_items(past, reworded())
