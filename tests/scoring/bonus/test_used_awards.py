"""“跨年度获得的奖项，仅在当年或来年使用一次” (7.1), across two years, and against an independent reading of the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

import pytest

from kexie_excel.findings import Place
from kexie_excel.returns.model import BonusRow
from kexie_excel.scheme.fact import Gap
from kexie_excel.scoring.bonus.score import BonusResult, score_bonus
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.past import AWARDS, Past, PastAward, PastItem, PastStanding
from kexie_excel.scoring.result import BonusScore, Standing
from kexie_excel.summary.snapshot import snapshot
from tests.builders import SCHEME, UNIT, full_answers, make_intake, make_return, row

NEXT = replace(SCHEME, year=SCHEME.year + 1)
PROVINCE, CITY, CONTEST, PATENT = (
    "省部级表彰奖励",
    "岳阳市委市政府表彰奖励",
    "青少年科技创新大赛省级奖项",
    "国家（实用）发明专利",
)
MATTER, ITEM, FILE = "全省科协系统推广", "7.1", "上年汇总.xlsx"
FACTS = full_answers()


def past_award(points: int | None = 5, **more: str) -> PastAward:
    """Give a line of last year's 加分审核."""
    words = {
        "kind": PROVINCE,
        "work": "科普工作",
        "award": "先进集体",
        "certificate": "湘〔2017〕8号",
        "date": "2017-06-01",
    }
    place = Place(FILE, AWARDS, "I2")
    return PastAward(ITEM, **{**words, **more}, points=None if points is None else Fraction(points), place=place)


def past(*awards: PastAward, adopted: int | None = -1, missing: Sequence[str] = (), unit: str = UNIT) -> LastYear:
    """Give a last year in which a unit had these lines; 7.1 came to their sum unless told otherwise."""
    total = sum((award.points or Fraction(0) for award in awards), Fraction(0))
    sure = None if adopted is None else total if adopted < 0 else Fraction(adopted)
    item = PastItem(None, sure, None, None, sure, "")
    said = Past(
        year=SCHEME.year,
        is_draft=False,
        standings={unit: PastStanding(1, Fraction(90), "合格", "")},
        categories={},
        items={unit: {ITEM: item}},
        awards={unit: awards},
        findings={},
        files={},
        readings={},
        texts={},
        missing=tuple(missing),
    )
    return LastYear(FILE, said)


def claim(kind: str = PROVINCE, work: str = "科普工作", day: str = "2017-06-01", **more: str) -> BonusRow:
    """Give this year's row; by default the very award of ``past_award``."""
    words = {"certificate": "湘〔2017〕8号", "award": "先进集体", "evidence": "附件"} | more
    return replace(row(kind, work, year=int(day[:4]), **words), date_text=day)


def score(rows: Sequence[BonusRow], last_year: LastYear | None) -> BonusResult:
    """Score rows in the year after."""
    return score_bonus(NEXT, make_return(FACTS, rows, scheme=NEXT), FACTS, last_year)


def told(own: BonusRow, last_year: LastYear | None) -> tuple[str, str]:
    """Give the code of what is said about the year before, and the points (? while open)."""
    result = score([own], last_year)
    codes = [
        found.code for found in result.findings if found.code in {"K533", *(f"K52{digit}" for digit in range(1, 7))}
    ]
    points = result.rows[0].points
    return " ".join(codes), "?" if points is None else str(points)


def of_another(award: PastAward, *own: PastAward) -> LastYear:
    """Give a last year in which another unit had a line, beside what the unit itself had."""
    before = past(*own)
    assert before.past is not None
    return replace(before, past=replace(before.past, awards={UNIT: own, OTHER: (award,)}))


OTHER = SCHEME.units[1].name


def renamed_in_part(itemised: str = UNIT, total: Fraction | None = Fraction(90)) -> LastYear:
    """Give a last year in which the unit's new name was not written on every sheet."""
    before = past(past_award())
    assert before.past is not None
    told = replace(before.past, standings={UNIT: PastStanding(1, total, "合格", "")}, awards={})
    return replace(before, past=replace(told, items={itemised: told.items[UNIT]}))


COUNTED = past(past_award())
NUMBERLESS = past(past_award(certificate=""))
CASES: dict[str, tuple[BonusRow, LastYear | None, str, str]] = {
    "没有上年汇总，上年的奖项": (claim(), None, "K526", "5"),
    "没有上年汇总，本年的奖项": (claim(day="2018-06-01"), None, "", "5"),
    "太早": (claim(day="2016-06-01"), COUNTED, "", "0"),
    "太晚": (claim(day="2019-06-01"), COUNTED, "", "0"),
    "上年已计分": (claim(), COUNTED, "K521", "0"),
    "文号的写法不同": (claim(certificate="湘[2017] 8 号", day="2017.6.1"), COUNTED, "K521", "0"),
    "日期只写到月": (claim(day="2017年6月"), COUNTED, "K521", "0"),
    "上年没有申报": (claim(), past(), "", "5"),
    "改名只改了汇总表": (claim(), renamed_in_part(OTHER), "K525", "?"),
    "改名没有改加分审核": (claim(), renamed_in_part(), "K525", "?"),
    "改名只改了汇总表，本年的奖项": (claim(day="2018-06-01"), renamed_in_part(OTHER), "", "5"),
    "上年未报送": (claim(), renamed_in_part(OTHER, total=None), "", "5"),
    "上年由别的单位计分": (claim(), of_another(past_award()), "K533", "5"),
    "上年两个单位都计分": (claim(), of_another(past_award(), past_award()), "K521", "0"),
    "上年别的单位没有计分": (claim(), of_another(past_award(0)), "", "5"),
    "别的单位的另一文号": (claim(certificate="湘〔2017〕9号"), of_another(past_award()), "", "5"),
    "别的单位的同一文号，日期不同": (claim(day="2017-07-01"), of_another(past_award()), "", "5"),
    "别的单位，都没有文号": (claim(certificate=""), of_another(past_award(certificate="")), "", "5"),
    "本年又得，同别的单位上年的文号": (claim(day="2018-06-01"), of_another(past_award()), "", "5"),
    "上年核定为零": (claim(), past(past_award(0)), "", "5"),
    "上年待核": (claim(), past(past_award(None), adopted=None), "K523", "?"),
    "上年按裁定计分": (claim(), past(past_award(), adopted=2), "K523", "?"),
    "上年核定为零，裁定计了分": (claim(), past(past_award(0), adopted=5), "K523", "?"),
    "同文号，情形不同": (claim(CITY), COUNTED, "K522", "?"),
    "同文号，工作不同": (claim(work="科技扶贫"), COUNTED, "K522", "?"),
    "同文号，奖项不同": (claim(award="优秀组织奖"), COUNTED, "K522", "?"),
    "同文号，日期不同": (claim(day="2017-07-01"), COUNTED, "K522", "?"),
    "同文号，日期改成本年": (claim(day="2018-06-01"), COUNTED, "K522", "?"),
    "文号不同，名称日期相同": (claim(certificate="湘〔2017〕9号"), COUNTED, "K522", "?"),
    "文号、日期都不同": (claim(certificate="湘〔2017〕9号", day="2017-09-01"), COUNTED, "K524", "5"),
    "本年没写文号": (claim(certificate=""), COUNTED, "K522", "?"),
    "上年没写文号": (claim(), NUMBERLESS, "K522", "?"),
    "两年都没写文号": (claim(certificate=""), NUMBERLESS, "K521", "0"),
    "没有文号，日期不同": (claim(certificate="", day="2017-06-02"), NUMBERLESS, "K522", "?"),
    "没有文号，日期只写到月": (claim(certificate="", day="2017-06"), NUMBERLESS, "K522", "?"),
    "没有文号，奖项名称空着": (claim(certificate="", award=""), NUMBERLESS, "K522", "?"),
    "没有文号，工作不同": (claim(certificate="", work="科技扶贫"), NUMBERLESS, "", "5"),
    "年年都得的奖项": (claim(certificate="湘〔2018〕8号", day="2018-06-01"), COUNTED, "", "5"),
    "年年都得，都没有文号": (claim(certificate="", day="2018-06-01"), NUMBERLESS, "", "5"),
    "同一工作今年得了更高的奖": (
        claim("国家级表彰奖励", certificate="国〔2018〕1号", day="2018-06-01"),
        COUNTED,
        "K524",
        "10",
    ),
    "同一工作上年的另一奖项": (claim(CITY, certificate="岳〔2017〕1号"), COUNTED, "K524", "3"),
    "同一工作上年的另一奖项待核": (
        claim(CITY, certificate="岳〔2017〕1号"),
        past(past_award(None), adopted=None),
        "",
        "3",
    ),
    "推广不论年度": (claim(MATTER), COUNTED, "", "3"),
    "没有名称的专利同号": (
        claim(PATENT, "", award="", certificate="ZL201710000001"),
        past(past_award(2, kind=PATENT, work="", award="", certificate="ZL201710000001")),
        "K521",
        "0",
    ),
    "没有名称的专利不同号": (
        claim(PATENT, "", award="", certificate="ZL201710000002"),
        past(past_award(2, kind=PATENT, work="", award="", certificate="ZL201710000001")),
        "",
        "2",
    ),
    "上年汇总用不了": (claim(), LastYear(FILE, None), "K525", "?"),
    "上年汇总用不了，本年的奖项": (claim(day="2018-06-01"), LastYear(FILE, None), "", "5"),
    "上年汇总里没有加分审核": (claim(), past(missing=[AWARDS]), "K525", "?"),
    "上年汇总里没有本单位": (claim(), past(past_award(), unit="某县"), "K525", "?"),
    "同号的另一行上年没有计分，这一行正是它": (
        claim(work="科技扶贫"),
        past(past_award(), past_award(0, work="科技扶贫")),
        "",
        "5",
    ),
    "同号的另一行上年计了分，这一行正是它": (
        claim(work="科技扶贫"),
        past(past_award(0), past_award(work="科技扶贫")),
        "K521",
        "0",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_award_of_before_is_held_against_last_year(case: tuple[BonusRow, LastYear | None, str, str]) -> None:
    own, last_year, code, points = case
    assert told(own, last_year) == (code, points)


def test_a_date_that_cannot_be_read_is_compared_by_what_is_known() -> None:
    """A real date with a time is shown with it; the year was understood."""
    own = replace(claim(), date_text="2017-06-01 10:30:00")
    assert told(own, COUNTED) == ("K521", "0")
    assert told(claim(), past(past_award(date="去年"))) == ("K521", "0")


def test_a_date_without_a_year_is_open_anyway() -> None:
    own = replace(claim(), year=Gap.BLANK, date_text="")
    assert told(own, COUNTED) == ("", "?")


def test_the_sentence_names_the_cell_of_last_year() -> None:
    result = score([claim()], COUNTED)
    assert result.rows[0].note == "这一奖项上年已计5分（上年汇总.xlsx，加分审核 I2），只能使用一次，本行不计分"


def test_a_used_award_does_not_put_out_another_of_the_same_work() -> None:
    """同一工作取最高 is among the awards that can be used."""
    lower = claim(CITY, certificate="岳〔2017〕1号")
    result = score([claim(), lower], COUNTED)
    assert [str(own.points) for own in result.rows] == ["0", "3"]


def test_units_are_known_by_name_whatever_the_white_space() -> None:
    unit = replace(SCHEME.units[0], name="某 县")
    scheme = replace(NEXT, units=(unit,))
    entry = make_return(FACTS, [claim()], unit=unit.name, scheme=scheme)
    result = score_bonus(scheme, entry, FACTS, past(past_award(), unit="某县"))
    assert result.rows[0].points == 0


# An independent reading of the sentence: an award is a thing with an identity; nobody compares texts.


@dataclass(frozen=True)
class Award:
    """A real award. ``shown`` are the ways in which its number and its date may be written."""

    name: str
    kind: str
    points: int
    year: int
    shown: tuple[tuple[str, str], ...]
    is_numbered: bool


def oracle_points(award: Award, year: int, used: set[str]) -> int:
    """Say what an award brings in a year.

    “跨年度获得的奖项，仅在当年或来年使用一次”: in the year in which it was won or in the next one, and once.
    """
    if award.year != year and award.year != year - 1:
        return 0
    return 0 if award.name in used else award.points


def draw(random: Random, number: int) -> Award:
    """Draw an award; its work and number are its own."""
    kind, points = random.choice([(PROVINCE, 5), (CITY, 3), (CONTEST, 2), (PATENT, 2)])
    year = random.choice([2015, 2016, 2017, 2017, 2017, 2018, 2018, 2019])
    month, day = random.randint(1, 9), random.randint(1, 9)
    is_numbered = random.random() < 0.7
    numbers = [f"证字〔{year}〕{number}号", f"证字[{year}] {number}号", f"证字【{year}】{number}号"]
    dates = [f"{year}-0{month}-0{day}", f"{year}年{month}月{day}日", f"{year}.{month}.{day}", f"{year}/0{month}/{day}"]
    shown = tuple((random.choice(numbers) if is_numbered else "", random.choice(dates)) for _ in range(2))
    return Award(f"第{number}项工作", kind, points, year, shown, is_numbered)


def typed(award: Award, time: int, **more: str) -> BonusRow:
    """Write an award down as a county does."""
    certificate, day = award.shown[time]
    words = {"certificate": certificate, "award": "一等奖", "evidence": "附件", "issuer": "中共岳阳市委"} | more
    return replace(row(award.kind, award.name, year=award.year, **words), date_text=day)


@pytest.mark.no_cover
@pytest.mark.slow
@pytest.mark.parametrize("block", range(6))
def test_two_years_against_the_sentence(block: int) -> None:
    """Eighty-five pairs of years a block: used, unused, too early, too late, and written down in an uncertain way."""
    seen = dict.fromkeys(("used", "fresh", "out", "unsure"), 0)
    for seed in range(85):
        random = Random(1000 * block + seed)  # noqa: S311 - examples, no secrets
        awards = [draw(random, number) for number in range(1, random.randint(2, 9))]
        first = [award for award in awards if random.random() < 0.6]
        second = [award for award in awards if random.random() < 0.8]
        used: set[str] = set()
        expected = [oracle_points(award, SCHEME.year, used) for award in first]
        used |= {award.name for award, points in zip(first, expected, strict=True) if points}
        year_one = evaluate(SCHEME, make_intake([make_return(FACTS, [typed(award, 0) for award in first])]))
        assert [int(own.points or 0) for own in rows_of(year_one.standings[0])] == expected
        last_year = LastYear(FILE, snapshot(year_one))
        misspelt = {award.name for award in second if random.random() < 0.2}
        claims = [
            typed(award, 1, **({"certificate": f"另字{at}号"} if award.name in misspelt else {}))
            for at, award in enumerate(second)
        ]
        result = score(claims, last_year)
        for award, own in zip(second, result.rows, strict=True):
            points = oracle_points(award, NEXT.year, used)
            is_unsure = award.name in misspelt and award.name in used and award.year == SCHEME.year
            assert own.points == (None if is_unsure else points), (seed, award, own.note)
            out = not SCHEME.year <= award.year <= NEXT.year
            seen["unsure" if is_unsure else "out" if out else "fresh" if points else "used"] += 1
    assert all(count > 5 for count in seen.values()), seen


def rows_of(standing: Standing) -> Sequence[BonusScore]:
    """Give the scored rows of a standing."""
    assert standing.score is not None
    return standing.score.bonus_rows
