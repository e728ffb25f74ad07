"""An independent second reading of 《岳阳市县市区科协绩效评估办法（试行）》 (岳市科协〔2017〕38号).

Written from the sentences of the document, with the default interpretations; it knows nothing of the program
that it is used to check. One function per item, each quoting the sentence it follows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Facts = Mapping[str, Fraction | bool | str]

ZERO = Fraction(0)


@dataclass(frozen=True)
class BonusRow:
    """One properly evidenced row of the bonus sheet; `year` is the year of 获得日期."""

    kind: str
    work: str
    quantity: int
    year: int


@dataclass(frozen=True)
class Verdict:
    """Place and level of one unit; a vetoed unit holds no rank."""

    rank: int | None
    level: str


def number(f: Facts, fact: str) -> Fraction:
    """Read a fact that is a number."""
    value = f[fact]
    if not isinstance(value, Fraction):
        message = f"{fact} is no number: {value!r}"
        raise TypeError(message)
    return value


def yes(f: Facts, fact: str) -> bool:
    """Read a fact that is 是 or 否."""
    value = f[fact]
    if not isinstance(value, bool):
        message = f"{fact} is neither 是 nor 否: {value!r}"
        raise TypeError(message)
    return value


# 1. 党委政府重视程度（11分）


def item_1_1(f: Facts) -> Fraction:
    """Score “党委常委会或政府常务会每年听取1次工作汇报。计1分，未落实不计分。”."""
    return Fraction(1) if number(f, "1.1a") >= 1 else ZERO


def item_1_2(f: Facts) -> Fraction:
    """Score “落实由副书记分管科协工作，政府1名副职联系科协工作。计1分，未落实不计分。”."""
    return Fraction(1) if yes(f, "1.2a") and yes(f, "1.2b") else ZERO


def item_1_3(f: Facts) -> Fraction:
    """Score “全民科学素质实施工作纳入党委政府绩效考核体系。计2分，未落实不计分。”."""
    return Fraction(2) if yes(f, "1.3a") else ZERO


def item_1_4(f: Facts) -> Fraction:
    """Score “党委或政府领导出席全委会议。计2分，未落实不计分。”."""
    return Fraction(2) if yes(f, "1.4a") else ZERO


def item_1_5(f: Facts) -> Fraction | None:
    """Score “县市区科协本级科普经费列入财政预算，人均不低于0.5元。计2分，未落实不计分。”.

    万元 over 万人 is 元 a head. Outside the budget it is 0, whatever the population.
    """
    if not yes(f, "1.5a"):
        return ZERO
    if number(f, "1.5c") == 0:
        return None
    if number(f, "1.5b") / number(f, "1.5c") > 20:
        return None  # nobody spends so much a head: one of the two is in another unit
    if number(f, "1.5b") / number(f, "1.5c") >= Fraction(1, 2):
        return Fraction(2)
    return ZERO


def item_1_6(f: Facts) -> Fraction:
    """Score “开展调研并提出意见建议的计3分，未落实不计分。”."""
    return Fraction(3) if yes(f, "1.6a") and yes(f, "1.6b") else ZERO


# 2. 党的建设（12分）


def item_2_1(f: Facts) -> Fraction:
    """Score “建立党风廉政建设和反腐败工作责任制，年初有工作要点、年底有总结，计4分，未落实不计分。”.

    The veto touches the level only, not these points: see `is_vetoed`.
    """
    return Fraction(4) if yes(f, "2.1a") and yes(f, "2.1b") and yes(f, "2.1c") else ZERO


def is_vetoed(facts: Facts) -> bool:
    """Apply “年内若出现1例违纪违规违法事件，绩效评估一票否决，考核等次评为不合格。”."""
    return number(facts, "2.1v") >= 1


def item_2_2(f: Facts) -> Fraction:
    """Score “党建工作制度健全，年初有工作要点、年底有总结，开展党建工作述职，计4分，未落实不计分。”."""
    return Fraction(4) if yes(f, "2.2a") and yes(f, "2.2b") and yes(f, "2.2c") and yes(f, "2.2d") else ZERO


def item_2_3(f: Facts) -> Fraction | None:
    """Score “县级学会中党组织覆盖率100%。计4分，每10个百分点计0.4分。”: only full tens of points count."""
    societies = number(f, "2.3a")
    with_party_group = number(f, "2.3b")
    if societies == 0 or with_party_group > societies:
        return None
    percent = with_party_group * 100 / societies
    full_tens = percent // 10
    return full_tens * Fraction(4, 10)


# 3. 组织建设（19分）


def item_3_1(f: Facts) -> Fraction:
    """Score “按期换届。计2分，否则不计分。”."""
    return Fraction(2) if yes(f, "3.1a") else ZERO


def item_3_2(f: Facts) -> Fraction:
    """Score “设立党组。计2分，否则不计分。”."""
    return Fraction(2) if yes(f, "3.2a") else ZERO


def enterprises_3_3(f: Facts) -> int | None:
    """Score “规模以上企业科协覆盖率高于30%（含），计2分，低于30%高于20%（含），计1分，低于20%，不计分。”."""
    enterprises = number(f, "3.3a")
    covered = number(f, "3.3b")
    if enterprises == 0 or covered > enterprises:
        return None
    if covered / enterprises >= Fraction(30, 100):
        return 2
    if covered / enterprises >= Fraction(20, 100):
        return 1
    return 0


def townships_3_3(f: Facts) -> int | None:
    """Score “乡镇科协覆盖率高于90%（含），计2分，低于90%高于70%，计1分，低于70%，不计分。”.

    Exactly 70 % stands in neither tier; by default it pays 1.
    """
    townships = number(f, "3.3c")
    covered = number(f, "3.3d")
    if townships == 0 or covered > townships:
        return None
    if covered / townships >= Fraction(90, 100):
        return 2
    if covered / townships >= Fraction(70, 100):
        return 1
    return 0


def item_3_3(f: Facts) -> Fraction | None:
    """Score 3.3, also “至少新建1个农技协组织，计2分，未落实不计分。”; the 分值 column caps the sum at 5.

    A rate that cannot be computed may pay anything from 0 to 2: a number is given only if that makes no difference.
    """
    least = most = 0
    for rate_points in (enterprises_3_3(f), townships_3_3(f)):
        if rate_points is None:
            most += 2
        else:
            least += rate_points
            most += rate_points
    if number(f, "3.3e") >= 1:
        least += 2
        most += 2
    least, most = min(least, 5), min(most, 5)
    if least != most:
        return None
    return Fraction(least)


def item_3_4(f: Facts) -> Fraction:
    """Score “开展县市区、乡镇科协干部，学会秘书处、农技协工作人员集中培训不少于1次。计3分，未完成不计分。”."""
    return Fraction(3) if number(f, "3.4a") >= 1 else ZERO


def item_3_5(f: Facts) -> Fraction:
    """Score “对本县市区责任事项进行细化分解，逐项明确阶段目标、责任主体、完成时限，计3分，未落实不计分。”.

    The text says 3, the 分值 column 4; the column is the default.
    """
    return Fraction(4) if yes(f, "3.5a") and yes(f, "3.5b") and yes(f, "3.5c") and yes(f, "3.5d") else ZERO


def item_3_6(f: Facts) -> Fraction:
    """Score “服务本县市区的省科协常委、委员开展“四联”工作。计2分，工作不到位不计分。”."""
    return Fraction(2) if yes(f, "3.6a") else ZERO


def item_3_7(f: Facts) -> Fraction:
    """Score “开展领导班子成员联基层活动。计1分，未建立不计分，建立未实施计0.5分。”."""
    state = f["3.7a"]
    if state == "建立并实施":
        return Fraction(1)
    if state == "建立未实施":
        return Fraction(1, 2)
    if state == "未建立":
        return ZERO
    message = f"3.7a is none of the three choices: {state!r}"
    raise ValueError(message)


# 4. 科学普及（28分; the items sum to 27）


def item_4_1(f: Facts) -> Fraction:
    """Score 4.1, “计3分，每项计1分。”.

    “建立健全县市区科学素质纲要办（或领导小组）并召开全民科学素质工作专题会议”, “编制出台本地区《科学素质纲要
    实施方案（2016-2020年）》”, “下发年度科学素质工作要点并有年度工作总结”: three groups.
    """
    points = 0
    points += 1 if yes(f, "4.1a") else 0
    points += 1 if yes(f, "4.1b") else 0
    points += 1 if yes(f, "4.1c") else 0
    return Fraction(points)


def item_4_2(f: Facts) -> Fraction:
    """Score “实施“基层科普行动计划”，推进科技助力精准扶贫工程、科普惠民提升工程落地实施。计6分，每项计2分。”."""
    points = 0
    points += 2 if yes(f, "4.2a") else 0
    points += 2 if yes(f, "4.2b") else 0
    points += 2 if yes(f, "4.2c") else 0
    return Fraction(points)


def item_4_3(f: Facts) -> Fraction:
    """Score 4.3, 推进科普信息化.

    “开展科普中国与科普湖南推广运用、推进本地区科普e站建设、“科普中国·百城千校万村行动”，计3分，每项任务计1分；
    利用电视、电台、报纸等传统媒体开展科技传播与宣传，不少于2次，计1分，未达到不计分；
    利用微信公众号、微博等新媒体开展科技传播，不少于2篇次，计1分，未达到不计分。”
    """
    points = 0
    points += 1 if yes(f, "4.3a") else 0
    points += 1 if yes(f, "4.3b") else 0
    points += 1 if yes(f, "4.3c") else 0
    points += 1 if number(f, "4.3d") >= 2 else 0
    points += 1 if number(f, "4.3e") >= 2 else 0
    return Fraction(points)


def item_4_4(f: Facts) -> Fraction:
    """Score “科普日、双创活动周、三下乡、防灾减灾日、科技活动周等主题活动。计5分，每项计1分。”.

    “等”: by default other theme activities count too, one point apiece, never above 5 in all.
    """
    points = number(f, "4.4f")
    points += 1 if yes(f, "4.4a") else 0
    points += 1 if yes(f, "4.4b") else 0
    points += 1 if yes(f, "4.4c") else 0
    points += 1 if yes(f, "4.4d") else 0
    points += 1 if yes(f, "4.4e") else 0
    return min(points, Fraction(5))


def item_4_5(f: Facts) -> Fraction:
    """Score 4.5.

    “积极参加省、市青少年科技创新大赛、模型竞赛、机器人竞赛等各级各类青少年科技竞赛，不少于2次，计4分。开展“周六课堂”、
    “巴陵千名小院士孵化工程”不少于1个班，或由科协牵头，集中开展青少年创新教育不少于50名学生不少于30课时，计2分。”
    """
    points = 0
    points += 4 if number(f, "4.5a") >= 2 else 0
    has_class = number(f, "4.5b") >= 1 or number(f, "4.5c") >= 1
    has_education = number(f, "4.5d") >= 50 and number(f, "4.5e") >= 30
    if has_class or has_education:
        points += 2
    return Fraction(points)


def item_4_6(f: Facts) -> Fraction:
    """Score 4.6, “计2分，每项计0.5分。”.

    “加强科普教育基地、校园（社区、企业）科技馆、流动科技馆、科普示范基地建设。”
    """
    points = ZERO
    points += Fraction(1, 2) if yes(f, "4.6a") else 0
    points += Fraction(1, 2) if yes(f, "4.6b") else 0
    points += Fraction(1, 2) if yes(f, "4.6c") else 0
    points += Fraction(1, 2) if yes(f, "4.6d") else 0
    return points


# 5. 学会工作（20分）


def item_5_1(f: Facts) -> Fraction:
    """Score “推进学会服务站、专利信息推广应用等工作。计4分，每项计2分。”.

    “等”: by default other works count too, two points apiece, never above 4 in all.
    """
    points = number(f, "5.1c") * 2
    points += 2 if yes(f, "5.1a") else 0
    points += 2 if yes(f, "5.1b") else 0
    return min(points, Fraction(4))


def item_5_2(f: Facts) -> Fraction:
    """Score “开展决策咨询、建言献策或第三方评估工作不少于1次。计2分，未达到不计分。”."""
    return Fraction(2) if number(f, "5.2a") >= 1 else ZERO


def item_5_3(f: Facts) -> Fraction | None:
    """Score 5.3.

    “开展示范性学会、特色学会、重点学会建设，计1分，未开展不计分；开展学术交流不少于2场次，计1分，未达到不计分；
    加强学会监督管理，学会年检合格率90%以上，计2分，未达到不计分。”
    """
    inspected = number(f, "5.3c")
    passed = number(f, "5.3d")
    if inspected == 0 or passed > inspected:
        return None
    points = 0
    points += 1 if yes(f, "5.3a") else 0
    points += 1 if number(f, "5.3b") >= 2 else 0
    if passed / inspected >= Fraction(90, 100):
        points += 2
    return Fraction(points)


def item_5_4(f: Facts) -> Fraction:
    """Score “积极组织撰写论文，参加市第十二届自然科学优秀学术论文评选活动。计3分，未落实不计分。”."""
    return Fraction(3) if yes(f, "5.4a") else ZERO


def item_5_5(f: Facts) -> Fraction:
    """Score 5.5.

    “做好所属学会年检初审工作，计2分，未完成不计分；加强学会办事机构建设，计1分，未落实不计分；
    新发展1个以上县级学会，计1分，未落实不计分。” “1个以上” includes 1.
    """
    points = 0
    points += 2 if yes(f, "5.5a") else 0
    points += 1 if yes(f, "5.5b") else 0
    points += 1 if number(f, "5.5c") >= 1 else 0
    return Fraction(points)


def item_5_6(f: Facts) -> Fraction:
    """Score “利用学会开展科技扶贫及企业帮扶活动不少于2次。计3分，开展1次活动的计1分，未开展不计分。”."""
    if number(f, "5.6a") >= 2:
        return Fraction(3)
    if number(f, "5.6a") >= 1:
        return Fraction(1)
    return ZERO


# 6. 人才服务与科技宣传（10分）


def item_6_1(f: Facts) -> Fraction:
    """Score “推荐2名以上（含2名）青年科技工作者…。计4分，推荐1名的计2分，未推荐的不计分。”."""
    if number(f, "6.1a") >= 2:
        return Fraction(4)
    if number(f, "6.1a") >= 1:
        return Fraction(2)
    return ZERO


def item_6_2(f: Facts) -> Fraction:
    """Score “开展科技人物宣传工作。不少于1人次。计2分，未开展不计分。”."""
    return Fraction(2) if number(f, "6.2a") >= 1 else ZERO


def item_6_3(f: Facts) -> Fraction:
    """Score “开展科技工作者先进个人和先进团体表彰工作。计2分，未开展不计分。”."""
    return Fraction(2) if yes(f, "6.3a") else ZERO


def item_6_4(f: Facts) -> Fraction:
    """Score “开展“全国科技工作者日”活动。计2分，未开展不计分。”."""
    return Fraction(2) if yes(f, "6.4a") else ZERO


def item_scores(facts: Facts) -> dict[str, Fraction | None]:
    """Score the 32 items; None where the score cannot be computed."""
    return {
        "1.1": item_1_1(facts),
        "1.2": item_1_2(facts),
        "1.3": item_1_3(facts),
        "1.4": item_1_4(facts),
        "1.5": item_1_5(facts),
        "1.6": item_1_6(facts),
        "2.1": item_2_1(facts),
        "2.2": item_2_2(facts),
        "2.3": item_2_3(facts),
        "3.1": item_3_1(facts),
        "3.2": item_3_2(facts),
        "3.3": item_3_3(facts),
        "3.4": item_3_4(facts),
        "3.5": item_3_5(facts),
        "3.6": item_3_6(facts),
        "3.7": item_3_7(facts),
        "4.1": item_4_1(facts),
        "4.2": item_4_2(facts),
        "4.3": item_4_3(facts),
        "4.4": item_4_4(facts),
        "4.5": item_4_5(facts),
        "4.6": item_4_6(facts),
        "5.1": item_5_1(facts),
        "5.2": item_5_2(facts),
        "5.3": item_5_3(facts),
        "5.4": item_5_4(facts),
        "5.5": item_5_5(facts),
        "5.6": item_5_6(facts),
        "6.1": item_6_1(facts),
        "6.2": item_6_2(facts),
        "6.3": item_6_3(facts),
        "6.4": item_6_4(facts),
    }


# 7. 加分项


def commendation_points(kind: str) -> int:
    """Say what one commendation adds; 0 for what is none.

    “获国家级表彰奖励，每项加10分；获省部级表彰奖励，每项加5分；获市委市政府表彰奖励，每项加3分；
    获县委县政府表彰奖励，每项加2分。”
    """
    if kind == "国家级表彰奖励":
        return 10
    if kind == "省部级表彰奖励":
        return 5
    if kind == "岳阳市委市政府表彰奖励":
        return 3
    if kind == "本县市区党委政府表彰奖励":
        return 2
    return 0


def contest_points(kind: str) -> int:
    """Say what one winner adds; 0 for what is no contest.

    “组织参加青少年科技创新大赛，获国家级奖项，每人次加3分；获省级奖项，每人次加2分；获市级奖项，每人次加1分。”
    """
    if kind == "青少年科技创新大赛国家级奖项":
        return 3
    if kind == "青少年科技创新大赛省级奖项":
        return 2
    if kind == "青少年科技创新大赛市级奖项":
        return 1
    return 0


def best_award(rows: Sequence[BonusRow]) -> int:
    """Apply “同一工作获得多个奖项的，取最高奖励计分，不重复加分。” to the rows of one work.

    The kind that pays most per unit counts: a commendation once, a contest for every person of that kind. Where a
    commendation and a contest pay the same per unit, the larger sum.
    """
    best_each = best_sum = 0
    for row in rows:
        if commendation_points(row.kind) > 0:
            each = commendation_points(row.kind)
            kind_sum = each
        else:
            each = contest_points(row.kind)
            kind_sum = each * sum(other.quantity for other in rows if other.kind == row.kind)
        if each > best_each or (each == best_each and kind_sum > best_sum):
            best_each, best_sum = each, kind_sum
    return best_sum


def bonus_71(facts: Facts, rows: Sequence[BonusRow], year: int = 2017) -> Fraction:
    """Add up 7.1.

    “组织“巴陵千名小院士孵化工程”，每超过1个班次（50名学生），加1分；获得国家（实用）发明专利，每人次加2分。”
    “跨年度获得的奖项，仅在当年或来年使用一次。”
    """
    dated = [row for row in rows if row.year in (year, year - 1)]
    points = 0

    awards = [row for row in dated if commendation_points(row.kind) > 0 or contest_points(row.kind) > 0]
    for work in {row.work.strip(" ") for row in awards}:
        points += best_award([row for row in awards if row.work.strip(" ") == work])

    for row in dated:
        if row.kind == "国家（实用）发明专利":
            points += 2 * row.quantity

    claimed_classes = sum(row.quantity for row in dated if row.kind == "小院士孵化工程超出班次")
    classes_beyond_first = max(number(facts, "4.5c") - 1, ZERO)
    return points + min(Fraction(claimed_classes), classes_beyond_first)


def promotion_points(kind: str) -> int:
    """Say what a promoted experience adds; 0 for what is none.

    “创新性工作经验在全国、全省、全市科协系统或本县市区进行推广的，每次分别加5分、3分、2分、1分。”
    """
    if kind == "全国科协系统推广":
        return 5
    if kind == "全省科协系统推广":
        return 3
    if kind == "全市科协系统推广":
        return 2
    if kind == "本县市区推广":
        return 1
    return 0


def bonus_72(rows: Sequence[BonusRow]) -> Fraction:
    """Add up 7.2: “同一事项不重复加分。”, a matter pays once, at its widest level."""
    points = 0
    for work in {row.work.strip(" ") for row in rows}:
        points += max(promotion_points(row.kind) for row in rows if row.work.strip(" ") == work)
    return Fraction(points)


# 五、等次确定


def verdicts(totals: Mapping[str, Fraction], vetoed: Collection[str], size: int) -> dict[str, Verdict]:
    """Rank and grade the units of one category of `size` listed units.

    “综合评分在85分以上且排序居前30%的为优秀等次；综合评分在60分以下的为不合格等次；其他的均为合格等次。”
    85 is included, 60 is 合格, equal totals share a rank, a vetoed unit is 不合格 and stands aside.
    """
    result: dict[str, Verdict] = {}
    for unit, total in totals.items():
        if unit in vetoed:
            result[unit] = Verdict(None, "不合格")
            continue
        rank = 1
        for other, other_total in totals.items():
            if other not in vetoed and other_total > total:
                rank += 1
        if total < 60:
            level = "不合格"
        elif total >= 85 and rank * 100 <= size * 30:
            level = "优秀"
        else:
            level = "合格"
        result[unit] = Verdict(rank, level)
    return result
