"""Styles, colours, dates and cells of an .xlsx workbook, as they stand in its XML (cases 9, 52, 72)."""

import datetime as dt

import pytest

from kexie_excel.sheets.look.colours import BLACK, WHITE, blends, from_hex
from kexie_excel.sheets.look.dates import moment_of
from kexie_excel.sheets.look.sheet_look import Area, Matter
from kexie_excel.sheets.look.xlsx_cells import CellReader
from kexie_excel.sheets.look.xlsx_styles import read_styles
from kexie_excel.sheets.read.sheet import Sheet


def looks_unseen(colour: str, fill: str = "") -> bool:
    """Tell whether a font of this colour is unseen on this fill."""
    font = f"<fonts><font><sz val='11'/>{colour}</font></fonts>"
    fills = f"<fills><fill>{fill}</fill></fills>"
    look = read_styles(f"<styleSheet>{font}{fills}<cellXfs><xf/></cellXfs></styleSheet>".encode()).looks[0]
    return look.font.is_unseen(look.ground)


@pytest.mark.parametrize(
    ("colour", "unseen"),
    [
        ('<color theme="0"/>', True),
        ('<color theme="0" tint="-0.5"/>', False),
        ('<color theme="1"/>', False),
        ('<color theme="4"/>', False),
        ('<color indexed="9"/>', True),
        ('<color indexed="10"/>', False),
        ('<color auto="1"/>', False),
        ('<color rgb="FFFFFFFF"/>', True),
        ('<color rgb="white"/>', False),
        ("", False),
    ],
)
def test_white_on_white_is_white_however_it_is_said(colour: str, unseen: bool) -> None:  # noqa: FBT001 - a column of the table
    assert looks_unseen(colour) is unseen


@pytest.mark.parametrize(
    "fill",
    [
        '<patternFill patternType="solid"><fgColor theme="4"/></patternFill>',
        '<patternFill patternType="gray125"/>',
        "<gradientFill/>",
    ],
)
def test_of_a_ground_that_is_not_known_nothing_is_said(fill: str) -> None:
    assert not looks_unseen('<color theme="0"/>', fill)


def test_colours() -> None:
    assert from_hex("#FFFFFF") == from_hex("00ffffff") == WHITE
    assert from_hex("transparent") is None
    assert [blends(WHITE, WHITE), blends(BLACK, WHITE), blends(None, WHITE), blends(WHITE, None)] == [
        True,
        False,
        False,
        False,
    ]


def test_a_workbook_without_styles() -> None:
    assert read_styles(b"").looks == ()
    reader = CellReader(read_styles(b""), b"")
    sheet = b'<s><sheetData><row r="1"><x/><c r="A1"><v>3</v></c><c r="B1"/><c r="C1" t="inlineStr"/><c t="b"><v>1</v></c></row></sheetData></s>'
    seen = reader.read(sheet, Area(Sheet("x", ()), dict.fromkeys(range(1, 9), Matter.NUMBER)))
    assert seen.values == {(1, 1): 3.0, (1, 4): True}


@pytest.mark.parametrize(
    ("days", "is_1904", "moment"),
    [
        (42887, False, dt.datetime(2017, 6, 1)),  # noqa: DTZ001 - a cell has no zone
        (41425, True, dt.datetime(2017, 6, 1)),  # noqa: DTZ001
        (1, False, dt.datetime(1900, 1, 1)),  # noqa: DTZ001
        (0.25, False, dt.time(6)),
        (1e12, False, 1e12),
    ],
)
def test_days(days: float, is_1904: bool, moment: object) -> None:  # noqa: FBT001 - a column of the table
    assert moment_of(days, is_1904=is_1904) == moment
