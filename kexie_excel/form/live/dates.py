"""获得日期 → its year: a real date, or a text such as 2017-06-01, 2017.6.1, 2017年6月1日, 2017年6月, 2017.

A text is read piece by piece and only where it is surely one of these; the program reads all of them, and may read more.
"""

from collections.abc import Mapping

from kexie_excel.form.headers import Bonus, Live
from kexie_excel.form.live.row import RowTemplate
from kexie_excel.scheme.kinds.formula import UNKNOWN, all_of

_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_DIGITS = '"0123456789"'
_YEAR_DIGITS = 4
_AFTER_YEAR = _YEAR_DIGITS + 2
"""Where the month begins, one separator after the year."""
_ROOM = 20


def date_formulas(row: RowTemplate) -> Mapping[str, str]:
    """Give the helper columns that lead to the year."""
    raw = row.cell(Bonus.DATE)
    text = f'SUBSTITUTE(TRIM({raw})," ","")'
    rest = row.cell(Live.DAY_TEXT)
    dash = f'FIND("-",{rest}&"-")'
    same = f"MID({text},{_AFTER_YEAR},{_ROOM})"
    for separator in ("月", ".", "/"):
        same = f'SUBSTITUTE({same},"{separator}","-")'
    tail = f"MID({rest},{dash}+1,{_ROOM})"
    bare = f'IF(RIGHT({tail},1)="日",LEFT({tail},LEN({tail})-1),{tail})'
    no_day = f'IF(RIGHT({text},1)="月",0,{UNKNOWN})'
    day = f'IF({dash}>LEN({rest}),0,IF({tail}="",{no_day},{_small(bare)}))'
    return {
        Live.DAY_TEXT: f'IF(ISTEXT({raw}),{same},"")',
        Live.MONTH: f"IF(ISTEXT({raw}),{_small(f'LEFT({rest},{dash}-1)')},{UNKNOWN})",
        Live.DAY: f"IF(ISTEXT({raw}),{day},{UNKNOWN})",
        Live.YEAR: f"IF(ISNUMBER({raw}),{_real(raw)},IF(ISTEXT({raw}),{_written(row, text)},{UNKNOWN}))",
    }


def _small(text: str) -> str:
    """Read a number of one or two digits, from 1 on."""
    digits = all_of(f"ISNUMBER(FIND({end}({text},1),{_DIGITS}))" for end in ("LEFT", "RIGHT"))
    value = f"IF(VALUE({text})>0,VALUE({text}),{UNKNOWN})"
    return f"IF(AND(LEN({text})>=1,LEN({text})<=2,{digits}),{value},{UNKNOWN})"


def _real(cell: str) -> str:
    """Give the year of a real date."""
    fits = f"AND({cell}>=DATE({_FIRST_YEAR},1,1),{cell}<DATE({_LAST_YEAR + 1},1,1))"
    return f"IF({fits},YEAR({cell}),{UNKNOWN})"


def _written(row: RowTemplate, text: str) -> str:
    """Give the year of a date written as text, if the whole text is a date."""
    year, month, day = f"VALUE(LEFT({text},{_YEAR_DIGITS}))", row.cell(Live.MONTH), row.cell(Live.DAY)
    digits = [f"ISNUMBER(FIND(MID({text},{at},1),{_DIGITS}))" for at in range(1, _YEAR_DIGITS + 1)]
    mark = f"MID({text},{_YEAR_DIGITS + 1},1)"
    separated = ",".join(f'{mark}="{separator}"' for separator in ("年", "-", ".", "/"))
    in_month = f"{day}<=DAY(DATE({year},{month}+1,0))"
    whole = f"IF(AND(OR({separated}),{month}>=1,{month}<=12,{day}>=0),{in_month},FALSE)"
    only_year = f'LEN({text})={_YEAR_DIGITS},AND(LEN({text})={_YEAR_DIGITS + 1},{mark}="年")'
    shape = f"OR({only_year},{whole})"
    known = f"AND({year}>={_FIRST_YEAR},{year}<={_LAST_YEAR},{shape})"
    return f"IF(AND(LEN({text})>={_YEAR_DIGITS},{','.join(digits)}),IF({known},{year},{UNKNOWN}),{UNKNOWN})"
