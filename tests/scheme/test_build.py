"""Building the model from plain tables: whatever cannot be used is one sentence with file and dotted key."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.load import BUILT_IN, build_scheme, literal_scheme, read_document
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme.wording import SchemeWords
from tests.scheme.documents import Alter, Document, item

DOCUMENT = read_document(BUILT_IN)


def build(alter: Alter) -> Scheme:
    """Build the scheme of an altered document, with no option laid over it that might mend or hide the alteration."""
    return literal_scheme(altered(alter), "方案.toml")


def altered(alter: Alter) -> Document:
    """Give an altered copy of the document."""
    document: Document = deepcopy(DOCUMENT)
    alter(document)
    return document


def without(find: Callable[[Document], Document], key: str) -> Alter:
    """Take a key out of a table."""
    return lambda doc: find(doc).pop(key)


def instead(find: Callable[[Document], Document], key: str, value: object) -> Alter:
    """Put something else at a key of a table."""
    return lambda doc: find(doc).update({key: value})


def kind(document: Document, label: str) -> Document:
    """Give a bonus kind's table."""
    found: Document = next(entry for bonus in document["bonus"] for entry in bonus["kind"] if entry["label"] == label)
    return found


DOUBLES: dict[str, tuple[Alter, str]] = {
    "类别": (lambda doc: doc["categories"].append("区"), "categories：“区”出现了不止一次"),
    "一级指标": (lambda doc: doc["section"].append(doc["section"][0]), "section：“1”出现了不止一次"),
    "指标": (lambda doc: doc["item"].append(item(doc, "1.2")), "item：“1.2”出现了不止一次"),
    "指标与加分项同号": (lambda doc: doc["bonus"][0].update(id="6.4"), "item：“6.4”出现了不止一次"),
    "填报事项": (lambda doc: item(doc, "1.6")["fact"][1].update(id="1.1a"), "没有编号为“1.6b”的是否类填报事项"),
    "两项的填报事项": (lambda doc: item(doc, "4.5")["fact"][5].update(id="1.1a"), "没有编号为“4.5f”的填报事项"),
    "同项的填报事项": (
        lambda doc: item(doc, "1.1")["fact"].append(item(doc, "1.1")["fact"][0]),
        "item.fact：“1.1a”出现了不止一次",
    ),
    "加分情形": (
        lambda doc: kind(doc, "本县市区推广").update(label="全市科协系统推广"),
        "bonus.kind：“全市科协系统推广”出现了不止一次",
    ),
    "单位": (lambda doc: doc["unit"].append(doc["unit"][0]), "unit：“平江县”出现了不止一次"),
    "材料": (lambda doc: doc["material"].append(doc["material"][0]), "material：“总结”出现了不止一次"),
    "口径": (
        lambda doc: doc["interpretation"].append(doc["interpretation"][0]),
        "interpretation：“分值基准”出现了不止一次",
    ),
    "选项": (
        lambda doc: doc["interpretation"][0]["option"][1].update(label="按分值栏"),
        "interpretation.分值基准.option：有两个选项同名",
    ),
}


@pytest.mark.parametrize(("alter", "fault"), DOUBLES.values(), ids=DOUBLES)
def test_a_double_id(alter: Alter, fault: str) -> None:
    with pytest.raises(SchemeError, match=f"^方案\\.toml：.*{re.escape(fault)}。$"):
        build(alter)


UNKNOWN: dict[str, tuple[Alter, str]] = {
    "一级指标": (
        lambda doc: item(doc, "1.1").update(section="9"),
        "item.1.1.section：没有编号为“9”的一级指标",
    ),
    "类别": (
        lambda doc: doc["unit"][0].update(category="乡"),
        "unit.平江县.category：没有“乡”这个选项，可用的是 县市、区",
    ),
    "事项类型": (
        lambda doc: item(doc, "1.1")["fact"][0].update(kind="number"),
        "item.1.1.fact.1.1a.kind：没有“number”这个选项，可用的是 yn、count、amount、choice",
    ),
    "计分方式": (
        lambda doc: item(doc, "1.1")["rule"].update(kind="give"),
        "item.1.1.rule.kind：没有“give”这种计分方式，可用的是 pay、each、tiers、steps、choice、deduct、judge、total",
    ),
    "规则里的填报事项": (
        lambda doc: item(doc, "1.1")["rule"]["when"].update(count="1.2a"),
        "item.1.1.rule.when.count：没有编号为“1.2a”的填报事项",
    ),
    "否决的填报事项": (
        lambda doc: item(doc, "2.1")["veto"].update(count="2.1x"),
        "item.2.1.veto.count：没有编号为“2.1x”的填报事项",
    ),
    "否决的事项类型": (
        lambda doc: item(doc, "2.1")["veto"].update(count="2.1a"),
        "item.2.1.veto.count：填报事项“2.1a”的类型不能用在这里",
    ),
    "班次的填报事项": (
        lambda doc: kind(doc, "小院士孵化工程超出班次")["beyond"].update(classes="4.5z"),
        "bonus.7.1.kind.小院士孵化工程超出班次.beyond.classes：没有编号为“4.5z”的填报事项",
    ),
    "同一工作的种类": (
        lambda doc: kind(doc, "国家级表彰奖励").update(same_work="工作"),
        "bonus.7.1.kind.国家级表彰奖励.same_work：没有“工作”这个选项，可用的是 奖励、推广",
    ),
    "前30%的算法": (
        lambda doc: doc["interpretation"][6]["option"][0]["patch"].update({"levels/level/优秀/quota": "floor"}),
        "levels.level.优秀.quota：没有“floor”这个选项，可用的是 literal、round、ceiling",
    ),
    "口径默认": (
        lambda doc: doc["interpretation"][5].update(default="含"),
        "interpretation.85分.default：没有“含”这个选项，可用的是 含85分、不含85分",
    ),
}


def test_a_usual_range_has_its_ends_in_order() -> None:
    def swap(doc: Document) -> None:
        item(doc, "1.5")["fact"][2]["usual_from"] = 2000

    with pytest.raises(SchemeError, match=r"item\.1\.5\.fact\.1\.5c\.usual_from：比 usual_to 大。"):
        build_scheme(altered(swap), "方案.toml")


@pytest.mark.parametrize(("alter", "fault"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_name(alter: Alter, fault: str) -> None:
    """Unknown section, category, fact, kind or option."""
    with pytest.raises(SchemeError) as caught:
        build_scheme(altered(alter), "方案.toml")
    assert str(caught.value) == f"方案.toml：{fault}。"


TABLES: dict[str, tuple[Callable[[Document], Document], str]] = {
    "顶层": (lambda doc: doc, ""),
    "scheme": (lambda doc: doc["scheme"], "scheme."),
    "bonus_section": (lambda doc: doc["bonus_section"], "bonus_section."),
    "levels": (lambda doc: doc["levels"], "levels."),
    "level": (lambda doc: doc["levels"]["level"][0], "levels.level.优秀."),
    "section": (lambda doc: doc["section"][0], "section.1."),
    "item": (lambda doc: item(doc, "1.1"), "item.1.1."),
    "fact": (lambda doc: item(doc, "3.6")["fact"][0], "item.3.6.fact.3.6a."),
    "rule": (lambda doc: item(doc, "1.1")["rule"], "item.1.1.rule."),
    "veto": (lambda doc: item(doc, "2.1")["veto"], "item.2.1.veto."),
    "bonus": (lambda doc: doc["bonus"][0], "bonus.7.1."),
    "kind": (lambda doc: kind(doc, "国家级表彰奖励"), "bonus.7.1.kind.国家级表彰奖励."),
    "beyond": (
        lambda doc: kind(doc, "小院士孵化工程超出班次")["beyond"],
        "bonus.7.1.kind.小院士孵化工程超出班次.beyond.",
    ),
    "unit": (lambda doc: doc["unit"][0], "unit.平江县."),
    "material": (lambda doc: doc["material"][0], "material.总结."),
    "interpretation": (lambda doc: doc["interpretation"][0], "interpretation.分值基准."),
    "option": (lambda doc: doc["interpretation"][0]["option"][0], "interpretation.分值基准.option.按分值栏."),
    "slip": (lambda doc: doc["slip"][0], "slip.1."),
    "notice": (lambda doc: doc["notice"], "notice."),
    "wording": (lambda doc: doc["wording"], "wording."),
}
AT = pytest.mark.parametrize(("find", "path"), TABLES.values(), ids=TABLES)
OPTIONAL = {
    "bonus",
    "material",
    "interpretation",
    "readings",
    "notice",
    "wording",
    "period",
    *(entry.name for entry in fields(SchemeWords)),
    "slip",
    "hint",
    "may_not_apply",
    "veto",
    "years_back",
    "needs_evidence",
    "same_work",
    "once",
    "issuer",
    "beyond",
    "bound_included",
    "top",
    "quota",
    "with_bonus",
    "vetoed_hold_rank",
    "by_students",
    "patch",
}
"""Keys that may be left out."""


@AT
def test_an_unknown_key(find: Callable[[Document], Document], path: str) -> None:
    """A typo is never passed over, wherever it stands."""
    with pytest.raises(SchemeError, match=f"^方案\\.toml：{re.escape(path)}poinst：不认识这一项，这里可用的是 .+。$"):
        build(lambda doc: find(doc).update(poinst=1))


@pytest.mark.no_cover
@AT
def test_a_missing_key(find: Callable[[Document], Document], path: str) -> None:
    """Every key that must be there is missed by its name; a table that lost its own name is called by its place."""
    head = path.split(".", maxsplit=1)[0]
    for key in find(deepcopy(DOCUMENT)).keys() - OPTIONAL:
        with pytest.raises(SchemeError, match=f"^方案\\.toml：{head}.*{key}：.*缺这一项。$"):
            build(without(find, key))


@AT
def test_a_value_of_the_wrong_type(find: Callable[[Document], Document], path: str) -> None:
    """A list where anything else belongs, a number where a list belongs."""
    for key, value in find(deepcopy(DOCUMENT)).items():
        with pytest.raises(SchemeError, match=r"^方案\.toml：\S+ ?应当是.+。$") as caught:
            build(instead(find, key, 3 if isinstance(value, list) else ["错"]))
        assert f"：{path.split('.', maxsplit=1)[0]}" in str(caught.value)


def test_a_table_that_an_option_changes_must_be_there() -> None:
    with pytest.raises(SchemeError) as caught:
        build_scheme(altered(lambda doc: doc.pop("levels")), "方案.toml")
    assert str(caught.value) == "方案.toml：口径里要改的“levels/level/合格/bound_included”在方案里找不到。"


@pytest.mark.parametrize("key", ["readings", "slip"])
def test_readings_and_slips_may_be_left_out(key: str) -> None:
    scheme = build(lambda doc: doc.pop(key))
    assert not (scheme.readings if key == "readings" else scheme.slips)


def test_an_option_may_change_nothing() -> None:
    scheme = build(lambda doc: doc["interpretation"][4]["option"][0].pop("patch"))
    assert scheme.interpretations[4].options[0].patch == {}


def test_a_choice_without_choices() -> None:
    with pytest.raises(SchemeError) as caught:
        build(lambda doc: item(doc, "3.7")["fact"][0].update(choices=[]))
    assert str(caught.value) == "方案.toml：item.3.7.fact.3.7a.choices：列表不能为空。"


def test_choices_of_what_is_no_choice() -> None:
    with pytest.raises(SchemeError, match=r"item\.1\.1\.fact\.1\.1a\.choices：不认识这一项"):
        build(lambda doc: item(doc, "1.1")["fact"][0].update(choices=["一", "二"]))


def test_a_patch_to_nowhere() -> None:
    with pytest.raises(SchemeError) as caught:
        build_scheme(
            altered(lambda doc: doc["interpretation"][4]["option"][0]["patch"].update({"levels/sixty": True})),
            "方案.toml",
        )
    assert str(caught.value) == "方案.toml：口径里要改的“levels/sixty”在方案里找不到。"


def test_a_scheme_may_have_no_bonus_items() -> None:
    scheme = build(lambda doc: doc.update(bonus=[]))
    assert (scheme.bonus, scheme.bonus_kinds) == ((), ())
    assert scheme.row_ids[-1] == "6.4"


def test_the_model_finds_things_by_their_ids() -> None:
    scheme = build(lambda _: None)
    assert scheme.item_of["1.5b"] is scheme.item_of["1.5"]
    assert scheme.title_of["1.5"] == "科普经费"
    assert scheme.title_of["7.2"] == "经验推广"
    assert scheme.kind_of["本县市区推广"].points == 1
    assert scheme.unit_of["君山区"].category == "区"
    assert scheme.row_ids[0] == "1.1"
    assert scheme.row_ids[-2:] == ("7.1", "7.2")


def test_the_words_of_the_notice_may_be_left_out() -> None:
    assert build(lambda doc: doc.pop("notice")).notice is None


def test_a_scheme_may_do_without_bonus_materials_and_readings() -> None:
    """Their tables may be left out; a heading without anything below it is no fault."""
    lean = {
        key: value
        for key, value in deepcopy(DOCUMENT).items()
        if key not in {"bonus", "bonus_section", "material", "interpretation"}
    }
    scheme = build_scheme(lean, "方案.toml")
    assert (scheme.bonus, scheme.bonus_heading, scheme.materials, scheme.interpretations) == ((), "", (), ())
    assert build_scheme({**lean, "bonus_section": {"name": "7.加分项"}}, "方案.toml").bonus_heading == "7.加分项"
    with pytest.raises(SchemeError, match=r"bonus_section：缺这一项"):
        build_scheme({**lean, "bonus": DOCUMENT["bonus"]}, "方案.toml")
