"""What ten invented counties answer and claim: truly, as they first type it, and as they correct it when asked."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kexie_excel.scheme.fact import Fact, Value
from scripts.fill import Answers, Award, Cell
from scripts.make_samples import full
from tests import oracle
from tests.builders import SCHEME
from tests.returned import typed


def answer(fact: Fact) -> Value:
    """Give the answer that earns most, as the document's reader takes it."""
    cell = {"5.3c": 10, "5.3d": 9}.get(fact.id, full(fact))
    if isinstance(cell, int | float):
        return Fraction(str(cell))
    return True if cell == "是" else str(cell)


FULL = {fact.id: answer(fact) for fact in SCHEME.facts}


@dataclass(frozen=True)
class County:
    """One county."""

    lost: str = ""
    """The facts that it answers with nothing."""
    facts: Mapping[str, Value] = field(default_factory=dict)
    """Other answers than the best."""
    awards: tuple[Award, ...] = ()
    says: Mapping[str, Cell] = field(default_factory=dict)
    """What it types instead of the answer, and stays with."""
    selfs: Mapping[str, Cell] = field(default_factory=dict)
    """Self scores other than the document gives."""
    first: Mapping[str, Cell] = field(default_factory=dict)
    """Answers that it corrects."""
    first_selfs: Mapping[str, Cell] = field(default_factory=dict)
    first_awards: tuple[Award, ...] = ()
    """Its awards as it first types them; empty where they stay."""

    @property
    def answers(self) -> dict[str, Value]:
        """The true answers."""
        nothing = {key: False if isinstance(FULL[key], bool) else Fraction(0) for key in self.lost.split()}
        return FULL | nothing | dict(self.facts)

    @property
    def rows(self) -> list[oracle.BonusRow]:
        """The awards as the document's reader takes them."""
        return [oracle.BonusRow(own.kind, own.work, int(str(own.quantity)), year_of(own)) for own in self.awards]

    def points(self, year: int = 2017) -> dict[str, Fraction | None]:
        """Give what the document gives for each row of the 评估表."""
        bonus = {"7.1": oracle.bonus_71(self.answers, self.rows, year), "7.2": oracle.bonus_72(self.rows)}
        return oracle.item_scores(self.answers) | bonus

    def self_scores(self, year: int = 2017) -> dict[str, Cell]:
        """Give the self scores: an honest county's, but for what it says; where nothing can be computed, all there is."""
        most = {item.id: item.maximum for item in SCHEME.items}
        due = {row: most[row] if own is None else own for row, own in self.points(year).items()}
        return {row: typed(own) for row, own in due.items()} | dict(self.selfs)

    def typing(self, *, is_first: bool = True, year: int = 2017) -> Answers:
        """Give everything that it types."""
        facts = {key: typed(value) for key, value in self.answers.items()} | dict(self.says)
        scores = self.self_scores(year)
        if is_first:
            facts, scores = facts | dict(self.first), scores | dict(self.first_selfs)
        awards = (is_first and self.first_awards) or self.awards
        materials = {material.id: True for material in SCHEME.materials}
        cover: dict[str, Cell] = {"联系人": "虚构示例", "电话": "0730-0000000", "填报日期": f"{year}-12-08"}
        return Answers(facts, scores, awards, materials, cover, evidence="虚构示例附件")


def year_of(award: Award) -> int:
    """Give the year of an award."""
    assert isinstance(award.date, dt.date)
    return award.date.year


PROVINCE = "省部级表彰奖励"
USED = Award(PROVINCE, "科普工作", 1, dt.date(2017, 6, 1), certificate="湘〔2017〕8号")
FORGOTTEN = Award(PROVINCE, "科技扶贫", 1, dt.date(2017, 12, 20), certificate="湘〔2017〕90号")
NEW = Award(PROVINCE, "科普示范县", 1, dt.date(2018, 5, 4), certificate="湘〔2018〕2号")
PINGJIANG = (
    USED,
    Award("岳阳市委市政府表彰奖励", "科普工作", 1, issuer="中共岳阳市委", certificate="岳〔2017〕4号"),
    Award("小院士孵化工程超出班次", "小院士班", 1, certificate="开班文件2号"),
    Award("国家（实用）发明专利", "自动浇水器", 2, dt.date(2016, 11, 3), certificate="ZL2016"),
    Award("全市科协系统推广", "科普大集", 1, certificate="岳科〔2017〕9号"),
)
LATE = Award("国家级表彰奖励", "全国科普示范", 1, dt.date(2015, 3, 1), certificate="国〔2015〕1号")
UNPROVEN = Award(PROVINCE, "社区科普馆", 1, certificate="", evidence="")
PROVEN = Award(PROVINCE, "社区科普馆", 1, certificate="湘科〔2017〕30号", evidence="")
OWN_SEAL = Award("岳阳市委市政府表彰奖励", "院士行", 1, issuer="中共汨罗市委", certificate="汨〔2017〕7号")
POOR = "1.5a 1.6a 2.1a 3.5a 4.1a 4.1b 4.1c 4.2a 4.2b 4.2c 4.5a 5.6a 6.1a 5.5a 5.4a"
"""38 points."""

COUNTIES = {
    "平江县": County(facts={"4.5f": Fraction(110)}, awards=PINGJIANG),
    "岳阳县": County("1.1a 5.4a", says={"3.6a": "不适用"}),
    "华容县": County(POOR),
    "湘阴县": County(
        "1.3a 6.4a",
        {"4.5a": Fraction(1)},
        (PROVEN,),
        selfs={"1.6": 1},
        first={"3.3b": 99, "5.3b": "约3"},
        first_selfs={"4.5": 6},
        first_awards=(UNPROVEN,),
    ),
    "临湘市": County("1.1a 5.4a"),
    "汨罗市": County("3.2a 6.1a", {"2.3a": Fraction(0), "2.3b": Fraction(0)}, (OWN_SEAL,)),
    "岳阳楼区": County("1.2b", {"2.1v": Fraction(1)}, (LATE,)),
    "云溪区": County("4.2a 4.2b 4.2c 3.4a 3.1a 2.2a"),
    "君山区": County("4.5a 1.3a 1.4a 6.3a 5.4a", {"2.3a": Fraction(9), "2.3b": Fraction(8), "3.7a": "建立未实施"}),
    "屈原管理区": County(f"{POOR} 6.4a"),
}
MISSING = "临湘市"
"""Arrives late."""
