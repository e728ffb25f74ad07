"""全部核对反馈: the sheet 核对反馈 of every unit in one workbook, to print them in one go; to be read and signed, never sent back."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from kexie_excel.form.feedback import write_feedback
from kexie_excel.form.filling import Filling
from kexie_excel.form.headers import Questions
from kexie_excel.form.layout import Layout
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.style import UNSCALED, Styles, new_workbook, select_all
from kexie_excel.text import clean

_FOOTER = '&L&9&"宋体,Regular"{whose}&C&9&"宋体,Regular"第 &P 页'
"""Each unit's pages count by themselves, so none says of how many."""
_LONGEST = 31
"""Characters of a sheet's name."""
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))


def write_feedback_prints(scheme: Scheme, fillings: Iterable[Filling]) -> bytes:
    """Write the workbook: a sheet a unit, exactly as it stands in front of the unit's own 核对反馈."""
    stream = BytesIO()
    book = new_workbook(stream)
    styles, layout = Styles(book), Layout(scheme)
    fillings = tuple(fillings)
    for name, filling in zip(_names(filling.unit for filling in fillings), fillings, strict=True):
        sheet = book.add_worksheet(name)
        write_feedback(sheet, styles, layout, filling, without_cover=True)
        whose = f"{clean(filling.unit)}　第{filling.round}轮{Questions.SHEET}".replace("&", "&&")
        sheet.set_footer(_FOOTER.format(whose=whose), dict(UNSCALED))
        sheet.set_start_page(1)
    select_all(book)
    book.close()
    return stream.getvalue()


def _names(units: Iterable[str]) -> Iterator[str]:
    """Name the sheets after their units, as far as programs take it; none twice."""
    taken: set[str] = set()
    for unit in units:
        plain = clean(unit).translate(_NOT_IN_A_NAME)[:_LONGEST]
        number, name = 1, plain
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: _LONGEST - 4]}（{number}）"
        taken.add(name.casefold())
        yield name
