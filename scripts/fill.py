"""Fill an issued form as a county would, with openpyxl: a producer that is not our own writer."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores
from kexie_excel.form.layout import Layout, SheetLayout
from kexie_excel.scheme.model import Scheme

Cell = str | int | float | bool | dt.date | None


@dataclass(frozen=True)
class Award:
    """One row of 加分项 as typed."""

    kind: str
    work: str
    quantity: Cell = 1
    date: Cell = dt.date(2017, 6, 1)
    award: str = "先进单位"
    certificate: str = "〔2017〕12号"
    issuer: str = ""
    evidence: str = "附件"


@dataclass(frozen=True)
class Answers:
    """Everything a county types."""

    facts: Mapping[str, Cell]
    scores: Mapping[str, Cell] = field(default_factory=dict)
    awards: Sequence[Award] = ()
    materials: Mapping[str, bool] = field(default_factory=dict)
    cover: Mapping[str, Cell] = field(default_factory=dict)
    evidence: str = "附件"
    """What is typed beside every fact as 佐证材料."""


def fill(form: bytes, scheme: Scheme, answers: Answers) -> openpyxl.Workbook:
    """Type the answers into a form."""
    book = openpyxl.load_workbook(BytesIO(form))
    layout = Layout(scheme)
    cover = book[Cover.SHEET]
    for name in Cover.FIELDS:
        if name in answers.cover:
            cover.cell(layout.cover_row(name), 3, answers.cover[name])
    for fact_id, value in answers.facts.items():
        _put(book[layout.facts.name], layout.facts, fact_id, Facts.ANSWER, value)
        _put(book[layout.facts.name], layout.facts, fact_id, Facts.EVIDENCE, answers.evidence or None)
    for row_id, value in answers.scores.items():
        _put(book[layout.scores.name], layout.scores, row_id, Scores.SELF, value)
    for number, award in enumerate(answers.awards, 1):
        cells = {
            Bonus.KIND: award.kind,
            Bonus.WORK: award.work,
            Bonus.AWARD: award.award,
            Bonus.CERTIFICATE: award.certificate,
            Bonus.ISSUER: award.issuer,
            Bonus.DATE: award.date,
            Bonus.QUANTITY: award.quantity,
            Bonus.EVIDENCE: award.evidence,
        }
        for header, value in cells.items():
            _put(book[layout.bonus.name], layout.bonus, str(number), header, value)
    for key, present in answers.materials.items():
        _put(
            book[layout.materials.name],
            layout.materials,
            key,
            Materials.PRESENT,
            Materials.HAVE if present else Materials.HAVE_NOT,
        )
    return book


def _put(sheet: Worksheet, layout: SheetLayout, key: str, header: str, value: Cell) -> None:
    """Type a value into a keyed cell."""
    if value is not None and value != "":
        sheet[layout.cell(key, header)] = value


def to_bytes(book: openpyxl.Workbook) -> bytes:
    """Save a workbook in memory."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
