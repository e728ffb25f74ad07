"""The comments on a sheet's cells, notes and threaded ones, as their authors wrote them."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from kexie_excel.sheets.look.elements import named
from kexie_excel.sheets.read.package import Package


@dataclass(frozen=True)
class Comment:
    """One comment, or one reply in a thread."""

    cell: str
    """The address as the workbook has it, such as ``D7``."""
    author: str
    """Empty where the workbook does not say."""
    text: str


def note(cell: str, author: str, text: str) -> Comment:
    """Give a note; that programs write the author's name over the text says nothing more."""
    return Comment(cell, author.strip(), text.strip().removeprefix(f"{author}:").strip())


def comments(package: Package, sheet: str) -> list[Comment]:
    """Give a sheet's comments; of a thread its own parts, not the stand-in that older programs are shown."""
    part = package.sheets[sheet].path
    threaded = [found for path in package.targets(part, "threadedComment") for found in _thread(package, path)]
    in_threads = {found.cell for found in threaded}
    notes = [found for path in package.targets(part, "comments") for found in _notes(package, path)]
    return [*threaded, *(note for note in notes if note.cell not in in_threads)]


def _notes(package: Package, path: str) -> Iterator[Comment]:
    """Read the notes of one part."""
    root = ET.fromstring(package.part(path))  # noqa: S314 - expat bounds entities, and a worker process reads
    authors = [element.text or "" for element in named(root, "author")]
    for element in named(root, "comment"):
        number = element.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        yield note(element.get("ref", ""), author, "".join(part.text or "" for part in named(element, "t")))


def _thread(package: Package, path: str) -> Iterator[Comment]:
    """Read the threaded comments of one part."""
    people = {
        person.get("id", ""): person.get("displayName", "")
        for part in package.targets(package.workbook, "person")
        for person in named(ET.fromstring(package.part(part)), "person")  # noqa: S314 - as above
    }
    for element in named(ET.fromstring(package.part(path)), "threadedComment"):  # noqa: S314 - as above
        text = "".join(part.text or "" for part in named(element, "text")).strip()
        yield Comment(element.get("ref", ""), people.get(element.get("personId", ""), "").strip(), text)
