"""The model of one year's 评估办法: sections, items, bonus kinds, units, levels, interpretations.

Everything here is frozen and comes from data; ``load`` builds it. Points and thresholds are exact ``Fraction``s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from kexie_excel.scheme.fact import Fact
from kexie_excel.scheme.kinds.measure import Count
from kexie_excel.scheme.kinds.rule import Rule
from kexie_excel.scheme.levels import Levels
from kexie_excel.scheme.roster import Roster
from kexie_excel.scheme.term import Term, term_of, year_term
from kexie_excel.scheme.wording import NEUTRAL, SchemeWords


@dataclass(frozen=True)
class Veto:
    """一票否决: a count that, once it reaches a bound, makes the unit 不合格 whatever its points (2.1)."""

    count: Count
    at_least: Fraction


def wording_of(key: str, text: str) -> str:
    """Give the text of a row of the 评估表 without the 编号 that the document puts at its head."""
    return text.removeprefix(key)


@dataclass(frozen=True)
class Item:
    """One row of the 评估表 with its rule."""

    id: str
    section: str
    title: str
    """A few words that name it; the tool's, not the document's."""
    text: str
    """评估内容及评分标准, to the letter."""
    points: Fraction
    """What the 分值 column says."""
    facts: tuple[Fact, ...]
    rule: Rule
    veto: Veto | None

    @property
    def wording(self) -> str:
        """The text without the 编号 that it begins with: the same where an item only got another number."""
        return wording_of(self.id, self.text)

    @cached_property
    def maximum(self) -> Fraction:
        """The most the adopted reading can pay; more or less than ``points`` only where the document contradicts itself."""
        return self.rule.maximum


@dataclass(frozen=True)
class Section:
    """一级指标."""

    id: str
    name: str
    points: Fraction
    """What its heading says (（11分）)."""
    items: tuple[Item, ...]


class SameWork(StrEnum):
    """Which rows of 加分项 can be the same work, of which only the highest counts."""

    AWARD = "奖励"
    """7.1: 同一工作获得多个奖项的，取最高奖励计分."""
    MATTER = "推广"
    """7.2: 同一事项不重复加分."""


@dataclass(frozen=True)
class Beyond:
    """Classes beyond the first (小院士: “每超过1个班次（50名学生），加1分”)."""

    classes: Fact
    students: Fact
    class_size: Fraction
    free: Fraction
    """How many classes are paid elsewhere already."""
    by_students: bool
    """Whether the classes are counted by full class sizes of students instead of by classes."""


@dataclass(frozen=True)
class BonusKind:
    """加分情形: one way of earning bonus points."""

    label: str
    """The drop-down's text."""
    item: str
    points: Fraction
    per: str
    """What the points are for: 项, 人次, 班次, 次."""
    same_work: SameWork | None
    once: bool
    """Whether one work counts once (每项), or once for every person (每人次)."""
    beyond: Beyond | None
    issuer: str = ""
    """The place whose seal must be on it, where only one will do (岳阳市)."""


@dataclass(frozen=True)
class BonusItem:
    """One 加分项 row of the 评估表 (7.1, 7.2)."""

    id: str
    title: str
    text: str
    years_back: int | None
    """How many years before the assessed one an award may date from; ``None``: the date does not matter."""
    needs_evidence: bool
    """Whether a row without 文件、奖牌或证书 is left pending."""
    kinds: tuple[BonusKind, ...]


@dataclass(frozen=True)
class Unit:
    """县市区."""

    name: str
    category: str


@dataclass(frozen=True)
class Material:
    """One of the three things the method asks for (四、1)."""

    id: str
    name: str


@dataclass(frozen=True)
class Option:
    """One reading of an ambiguous clause: a patch of scheme values."""

    label: str
    patch: Mapping[str, object]


@dataclass(frozen=True)
class Interpretation:
    """口径: a place where the document contradicts itself or can be read two ways."""

    id: str
    question: str
    default: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Slip:
    """A known slip of the document: where ``lint`` finds it, and what is printed about it."""

    at: str
    text: str


@dataclass(frozen=True)
class Notice:
    """What the 通报 (四、4) says whatever the results are: who writes to whom, in which words."""

    office: str
    """发文机关, as it signs."""
    symbol: str
    """发文机关代字."""
    recipients: str
    """主送机关."""
    title: str
    opening: str
    """Why, and by which document."""
    steps: str
    """How the evaluation went."""
    request: str
    """What is asked of the recipients."""


@dataclass(frozen=True)
class Scheme:
    """One year's method, with the readings that were chosen for it."""

    id: str
    version: int
    year: int
    title: str
    """The title of the 评估表."""
    form_name: str
    """What a unit's workbook is called after its name."""
    source: str
    sections: tuple[Section, ...]
    bonus_heading: str
    bonus: tuple[BonusItem, ...]
    categories: tuple[str, ...]
    units: tuple[Unit, ...]
    levels: Levels
    materials: tuple[Material, ...]
    interpretations: tuple[Interpretation, ...]
    readings: tuple[str, ...]
    """Fixed readings, printed so that nobody takes them for the only ones."""
    slips: tuple[Slip, ...]
    notice: Notice | None = None
    """``None`` where the scheme has no words for one."""
    words: SchemeWords = NEUTRAL
    """How its texts name its people and things."""
    period: str = ""
    """What the assessed period is called, where neither the year nor a title says it."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Interpretation id → the option that was chosen; the default where it is not there."""
    issued: "Scheme | None" = None
    """The same as the forms were issued by it, where what they compute (be it by a reading) or the roster was changed since."""

    @cached_property
    def term(self) -> Term:
        """The assessed period."""
        return term_of(self.year, self.period, self.title, self.form_name)

    @property
    def part_of_year(self) -> str:
        """What the assessed period is called; empty where it is the whole year, which says everything."""
        return "" if self.term == year_term(self.year) else self.term.name

    @cached_property
    def in_force(self) -> Mapping[str, str]:
        """Interpretation id → the option in force, of every one."""
        return {entry.id: self.chosen.get(entry.id, entry.default) for entry in self.interpretations}

    @property
    def has_bonus(self) -> bool:
        """Whether anything beyond the points of the 评估表 can be earned."""
        return bool(self.bonus)

    @property
    def has_categories(self) -> bool:
        """Whether the units are ranked in more than one group: only then is a category worth naming."""
        return len(self.categories) > 1

    @cached_property
    def has_veto(self) -> bool:
        """Whether anything settles a unit's level whatever its points."""
        return any(item.veto for item in self.items)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All scored items in order (without the bonus items)."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in order."""
        return tuple(fact for item in self.items for fact in item.facts)

    @cached_property
    def item_of(self) -> Mapping[str, Item]:
        """Item by id, and by the id of each of its facts."""
        by_item = {item.id: item for item in self.items}
        return by_item | {fact.id: item for item in self.items for fact in item.facts}

    @cached_property
    def row_ids(self) -> tuple[str, ...]:
        """The ids of the 评估表's rows: the items, then the bonus items."""
        return (*(item.id for item in self.items), *(item.id for item in self.bonus))

    @cached_property
    def title_of(self) -> Mapping[str, str]:
        """Title by id, bonus items included."""
        return {item.id: item.title for item in self.items} | {item.id: item.title for item in self.bonus}

    @cached_property
    def bonus_kinds(self) -> tuple[BonusKind, ...]:
        """All bonus kinds in order."""
        return tuple(kind for item in self.bonus for kind in item.kinds)

    @cached_property
    def kind_of(self) -> Mapping[str, BonusKind]:
        """Bonus kind by label."""
        return {kind.label: kind for kind in self.bonus_kinds}

    @cached_property
    def unit_of(self) -> Mapping[str, Unit]:
        """Unit by name."""
        return {unit.name: unit for unit in self.units}

    @cached_property
    def roster(self) -> Roster:
        """The units' names, and those that were on the list when the forms went out."""
        return Roster(tuple(self.unit_of), tuple(self.issued.unit_of) if self.issued else ())

    def units_in(self, category: str) -> tuple[Unit, ...]:
        """The units of a category in the document's order."""
        return tuple(unit for unit in self.units if unit.category == category)
