"""Evaluations made by hand from the built-in scheme: a year as it may end, and a year as it looks on the way."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.returns.model import BonusRow, Entry, Intake, UnitState
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Scheme, Unit
from kexie_excel.scoring.insight.changes import Changes, find_changes
from kexie_excel.scoring.insight.compare import compare_years
from kexie_excel.scoring.insight.study import Study
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.result import BonusScore, Evaluation, ItemScore, Standing, UnitScore
from kexie_excel.summary.snapshot import snapshot

SCHEME = load_scheme()
ZERO = Fraction(0)
BONUS_KIND = SCHEME.bonus[0].kinds[1]
NOON = dt.datetime(2018, 1, 8, 12, 30)  # noqa: DTZ001 - the time on the clock, as 收件登记 shows it


@dataclass(frozen=True)
class Story:
    """What became of one unit; points are lost from the last item up, so that sums come out as asked."""

    lost: Fraction = ZERO
    bonus: int = 0
    claimed_more: Fraction = ZERO
    rank: int | None = None
    level: str = ""
    remarks: tuple[str, ...] = ()
    pending: Mapping[str, Outcome] = field(default_factory=dict)
    vetoed: bool | None = False
    state: UnitState = UnitState.READ


def bonus_row(work: str, *, number: str = "1", quantity: str = "1", date: str = "2017-05-10") -> BonusRow:
    """Make one filled row of 加分项."""
    return BonusRow(
        number=number,
        place=Place("甲.xlsx", "加分项", f"B{number}"),
        kind=BONUS_KIND.label,
        work=work,
        award="先进集体",
        certificate="湘科协通〔2017〕12号",
        issuer="湖南省科协",
        year=2017,
        date_text=date,
        quantity=Entry(Fraction(quantity) if quantity.isdecimal() else Gap.UNREADABLE, quantity),
        evidence="附件3",
    )


def bonus_scores(count: int) -> tuple[BonusScore, ...]:
    """Make ``count`` rows that were all accepted."""
    works = ("全民科学素质工作", "科普示范县创建", "农技协规范化建设", "青少年科技教育", "科技馆建设")
    return tuple(
        BonusScore(
            bonus_row(works[number % len(works)], number=str(number + 1)),
            BONUS_KIND.item,
            BONUS_KIND.points,
            "符合条件",
        )
        for number in range(count)
    )


def item_scores(scheme: Scheme, story: Story) -> tuple[ItemScore, ...]:
    """Make the rows of the 评估表: full points but for what the story takes away."""
    left, rows = story.lost, []
    for item in reversed(scheme.items):
        taken = ZERO if item.id in story.pending else min(left, item.points)
        left -= taken
        points = item.points - taken
        why = (
            f"{item.title}：所列条件全部落实，计{points}分" if not taken else f"{item.title}：落实不到位，少计{taken}分"
        )
        rows.append(ItemScore(item.id, item.points, points, story.pending.get(item.id, Outcome(points, points, why))))
    first, *rest = reversed(rows)
    first = replace(first, self_score=(first.self_score or ZERO) + story.claimed_more)
    earned = story.bonus * BONUS_KIND.points
    bonus = [
        ItemScore(entry.id, None, value, Outcome(value, value, f"核定{value}分"))
        for entry, value in ((entry, earned if entry.id == BONUS_KIND.item else ZERO) for entry in scheme.bonus)
    ]
    return (first, *rest, *bonus)


def standing(unit: Unit, story: Story, scheme: Scheme = SCHEME) -> Standing:
    """Make a unit's line of 汇总表."""
    if story.state is not UnitState.READ:
        return Standing(unit, story.state, None, None, None, story.level, story.remarks)
    score = UnitScore(unit, item_scores(scheme, story), bonus_scores(story.bonus), story.vetoed, ())
    return Standing(unit, story.state, score, score.base + score.bonus, story.rank, story.level, story.remarks)


def receipt(unit: str, fate: Fate = Fate.ADOPTED, note: str = "") -> Receipt:
    """Make a line of 收件登记."""
    return Receipt(f"{unit}-{SCHEME.form_name}.xlsx", unit, fate, note, NOON, 48213, "3f" * 32)


def evaluation(stories: Mapping[str, Story], findings: Sequence[Finding] = (), scheme: Scheme = SCHEME) -> Evaluation:
    """Make the evaluation in which these units have these stories, in this order."""
    standings = tuple(standing(scheme.unit_of[name], story, scheme) for name, story in stories.items())
    states = {unit.name: stories[unit.name].state for unit in scheme.units if unit.name in stories}
    came = tuple(receipt(name) for name, state in states.items() if state is UnitState.READ)
    return Evaluation(scheme, Intake(states, {}, came), standings, tuple(findings))


def final_year() -> Evaluation:
    """Give a year in which everything is settled: a tie at the top of one category, one unit vetoed."""
    good, fair, tied = SCHEME.levels.names[0], SCHEME.levels.names[1], "并列"
    names = [unit.name for unit in SCHEME.units]
    stories = [
        Story(Fraction(4), 3, Fraction(1), 1, good, (tied,)),
        Story(Fraction(9), 4, Fraction(3), 1, good, (tied,)),
        Story(Fraction("11.6"), 1, Fraction(2), 3, fair, ("临界：距上一名1.40分",)),
        Story(Fraction("21.5"), 1, ZERO, 4, fair),
        Story(Fraction("33.2"), 0, Fraction("0.4"), 5, fair),
        Story(Fraction("14.8"), 2, ZERO, None, SCHEME.levels.names[2], ("一票否决（2.1v 填报1例）",), vetoed=True),
        Story(Fraction("2.4"), 5, ZERO, 1, good),
        Story(Fraction("13.6"), 2, Fraction(2), 2, fair, ("名次÷总数＝2/4，超过30%",)),
        Story(Fraction("24.1"), 1, ZERO, 3, fair),
        Story(Fraction("39.5"), 0, Fraction(1), 4, SCHEME.levels.names[2], ("临界：低于60分0.50分",)),
    ]
    return evaluation(dict(zip(names, stories, strict=True)), findings())


def open_year() -> Evaluation:
    """Give the same year on the way: two units with pending rows, one missing, one undecided."""
    year = final_year()
    waiting = {
        "1.5": Outcome(ZERO, Fraction(2), "科普经费预算写作“约3万”，看不懂，不能核定"),
        "2.3": Outcome(ZERO, Fraction(4), "县级学会总数没有填，覆盖率算不出来"),
    }
    changed = {
        2: Story(
            Fraction("8.6"), 1, Fraction(2), 3, "待定", ("待核2项，可再加6分", "并列第一的可能仍在"), pending=waiting
        ),
        4: Story(level="未报送", state=UnitState.MISSING),
        9: Story(Fraction("39.5"), 0, ZERO, 4, "待定", ("一票否决事项未填",), vetoed=None),
        8: Story(level="待定", remarks=("收到2份不同的填报，见评估台账“采用文件”",), state=UnitState.UNDECIDED),
    }
    standings = list(year.standings)
    for position, story in changed.items():
        standings[position] = standing(standings[position].unit, story)
    states = {entry.unit.name: entry.state for entry in standings}
    came = (
        *(receipt(name) for name, state in states.items() if state is UnitState.READ),
        *(
            receipt(name, Fate.UNDECIDED, "两份内容不同")
            for name, state in states.items()
            if state is UnitState.UNDECIDED
        ),
        Receipt("照片.zip!IMG_001.jpg", "", Fate.NOT_A_FORM, "是图片，不是工作簿", NOON, 2480113, "a0" * 32),
    )
    return replace(year, standings=tuple(standings), intake=Intake(states, {}, came))


def findings() -> tuple[Finding, ...]:
    """Give a finding of every severity."""
    one, two = SCHEME.units[0].name, SCHEME.units[1].name
    place = Place(f"{one}-{SCHEME.form_name}.xlsx", "完成情况", "C27")
    return (
        finding("K103", unit=one, row="2.3", place=place),
        finding("K107", unit=two, place=place, named=one, stated=two),
        finding("K204", unit=two, row="1.5b", self_score=Fraction(2), computed=Fraction("1.6"), ask="人口"),
        finding("K106", unit=two, same=f"{two}.xlsx"),
    )


def study(year: Evaluation) -> tuple[Evaluation, Study]:
    """Give the year with a last year beside it in which much was otherwise, and what changed since another result."""
    before = snapshot(year)
    first, second, *_ = before.standings
    section = year.scheme.sections[0].items[0].id
    text = before.texts[section]
    half = {
        unit: {
            key: item._replace(adopted=item.adopted and item.adopted / 2) if unit == first else item
            for key, item in own.items()
        }
        for unit, own in before.items.items()
    }
    standings = {
        unit: replace(own, rank=own.rank and own.rank % 3 + 1, total=own.total and own.total - Fraction("7.25"))
        for unit, own in before.standings.items()
        if unit != second
    }
    readings = {**before.readings, next(iter(before.readings)): "另一种读法"}
    past = replace(
        before,
        year=year.scheme.year - 1,
        items=half,
        standings=standings,
        categories={**before.categories, first: "别的类别"},
        readings=readings,
        texts={**before.texts, section: replace(text, text="原来的内容")},
    )
    note = finding("K764", place=Place("上年汇总.xlsx"), file="上年汇总.xlsx")
    beside = replace(year, last_year=LastYear("上年汇总.xlsx", past, (note,), "3f" * 32))
    names = {unit: unit for unit in before.standings}
    changes = Changes(find_changes(past, before, names), "历史/评估结果汇总表-第1次.xlsx", ("历史里有一份读不了。",))
    return beside, Study(compare_years(beside, past), changes)
