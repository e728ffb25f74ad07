"""What a county replied on the sheet 核对反馈, found by its header like the other sheets."""

from collections.abc import Iterable, Iterator

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.form.headers import Questions
from kexie_excel.returns.locate import Finder
from kexie_excel.returns.model import Reply
from kexie_excel.scheme.wording import REPLY
from kexie_excel.sheets.read.grid import Sheet, Workbook
from kexie_excel.sheets.read.raw import compact, plain, shown


def read_replies(book: Workbook, file: str, number: int, finder: Finder) -> Iterator[Reply]:
    """Read the replies of round ``number``; rows may have been moved, and new ones written."""
    for sheet in book.sheets:
        header = _reply_header(sheet)
        for table in finder.tables(Workbook((sheet,)), finder.layout.feedback(reply=header)) if header else ():
            for row in range(table.header_row + 1, len(sheet.rows) + 1):
                if plain(table.at(row, header)):
                    yield Reply(
                        plain(table.at(row, Questions.MARK)),
                        compact(table.at(row, Questions.KEY)),
                        shown(table.at(row, Questions.PROBLEM)),
                        shown(table.at(row, header)),
                        number,
                        Place(file, sheet.name, table.cell(row, header)),
                    )


def lost_replies(book: Workbook, file: str, unit: str, finder: Finder) -> Iterator[Finding]:
    """Report a sheet that is called 核对反馈 and has lost its header: what was replied there is not read."""
    headers = "、".join(finder.layout.feedback().telling)
    for sheet in book.sheets:
        if sheet.name == Questions.SHEET and not _reply_header(sheet):
            yield finding("K118", unit=unit, place=Place(file, sheet.name), sheet=sheet.name, headers=headers)


def _reply_header(sheet: Sheet) -> str:
    """Give the header of the replies, which says what a unit was called when the form went out; empty where there is none.

    A look at every cell would take longer than reading.
    """
    for row in sheet.texts_above:
        if any(REPLY in value for value, _column in row):
            texts = [compact(value) for value, _column in row]
            if Questions.PROBLEM in texts:
                return next((text for text in texts if text.endswith(REPLY)), "")
    return ""


def merged(rounds: Iterable[Iterable[Reply]]) -> tuple[Reply, ...]:
    """Give the replies of several rounds, the latest first; what a later round does not repeat is kept from an earlier one."""
    kept: dict[tuple[object, str], Reply] = {}
    for replies in rounds:
        answered = {_about(reply) for reply in kept.values()}
        for reply in replies:
            if _about(reply) not in answered:
                kept.setdefault((_about(reply), reply.text), reply)
    return tuple(kept.values())


def _about(reply: Reply) -> object:
    """Give the question that a reply is about."""
    return reply.mark or (reply.row, reply.problem, reply.text)
