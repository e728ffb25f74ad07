"""An evaluation as its own summary will say it: what ``past`` reads from the file that is about to be written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kexie_excel.findings import NOWHERE, Place
from kexie_excel.numbers import round_half_up
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.past import Past, PastText
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.cells import Cell
from kexie_excel.sheets.read.raw import compact
from kexie_excel.summary import records
from kexie_excel.summary.columns import (
    AWARDS,
    DIFFERENCES,
    ITEMS,
    RANKING,
    RECEIPTS,
    award_lines,
    difference_lines,
    item_lines,
    receipt_lines,
)
from kexie_excel.summary.listing import Listing, Record
from kexie_excel.text import clean

_LEVELS = "levels"
"""The table of a scheme that says how ranks and levels come about."""


@dataclass(frozen=True)
class _Line:
    """One row as it will be written."""

    cells: Mapping[str, Cell]

    def shown(self, header: str) -> str:
        """Give a cell's text as a workbook can hold it."""
        value = self.cells[header]
        return clean(value) if isinstance(value, str) else ""

    def text(self, header: str) -> str:
        """Give a cell's comparable text."""
        return compact(self.shown(header))

    def number(self, header: str) -> Fraction | None:
        """Give a cell's number as it is printed."""
        value = self.cells[header]
        return (
            printed(Fraction(value) if isinstance(value, int) else value) if isinstance(value, Fraction | int) else None
        )

    def place(self, _header: str) -> Place:
        """It stands nowhere yet."""
        return NOWHERE


def _lines(listing: Listing[Record], listed: Iterable[Record]) -> Iterator[_Line]:
    """Give the rows of a listing."""
    return (_Line(listing.said(record)) for record in listed)


def snapshot(evaluation: Evaluation) -> Past:
    """Give what the summary of an evaluation says."""
    last_year = evaluation.last_year
    standings, _doubled = records.standings(_lines(RANKING, evaluation.standings))
    items, categories = records.items(_lines(ITEMS, item_lines(evaluation)), _reasons(evaluation))
    return Past(
        year=evaluation.scheme.year,
        period=evaluation.scheme.part_of_year,
        is_draft=not evaluation.is_final,
        standings=standings,
        categories=categories,
        items=items,
        awards=records.awards(_lines(AWARDS, award_lines(evaluation))),
        findings=records.findings(_lines(DIFFERENCES, difference_lines(evaluation))),
        files=records.files(_lines(RECEIPTS, receipt_lines(evaluation))),
        readings={comparable(key): comparable(label) for key, label in evaluation.scheme.in_force.items()},
        texts=_texts(evaluation.scheme),
        scheme=scheme_name(evaluation.scheme),
        last_summary=last_year.digest if last_year else "",
        reach=dict(_reach(evaluation.scheme)),
        vetoing=frozenset(item.id for item in evaluation.scheme.items if item.veto),
    )


def ruling_reasons(evaluation: Evaluation) -> Iterator[tuple[tuple[str, str], str]]:
    """Give unit and item of what was ruled, and why."""
    for standing in evaluation.standings:
        for item in standing.score.items if standing.score else ():
            if item.ruling_reason:
                yield (standing.unit.name, item.id), item.ruling_reason


def _reasons(evaluation: Evaluation) -> Mapping[tuple[str, str], str]:
    """Give the same as it is compared."""
    return {(comparable(unit), comparable(item)): comparable(why) for (unit, item), why in ruling_reasons(evaluation)}


def comparable(text: str) -> str:
    """Give a text as it is compared: as a workbook can hold it, without white space."""
    return compact(clean(text))


def printed(value: Fraction | None) -> Fraction | None:
    """Give a number as it stands in print."""
    return value if value is None or value.denominator == 1 else Fraction(round_half_up(value))


def scheme_name(scheme: Scheme) -> str:
    """Name a scheme and its version."""
    return f"{scheme.id}第{scheme.version}版"


def _reach(scheme: Scheme) -> Iterator[tuple[str, frozenset[str]]]:
    """Give the rows whose points each reading's options change, none where they are about ranks and levels.

    A reading whose rows cannot be told from its paths is left out: it may change any.
    """
    for entry in scheme.interpretations:
        paths = (path.split("/") for option in entry.options for path in option.patch)
        rows = frozenset("/".join(steps[1:2]) for steps in paths if steps[0] != _LEVELS)
        if rows <= {*scheme.row_ids}:
            yield comparable(entry.id), rows


def _texts(scheme: Scheme) -> Mapping[str, PastText]:
    """Give what the items ask for."""
    items = {
        item.id: PastText(section.id, comparable(item.text)) for section in scheme.sections for item in section.items
    }
    return items | {entry.id: PastText("", comparable(entry.text)) for entry in scheme.bonus}
