"""The strict view of a scheme's table: every fault is one sentence that names the file and the dotted key."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.table import SchemeTable

DATA: dict[str, object] = {
    "text": "文字",
    "flag": True,
    "count": 3,
    "half": Decimal("0.5"),
    "share": "30%",
    "list": ["甲", "乙"],
    "mixed": ["甲", 1],
    "table": {"key": "值"},
    "tables": [{"id": "甲"}, {"label": "乙"}, {"name": "丙"}, {"other": "丁"}, {"id": 5}],
}


def table(path: str = "item.1.1") -> SchemeTable:
    """Give the view of the data above."""
    return SchemeTable(DATA, path, "方案.toml")


def sentence(read: Callable[[SchemeTable], object], path: str = "item.1.1") -> str:
    """Give the sentence with which reading fails."""
    with pytest.raises(SchemeError) as caught:
        read(table(path))
    return str(caught.value)


def test_values_are_given_as_they_are() -> None:
    view = table()
    assert view.text("text") == "文字"
    assert view.flag("flag") is True
    assert view.number("count") == 3
    assert view.number("half") == Fraction(1, 2)
    assert view.number("share") == Fraction(3, 10)
    assert view.whole("count") == 3
    assert view.one_of("text", ("文字", "数")) == "文字"
    assert view.items("mixed") == ["甲", 1]
    assert view.texts("list") == ("甲", "乙")
    assert view.table("table").text("key") == "值"
    assert len(view.tables("tables")) == 5


def test_what_may_be_left_out_has_a_default() -> None:
    view = table()
    assert view.text("none", "") == ""
    assert view.flag("none") is False
    assert view.flag("none", default=True) is True
    assert view.number("none", Fraction(7)) == 7
    assert view.one_of("none", ("甲",), "甲") == "甲"
    assert view.items("none", required=False) == []
    assert view.texts("none", required=False) == ()
    assert view.tables("none", required=False) == []


def test_a_value_that_is_there_beats_the_default() -> None:
    view = table()
    assert view.text("text", "") == "文字"
    assert view.number("count", Fraction(7)) == 3
    assert view.texts("list", required=False) == ("甲", "乙")
    assert view.tables("tables", required=False)[0].path == "item.1.1.tables.甲"


READERS: dict[str, Callable[[SchemeTable], object]] = {
    "text": lambda view: view.text("none"),
    "number": lambda view: view.number("none"),
    "whole": lambda view: view.whole("none"),
    "one_of": lambda view: view.one_of("none", ("甲",)),
    "items": lambda view: view.items("none"),
    "texts": lambda view: view.texts("none"),
    "table": lambda view: view.table("none"),
    "tables": lambda view: view.tables("none"),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_missing_key(read: Callable[[SchemeTable], object]) -> None:
    assert sentence(read) == "方案.toml：item.1.1.none：缺这一项。"


@pytest.mark.parametrize(
    ("read", "fault"),
    [
        (lambda view: view.text("count"), "count：应当是文字，现在是 3。"),
        (lambda view: view.flag("count"), "count：应当是 true 或 false，现在是 3。"),
        (lambda view: view.number("flag"), "flag：应当是数，现在是 True。"),
        (lambda view: view.number("text"), "text：应当是数，现在是 文字。"),
        (lambda view: view.number("list"), "list：应当是数，现在是 ['甲', '乙']。"),
        (lambda view: view.whole("half"), "half：应当是整数，现在是 1/2。"),
        (lambda view: view.one_of("text", ("甲", "乙")), "text：没有“文字”这个选项，可用的是 甲、乙。"),
        (lambda view: view.items("text"), "text：应当是一个列表。"),
        (lambda view: view.texts("mixed"), "mixed：列表里只能是文字。"),
    ],
)
def test_a_value_of_the_wrong_type(read: Callable[[SchemeTable], object], fault: str) -> None:
    assert sentence(read) == f"方案.toml：item.1.1.{fault}"


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity"), "一", "", " 1"])
def test_what_is_no_finite_number(number: object) -> None:
    with pytest.raises(SchemeError, match=r"^方案\.toml：points：应当是数，现在是 "):
        SchemeTable({"points": number}, "", "方案.toml").number("points")


@pytest.mark.parametrize("read", [lambda view: view.table("text"), lambda view: view.tables("list")])
def test_what_is_no_table(read: Callable[[SchemeTable], object]) -> None:
    assert "应当是一组“名称 = 值”" in sentence(read)


def test_a_path_without_a_head_is_the_key_alone() -> None:
    """The top of the file."""
    assert sentence(lambda view: view.text("none"), "") == "方案.toml：none：缺这一项。"
    assert table("").table("table").path == "table"


def test_entries_of_a_list_are_called_by_id_label_or_name_else_by_place() -> None:
    paths = [entry.path for entry in table().tables("tables")]
    assert paths == [f"item.1.1.tables.{name}" for name in ("甲", "乙", "丙", "4", "5")]


def test_a_key_that_nobody_asked_for_is_rejected() -> None:
    """A typo must not be passed over."""
    view = SchemeTable({"points": 1, "tiltle": "甲"}, "item.1.1", "方案.toml")
    view.number("points")
    view.has("title")
    with pytest.raises(SchemeError) as caught:
        view.close()
    assert str(caught.value) == "方案.toml：item.1.1.tiltle：不认识这一项，这里可用的是 points、title。"


def test_a_table_of_which_everything_was_asked_can_be_closed() -> None:
    view = SchemeTable({"points": 1}, "item.1.1", "方案.toml")
    assert view.has("points")
    assert not view.has("cap")
    view.close()
