"""A ledger → grids of values in which nothing is lost: what the quick reader does not see is shown as a person sees it.

The quick reader gives such cells as empty, and an empty decision looks like one that was never made.
"""

from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from kexie_excel.errors import KexieError
from kexie_excel.returns.coerce import coerce_score
from kexie_excel.sheets.look.look import with_doubts
from kexie_excel.sheets.read.grid import Sheet, Unreadable, Workbook, open_workbook


def read_book(path: Path) -> Workbook:
    """Read the ledger at ``path``.

    Raises:
        KexieError: it cannot be read.
    """
    book = open_workbook(path)
    if isinstance(book, Unreadable):
        # the reader's own words are for the counties, who are asked to send their file again
        raise KexieError(
            f"读不了 {path.name}：它已损坏、加了密码，或者不是 Excel 工作簿。"
            "里面有人工的决定：请修复它，或者用文件夹里的备份换回，再运行。"
        )
    try:
        return with_doubts(book, path, coerce_score)
    except Exception:  # noqa: BLE001 - whatever a file does to the library, it is one sentence
        raise KexieError(
            f"读不了 {path.name}：里面有公式、错误值或特殊格式，读不全。请把决定改成直接填写的内容后再运行。"
        ) from None


def quick_grids(content: bytes) -> tuple[Sheet, ...]:
    """Give a workbook's values as the quick reader sees them."""
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        return tuple(
            Sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
        )
