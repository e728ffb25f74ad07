"""What the rows of a summary say, as plain values: the same whether they are read from a file or about to be written."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Protocol

from kexie_excel.findings import Place
from kexie_excel.inbox.receipts import Fate
from kexie_excel.scoring.past import PastAward, PastItem, PastStanding
from kexie_excel.summary.columns import CATEGORY, TOTAL, UNIT

_KEY = "编号"
_ADOPTED_AWARD = "核定加分"


class Said(Protocol):
    """One row of a listing."""

    def shown(self, header: str) -> str:
        """Give a cell's text as it stands."""
        ...

    def text(self, header: str) -> str:
        """Give a cell's text as it is compared: without white space."""
        ...

    def number(self, header: str) -> Fraction | None:
        """Give a cell's number as it is printed; nothing where it is empty or says something else."""
        ...

    def place(self, header: str) -> Place:
        """Say where a cell stands."""
        ...


def standings(rows: Iterable[Said]) -> tuple[Mapping[str, PastStanding], tuple[str, ...]]:
    """Give the standings by unit, and the units with several lines that differ."""
    found: dict[str, set[PastStanding]] = {}
    for row in rows:
        rank = row.number("名次")
        standing = PastStanding(
            None if rank is None or rank.denominator != 1 else rank.numerator,
            row.number(TOTAL),
            row.text("建议等次"),
            row.text("审定等次"),
        )
        found.setdefault(row.text(UNIT), set()).add(standing)
    single = {unit: next(iter(own)) for unit, own in found.items() if len(own) == 1}
    return single, tuple(unit for unit in found if unit not in single)


def items(
    rows: Iterable[Said], reasons: Mapping[tuple[str, str], str]
) -> tuple[Mapping[str, Mapping[str, PastItem]], Mapping[str, str]]:
    """Give 逐项得分 by unit and item, and each unit's category; ``reasons`` tells of both why it was ruled."""
    found: dict[str, dict[str, PastItem]] = {}
    categories: dict[str, str] = {}
    for row in rows:
        unit, key = row.text(UNIT), row.text(_KEY)
        categories[unit] = row.text(CATEGORY)
        if unit and key:
            found.setdefault(unit, {})[key] = PastItem(
                points=row.number("分值"),
                computed=row.number("核算"),
                onsite=row.number("现场"),
                ruling=row.number("复核"),
                adopted=row.number("采用"),
                reason=reasons.get((unit, key), ""),
            )
    return found, categories


def awards(rows: Iterable[Said]) -> Mapping[str, tuple[PastAward, ...]]:
    """Give 加分审核 by unit."""
    found: dict[str, list[PastAward]] = {}
    for row in rows:
        if row.text(UNIT):
            award = PastAward(
                item=row.text(_KEY),
                kind=row.text("加分情形"),
                work=row.text("工作（事项）名称"),
                award=row.text("奖项或文件名称"),
                certificate=row.text("文号或证书编号"),
                date=row.text("获得日期"),
                points=row.number(_ADOPTED_AWARD),
                place=row.place(_ADOPTED_AWARD),
            )
            found.setdefault(row.text(UNIT), []).append(award)
    return {unit: tuple(own) for unit, own in found.items()}


def findings(rows: Iterable[Said]) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """Give 差异清单 by unit."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows:
        if row.text("代码"):
            found.setdefault(row.text(UNIT), []).append((row.text(_KEY), row.text("代码"), row.text("问题")))
    return {unit: tuple(own) for unit, own in found.items()}


def files(rows: Iterable[Said]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Give the returns that were adopted by unit: name and SHA-256."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.text("结果") == Fate.ADOPTED:
            found.setdefault(row.text(UNIT), []).append((row.shown("文件"), row.text("校验码")))
    return {unit: tuple(sorted(own)) for unit, own in found.items()}
