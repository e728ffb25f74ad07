"""Loading a scheme file: files that are none, choices that are none, and what each option changes."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.load import BUILT_IN, build_scheme, literal_scheme, load_scheme, read_document
from kexie_excel.scheme.model import Scheme

SCHEME = load_scheme()
ALTERNATIVES = [
    (entry.id, option.label)
    for entry in SCHEME.interpretations
    for option in entry.options
    if option.label != entry.default
]


def flat(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Write a model as path → value, lists by place, so that two models can be compared value by value."""
    if is_dataclass(value):
        for field in fields(value):
            yield from flat(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        yield f"{path}.length", len(value)
        for at, entry in enumerate(value, 1):
            yield from flat(entry, f"{path}.{getattr(entry, 'id', getattr(entry, 'label', at))}")
    elif path != "chosen":
        yield path, value


def changes(scheme: Scheme) -> dict[str, object]:
    """Give everything in which a scheme differs from the default one."""
    before, after = dict(flat(SCHEME)), dict(flat(scheme))
    return {path: after.get(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


TOWNSHIPS = "sections.3.items.3.3.rule.parts.2.tiers"
EFFECTS: dict[tuple[str, str], dict[str, object]] = {
    ("分值基准", "按文字"): {
        "sections.3.items.3.3.rule.cap": Fraction(6),
        "sections.3.items.3.5.rule.points": Fraction(3),
    },
    ("乡镇覆盖70%", "不计分"): {f"{TOWNSHIPS}.2.low_included": False, f"{TOWNSHIPS}.3.high_included": True},
    ("党组织覆盖率", "按比例折算"): {"sections.2.items.2.3.rule.partial": True},
    ("等类活动", "只计列明"): {
        "sections.4.items.4.4.rule.counts.length": 0,
        "sections.5.items.5.1.rule.counts.length": 0,
    },
    ("60分", "60分为不合格"): {"levels.best_first.2.bound_included": False},
    ("85分", "不含85分"): {"levels.best_first.1.bound_included": False},
    ("前30%", "四舍五入"): {"levels.best_first.1.quota": "round"},
    ("前30%", "向上取整"): {"levels.best_first.1.quota": "ceiling"},
    ("综合评分", "不含加分"): {"levels.with_bonus": False},
    ("否决单位名次", "占名次"): {"levels.vetoed_hold_rank": True},
    ("超出班次", "学生数÷50取整−1"): {"bonus.7.1.kinds.小院士孵化工程超出班次.beyond.by_students": True},
}
"""Design §4.1: option → the values it changes, and no others."""


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "label"), ALTERNATIVES)
def test_an_option_changes_what_it_says_and_nothing_else(name: str, label: str) -> None:
    """Design §4.1: an option is a patch of scheme values."""
    scheme = load_scheme(choices={name: label})
    expected = EFFECTS[name, label]
    found = changes(scheme)
    assert {path: found[path] for path in expected} == expected
    rest = found.keys() - expected.keys()
    assert all(".rule.counts." in path and name == "等类活动" for path in rest)
    assert scheme.chosen == {**SCHEME.chosen, name: label}


def test_every_option_is_in_the_table_above() -> None:
    assert sorted(EFFECTS) == sorted(ALTERNATIVES)


@pytest.mark.no_cover
@pytest.mark.parametrize("entry", SCHEME.interpretations, ids=lambda entry: entry.id)
def test_choosing_the_default_is_choosing_nothing(entry: object) -> None:
    name, default = getattr(entry, "id", ""), getattr(entry, "default", "")
    assert changes(load_scheme(choices={name: default})) == {}


@pytest.mark.no_cover
def test_options_are_laid_over_the_data_independently() -> None:
    """All alternatives at once change what each changes alone."""
    together = changes(load_scheme(choices=dict(ALTERNATIVES)))
    apart = [changes(load_scheme(choices={name: label})) for name, label in dict(ALTERNATIVES).items()]
    assert together == {path: value for part in apart for path, value in part.items()}


def test_the_literal_scheme_has_no_choices() -> None:
    scheme = literal_scheme(read_document(BUILT_IN), BUILT_IN.name)
    assert scheme.chosen == {}
    assert "sections.3.items.3.5.rule.points" in changes(scheme)


def test_a_scheme_can_come_from_plain_tables() -> None:
    """Design §1: whatever file it came from."""
    assert changes(build_scheme(read_document(BUILT_IN), "方案.xlsx")) == {}


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"80分": "含80分"}, "yueyang-2017.toml：没有“80分”这一条口径，可用的是 分值基准、乡镇覆盖70%、党组织覆盖率、"),
        ({"85分": "含"}, "yueyang-2017.toml：口径“85分”没有“含”这种读法，可用的是 含85分、不含85分。"),
    ],
)
def test_a_choice_that_is_none_is_one_sentence(choices: dict[str, str], sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        load_scheme(choices=choices)
    assert str(caught.value).startswith(sentence)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Windows 记事本 writes one."""
    path = tmp_path / "方案.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BUILT_IN.read_bytes())
    assert changes(load_scheme(path)) == {}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "没有.toml"
    with pytest.raises(SchemeError) as caught:
        load_scheme(path)
    assert str(caught.value) == f"打不开方案文件 {path}：请检查文件名、位置和读取权限。"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match=r"^打不开方案文件 "):
        load_scheme(tmp_path)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    """Saved as ANSI (GBK) by an old editor."""
    path = tmp_path / "方案.toml"
    path.write_bytes(BUILT_IN.read_text(encoding="utf-8").replace("−", "-").encode("gb18030"))
    with pytest.raises(SchemeError) as caught:
        load_scheme(path)
    assert str(caught.value) == f"方案文件 {path} 不是 UTF-8 文本：请用记事本另存为 UTF-8 编码。"


def test_a_file_that_is_not_toml(tmp_path: Path) -> None:
    path = tmp_path / "方案.toml"
    for text, where in (("categories = [\n", "文件末尾"), ("id = 1\nx = =\n", "第2行")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SchemeError) as caught:
            load_scheme(path)
        assert str(caught.value) == f"方案文件 {path} 的写法有误（{where}）：请改正，或用备份换回，再运行。"


def test_an_empty_file_is_no_scheme(tmp_path: Path) -> None:
    path = tmp_path / "方案.toml"
    path.touch()
    with pytest.raises(SchemeError, match="是空的，不是评分方案"):
        load_scheme(path)


def test_points_are_read_exactly() -> None:
    """0.4 is four tenths, not the nearest binary fraction."""
    assert SCHEME.item_of["2.3"].maximum == 4
    assert SCHEME.item_of["4.6"].maximum == 2
