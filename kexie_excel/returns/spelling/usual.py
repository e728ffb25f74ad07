"""Numbers that lie where no such number lies: perhaps in another unit (元 for 万元), and then two readings are possible."""

from fractions import Fraction

from kexie_excel.returns.vocabulary import BY_THE_THOUSAND
from kexie_excel.scheme.fact import Fact, format_count

_WAN, _TEN_THOUSAND = "万", 10_000


def unusual(fact: Fact, value: Fraction) -> str:
    """Say why a number is not believed without asking, with both readings; empty where it is."""
    if fact.is_usual(value):
        return ""
    told = f"通常在{fact.usual}，可能单位填错"
    single, fewer = fact.unit.removeprefix(_WAN), value / _TEN_THOUSAND
    if single != fact.unit and fact.is_usual(fewer):
        told += f"：按{fact.unit}是{fact.show(value)}，按{single}是{format_count(fewer)}{fact.unit}"
    return told


def may_be_thousands(fact: Fact, value: float) -> bool:
    """Tell whether so large a count is nothing odd: by the scheme's own word, else by what is counted."""
    return fact.unit in BY_THE_THOUSAND if fact.usual_to is None else value <= fact.usual_to
