"""Notices for the tests: written from evaluations made by hand, opened and edited as another program would."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn

from kexie_excel.notice.check import Difference, check_notice
from kexie_excel.notice.write import Particulars, write_notice
from kexie_excel.scoring.result import Evaluation
from tests.summary.builders import final_year


def decided_year() -> Evaluation:
    """Give a year in which every level is approved as suggested."""
    return approved(final_year())


def approved(year: Evaluation, **levels: str) -> Evaluation:
    """Approve the levels of a year as suggested, but for those named."""
    standings = (replace(own, approved=levels.get(own.unit.name, own.level)) for own in year.standings)
    return replace(year, standings=tuple(standings))


def opened(content: bytes) -> Document:
    """Open a notice."""
    return docx.Document(BytesIO(content))


def paragraphs(content: bytes) -> list[str]:
    """Give the paragraphs outside of tables, empty ones left out."""
    return [paragraph.text for paragraph in opened(content).paragraphs if paragraph.text]


def tables(content: bytes) -> list[list[list[str]]]:
    """Give the tables' cells."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(content).tables]


def compared(year: Evaluation, folder: Path, edit: Callable[[Document], object]) -> list[str]:
    """Write a notice, let somebody edit it, and give what is found."""
    document = opened(write_notice(year, Particulars(), draft=False))
    edit(document)
    path = folder / "改过的通报.docx"
    document.save(str(path))
    return sentences(check_notice(year, path))


def sentences(differences: tuple[Difference, ...]) -> list[str]:
    """Give the differences without their places."""
    return [found.text for found in differences]


def instead(old: str, new: str) -> Callable[[Document], None]:
    """Put a text in the place of another, in the first paragraph or cell that holds it."""

    def edit(document: Document) -> None:
        for paragraph in document.element.body.iter(qn("w:p")):
            parts = list(paragraph.iter(qn("w:t")))
            whole = "".join(part.text or "" for part in parts)
            if old in whole:
                parts[0].text = whole.replace(old, new)
                for part in parts[1:]:
                    part.text = ""
                return
        raise AssertionError(old)

    return edit


def besides(text: str) -> Callable[[Document], object]:
    """Add a paragraph at the end."""
    return lambda document: document.add_paragraph(text)
