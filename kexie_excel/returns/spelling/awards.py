"""加分项 as counties write it: a 情形 with its points behind it, and rows that claim nothing (无, 合计, the header again)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kexie_excel.numbers import show
from kexie_excel.returns.coerce import names_nothing
from kexie_excel.scheme.model import BonusKind, Scheme
from kexie_excel.sheets.read.raw import Raw, compact, plain

_NUMBERED = re.compile(r"([0-9]+\.[0-9]+)[、.:]?(.+)")
_SUMS = frozenset(["合计", "小计", "总计", "共计", "加分合计", "合计加分"])


@dataclass(frozen=True)
class KindNames:
    """The labels of a scheme's 加分情形, and how they may be written."""

    scheme: Scheme

    @cached_property
    def _label_of(self) -> Mapping[str, str]:
        """Comparable text → label."""
        return {text: kind.label for kind in self.scheme.bonus_kinds for text in self._spellings(kind)}

    def _spellings(self, kind: BonusKind) -> list[str]:
        """Give a label alone, and with its points behind it as the method states them."""
        label, points = compact(kind.label), show(kind.points)
        behind = [
            f"{points}分",
            f"{points}分/{kind.per}",
            f"每{kind.per}{points}分",
            f"每{kind.per}加{points}分",
            f"加{points}分",
        ]
        return [label, *(f"{label}({told})" for told in behind)]

    def read(self, text: str) -> str:
        """Give the label that a cell's folded text names; the text itself where it names none."""
        told = compact(text)
        numbered = _NUMBERED.fullmatch(told)
        if numbered and numbered[2] in self._label_of:
            label = self._label_of[numbered[2]]
            return label if self.scheme.kind_of[label].item == numbered[1] else text
        return self._label_of.get(told, text)


def claims_nothing(number: Raw, cells: Mapping[str, Raw]) -> bool:
    """Tell whether a row of 加分项 surely claims nothing, by what stands in its input cells and before them."""
    filled = {header: raw for header, raw in cells.items() if plain(raw)}
    words = {header: compact(raw) for header, raw in filled.items()}
    if all(names_nothing(plain(raw)) for raw in filled.values()):
        return True
    if len(words) > 1 and all(text == compact(header) for header, text in words.items()):
        return True
    named = next((header for header, text in words.items() if text in _SUMS), "")
    if not named and compact(number) not in _SUMS:
        return False
    rest = [raw for header, raw in filled.items() if header != named]
    return all(isinstance(raw, int | float) or names_nothing(plain(raw)) or plain(raw).isdecimal() for raw in rest)
