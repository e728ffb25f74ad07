"""What the tool writes over in the ledger: cells of columns of its own. Nothing is ever read from them."""

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
    """Put the marks of several sheets together."""
    files = dict.fromkeys(file for marks in all_marks for file in marks)
    return {file: {sheet: own for marks in all_marks for sheet, own in marks.get(file, {}).items()} for file in files}
