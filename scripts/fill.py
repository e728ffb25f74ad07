"""Fill an issued form as a county would, with openpyxl: a producer that is not our own writer."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

import openpyxl

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores
from kexie_excel.form.layout import Layout
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
    for sheet, address, value in _typed(scheme, answers):
        book[sheet][address] = value
    return book


def filled_in(form: bytes, scheme: Scheme, answers: Answers) -> bytes:
    """Give a form with the answers typed into it; one that is filled often is opened once, which takes half of the time."""
    book = _opened(form)
    before: list[tuple[Any, object, str]] = []
    for sheet, address, value in _typed(scheme, answers):
        cell = book[sheet][address]
        before.append((cell, cell.value, cell.number_format))  # a date brings its own
        cell.value = value
    content = to_bytes(book)
    for cell, old, number_format in reversed(before):
        cell.value, cell.number_format = old, number_format
    return content


@lru_cache(maxsize=12)
def _opened(form: bytes) -> openpyxl.Workbook:
    """Open a form that is left as it was; those of ten units stay open."""
    return openpyxl.load_workbook(BytesIO(form))


def _typed(scheme: Scheme, answers: Answers) -> Iterator[tuple[str, str, Cell]]:
    """Give what is typed: sheet, cell, value; what is not answered leaves its cell as it is."""
    return (typed for typed in _answered(scheme, answers) if typed[2] not in {None, ""})


def _answered(scheme: Scheme, answers: Answers) -> Iterator[tuple[str, str, Cell]]:
    """Give every answer with its cell."""
    layout = Layout(scheme)
    for name in Cover.FIELDS:
        if name in answers.cover:
            yield Cover.SHEET, f"C{layout.cover_row(name)}", answers.cover[name]
    facts, scores, bonus, materials = layout.facts, layout.scores, layout.bonus, layout.materials
    for fact_id, value in answers.facts.items():
        yield facts.name, facts.cell(fact_id, Facts.ANSWER), value
        yield facts.name, facts.cell(fact_id, Facts.EVIDENCE), answers.evidence
    for row_id, value in answers.scores.items():
        yield scores.name, scores.cell(row_id, Scores.SELF), value
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
            yield bonus.name, bonus.cell(str(number), header), value
    for key, present in answers.materials.items():
        there = Materials.HAVE if present else Materials.HAVE_NOT
        yield materials.name, materials.cell(key, Materials.PRESENT), there


def to_bytes(book: openpyxl.Workbook) -> bytes:
    """Save a workbook in memory."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
