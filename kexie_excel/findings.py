"""Findings: what does not hold in a return, as values; and the one catalogue of their codes, wording and remedies.

A finding's sentence has a fixed grammar: place → what is wrong → what to do. Codes come in families by hundreds (1 files and
identity, 2 reading, 3 self scores, 4 facts, 5 bonus, 6 materials, 7 ledger and visits, 9 scheme) and are never reused. ``docs/findings.md`` has a heading
for every code; a test holds the two together.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib import resources
from sys import intern
from typing import NamedTuple


class Severity(StrEnum):
    """How urgent a finding is, in the words of 差异清单."""

    MUST = "必须改"
    ASK = "请核实"
    NOTE = "提示"


class Asked(StrEnum):
    """Who is asked about a finding, in the words of the catalogue; a scheme has its own for each."""

    COUNTY = "单位"
    OFFICE = "办公室"
    INSPECTORS = "现场"


class FileIs(StrEnum):
    """What a finding about a file makes of it."""

    NO_FORM = "不是评估表"
    CLOSED = "要拆开"
    """It may hold files, and is looked into."""
    CONTRADICTORY = "办法自相矛盾"
    """A scheme says what its document says: in a file of TOML it is told, and stops nothing."""
    BLANK = "空白"
    """A form as it was issued, with nothing filled in."""
    UNSURE = "读不准"
    """Cells were read of which nobody can say that they are what the county sees."""


@dataclass(frozen=True)
class Check:
    """One entry of the catalogue."""

    code: str
    severity: Severity
    asks: Asked
    """Who can do something about it; nobody else is told to."""
    title: str
    message: str
    """What is wrong; ``{names}`` are filled in."""
    remedy: str
    """What to do."""
    hint: str = ""
    """What the form says of it while a county types; empty where it says nothing."""
    cell: str = ""
    """At which column of 加分项 it stands; empty where it is the first of them."""
    row: str = "计分"
    """What it does to a row of 加分项 on its own: 计分, 待核 or 不计分."""
    file: FileIs | None = None
    """What it makes of a file, where it is about one."""
    follows: str = ""
    """The sheet of a scheme's workbook from whose faults it only follows; empty where it follows from none."""
    on_sight: str = ""
    """Not empty where whoever sees the original of an award settles it."""
    settled: bool = False
    """Whether it only says what became of something: nobody has to act, and it is kept apart from what somebody must."""
    reminder: str = "打不开"
    """What a unit is told of the file that it sent and that cannot be used; empty where that is the office's own affair."""


class Place(NamedTuple):
    """Where something stands: a file below 2-回收, a sheet, a cell; any of them may be empty."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Write the place as one text."""
        return "，".join(filter(None, (self.file, " ".join(filter(None, (self.sheet, self.cell))))))

    def __reduce__(self) -> tuple[Callable[..., "Place"], tuple[str, ...]]:
        """Travel between processes so that the same few names are one object each, in thousands of returns."""
        return _arrived, tuple(self)


def _arrived(*parts: str) -> Place:
    """Give a place that was sent."""
    return Place(*map(intern, parts))


GROUND = "ground"
"""The word of a message that says on what it rests: how a computed score came about."""
NOWHERE = Place()
"""The place of a finding about a unit as a whole."""


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold."""

    check: Check
    message: str
    remedy: str
    """What to do."""
    unit: str = ""
    row: str = ""
    """编号: an item id or a fact id; for the bonus, 7.1 or 7.2."""
    place: Place = NOWHERE
    self_score: Fraction | None = None
    computed: Fraction | None = None
    reply: str = ""
    """What the county replied when it was asked."""
    problem: str = ""
    """The message without the ground on which it rests, for where that stands beside it."""

    @property
    def code(self) -> str:
        """The catalogue's code."""
        return self.check.code

    @property
    def severity(self) -> Severity:
        """The catalogue's severity."""
        return self.check.severity

    @property
    def asks(self) -> Asked:
        """Who is asked, by the catalogue."""
        return self.check.asks


@cache
def catalogue() -> Mapping[str, Check]:
    """Give every check by its code, in order."""
    text = resources.files("kexie_excel").joinpath("catalogue.toml").read_text(encoding="utf-8")
    return {code: _check(code, entry) for code, entry in tomllib.loads(text).items()}


def _check(code: str, entry: Mapping[str, str]) -> Check:
    """Read one entry; what it does not say is as it is for most."""
    typed: dict[str, object] = {"severity": Severity(entry["severity"]), "asks": Asked(entry.get("asks", Asked.COUNTY))}
    if "file" in entry:
        typed["file"] = FileIs(entry["file"])
    return Check(code, **{**entry, **typed})  # type: ignore[arg-type]


def finding(  # noqa: PLR0913 - a finding has that many parts
    code: str,
    *,
    unit: str = "",
    row: str = "",
    place: Place = NOWHERE,
    self_score: Fraction | None = None,
    computed: Fraction | None = None,
    words: Mapping[str, str] | None = None,
    **more: str,
) -> Finding:
    """Make the finding of a code, its message and remedy filled in with ``words`` and whatever else is named."""
    check = catalogue()[code]
    full = {**(words or {}), **more}
    message, remedy = check.message.format(**full), check.remedy.format(**full)
    problem = check.message.format(**{**full, GROUND: ""}) if full.get(GROUND) else message
    return Finding(check, message, remedy, unit, row, place, self_score, computed, problem=problem)
