"""One row of 加分项 as formulas are written for all of them: with places for the row, filled in row by row."""

from collections.abc import Mapping, Sequence

from kexie_excel.form.headers import Bonus
from kexie_excel.form.layout import SheetLayout
from kexie_excel.scheme.kinds.formula import quoted
from kexie_excel.sheets.address import column_letter

_ROW, _NUMBER = "\ue000", "\ue001"
"""Stand for the row on the sheet and the running number; characters that no text uses."""


class RowTemplate:
    """Writes references to the cells of any one row, and to whole columns."""

    number = _NUMBER
    """The row's running number."""

    def __init__(self, layout: SheetLayout) -> None:
        """Take the layout of 加分项."""
        self._layout = layout
        self.count = len(layout.keys)
        self.places = f"(ROW({layout.span(Bonus.KIND)})-{layout.header_row})"
        """The running numbers of all rows."""

    def cell(self, header: str) -> str:
        """Give this row's cell."""
        return f"{column_letter(self._layout.column(header))}{_ROW}"

    def all(self, header: str) -> str:
        """Give a column's cells."""
        return self._layout.span(header)

    def formula(self, template: str, key: str) -> str:
        """Write a template for the row with this key."""
        return "=" + template.replace(_ROW, str(self._layout.row(key))).replace(_NUMBER, key)


def array(texts: Sequence[str]) -> str:
    """Write texts as an array constant."""
    return f"{{{','.join(map(quoted, texts))}}}"


def by_kind(kind: str, values: Sequence[str]) -> str:
    """Give the value of a kind's number, from 1; one for all needs no choice."""
    return values[0] if len(set(values)) == 1 else f"CHOOSE({kind},{','.join(values)})"


def only_for(kind: str, values: Mapping[int, str], otherwise: str = "0") -> str:
    """Give a value for the few kinds that have one."""
    chain = otherwise
    for number, value in values.items():
        chain = f"IF({kind}={number},{value},{chain})"
    return chain
