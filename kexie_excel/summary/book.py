"""A report while it is being written: the workbook, its formats, and the evaluation it is about."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme.naming import heading
from kexie_excel.scoring.insight.study import NO_STUDY, Study
from kexie_excel.scoring.result import Evaluation
from kexie_excel.scratch import scratch
from kexie_excel.sheets.style import Styles, new_workbook, select_all

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class Report:
    """A workbook being written, and what it is about."""

    book: "Workbook"
    styles: Styles
    evaluation: Evaluation
    study: Study = NO_STUDY
    """What was found out beside it."""
    source: str = ""
    """What a set of pages taken from a summary names as its source; empty: this is the summary itself."""

    @property
    def scheme(self) -> Scheme:
        """The scheme, with the readings in force."""
        return self.evaluation.scheme

    def add_listing(self, name: str) -> "Worksheet":
        """Add a sheet whose rows are written one below the other; those of a large report do not stay in memory."""
        self.book.constant_memory = not self.book.in_memory
        sheet: Worksheet = self.book.add_worksheet(name)
        self.book.constant_memory = False
        return sheet

    def heading(self, what: str) -> str:
        """Name a sheet after the 评估表."""
        return heading(self.scheme, what)


_MOST_IN_MEMORY = 200
"""Units; a workbook of more is put together from temporary files, at a fraction of the memory."""

SheetWriter = Callable[[Report], None]
"""Adds one sheet to a report."""


def render(evaluation: Evaluation, sheets: Sequence[SheetWriter], study: Study = NO_STUDY, source: str = "") -> bytes:
    """Write a workbook of these sheets, in this order; the same evaluation gives the same bytes.

    Args:
        evaluation: what is told.
        sheets: add the sheets.
        study: what was found out beside it.
        source: of a set of pages to print and hand round, the summary that they are from. It is locked, and all its sheets
            are selected, so that programs print all of them at once.
    """
    content = _written(evaluation, sheets, study, source)
    if len(evaluation.standings) > _MOST_IN_MEMORY:
        gc.collect()  # the library's workbook refers to itself in circles, and the ledger is opened next
    return content


def _written(evaluation: Evaluation, sheets: Sequence[SheetWriter], study: Study, source: str) -> bytes:
    """Write the workbook, and let go of it."""
    stream = BytesIO()
    book = new_workbook(stream)
    book.in_memory = len(evaluation.standings) <= _MOST_IN_MEMORY
    report = Report(book, Styles(book), evaluation, study, source)
    with scratch() as folder:
        book.tmpdir = str(folder)
        for write_sheet in sheets:
            write_sheet(report)
        if source:
            select_all(book)
        book.close()
    return stream.getvalue()
