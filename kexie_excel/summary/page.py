"""How the sheets of a report print: A4 landscape, a heading where the sheet has none of its own, numbered pages."""

from typing import TYPE_CHECKING

from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets import style
from kexie_excel.sheets.style import UNSCALED
from kexie_excel.summary.book import Report
from kexie_excel.text import clean

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

DRAFT = "未定稿"
"""What everything says that is printed while something is pending or missing."""

ROOM_ACROSS, ROOM_DOWN = 770.0, 505.0
"""Points of an A4 page that the margins leave to a sheet without a printed heading."""

_SIDE, _TOP, _BOTTOM = 0.5, 0.6, 0.65
"""Inches."""
_HEADING = 0.35
"""Inches that the printed heading takes more."""
HEADED_ROOM_DOWN = ROOM_DOWN - _HEADING * 72
"""Points that are left to a sheet below its printed heading."""
_HEADING_MOST = 120
"""A printed heading can hold 255 characters, marks included."""


def set_page(sheet: "Worksheet", report: Report, heading: str = "", pages: tuple[int, int] = (1, 0)) -> None:
    """Prepare a sheet for print: A4 landscape, margins, footer, and the printed heading if it has one."""
    top = _TOP + (_HEADING if heading else 0)
    margins = {"left": _SIDE, "right": _SIDE, "top": top, "bottom": _BOTTOM}
    style.set_page(sheet, landscape=True, margins=margins, pages=pages, source=clean(report.source))
    if heading:
        sheet.set_header(_header(heading, report.evaluation), {"margin": 0.4, **UNSCALED})


def _header(heading: str, evaluation: Evaluation) -> str:
    """Write a printed heading in the file format's marks; the font comes last, so that a digit may follow."""
    name = clean(heading)[:_HEADING_MOST].replace("&", "&&")
    draft = "" if evaluation.is_final else f'&R&11&"黑体,Regular"{DRAFT}'
    return f'&C&14&"黑体,Regular"{name}{draft}'
