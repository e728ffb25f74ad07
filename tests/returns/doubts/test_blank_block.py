"""K122: a damaged .xls may read well and lack a block of answers; it is said once (badfiles 4d)."""

from fractions import Fraction
from pathlib import Path

import pytest

from kexie_excel.form.headers import Facts
from kexie_excel.returns.doubts.blank_block import blank_block
from kexie_excel.returns.model import Entry, Return
from kexie_excel.returns.read import Reader
from kexie_excel.scheme.fact import Gap
from scripts.office import PROGRAM, convert
from tests.builders import SCHEME, UNIT
from tests.returned import Desk, codes

THERE, BLANK, ODD = Entry(Fraction(1)), Entry(Gap.BLANK), Entry(Gap.UNREADABLE)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("+" * 20, []),
        ("+" * 3 + "-" * 14 + "+", []),
        ("+" * 3 + "-" * 15 + "+", ["这份表可能没有存完整：3到17连续15项填报都是空的"]),
        ("-" * 16 + "?" + "-" * 2, ["这份表可能没有存完整：0到15连续16项填报都是空的"]),
        ("+-" * 20, []),
        ("-" * 20, []),
        ("", []),
    ],
)
def test_a_blank_block_beside_answers_is_said_once(pattern: str, said: list[str]) -> None:
    """A form in which there is nothing at all was not filled in."""
    answers = {str(at): {"+": THERE, "-": BLANK, "?": ODD}[sign] for at, sign in enumerate(pattern)}
    assert [found.message for found in blank_block("表.xls", UNIT, answers)] == said


@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
def test_only_of_a_file_whose_parts_have_no_checksums(desk: Desk, tmp_path: Path) -> None:
    """What of an .xlsx does not come whole is not read at all, so that blank cells there are blank."""
    for fact in SCHEME.facts[20:40]:
        desk.put(Facts.SHEET, fact.id, Facts.ANSWER, "")
    path = desk.save("表.xlsx")
    convert([path], ".xls", tmp_path / "旧")
    new, old = (Reader(SCHEME).read(own, own.name) for own in (path, tmp_path / "旧" / "表.xls"))
    assert isinstance(new, Return)
    assert isinstance(old, Return)
    assert ("K122" in codes(new), "K122" in codes(old)) == (False, True)
