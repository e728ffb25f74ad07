"""An evaluation as its own summary will say it: what ``past`` reads from the file that is about to be written."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kexie_excel.inbox.receipts import Fate
from kexie_excel.numbers import round_half_up
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.past import Past, PastAward, PastItem, PastStanding, PastText
from kexie_excel.scoring.result import BonusScore, Evaluation, ItemScore
from kexie_excel.sheets.read.raw import compact
from kexie_excel.summary.table import RULED, basis
from kexie_excel.text import clean

_LEVELS = "levels"
"""The table of a scheme that says how ranks and levels come about."""


def snapshot(evaluation: Evaluation) -> Past:
    """Give what the summary of an evaluation says."""
    scored = [(standing.unit.name, standing.score) for standing in evaluation.standings if standing.score]
    last_year = evaluation.last_year
    return Past(
        year=evaluation.scheme.year,
        is_draft=not evaluation.is_final,
        standings={
            comparable(own.unit.name): PastStanding(own.rank, printed(own.total), own.level, comparable(own.approved))
            for own in evaluation.standings
        },
        categories={
            comparable(own.unit.name): comparable(own.unit.category) for own in evaluation.standings if own.score
        },
        items={comparable(unit): {item.id: _item(item) for item in score.items} for unit, score in scored},
        awards={comparable(unit): tuple(map(_award, score.bonus_rows)) for unit, score in scored if score.bonus_rows},
        findings=_findings(evaluation),
        files=_files(evaluation),
        readings={
            comparable(entry.id): comparable(evaluation.scheme.chosen.get(entry.id, entry.default))
            for entry in evaluation.scheme.interpretations
        },
        texts=_texts(evaluation.scheme),
        scheme=scheme_name(evaluation.scheme),
        last_summary=last_year.digest if last_year else "",
        reach=dict(_reach(evaluation.scheme)),
    )


def comparable(text: str) -> str:
    """Give a text as it is compared: as a workbook can hold it, without white space."""
    return compact(clean(text))


def printed(value: Fraction | None) -> Fraction | None:
    """Give a number as it stands in print."""
    return value if value is None or value.denominator == 1 else Fraction(round_half_up(value))


def ruling_reason(why: str) -> str:
    """Give what 依据 says about a ruling; empty without one."""
    return why.partition(RULED)[2]


def scheme_name(scheme: Scheme) -> str:
    """Name a scheme and its version."""
    return f"{scheme.id}第{scheme.version}版"


def _item(item: ItemScore) -> PastItem:
    """Give a line of 逐项得分."""
    return PastItem(
        printed(item.points),
        None if item.computed.is_pending else printed(item.computed.low),
        printed(item.onsite),
        printed(item.ruling),
        printed(item.adopted),
        comparable(ruling_reason(basis(item))),
    )


def _award(entry: BonusScore) -> PastAward:
    """Give a line of 加分审核."""
    row = entry.row
    return PastAward(
        item=entry.item,
        kind=comparable(row.kind),
        work=comparable(row.work),
        award=comparable(row.award),
        certificate=comparable(row.certificate),
        date=comparable(row.date_text),
        points=printed(entry.points),
    )


def _findings(evaluation: Evaluation) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """Give the lines of 差异清单 by unit."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for entry in evaluation.findings:
        found.setdefault(comparable(entry.unit), []).append((entry.row, entry.code, comparable(entry.message)))
    return {unit: tuple(own) for unit, own in found.items()}


def _files(evaluation: Evaluation) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Give the adopted returns by unit."""
    rows = (
        (entry.unit, entry.file, entry.sha256) for entry in evaluation.intake.receipts if entry.fate is Fate.ADOPTED
    )
    return files_by_unit(list(rows))


def files_by_unit(rows: Sequence[tuple[str, str, str]]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Sort files (unit, name, SHA-256) by their units."""
    files: dict[str, list[tuple[str, str]]] = {}
    for unit, file, digest in rows:
        files.setdefault(comparable(unit), []).append((clean(file), digest))
    return {unit: tuple(sorted(own)) for unit, own in files.items()}


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
