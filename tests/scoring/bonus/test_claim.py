"""One bonus row judged by itself: what counts, what is open, what is out, and the finding that says why."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.returns.model import BonusRow
from kexie_excel.scheme.fact import Gap
from kexie_excel.scoring.bonus.claim import Claim, Verdict, has_evidence, judge_row, settle_alone
from tests.builders import SCHEME, UNIT, row

PROVINCE, CITY, OWN = "省部级表彰奖励", "岳阳市委市政府表彰奖励", "本县市区党委政府表彰奖励"
CONTEST, PATENT, CLASSES = "青少年科技创新大赛省级奖项", "国家（实用）发明专利", "小院士孵化工程超出班次"
MATTER = "全省科协系统推广"
COUNTS, OPEN, EXCLUDED = Verdict.COUNTS, Verdict.OPEN, Verdict.EXCLUDED


def judge(own: BonusRow, unit: str = UNIT) -> Claim:
    """Judge a row of a unit."""
    return judge_row(SCHEME, unit, 0, own)


CASES: dict[str, tuple[BonusRow, str, Verdict]] = {
    "齐全": (row(PROVINCE), "", COUNTS),
    "K501 情形不在清单里": (row("省级表彰"), "K501", OPEN),
    "K501 情形空着": (row(""), "K501", OPEN),
    "K502 没有名称": (row(PROVINCE, " "), "K502", OPEN),
    "K502 大赛没有名称": (row(CONTEST, ""), "K502", OPEN),
    "K502 推广没有名称": (row(MATTER, ""), "K502", OPEN),
    "专利不需要名称": (row(PATENT, ""), "", COUNTS),
    "班次不需要名称": (row(CLASSES, ""), "", COUNTS),
    "K503 日期空着": (row(PROVINCE, year=Gap.BLANK), "K503", OPEN),
    "K503 日期看不懂": (row(PATENT, year=Gap.UNREADABLE), "K503", OPEN),
    "K504 前年": (row(PROVINCE, year=2015), "K504", EXCLUDED),
    "K526 上年": (row(PROVINCE, year=2016), "K526", COUNTS),
    "K504 次年": (row(PATENT, year=2018), "K504", EXCLUDED),
    "推广不论年份": (row(MATTER, year=2012), "", COUNTS),
    "K505 没有依据": (row(PROVINCE, certificate="", evidence=""), "K505", OPEN),
    "有附件": (row(PROVINCE, certificate="", evidence="表彰决定"), "", COUNTS),
    "奖牌未发不是奖牌": (row(PROVINCE, certificate="", evidence="奖牌尚未颁发"), "K505", OPEN),
    "无附件不是附件": (row(PROVINCE, certificate="", evidence="无附件"), "K505", OPEN),
    "一个“有”字不是附件": (row(PROVINCE, certificate="", evidence="有"), "K505", OPEN),
    "待发文不是文号": (row(PROVINCE, certificate="待2018年发文", evidence=""), "K505", OPEN),
    "电话不是文号": (row(PROVINCE, certificate="13800000000", evidence=""), "K505", OPEN),
    "文号写在佐证材料栏": (row(PROVINCE, certificate="", evidence="湘科协〔2017〕44号"), "", COUNTS),
    "K518 推广待发文": (row(MATTER, certificate="待2018年发文"), "K518", COUNTS),
    "K506 人次没有数量": (row(CONTEST, quantity=Gap.BLANK), "K506", OPEN),
    "K506 专利没有数量": (row(PATENT, quantity=Gap.BLANK), "K506", OPEN),
    "K506 数量看不懂": (row(CONTEST, quantity=Gap.UNREADABLE), "K506", OPEN),
    "K506 每项的数量看不懂": (row(PROVINCE, quantity=Gap.UNREADABLE), "K506", OPEN),
    "每项可以没有数量": (row(PROVINCE, quantity=Gap.BLANK), "", COUNTS),
    "K507 每项填2": (row(PROVINCE, quantity=Fraction(2)), "K507", COUNTS),
    "K507 每次填2": (row(MATTER, quantity=Fraction(2)), "K507", COUNTS),
    "人次填2": (row(CONTEST, quantity=Fraction(2)), "", COUNTS),
    "K514 本县的奖报作市里的": (row(CITY, issuer="中共平江县委"), "K514", OPEN),
    "K515 颁发单位不明": (row(CITY, issuer="市委办公室"), "K515", COUNTS),
    "写明岳阳市": (row(CITY, issuer="中共岳阳市委"), "", COUNTS),
    "岳阳市与本县并写": (row(CITY, issuer="岳阳市委、平江县委"), "", COUNTS),
    "颁发单位空着": (row(CITY, issuer=""), "", COUNTS),
    "本县的奖": (row(OWN, issuer="中共平江县委"), "", COUNTS),
    "K518 推广没有文号": (row(MATTER, certificate=""), "K518", COUNTS),
    "K518 推广没有日期": (row(MATTER, year=Gap.BLANK), "K518", COUNTS),
    "推广不需要附件": (row(MATTER, evidence=""), "", COUNTS),
    "几处毛病取最重的": (row(PROVINCE, "", year=2015, certificate="", evidence=""), "K502 K505 K504", EXCLUDED),
    "待核重于请核实": (row(PROVINCE, quantity=Fraction(2), year=Gap.BLANK), "K507 K503", OPEN),
}


@pytest.mark.parametrize(("own", "codes", "verdict"), CASES.values(), ids=CASES)
def test_a_row_is_judged(own: BonusRow, codes: str, verdict: Verdict) -> None:
    """7.1, 7.2; design §4 “Bonus kinds”."""
    claim = judge(own)
    assert " ".join(found.code for found in claim.findings) == codes
    assert claim.verdict is verdict
    assert all(found.unit == UNIT and found.place == own.place for found in claim.findings)


def test_what_is_asked_for_without_a_document_is_named_as_the_kind_has_it() -> None:
    """推广 is a word of 7.2 alone: a gift or a contest of another scheme has a document too."""
    bonus = (replace(item, kinds=tuple(replace(kind, same_work=None) for kind in item.kinds)) for item in SCHEME.bonus)
    other, own = replace(SCHEME, bonus=tuple(bonus)), row(MATTER, certificate="")
    assert [found.remedy for found in judge(own).findings] == ["请补填推广文件的文号和日期。"]
    assert [found.remedy for found in judge_row(other, UNIT, 0, own).findings] == ["请补填文件的文号和日期。"]


def test_a_county_level_citys_own_committee_is_not_the_citys() -> None:
    """Design §4: 临湘市, 汨罗市."""
    own = row(CITY, issuer="中共临湘市委")
    assert [found.code for found in judge(own, "临湘市").findings] == ["K514"]
    assert [found.code for found in judge(own, "平江县").findings] == ["K515"]


@pytest.mark.parametrize(
    ("own", "note"),
    [
        (row("省级"), "加分情形“省级”不在下拉清单里，本行待核"),
        (row(PROVINCE, ""), "没有填工作（事项）名称，无法判断是否同一工作，本行待核"),
        (replace(row(PROVINCE, year=Gap.UNREADABLE), date_text="去年"), "获得日期“去年”不能确定是哪一年，本行待核"),
        (row(PROVINCE, year=2015), "获得日期是2015年，2016至2017年获得的才可使用，本行不计分"),
        (row(PROVINCE, certificate="", evidence=""), "没有文号、证书编号、奖牌或附件名称，本行待核"),
        (row(CONTEST, quantity=Gap.BLANK), "数量填的是“”，不是1以上的整数，本行待核"),
        (row(PROVINCE, quantity=Fraction(2)), "数量填2，“省部级表彰奖励”同一工作（事项）只计1项"),
        (row(MATTER, certificate="", year=Gap.BLANK), "没有填文号和日期"),
        (row(MATTER, certificate=""), "没有填文号"),
        (row(MATTER, year=Gap.BLANK), "没有填日期"),
        (row(CITY, issuer="平江县委"), "情形是“岳阳市委市政府表彰奖励”，颁发单位却是“平江县委”，本行待核"),
        (row(CITY, issuer="市委"), "情形是“岳阳市委市政府表彰奖励”，颁发单位“市委”里没有写明是岳阳市"),
        (row(PROVINCE), ""),
    ],
)
def test_the_note_says_what_is_wrong(own: BonusRow, note: str) -> None:
    assert judge(own).note == note


def test_an_unknown_kind_is_laid_to_the_first_bonus_item() -> None:
    claim = judge(row("省级", quantity=Fraction(3)))
    assert (claim.kind, claim.item.id, claim.quantity) == (None, "7.1", 3)


@pytest.mark.parametrize(("quantity", "number"), [(Fraction(3), 3), (Gap.BLANK, 1), (Gap.UNREADABLE, 1)])
def test_a_quantity_that_is_not_known_is_one(quantity: Fraction | Gap, number: int) -> None:
    assert judge(row(CONTEST, quantity=quantity)).quantity == number


@pytest.mark.parametrize(
    ("work", "trimmed"),
    [("  科普  大篷车 ", "科普 大篷车"), ("科普", "科普"), ("科普\n大篷车", "科普\n大篷车"), ("　科普", "　科普")],
)
def test_a_name_is_trimmed_as_a_spreadsheet_does(work: str, trimmed: str) -> None:
    """Only ordinary blanks, so that the form's formulas and the program agree."""
    assert judge(row(PROVINCE, work)).work == trimmed


@pytest.mark.parametrize(
    ("certificate", "evidence", "award", "there"),
    [
        ("岳发〔2017〕3号", "", "", True),
        ("证书", "", "", False),
        ("奖牌", "", "", True),
        ("", "奖牌照片", "", True),
        ("", "", "先进集体奖牌", True),
        ("", "附件3", "", True),
        ("", "表彰通报", "", True),
        ("", "", "先进集体", False),
        ("", " ", "", False),
        ("", "无", "", False),
        ("", "暂 无", "", False),
        ("", "—", "", False),
        ("", "待补", "", False),
        ("", "正在办理，下月补", "", False),
    ],
)
def test_evidence_is_a_number_a_medal_or_an_enclosure(
    certificate: str, evidence: str, award: str, *, there: bool
) -> None:
    """7.1: 加分依据以文件、奖牌或证书为准; a promise is none."""
    assert has_evidence(row(PROVINCE, certificate=certificate, evidence=evidence, award=award)) is there


@pytest.mark.parametrize(
    ("own", "low", "high", "points"),
    [
        (row(PATENT, quantity=Fraction(3)), 6, 6, 6),
        (row(PATENT, quantity=Fraction(3), year=Gap.BLANK), 0, 6, None),
        (row(PATENT, quantity=Fraction(3), year=2015), 0, 0, 0),
        (row(PROVINCE, year=2018), 0, 0, 0),
        (row("省级"), 0, 0, None),
    ],
)
def test_a_row_that_no_other_touches(own: BonusRow, low: int, high: int, points: int | None) -> None:
    settled = settle_alone(judge(own))
    assert settled.low == low
    assert settled.high == high
    assert settled.points == {0: None if points is None else Fraction(points)}
    assert settled.item == "7.1"
