"""What a ruling on points is about: written beside it when it is first obeyed, and held against what is sent later.

原值 tells whether an answer is still the same. Of an item it tells less: other awards, or other answers, can come to as many
points, and a ruling on those that were there must not become one on these. Where an award stands in the form says nothing: it comes
back in another row when another one is deleted above it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kexie_excel.ledger.rulings import Given
from kexie_excel.returns.model import BonusRow, Return
from kexie_excel.scheme.fact import Answer, Fact, Gap
from kexie_excel.scheme.model import Item
from kexie_excel.scoring.decisions import Ruling
from kexie_excel.scoring.evaluate import sent_answer
from kexie_excel.scoring.result import UnitScore
from kexie_excel.sheets.read.raw import compact
from kexie_excel.text import clean

AGAIN = "请重新裁定"
_MARK, _END, _NEXT = "裁定针对：", "。", "；"
_NOTHING = "没有申报"
_MARKED = re.compile(rf"\s*[；;]?\s*{_MARK[:-1]}\s*[：:]")
"""Full-width signs are folded in what is compared."""
_CELL = re.compile(r"[A-Za-z]{1,3}\d+(?=“)")
"""Where an award stands, before its name."""
_NAME_MOST, _TAIL = 40, 10
"""Characters; what names of documents differ by is often their end."""


def parted(question: str) -> tuple[str, str]:
    """Part what stands in 问题 into what was asked, and what the ruling beside it is about; either may be empty."""
    asked, *about = _MARKED.split(question, maxsplit=1)
    return asked, "".join(about)


def without_places(text: str) -> str:
    """Give a question as it is compared: whatever row of the form the award stands in."""
    return _CELL.sub("", compact(clean(text)))


def awards_of(score: UnitScore, item: str) -> str:
    """Say which awards a ruling on a bonus item is about: those that count or may; where none does, all that were claimed."""
    own = [row for row in score.bonus_rows if row.item in {item, ""}]
    counting = [row for row in own if row.points != 0] or own
    return _about(f"“{name}”" for name in sorted({_named(row.row) for row in counting}))


def answers_of(item: Item, entry: Return, rulings: Mapping[str, Ruling]) -> str:
    """Say which answers a ruling on an item is about: those that its points come from, as they are after what was ruled on them."""
    used = {fact.id for fact in item.rule.facts}
    return _about(f"{fact.id} {_shortened(_answer(fact, entry, rulings))}" for fact in item.facts if fact.id in used)


class Now(NamedTuple):
    """What a row has without its ruling."""

    text: str
    """As it is written down in 原值."""
    value: Answer | None
    """``None`` while the points are pending."""
    questions: tuple[str, ...] = ()
    """What is asked while they are, in any of the states of the row."""
    grounds: tuple[str, ...] = ()
    """What a ruling is about, in any of those states; nothing where 原值, or what is asked, says it already."""
    is_wider: bool = False
    """Whether a ruling is about more than what is asked."""

    def holds(self, given: Given) -> bool:
        """Tell whether a ruling with the right 原值 is about what is there now; of one without 原值 any question may be."""
        asked, about = parted(given.question)
        return self.is_about(about) and (not given.was or self._asks(asked))

    def is_about(self, about: str) -> bool:
        """Tell whether what a ruling is about, as it stands beside it, is there still; nothing may be anything."""
        return not about or any(_in(parted(own)[1], about) for own in self.grounds)

    def _asks(self, question: str) -> bool:
        """Tell whether a question that was ruled on is still asked; one that was emptied may be any."""
        return not (self.questions and question) or any(_in(own, question) for own in self.questions)

    def bound(self, given: Given) -> str:
        """Give what is to stand in 问题 beside a ruling that is obeyed: into an empty cell, or behind what the tool asked.

        Empty where nothing is to be written: what it is about stands there, or what people wrote.
        """
        asked, about = parted(given.question)
        if about:
            return ""
        if not asked:
            return next(iter((*self.grounds, *self.questions)), "")
        is_anew = asked.startswith("裁定“") and f"，{AGAIN}" in asked
        is_own = is_anew or (
            self.is_wider and any(without_places(own) == without_places(asked) for own in self.questions)
        )
        return f"{asked}{_NEXT}{self.grounds[0]}" if is_own and self.grounds else ""

    @property
    def described(self) -> str:
        """Say what there is now, for who ruled on something else."""
        if self.grounds:
            return f"原值是“{self.text}”，填报的是{_spoken(parted(self.grounds[0])[1])}"
        return f"待核的是“{self.questions[0] if self.questions else self.text}”"


def described_then(given: Given) -> str:
    """Say what a ruling was about when it was made."""
    asked, about = parted(given.question)
    if not about:
        return f"问的是“{asked}”"
    was = f"原值是“{given.was}”，" if given.was else ""
    return f"{was}针对的是{_spoken(about)}"


def _in(part: str, text: str) -> bool:
    """Tell whether a text is part of another, places and white space aside."""
    return without_places(part) in without_places(text)


def _spoken(about: str) -> str:
    """Give what a ruling is about as it stands in a sentence."""
    return about.strip().removesuffix(_END)


def _about(parts: Iterable[str]) -> str:
    """Write down what a ruling is about; the end belongs to it, so that one part more or less is another text."""
    return f"{_MARK}{'、'.join(parts) or _NOTHING}{_END}"


def _named(row: BonusRow) -> str:
    """Name an award by the work and the document: neither its place nor a number that was corrected makes it another one."""
    work, award = (_shortened(" ".join(name.split())) for name in (row.work, row.award))
    return f"{work}（{award}）" if work and award else work or award or _shortened(row.kind)


def _shortened(name: str) -> str:
    """Give a name, or the beginning and the end of a long one."""
    return name if len(name) <= _NAME_MOST else f"{name[: _NAME_MOST - _TAIL]}……{name[-_TAIL:]}"


def _answer(fact: Fact, entry: Return, rulings: Mapping[str, Ruling]) -> str:
    """Give an answer as it is scored: written in one way, however it was typed."""
    if fact.id in rulings:
        return fact.show(rulings[fact.id].value)
    value = entry.facts[fact.id].value
    return sent_answer(fact, entry) if isinstance(value, Gap) else fact.show(value)
