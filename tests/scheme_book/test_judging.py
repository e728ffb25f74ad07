"""评分 in 方案.xlsx: written, read, told back, and what authors get wrong. Clause: scheme-as-a-workbook, 评分."""

from pathlib import Path

import pytest

from kexie_excel.scheme.load import build_scheme
from kexie_excel.scheme_book.checking.borders import item_examples
from kexie_excel.scheme_book.checking.words import item_words
from kexie_excel.scheme_book.lint import lint
from kexie_excel.scheme_book.read import SchemeBook
from kexie_excel.scheme_book.review import Review
from tests.scheme_book.author import (
    FACTS,
    RULES,
    Edit,
    Typed,
    all_of,
    drop_row,
    findings,
    put,
    read_back,
    with_items,
)

GRADES = {
    "未建立": {"least": 0, "most": 0},
    "建立未实施": {"least": 0, "most": 1},
    "建立并实施": {"least": 1, "most": 2},
}
BANDS = [
    {"low": 3, "low_included": True, "least": 1, "most": 3},
    {"high": 3, "high_included": False, "least": 0, "most": 1},
]


def document() -> dict[str, object]:
    """Give the 2017 scheme with three items that a person grades; the first asks nothing."""
    return with_items(
        {
            "1.1": {"rule": {"kind": "judge", "least": 0, "most": 1}, "fact": []},
            "3.7": {"rule": {"kind": "judge", "fact": "3.7a", "grades": GRADES}},
            "5.6": {"rule": {"kind": "judge", "count": "5.6a", "bands": BANDS}},
        }
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> SchemeBook:
    """The scheme as a workbook, which says what the data say."""
    return read_back(document(), tmp_path_factory.mktemp("方案"))


def test_the_rule_is_told_back_and_tried(book: SchemeBook) -> None:
    scheme = build_scheme(book.document, "方案")
    assert item_words(scheme.item_of["1.1"]) == "由评估人员在0至1分之间评分"
    assert "最多按（3.7a" in item_words(scheme.item_of["3.7"])
    assert list(item_examples(scheme.item_of["1.1"])) == []
    assert [own.points for own in item_examples(scheme.item_of["3.7"])] == ["0", "0～1，待核", "1～2，待核"]
    assert [own.points for own in item_examples(scheme.item_of["5.6"])] == ["0～1，待核", "1～3，待核", "1～3，待核"]


def test_an_item_that_asks_nothing_is_no_fault(book: SchemeBook) -> None:
    assert not [own for own in lint(book.document, book.review) if own.code == "K921"]


def given(points: Typed, *, fact: Typed = None, wanted: Typed = None, kind: str = "整数") -> Edit:
    """Turn the rule of the first item into 评分."""
    return all_of(
        put(RULES, "D2", "评分"),
        put(RULES, "F2", fact),
        put(RULES, "K2", wanted),
        put(RULES, "L2", points),
        put(FACTS, "D2", kind),
        put(FACTS, "F2", "好｜中" if kind == "从选项中选" else None),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (given(None), "如 0～3"),
        (given("三分"), "如 0～3"),
        (given("3～1"), "如 0～3"),
        (given("0～1", fact="1.9a"), "填报事项"),
        (given("0～1", fact="1.1a", wanted="3以上"), "含写 ≥3"),
        (given("0～1", fact="1.1a", wanted="每1"), "分档的要求"),
        (given("0～1", fact="1.1a", wanted="差", kind="从选项中选"), "没有这个选项"),
        (given("0～1", fact="1.1a", wanted="好", kind="从选项中选"), "“中”没有写从几分到几分"),
        (given("0～一", fact="1.1a", wanted="好", kind="从选项中选"), "如 0～3"),
    ],
)
def test_what_an_author_gets_wrong(edit: Edit, told: str, tmp_path: Path) -> None:
    assert any(told in own.message + own.remedy for own in findings(edit, tmp_path))


@pytest.mark.no_cover
def test_a_range_without_a_question(tmp_path: Path) -> None:
    assert findings(all_of(given("0～1"), drop_row(FACTS, 2)), tmp_path) == ()


@pytest.mark.parametrize(
    ("low", "told"),
    [
        ({"low": 3, "low_included": True}, []),
        ({"low": 3, "low_included": False}, ["在3次处，没有规定怎么计分"]),
        ({"low": 2, "low_included": True}, ["在2次处，两档重叠"]),
    ],
)
def test_a_range_for_every_number_and_only_one(low: dict[str, object], told: list[str]) -> None:
    """A number without a range could be given nothing, and one with two is anybody's guess."""
    bands = [{**low, "least": 1, "most": 3}, {"high": 3, "high_included": False, "least": 0, "most": 1}]
    own = with_items({"5.6": {"rule": {"kind": "judge", "count": "5.6a", "bands": bands}}})
    found = lint(own, Review("方案.xlsx"))
    messages = [one.message for one in found if one.code == "K915" and one.row == "5.6"]
    assert [message.partition("次数")[2] for message in messages] == told
