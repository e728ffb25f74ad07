"""A filled form as a file, to be changed by another program."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.formatting import ConditionalFormattingList

from kexie_excel.form.headers import Bonus
from scripts.fill import to_bytes
from tests.returned import LAYOUT


@pytest.fixture(scope="module")
def slim(filled: bytes) -> bytes:
    """The filled form without the hidden helpers of 加分项, which openpyxl would load and save for every test."""
    book = openpyxl.load_workbook(BytesIO(filled))
    first = len(LAYOUT.bonus.shown) + 1
    book[Bonus.SHEET].delete_cols(first, len(LAYOUT.bonus.helpers))
    book[Bonus.SHEET].conditional_formatting = ConditionalFormattingList()
    return to_bytes(book)


@pytest.fixture
def path(slim: bytes, tmp_path: Path) -> Path:
    """The filled form as a file that may be changed."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(slim)
    return path
