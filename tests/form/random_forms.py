"""Forms as a county might fill them, well or badly, drawn at random; what is typed is read alike by form and program."""

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random

from kexie_excel.scheme.fact import Fact, FactKind
from kexie_excel.scheme.load import BUILT_IN, build_scheme, load_scheme, read_document
from kexie_excel.scheme.model import BonusKind, Item, Scheme
from scripts.fill import Answers, Award, Cell

_NO_ANSWER: tuple[Cell, ...] = (None, None, None, "不适用", "约3", "-")
_NO_COUNT: tuple[Cell, ...] = (-1, 2.5, "3-4", "85%", dt.date(2017, 3, 4))
_EDGES = (0, 1, 1, 2, 2, 3, 7, 9, 10, 20, 29, 30, 49, 50, 51, 70, 90, 100, 12345)
_SHARES = ((1, 5), (3, 10), (7, 10), (9, 10), (1, 2), (1, 1), (8, 9))
_WORKS = ("科普大篷车", " 科普大篷车", "科普  大篷车", "科普 大篷车", "机器人竞赛", "院士行", "Kp", "kp", "|", "#3")
_NO_WORKS = ("", " ", "　")
_DATES: tuple[Cell, ...] = (
    *(dt.date(year, 6, 1) for year in (2015, 2016, 2017, 2017, 2018, 1948, 2101)),
    *(
        "2017-06-01",
        "2017.6.1",
        "2017年6月1日",
        "2016年12月",
        "2017年",
        "2017",
        "2015/1/1",
        "2018 年 1 月 2 日",
        "2017-6",
    ),
)
_NO_DATES: tuple[Cell, ...] = (
    *(None, "", "无", "去年", "2016年5月至2017年6月", "2017-13-01", "2017年2月29日", "2017-6-", "2017-6-1-"),
    *("201", "2017年6月日", "2017-00-01", "2017-6-00", "2017年6月1月", "1948-1-1", "2101.1.1", "2017年6年"),
)
_CERTIFICATES = (
    *(
        "〔2017〕12号",
        "12",
        "１２号",
        "",
        "",
        "无",
        "证书",
        "奖牌",
        "待2018年发文",
        "2018年发文",
        "ZL2017",
        "Ｎｏ.１２",
        "奖牌未发",
    ),
    *(
        "0730-8888888",
        "13800000000",
        "2017010023",
        "20170601",
        "2017-06-01",
        "8888888",
        "2017-0001-23",
        "1234567890",
        "201799",
    ),
)
_EVIDENCE = (
    "附件1",
    "复印件",
    "",
    "",
    "无",
    "暂无",
    "待补",
    "见附件待补",
    "／",
    "—",
    "--",
    "　",
    "后勤保障",
    "无附件",
    "无奖牌",
    "奖牌尚未颁发",
    "有",
    "是",
    "湘科协〔2017〕4号",
    "待2018年发文",
    "13800000000",
    "第3页",
    "证书扫描件.JPG",
    "奖牌照片",
    " 无 ",
)
_ISSUERS = ("", "", "中共岳阳市委", "{unit}人民政府", "湖南省科协", " ")
_COMMON = 0.8


def random_scheme(rng: Random) -> Scheme:
    """Draw a reading of the document: mostly the default one."""
    if rng.random() < _COMMON:
        return load_scheme()
    interpretations = load_scheme().interpretations
    return load_scheme(choices={entry.id: rng.choice(entry.options).label for entry in interpretations})


_TAKING: Mapping[str, list[dict[str, object]]] = {
    "2.3": [{"rows": [{"kind": "per", "share": ["2.3b", "2.3a"], "label": "比例", "step": "10%", "off": "0.3"}]}],
    "3.3": [
        {
            "rows": [
                {"kind": "band", "share": ["3.3b", "3.3a"], "label": "企业", "high": "20%", "off": 1},
                {"kind": "band", "share": ["3.3d", "3.3c"], "label": "乡镇", "high": "70%", "off": "10%"},
                {"kind": "band", "share": ["3.3d", "3.3c"], "label": "乡镇", "low": "90%", "off": "0.7"},
            ]
        },
        {"cap": 1, "rows": [{"kind": "per", "count": "3.3e", "step": 2, "off": "0.4"}]},
    ],
    "4.4": [
        {
            "cap": "2.5",
            "rows": [
                {"kind": "per", "count": "4.4f", "step": 1, "off": "0.9"},
                {"kind": "is", "fact": "4.4a", "answer": False, "off": 1},
                {"kind": "is", "fact": "4.4b", "answer": True, "off": "0.3"},
            ],
        },
        {"rows": [{"kind": "is", "fact": "4.4c", "answer": False, "off": 3}]},
    ],
}


def taking_scheme(_rng: Random) -> Scheme:
    """Give the scheme with items that take points off."""
    document = read_document(BUILT_IN)
    items = document["item"]
    assert isinstance(items, list)
    changed = [
        {**item, "rule": {"kind": "deduct", "points": item["points"], "classes": _TAKING[item["id"]]}}
        if item["id"] in _TAKING
        else item
        for item in items
    ]
    return build_scheme({**document, "interpretation": [], "item": changed}, "方案.toml")


def graded_scheme(_rng: Random) -> Scheme:
    """Give the scheme with items of which a person gives the points."""
    grades = {"未建立": {"most": 0}, "建立未实施": {"least": 1, "most": "1.5"}, "建立并实施": {"least": 1, "most": 1}}
    bands = [{"low": 2, "low_included": True, "least": 1, "most": 3}, {"high": 2, "most": 1}]
    rules: Mapping[str, dict[str, object]] = {
        "1.1": {"kind": "judge", "most": 1},
        "3.7": {"kind": "judge", "fact": "3.7a", "grades": grades},
        "5.6": {"kind": "judge", "count": "5.6a", "bands": bands},
    }
    document = read_document(BUILT_IN)
    items = document["item"]
    assert isinstance(items, list)
    changed = [{**item, "rule": rules.get(item["id"], item["rule"])} for item in items]
    return build_scheme({**document, "interpretation": [], "item": changed}, "方案.toml")


def random_answers(rng: Random, scheme: Scheme, unit: str) -> Answers:
    """Draw what a county types; some counties are careful, some are not."""
    care = rng.choice((1.0, 0.98, 0.95, 0.8, 0.4))
    facts = {fact.id: _answer(rng, fact, care) for fact in scheme.facts}
    for part, whole in (("2.3b", "2.3a"), ("3.3b", "3.3a"), ("3.3d", "3.3c"), ("5.3d", "5.3c"), ("1.5b", "1.5c")):
        if rng.random() < care:
            facts[part], facts[whole] = _pair(rng, whole == "1.5c")
    scores = {item.id: _score(rng, item, care) for item in scheme.items}
    scores |= {item.id: rng.choice((None, 0, 1, 2, 5, 10, 0.5, "约3")) for item in scheme.bonus}
    count = rng.choice((0, 2, 6, 12, 25, 60))
    awards = [_award(rng, scheme.bonus_kinds, unit, care) for _ in range(count)]
    materials = {entry.id: rng.random() < care for entry in scheme.materials if rng.random() < care}
    return Answers(facts, scores, awards, materials)


def _answer(rng: Random, fact: Fact, care: float) -> Cell:
    """Draw an answer."""
    if rng.random() > care:
        return rng.choice((*_NO_ANSWER, *(_NO_COUNT if not fact.options else ("有吧", 1))))
    if fact.options:
        good = ("是", "是", "是", "否") if fact.kind is FactKind.YES_NO else fact.choices
        return rng.choice(good)
    if fact.kind is FactKind.AMOUNT:
        return rng.choice((0, 36.5, 29.1, 58.2, 0.1, 0.3, 1e-6, 0.4999, 12.345678, rng.randint(0, 10**6) / 1000))
    return 0 if fact.id == "2.1v" and rng.random() < _COMMON else rng.choice(_EDGES)


def _pair(rng: Random, amounts: bool) -> tuple[Cell, Cell]:  # noqa: FBT001 - one of two kinds
    """Draw a part and its whole, at a threshold or beside it."""
    over, under = rng.choice(_SHARES)
    times = rng.randint(1, 30)
    part, whole = over * times + rng.choice((0, 0, -1, 1)), under * times
    if amounts:
        return part / 10, whole / 10
    return max(part, 0), rng.choice((whole, whole, whole, 0))


def _score(rng: Random, item: Item, care: float) -> Cell:
    """Draw a self score."""
    if rng.random() > care:
        return rng.choice((None, None, "约3", -1, float(item.points) + 1))
    steps = [0.0, 0.4, 0.5, 1.0, 2.0, 2.8, 3.0, 3.6, float(item.points), float(item.maximum), float(item.maximum)]
    return rng.choice([step for step in steps if step <= item.points])


def _award(rng: Random, kinds: Sequence[BonusKind], unit: str, care: float) -> Award:
    """Draw a row of 加分项; now and then one is left out."""
    if rng.random() < 0.05:
        return Award("", "", None, None, "", "", "", "")
    careful = rng.random() < care
    kind = rng.choice(kinds).label if careful or rng.random() < _COMMON else rng.choice(("", "其他奖励", "*"))
    return Award(
        kind=kind,
        work=rng.choice(_WORKS if careful or rng.random() < _COMMON else _NO_WORKS),
        quantity=rng.choice((1, 1, 2, 3, 5)) if careful else rng.choice((None, 1, 2, 0, -1, 2.5, "若干")),
        date=rng.choice(_DATES) if careful or rng.random() < _COMMON else rng.choice(_NO_DATES),
        award=rng.choice(("先进单位", "", "奖牌一块")),
        certificate=rng.choice(_CERTIFICATES),
        issuer=rng.choice(_ISSUERS).format(unit=unit),
        evidence=rng.choice(_EVIDENCE),
    )
