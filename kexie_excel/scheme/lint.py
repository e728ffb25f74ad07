"""Find where a scheme contradicts itself: sums that do not agree, gaps and overlaps of bands, answers nobody uses.

Run on the scheme as the document literally states it (``load.literal_scheme``), it finds the document's own slips. A scheme
declares the ones that are known; any other is shown to the person who brings the scheme. ``faults`` finds what no document
can be meant to say.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from kexie_excel.numbers import ZERO, add_up, exact, show
from kexie_excel.scheme.kinds.deduct import Deduct
from kexie_excel.scheme.kinds.judge import Judge
from kexie_excel.scheme.kinds.measure import Measure, Ratio
from kexie_excel.scheme.kinds.rule import Rule
from kexie_excel.scheme.kinds.taking import InBands
from kexie_excel.scheme.kinds.tiers import Tier, Tiers
from kexie_excel.scheme.kinds.total import Total
from kexie_excel.scheme.model import Item, Scheme, Slip

_CLAUSE = re.compile(r"[。；]")
_NUMBER = r"(\d+(?:\.\d+)?)分"
_PAYS = "[计记得加给]"
_AMOUNT = re.compile(_PAYS + _NUMBER)
_PER_UNIT = re.compile(rf"每[^，。；]*?{_PAYS}{_NUMBER}")
_OFF = re.compile(r"扣除?(?:减|去)?(?:分值的|该项分值的|本项分值的)?(\d+(?:\.\d+)?)(分|%|％)")
_TAKES = re.compile(r"(?:(?:最多|最高|不超过|上限)[^，。；\d]*)?扣[^，。；\d]*\d+(?:\.\d+)?(?:分|%|％)")
"""What is taken off is nothing that is paid."""
_MOST = re.compile(rf"(?:最多|最高|不超过|上限)[^，。；\d]*{_NUMBER}")

_TWICE = "两档重叠"
_WHOLE_MOST = re.compile(rf"(?:合计|共计|总计)[^，。；\d]*(?:最多|最高|不超过|上限)[^，。；\d]*{_NUMBER}")
"""The most that all clauses together can pay, which is nothing more to pay."""


class Contradiction(NamedTuple):
    """Something that does not agree with something else."""

    code: str
    """Under which it is told."""
    at: str
    """The path in the scheme."""
    problem: str
    """What does not agree; a sentence but for its full stop."""

    @property
    def slip(self) -> Slip:
        """The same as the scheme would declare it."""
        return Slip(self.at, f"{self.problem}。")


def find_contradictions(scheme: Scheme) -> tuple[Contradiction, ...]:
    """Give every contradiction, each with the place in the scheme."""
    return (
        *_sums(scheme),
        *(found for item in scheme.items for found in (*_item_points(item), *_taken(item))),
        *(found for item in scheme.items for found in _bands(item)),
        *_unused(scheme),
        *_uncapped(scheme),
        *_uneven_options(scheme),
    )


def find_slips(scheme: Scheme) -> tuple[Slip, ...]:
    """Give every contradiction as the scheme would declare it."""
    return tuple(found.slip for found in find_contradictions(scheme))


def undeclared_slips(scheme: Scheme) -> tuple[Slip, ...]:
    """Give the contradictions that the scheme does not declare itself."""
    known = {slip.at for slip in scheme.slips}
    return tuple(slip for slip in find_slips(scheme) if slip.at not in known)


def text_points(text: str, *, of_bands: bool = False) -> Fraction | None:
    """Add up what an item's own words pay: in every clause the largest “计N分”, or its “最多N分”.

    ``None`` where no amount is named, or where a clause only says what each thing pays and not how many count.

    Args:
        text: the words.
        of_bands: they speak of one quantity, so that of several clauses only one can pay.
    """
    named: list[Fraction] = []
    paying = _TAKES.sub("", text)
    caps = [exact(cap) for cap in _WHOLE_MOST.findall(paying)]
    for clause in _CLAUSE.split(_WHOLE_MOST.sub("", paying)):
        most, each = _MOST.findall(clause), _PER_UNIT.findall(clause)
        amounts = most or _AMOUNT.findall(_PER_UNIT.sub("", clause))
        if each and not amounts:
            named = []
            break
        if amounts:
            named.append(max(map(exact, amounts)))
    if not named:
        return caps[0] if caps else None
    return min([(max if of_bands else add_up)(named), *caps])


def _sums(scheme: Scheme) -> Iterator[Contradiction]:
    """Compare each section's heading with its items."""
    for section in scheme.sections:
        total = add_up(item.points for item in section.items)
        if total != section.points:
            text = f"“{section.name}”标题写{show(section.points)}分，所列各项分值合计{show(total)}分"
            yield Contradiction("K916", f"section/{section.id}", text)


def _taken(item: Item) -> Iterator[Contradiction]:
    """Compare what an item's words take off with what its rule does."""
    rule = item.rule
    if not isinstance(rule, Deduct):
        return
    known = {row_off for row in rule.rows for row_off in row.offs} | {own.cap for own in rule.classes}
    for found in _OFF.finditer(item.text):
        off = exact(found[1]) if found[2] == "分" else exact(f"{found[1]}%") * rule.points
        if off not in known:
            text = f"{item.id} 原文写“{found[0]}”，计分规则里没有扣{show(off)}分的"
            yield Contradiction("K936", f"item/{item.id}/rule/扣分", text)
            return


def _item_points(item: Item) -> Iterator[Contradiction]:
    """Compare an item's 分值 with its own words and with its rule; words alone may be meant in another way."""
    said = text_points(item.text, of_bands=isinstance(item.rule, Tiers))
    paid = item.rule.maximum
    if (said is not None and said != item.points) or paid != item.points:
        words = "" if said is None else f"文字合计{show(said)}分，"
        text = f"{item.id} {words}计分规则最多{show(paid)}分，分值栏{show(item.points)}分"
        yield Contradiction("K917" if paid != item.points else "K936", f"item/{item.id}/points", text)


def _bands(item: Item) -> Iterator[Contradiction]:
    """Look for values that lie in no band of a tiered rule, or in two; what takes points off need not say when it takes none."""
    found = [(rule.measure, _band_faults(rule.measure, _rising(rule.tiers))) for rule in _tiered(item.rule)]
    found += [(row.measure, _overlaps(row.measure, _rising(row.bands))) for row in _in_bands(item.rule)]
    for measure, faults in found:
        label = measure.label if isinstance(measure, Ratio) else measure.fact.ask
        for fault in faults:
            yield Contradiction("K915", f"item/{item.id}/rule/{label}", f"{item.id} {label}{fault}")


def _rising(bands: Iterable[Tier]) -> list[Tier]:
    """Sort bands by their lower end."""
    return sorted(bands, key=_lower_end)


def _in_bands(rule: Rule) -> Iterator[InBands]:
    """Give what a rule takes off by bands."""
    return (row for row in (rule.rows if isinstance(rule, Deduct) else ()) if isinstance(row, InBands))


def _overlaps(measure: Measure, bands: Sequence[Tier]) -> Iterator[str]:
    """Tell where two bands would both take off."""
    for lower, upper in pairwise(bands):
        yield from (
            f"{fault}，两档的分都会扣" for fault in _border_fault(measure, lower, upper) if fault.endswith(_TWICE)
        )


def _lower_end(tier: Tier) -> tuple[bool, Fraction, bool]:
    """Give what bands are sorted by."""
    return (tier.low is not None, tier.low or ZERO, not tier.low_included)


def _band_faults(measure: Measure, bands: Sequence[Tier]) -> Iterator[str]:
    """Tell what is wrong at the borders of bands in rising order, and beyond the first and the last."""
    first = bands[0]
    if first.low is not None and (first.low > 0 or not first.low_included):
        yield f"{'低于' if first.low_included else '不超过'}{measure.show(first.low)}的没有规定计分"
    for lower, upper in pairwise(bands):
        yield from _border_fault(measure, lower, upper)
    ends = [(band.high, band.high_included) for band in bands if band.high is not None]
    if len(ends) == len(bands) and not (measure.is_share and any(band.holds(Fraction(1)) for band in bands)):
        end, included = max(ends)
        yield f"{'高于' if included else '达到'}{measure.show(end)}的没有规定计分"


def _border_fault(measure: Measure, lower: Tier, upper: Tier) -> Iterator[str]:
    """Tell what is wrong where two neighbouring bands meet."""
    if upper.low is None:
        yield f"有两档都没有下限，{_TWICE}"
    elif lower.high is None or lower.high > upper.low:
        yield f"在{measure.show(upper.low)}处，{_TWICE}"
    elif lower.high < upper.low:
        yield f"在{measure.show(lower.high)}到{measure.show(upper.low)}之间没有规定计分"
    elif lower.high_included and upper.low_included:
        yield f"在{measure.show(upper.low)}处，{_TWICE}"
    elif not lower.high_included and not upper.low_included:
        yield f"在{measure.show(upper.low)}处，没有规定怎么计分"


def _tiered(rule: Rule) -> Iterator[Tiers]:
    """Give the tiered rules inside a rule."""
    if isinstance(rule, Tiers):
        yield rule
    elif isinstance(rule, Judge) and isinstance(rule.best, Tiers):
        yield rule.best
    elif isinstance(rule, Total):
        for part in rule.parts:
            yield from _tiered(part)


def _unused(scheme: Scheme) -> Iterator[Contradiction]:
    """Look for facts that are asked and never used."""
    used = {fact.id for item in scheme.items for fact in item.rule.facts}
    used |= {item.veto.count.fact.id for item in scheme.items if item.veto}
    for kind in scheme.bonus_kinds:
        if kind.beyond:
            used |= {kind.beyond.classes.id, kind.beyond.students.id}
    for fact in scheme.facts:
        if fact.id not in used:
            yield Contradiction("K922", f"fact/{fact.id}", f"填报事项 {fact.id}（{fact.ask}）没有用在任何计分规则里")


def _uncapped(scheme: Scheme) -> Iterator[Contradiction]:
    """Look for a bonus whose words set a most: what is earned is added up without one."""
    for bonus in scheme.bonus:
        if found := _MOST.search(_TAKES.sub("", bonus.text)):
            yield Contradiction("K942", f"bonus/{bonus.id}", f"{bonus.id} 原文写“{found[0]}”，程序算加分不封顶")


def _uneven_options(scheme: Scheme) -> Iterator[Contradiction]:
    """Look for interpretations whose options do not decide the same values."""
    for entry in scheme.interpretations:
        paths = [set(option.patch) for option in entry.options]
        if any(own != paths[0] for own in paths):
            names = "、".join(sorted(_differing(paths)))
            yield Contradiction(
                "K932", f"interpretation/{entry.id}", f"口径“{entry.id}”的各选项改写的数值不一致（{names}）"
            )


def _differing(paths: Iterable[set[str]]) -> set[str]:
    """Give the paths that not all options name."""
    groups = list(paths)
    return {path for group in groups for path in group if not all(path in other for other in groups)}
