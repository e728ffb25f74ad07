"""Whose return a workbook is: stamp → 单位 cell → title → file name. Where two of them disagree, nobody guesses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.form.digest import form_digest
from kexie_excel.form.headers import ONSITE, Cover, Stamp
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme.term import year_term
from kexie_excel.sheets.read.grid import Sheet, Workbook, cells
from kexie_excel.sheets.read.raw import Raw, compact, plain

_COVER_ROWS = 30
_TITLE_ROWS = 3
_TITLE_UNIT = re.compile(rf"{Cover.UNIT}:(.+)")
_BESIDE = 3
"""How far right of its label a cover answer may stand."""
_STAMP_ROWS = 12
"""More than a stamp has."""
_ROUND_DIGITS = 4
"""No round has a number longer than this."""


@dataclass(frozen=True)
class Identity:
    """What a workbook says about itself; empty where it says nothing."""

    scheme: str
    """Scheme id of the stamp."""
    round: int
    stamped: str
    """The unit it was made for."""
    stated: str
    """What its 单位 cell says."""
    titled: str
    """What the title of its 评估表 says."""
    named: str
    """The one unit its file name speaks of."""
    cover: Mapping[str, Raw] = field(default_factory=dict)
    """Field of the cover → what stands beside it."""
    grown_from: tuple[str, ...] = ()
    """Digests of the returns that a feedback workbook was filled from; see ``Return.said``."""
    form: str = ""
    """Digest of what the scheme of the stamp asks."""
    year: str = ""
    """The year of that scheme."""
    period: str = ""
    """Its period, where that is no year."""

    @property
    def term(self) -> str:
        """What the period of that scheme is called; empty where the stamp does not say."""
        return self.period or (year_term(int(self.year)).name if self.year.isdecimal() else self.year)


def identify(book: Workbook, file_name: str, scheme: Scheme) -> Identity:
    """Collect what the workbook says about itself."""
    stamp, cover = read_stamp(book), _cover(book)
    return Identity(
        scheme=stamp.get(Stamp.SCHEME, ""),
        form=stamp.get(Stamp.FORM, ""),
        year=stamp.get(Stamp.YEAR, ""),
        period=stamp.get(Stamp.PERIOD, ""),
        round=_whole(stamp.get(Stamp.ROUND, "")),
        stamped=stamp.get(Stamp.UNIT, ""),
        stated=compact(cover.get(Cover.UNIT, "")),
        titled=_title_unit(book),
        named=unit_in(file_name, scheme),
        grown_from=tuple(stamp.get(Stamp.GROWN_FROM, "").split()),
        cover=cover,
    )


def other_scheme(who: Identity, scheme: Scheme) -> str:
    """Name the scheme by which a workbook was made, if it is another; one of an earlier version says its id only."""
    if who.scheme not in {"", scheme.id}:
        return f"{who.scheme}（{who.term}）" if who.term else who.scheme
    if who.form in {"", form_digest(scheme)}:
        return ""
    return f"别的方案（{who.term}）" if who.term != scheme.term.name else "内容不同的另一份方案"


def named_scheme(scheme: Scheme) -> str:
    """Name the scheme of this round."""
    return f"{scheme.id}（{scheme.term.name}）"


def unit_in(text: str, scheme: Scheme) -> str:
    """Give the one unit whose name stands in a text; empty where there is none, more than one, or one that the list had."""
    return scheme.roster.one_in(compact(text))


def gone_in(texts: Iterable[str], scheme: Scheme) -> str:
    """Give the unit that a text names, if it was on the list when the forms went out and is no more."""
    issued = scheme.issued
    if issued is None:
        return ""
    return next(filter(None, (unit_in(text, issued) for text in texts if not unit_in(text, scheme))), "")


def is_new(unit: str, scheme: Scheme) -> bool:
    """Tell whether a unit came onto the list, or to its name, after the forms went out."""
    return scheme.issued is not None and unit in scheme.unit_of and unit not in scheme.issued.unit_of


def read_stamp(book: Workbook) -> Mapping[str, str]:
    """Read the stamp sheet, known by its first keys; nothing where there is none."""
    for sheet in book.sheets:
        pairs = {compact(sheet.at(row, 1)): plain(sheet.at(row, 2)) for row in range(1, _STAMP_ROWS)}
        if Stamp.SCHEME in pairs and Stamp.VERSION in pairs:
            return pairs
    return {}


def _whole(text: str) -> int:
    """Read a round; 0 where there is none."""
    return int(text) if text.isdecimal() and len(text) <= _ROUND_DIGITS else 0


def _cover(book: Workbook) -> Mapping[str, Raw]:
    """Read the cover's fields: the first filled cell right of each label, on the sheet that asks for unit and contact."""
    for sheet in book.sheets:
        labels = {compact(value).rstrip(":"): (row, column) for row, column, value in cells(sheet, _COVER_ROWS)}
        if Cover.UNIT in labels and Cover.CONTACT in labels:
            return {name: _beside(sheet, *labels[name]) for name in Cover.FIELDS if name in labels}
    return {}


def _beside(sheet: Sheet, row: int, column: int) -> Raw:
    """Give the first filled cell right of a label."""
    beside = (sheet.at(row, at) for at in range(column + 1, column + 1 + _BESIDE))
    return next((value for value in beside if compact(value)), "")


def _title_unit(book: Workbook) -> str:
    """Read the unit from a line “单位：…” above a table."""
    for sheet in book.sheets:
        for _row, _column, value in cells(sheet, _TITLE_ROWS):
            found = _TITLE_UNIT.fullmatch(compact(value))
            if found:
                return found[1]
    return ""


def is_onsite(book: Workbook) -> bool:
    """Tell whether a workbook was made for 现场评估."""
    return compact(read_stamp(book).get(Stamp.PURPOSE, "")) == Stamp.FOR_VISIT


def misplaced(file: str, book: Workbook, scheme: Scheme) -> Finding | None:
    """Say that a file among the returns is an on-site workbook, if it is one."""
    if not is_onsite(book):
        return None
    unit = unit_in(read_stamp(book).get(Stamp.UNIT, ""), scheme)
    return finding("K741", unit=unit, place=Place(file), sheet=ONSITE)
