"""A county that filled everything in rightly, and what the document gives for it, reckoned by the oracle."""

from collections.abc import Mapping
from fractions import Fraction

from kexie_excel.scheme.fact import Fact, FactKind, Value
from scripts.fill import Answers, Award, Cell, fill, to_bytes
from tests import oracle
from tests.builders import SCHEME, UNIT, issued
from tests.returned import typed

NOT_DONE = {"1.3a", "2.2d", "4.2a", "4.4d", "4.6b", "5.1b", "5.3a", "6.3a"}
NUMBERS = {
    "1.1a": 2,
    "2.1v": 0,
    "2.3a": 14,
    "2.3b": 9,
    "3.3a": 37,
    "3.3b": 11,
    "3.3c": 12,
    "3.3d": 10,
    "3.3e": 1,
    "3.4a": 3,
    "4.3d": 4,
    "4.3e": 1,
    "4.4f": 0,
    "4.5a": 3,
    "4.5b": 0,
    "4.5c": 2,
    "4.5d": 80,
    "4.5e": 20,
    "4.5f": 120,
    "5.1c": 0,
    "5.2a": 1,
    "5.3b": 2,
    "5.3c": 13,
    "5.3d": 12,
    "5.5c": 0,
    "5.6a": 1,
    "6.1a": 1,
    "6.2a": 5,
}
AMOUNTS = {"1.5b": Fraction("30.5"), "1.5c": Fraction(61)}
AWARDS = (
    Award("省部级表彰奖励", "科普示范县创建", 1, certificate="湘科协〔2017〕12号", issuer="湖南省科协"),
    Award(
        "国家（实用）发明专利", "一种育秧机", 2, certificate="ZL201710012345.6", issuer="国家知识产权局", evidence=""
    ),
    Award("全省科协系统推广", "科普大篷车经验", 1, award="经验推介通知", certificate="湘科协〔2017〕44号", evidence=""),
)


def _answer(fact: Fact) -> Value:
    """Give the county's answer to a fact."""
    if fact.kind is FactKind.YES_NO:
        return fact.id not in NOT_DONE
    if fact.kind is FactKind.CHOICE:
        return "建立未实施"
    return AMOUNTS[fact.id] if fact.kind is FactKind.AMOUNT else Fraction(NUMBERS[fact.id])


FACTS: Mapping[str, Value] = {fact.id: _answer(fact) for fact in SCHEME.facts}
_CLAIMS = [oracle.BonusRow(own.kind, own.work, int(str(own.quantity)), 2017) for own in AWARDS]
_ITEMS = {key: points for key, points in oracle.item_scores(FACTS).items() if points is not None}
TRUTH: Mapping[str, Fraction] = {
    **_ITEMS,
    "7.1": oracle.bonus_71(FACTS, _CLAIMS),
    "7.2": oracle.bonus_72(_CLAIMS),
}
"""Item → its points."""


def filled() -> bytes:
    """Give the county's form; it scored itself rightly."""
    facts = {key: typed(value) for key, value in FACTS.items()}
    scores: dict[str, Cell] = {key: float(points) for key, points in TRUTH.items()}
    cover: dict[str, Cell] = {"联系人": "张三", "电话": "0730-0000000", "填报日期": "2017-12-8"}
    materials = {material.id: True for material in SCHEME.materials}
    return to_bytes(fill(issued(UNIT), SCHEME, Answers(facts, scores, AWARDS, materials, cover)))
