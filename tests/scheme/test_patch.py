"""Options of interpretations laid over plain data: a path names what is there, or the scheme is refused."""

from copy import deepcopy

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.patch import patched

DOCUMENT: dict[str, object] = {
    "levels": {"quota": "literal"},
    "section": [{"id": "2", "points": 12}, {"id": "1", "points": 11}],
    "item": [
        {"id": "3.3", "rule": {"cap": 6, "parts": [{"points": 1}, {"label": "乡镇", "points": 2}]}},
        {"name": "平江县", "points": 3},
    ],
}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("levels/quota", "'quota': 'literal'", "'quota': 9"),
        ("item/3.3/rule/cap", "'cap': 6", "'cap': 9"),
        ("item/3.3/rule/parts/1/points", "{'points': 1}", "{'points': 9}"),
        ("item/3.3/rule/parts/2/points", "'乡镇', 'points': 2", "'乡镇', 'points': 9"),
        ("item/3.3/rule/parts/乡镇/points", "'乡镇', 'points': 2", "'乡镇', 'points': 9"),
        ("item/平江县/points", "'points': 3", "'points': 9"),
        ("item/3.3/rule", "{'cap': 6, 'parts': [{'points': 1}, {'label': '乡镇', 'points': 2}]}", "9"),
    ],
)
def test_a_path_goes_through_keys_names_and_places_and_changes_that_value_only(path: str, old: str, new: str) -> None:
    """The whole document is compared, written out."""
    before = repr(DOCUMENT)
    assert before.count(old) == 1
    assert repr(patched(DOCUMENT, {path: 9}, "方案.toml")) == before.replace(old, new)


def test_a_name_comes_before_a_place() -> None:
    """The section called 1 stands second."""
    result = patched(DOCUMENT, {"section/1/points": 9}, "方案.toml")
    assert result["section"] == [{"id": "2", "points": 12}, {"id": "1", "points": 9}]


def test_the_document_itself_stays_as_it_is() -> None:
    before = deepcopy(DOCUMENT)
    patched(DOCUMENT, {"levels/quota": 1, "item/3.3/rule/cap": 2}, "方案.toml")
    assert before == DOCUMENT


def test_an_empty_patch_changes_nothing() -> None:
    assert patched(DOCUMENT, {}, "方案.toml") == DOCUMENT


@pytest.mark.parametrize(
    "path",
    [
        "levels/quotas",
        "level/quota",
        "item/9.9/rule/cap",
        "item/3.3/rule/parts/3/points",
        "item/3.3/rule/parts/0/points",
        "item/3.3",
        "levels/quota/deeper",
        "levels/quota/deeper/still",
        "",
    ],
)
def test_a_path_to_nowhere_is_one_sentence(path: str) -> None:
    """A typo cannot add a value that nobody reads."""
    with pytest.raises(SchemeError) as caught:
        patched(DOCUMENT, {path: 9}, "方案.toml")
    assert str(caught.value) == f"方案.toml：口径里要改的“{path}”在方案里找不到。"


def test_paths_that_meet_change_one_copy() -> None:
    result = patched(DOCUMENT, {"item/3.3/rule/parts/1/points": 7, "item/3.3/rule/cap": 5}, "方案.toml")
    assert repr(result["item"]).startswith("[{'id': '3.3', 'rule': {'cap': 5, 'parts': [{'points': 7}, ")
