"""加分情形 → the kinds of each bonus line."""

import re
from collections.abc import Iterable, Mapping

from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme.model import SameWork
from kexie_excel.scheme_book.items import Fields, is_lost_line
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.rows import AuthorRow
from kexie_excel.scheme_book.sheets import BonusSheet, FactSheet
from kexie_excel.scheme_book.terms import COUNTED, TIMES, YES_NO
from kexie_excel.scheme_book.values import RowReader
from kexie_excel.sheets.read.raw import compact
from kexie_excel.text import squeeze

_YEARS = re.compile(r"当年(?:(?:及|和)?前(\d+)年)?")
_BLANK = "（空）"
_SAME_WORK = {str(kind): str(kind) for kind in SameWork}


def read_bonus(
    rows: Iterable[AuthorRow],
    lines: Mapping[str, Fields],
    facts: Mapping[str, tuple[str, Fields]],
    review: Review,
) -> list[Fields]:
    """Read 加分情形, and give the bonus lines with their kinds."""
    kinds: dict[str, list[Fields]] = {line: [] for line in lines}
    common: dict[str, Fields] = {line: {} for line in lines}
    first: dict[str, dict[str, str]] = {line: {} for line in lines}
    cells: dict[str, str] = {}
    for row in rows:
        reader = RowReader(review, row, f"{BonusSheet.SHEET}/{row.number}")
        if is_lost_line(row.text(BonusSheet.ITEM), lines, review):
            continue
        line = reader.known(BonusSheet.ITEM, lines, "加分项")
        label = reader.text(BonusSheet.LABEL, "写加分情形的名称")
        reader = reader.for_path(f"bonus/{line}/kind/{label}" if line else reader.at)
        reader.locate(f"bonus/{line}/kind/{label}", BonusSheet.LABEL)
        cell = row.place(BonusSheet.LABEL).cell
        earlier = cells.setdefault(squeeze(label), cell)
        if label and earlier != cell:
            reader.fault("K909", BonusSheet.LABEL, what="加分情形", others=earlier)
        elif line and label:
            kinds[line].append(_kind(reader, label, facts))
            _share(reader, line, common[line], first[line])
        else:
            review.doubtful |= {f"bonus/{own}" for own in lines}
    for line in lines:
        if not kinds[line] and not review.is_doubtful(f"bonus/{line}") and BonusSheet.SHEET not in review.doubtful:
            review.add("K921", review.place(f"bonus/{line}"), f"bonus/{line}", item=line, what="加分情形")
    return [{**lines[line], **_given(common[line]), "kind": kinds[line]} for line in lines]


def _kind(reader: RowReader, label: str, facts: Mapping[str, tuple[str, Fields]]) -> Fields:
    """Read one kind."""
    points = reader.need_number(BonusSheet.POINTS, "写每项加几分")
    if points < 0:
        reader.fault("K925", BonusSheet.POINTS)
    kind: Fields = {"label": label, "points": points, "per": reader.text(BonusSheet.PER, "写每什么加分，如 项、人次")}
    if same_work := reader.one_of(BonusSheet.SAME_WORK, _SAME_WORK):
        kind["same_work"] = same_work
    if reader.need_one_of(BonusSheet.TIMES, TIMES):
        kind["once"] = True
    if reader.has(BonusSheet.ISSUER):
        kind["issuer"] = reader.row.typed(BonusSheet.ISSUER)
    if any(map(reader.has, BonusSheet.CLASS_KINDS)):
        kind["beyond"] = _beyond(reader, facts)
    return kind


def _beyond(reader: RowReader, facts: Mapping[str, tuple[str, Fields]]) -> Fields:
    """Read what of classes is counted."""
    return {
        "classes": _count(reader, BonusSheet.CLASSES, facts),
        "students": _count(reader, BonusSheet.STUDENTS, facts),
        "class_size": reader.need_number(BonusSheet.CLASS_SIZE, "写每班几名学生"),
        "free": reader.need_number(BonusSheet.FREE, "写别处已经计分的班数；没有的写 0"),
        "by_students": bool(reader.need_one_of(BonusSheet.COUNTED, COUNTED)),
    }


def _count(reader: RowReader, header: str, facts: Mapping[str, tuple[str, Fields]]) -> str:
    """Read a fact that must be a whole number."""
    if FactSheet.SHEET in reader.review.doubtful:
        reader.review.doubtful.add(reader.at)
        return ""
    named = str(reader.known(header, (str(fact["id"]) for _, fact in facts.values()), "填报事项"))
    if named and facts[squeeze(named)][1]["kind"] != FactKind.COUNT:
        reader.fault("K912", header, fact=named, expected=f"这里要用填法是“整数”的填报事项，“{named}”不是")
    return named


def _share(reader: RowReader, line: str, common: Fields, first: dict[str, str]) -> None:
    """Read what holds for the whole line and must stand in its rows alike; 须有依据 may be left out of some.

    Args:
        reader: reads one row.
        line: the line.
        common: what holds for it, as far as it was read.
        first: header → what was written there first.
    """
    for header, key, value in (
        (BonusSheet.YEARS, "years_back", _years(reader)),
        (BonusSheet.EVIDENCE, "needs_evidence", reader.one_of(BonusSheet.EVIDENCE, YES_NO)),
    ):
        if value is None and (reader.has(header) or header == BonusSheet.EVIDENCE):
            continue
        earlier = first.setdefault(header, reader.row.text(header) or _BLANK)
        if common.setdefault(key, value) != value:
            reader.fault("K940", header, found=reader.row.text(header) or _BLANK, line=line, first=earlier)


def _given(common: Fields) -> Fields:
    """Leave out what is the same as nothing: an award of any year, no need of evidence; 0 is the year itself."""
    return {key: value for key, value in common.items() if value is not None and value is not False}


def _years(reader: RowReader) -> int | None:
    """Read how old an award may be."""
    if not reader.has(BonusSheet.YEARS):
        return None
    found = _YEARS.fullmatch(compact(reader.row.cells[BonusSheet.YEARS].raw))
    if found:
        return int(found[1] or 0)
    reader.fault("K907", BonusSheet.YEARS, guess="", expected="写“当年”或“当年及前1年”；不论时间的留空")
    return None
