"""What the tool writes into rows of the ledger that are there.

Over cells of columns of its own, from which nothing is ever read; and what a ruling is about into 问题, where nothing stands but what
the tool wrote.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import groupby
from operator import attrgetter

from kexie_excel.ledger.model import Record

Mark = str | int | Fraction
"""What is to stand in a cell; an empty text clears it."""
SheetMarks = Mapping[int, Mapping[str, Mark]]
"""Row → header → what is to stand there."""
FileMarks = Mapping[str, SheetMarks]
"""Sheet, by the ledger's own name for it → its marks."""
Marks = Mapping[str, FileMarks]
"""File → its marks."""


def records_by_file(records: Iterable[Record]) -> Iterable[tuple[str, list[Record]]]:
    """Give the records of a sheet file by file, in which order they are read."""
    return ((file, list(own)) for file, own in groupby(records, attrgetter("file")))


def joined(*all_marks: Marks) -> Marks:
    """Put marks together, those of one row too."""
    files: dict[str, dict[str, dict[int, dict[str, Mark]]]] = {}
    for marks in all_marks:
        for file, sheets in marks.items():
            for sheet, rows in sheets.items():
                own = files.setdefault(file, {}).setdefault(sheet, {})
                for row, words in rows.items():
                    own.setdefault(row, {}).update(words)
    return files
