"""Quantities that rules compare: a count, a share of a whole, an amount per head."""

from dataclasses import dataclass
from fractions import Fraction

from kexie_excel.numbers import ZERO, show_down, show_percent
from kexie_excel.scheme.fact import Answers, Fact, FactKind, format_count
from kexie_excel.scheme.kinds.formula import MILLIONTHS, Case, Cells, Quotient, times
from kexie_excel.scheme.kinds.rule import Facts, RuleDoubt, answer_of, gap_doubt
from kexie_excel.scheme.table import SchemeTable


@dataclass(frozen=True)
class Reading:
    """A quantity that could be computed, and how it reads (覆盖率 8/9＝88.8%)."""

    value: Fraction
    text: str


@dataclass(frozen=True)
class Count:
    """The number a fact gives."""

    fact: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it looks at."""
        return (self.fact,)

    @property
    def is_share(self) -> bool:
        """Whether it cannot exceed one."""
        return False

    def read(self, answers: Answers) -> Reading | RuleDoubt:
        """Give the number, or why there is none."""
        value = _number(self.fact, answers)
        return value if isinstance(value, RuleDoubt) else Reading(value, f"{self.fact.ask}{self.fact.show(value)}")

    def formula(self, cells: Cells) -> Quotient:
        """Write the same as formulas."""
        cell = cells[self.fact.id]
        return Quotient(cell, "", Fraction(_scale(self.fact)), f"{cell}>=0", (Case(self.fact.id, f"{cell}<0"),))

    def show(self, value: Fraction) -> str:
        """Write a threshold in this quantity's unit."""
        return format_count(value) + self.fact.unit


@dataclass(frozen=True)
class Ratio:
    """One fact divided by another: a share (the part lies within the whole) or a rate per head.

    A whole of 0, and a part greater than its whole, are doubts: neither 0 nor full marks.
    """

    label: str
    part: Fact
    whole: Fact
    unit: str = ""
    """For a rate: its unit, such as 元/人; empty for a share."""
    usual_to: Fraction | None = None
    """For a rate: the most that is believed without asking."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it looks at."""
        return (self.part, self.whole)

    @property
    def is_share(self) -> bool:
        """Whether it cannot exceed one: a part of a whole, not a rate."""
        return not self.unit

    def read(self, answers: Answers) -> Reading | RuleDoubt:
        """Give the ratio, or why there is none."""
        part, whole = (_number(fact, answers) for fact in self.facts)
        if isinstance(part, RuleDoubt) or isinstance(whole, RuleDoubt):
            doubts = [doubt for doubt in (part, whole) if isinstance(doubt, RuleDoubt)]
            return RuleDoubt(
                tuple(fact for doubt in doubts for fact in doubt.facts), "，".join(doubt.reason for doubt in doubts)
            )
        ids = (self.part.id, self.whole.id)
        if whole == 0:
            return RuleDoubt(ids, f"{self.whole.ask}{self._nothing}")
        if self.is_share and part > whole:
            return RuleDoubt(
                ids,
                f"{self.part.ask}{format_count(part)}多于{self.whole.ask}{format_count(whole)}，{self.label}无法计算",
            )
        value = part / whole
        if self.usual_to is not None and value > self.usual_to:
            return RuleDoubt(
                ids, f"{self.label} {format_count(part)}/{format_count(whole)}＝{self.show(value)}，{self._unusual}"
            )
        return Reading(value, f"{self.label} {format_count(part)}/{format_count(whole)}＝{self.show(value)}")

    @property
    def _nothing(self) -> str:
        """Say what a whole of 0 means."""
        return f"为0，{self.label}无法计算"

    @property
    def _unusual(self) -> str:
        """Say what a rate beyond all others means."""
        return f"高于通常的{self.show(self.usual_to or ZERO)}，可能有一个数的单位填错"

    def formula(self, cells: Cells) -> Quotient:
        """Write the same as formulas; both facts are open where they do not go together."""
        part, whole = (cells[fact.id] for fact in self.facts)
        scale = Fraction(_scale(self.part), _scale(self.whole))
        both = f"AND({part}>=0,{whole}>=0)"
        faults = {f"AND({both},{whole}=0)": f"{self.whole.id}{self._nothing}"}
        known = [f"{part}>=0", f"{whole}>0"]
        if self.is_share:
            more = f"{times(part, scale.denominator)}>{times(whole, scale.numerator)}"
            faults[f"AND({both},{whole}>0,{more})"] = f"{self.part.id}不能大于{self.whole.id}"
            known.append(f"NOT({more})")
        if self.usual_to is not None:
            factor = self.usual_to * scale
            beyond = f"{times(part, factor.denominator)}>{times(whole, factor.numerator)}"
            faults[f"AND({both},{whole}>0,{beyond})"] = f"{self.label}{self._unusual}"
            known.append(f"NOT({beyond})")
        cases = [Case(fact.id, f"{cells[fact.id]}<0") for fact in self.facts]
        cases += [Case(fact.id, when, reason) for when, reason in faults.items() for fact in self.facts]
        return Quotient(part, whole, scale, f"AND({','.join(known)})", tuple(cases))

    def show(self, value: Fraction) -> str:
        """Write a ratio cut off, never rounded up to a threshold it misses."""
        return show_percent(value) if self.is_share else show_down(value, 4) + self.unit


Measure = Count | Ratio


@dataclass(frozen=True)
class OfMeasure:
    """Something that hangs on one quantity."""

    measure: Measure

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the quantity."""
        return self.measure.facts


def load_measure(table: SchemeTable, facts: Facts) -> Measure:
    """Build the quantity a table names: ``count``, ``share`` or ``rate``."""
    if table.has("count"):
        return Count(find_fact(table, "count", facts, (FactKind.COUNT, FactKind.AMOUNT)))
    name = "share" if table.has("share") else "rate"
    pair = table.texts(name)
    if len(pair) != 2:  # noqa: PLR2004 - a ratio has a part and a whole
        table.fail(name, "应当写两个填报事项：分子、分母")
    part, whole = (_known(table, name, fact_id, facts, (FactKind.COUNT, FactKind.AMOUNT)) for fact_id in pair)
    if name == "share":
        return Ratio(table.text("label"), part, whole)
    usual_to = table.number("usual_to") if table.has("usual_to") else None
    return Ratio(table.text("label"), part, whole, table.text("unit"), usual_to)


def find_fact(table: SchemeTable, key: str, facts: Facts, kinds: tuple[FactKind, ...]) -> Fact:
    """Give the fact that a key names; it must be of one of ``kinds``."""
    return _known(table, key, table.text(key), facts, kinds)


def _known(table: SchemeTable, key: str, fact_id: str, facts: Facts, kinds: tuple[FactKind, ...]) -> Fact:
    """Give a fact of this item, of one of ``kinds``."""
    if fact_id not in facts:
        table.fail(key, f"没有编号为“{fact_id}”的填报事项")
    if facts[fact_id].kind not in kinds:
        table.fail(key, f"填报事项“{fact_id}”的类型不能用在这里")
    return facts[fact_id]


def _scale(fact: Fact) -> int:
    """Give how many units of its reading cell make one of the fact."""
    return MILLIONTHS if fact.kind is FactKind.AMOUNT else 1


def _number(fact: Fact, answers: Answers) -> Fraction | RuleDoubt:
    """Give the number a fact was answered with."""
    answer = answer_of(fact, answers)
    if isinstance(answer, Fraction):
        return answer
    return gap_doubt(fact, answer)
