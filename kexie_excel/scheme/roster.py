"""The names of a scheme's units, and where one is named in a text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kexie_excel.text import squeeze

_RUNS = ("0-9", "一二三四五六七八九十百", "A-Za-z")
"""Signs that only together are a number or a word: 1店 is not named in 21店."""


@dataclass(frozen=True)
class Roster:
    """The units of a scheme by their names."""

    units: tuple[str, ...]
    former: tuple[str, ...] = ()
    """Names that were on the list before, and may be on it still: part of such a name names nobody."""

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Name as comparable text, without any white space → name; empty of one that is on the list no more."""
        return {squeeze(name): "" for name in self.former} | {squeeze(name): name for name in self.units}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds names in comparable text: the longest of those that begin together, and none that is a part of a number."""
        return re.compile("|".join(map(_bounded, sorted(self.names, key=len, reverse=True))))

    def named_in(self, text: str) -> Iterator[str]:
        """Give the units that a comparable text names, in its order."""
        return filter(None, self._found_in(text))

    def one_in(self, text: str) -> str:
        """Give the one unit that a comparable text names; empty where that is none, or where it names more than one."""
        found = set(self._found_in(text))
        return found.pop() if len(found) == 1 else ""

    def _found_in(self, text: str) -> Iterator[str]:
        return (self.names[found[0]] for found in self.pattern.finditer(text))


def _bounded(name: str) -> str:
    """Give the pattern of a name that neither begins nor ends within a longer number or word."""
    before = next((f"(?<![{run}])" for run in _RUNS if re.match(f"[{run}]", name)), "")
    after = next((f"(?![{run}])" for run in _RUNS if re.search(rf"[{run}]\Z", name)), "")
    return f"{before}{re.escape(name)}{after}"
