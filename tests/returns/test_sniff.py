"""What a file is, by its first bytes and not by its name (cases 1 to 4, 10, 15)."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kexie_excel.returns.sniff import Kind, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
TEXT_DOCUMENT = b"application/vnd.oasis.opendocument.text"


def archive(**members: bytes) -> bytes:
    """Give a zip; ``__`` in a member's name stands for ``/``."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name.replace("__", "/")), data)
    return stream.getvalue()


def broken_member() -> bytes:
    """Give an open document whose first member cannot be decompressed."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", SPREADSHEET * 10)
    data = bytearray(stream.getvalue())
    data[40:60] = b"\xff" * 20
    return bytes(data)


BOOK = archive(xl__workbook=b"<workbook/>")

FILES = {
    "empty": (b"", Kind.EMPTY),
    "xlsx": (BOOK, Kind.WORKBOOK),
    "ods": (archive(mimetype=SPREADSHEET), Kind.WORKBOOK),
    "xls": (OLE, Kind.WORKBOOK),
    "encrypted xlsx": (OLE + "EncryptedPackage".encode("utf-16-le") + OLE, Kind.ENCRYPTED),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), Kind.DOCUMENT),
    "docx": (archive(word__document=b"<w/>"), Kind.DOCUMENT),
    "odt": (archive(mimetype=TEXT_DOCUMENT), Kind.DOCUMENT),
    "zip": (archive(**{"a.txt": b"x"}), Kind.ARCHIVE),
    "empty zip": (archive(), Kind.ARCHIVE),
    "rar": (b"Rar!\x1a\x07\x00", Kind.ARCHIVE),
    "7z": (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    "cut off": (BOOK[:40], Kind.CUT_OFF),
    "only the signature": (b"PK", Kind.CUT_OFF),
    "broken member": (broken_member(), Kind.CUT_OFF),
    "pdf": (b"%PDF-1.4", Kind.PDF),
    "png": (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    "jpeg": (b"\xff\xd8\xff\xe0", Kind.PICTURE),
    "gif": (b"GIF89a", Kind.PICTURE),
    "bmp": (b"BM6\x00", Kind.PICTURE),
    "tiff, little end": (b"II*\x00", Kind.PICTURE),
    "tiff, big end": (b"MM\x00*", Kind.PICTURE),
    "html": (b"<html><table>", Kind.WEB_PAGE),
    "html with byte order mark": (b"\xef\xbb\xbf\r\n <!DOCTYPE html>", Kind.WEB_PAGE),
    "html table": (b"<TABLE border=1>", Kind.WEB_PAGE),
    "html meta": (b"<meta charset=gbk>", Kind.WEB_PAGE),
    "csv": ("编号,填报\n1.1a,3\n".encode(), Kind.OTHER),
    "xml": (b"<?xml version='1.0'?><Workbook/>", Kind.OTHER),
    "one letter": (b"P", Kind.OTHER),
    "nothing but zeros": (b"\0" * 5000, Kind.OTHER),
}


@pytest.mark.parametrize("name", FILES)
def test_kind(name: str, tmp_path: Path) -> None:
    data, kind = FILES[name]
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(data)
    assert sniff(path) is kind


def test_a_zip_with_a_name_in_another_encoding_is_no_reason_to_stop(tmp_path: Path) -> None:
    """Case 16: the name is declared as UTF-8 and is not."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("平江", b"x")
    path = tmp_path / "表.zip"
    path.write_bytes(stream.getvalue().replace("平".encode(), b"\xff\xfe\xfd"))
    assert sniff(path) is Kind.CUT_OFF


def test_only_spreadsheets_are_a_unit_s_own_return() -> None:
    """A photograph is 不是评估表; an encrypted, cut off or empty workbook is a return that cannot be read."""
    own = {kind for kind in Kind if kind.is_workbook}
    assert own == {Kind.WORKBOOK, Kind.EMPTY, Kind.ENCRYPTED, Kind.CUT_OFF}


def test_a_file_that_cannot_be_opened_is_the_caller_s_to_report(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sniff(tmp_path / "不在.xlsx")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([archive(mimetype=SPREADSHEET * 9), BOOK, FILES["encrypted xlsx"][0]]),
    changes=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=8),
    end=st.integers(0, 400),
)
def test_no_damage_raises(tmp_path: Path, start: bytes, changes: list[tuple[int, int]], end: int) -> None:
    """Case 10: a damaged file is one sentence, never an exception."""
    data = bytearray(start)
    for at, value in changes:
        data[at % len(data)] = value
    path = tmp_path / "表.xlsx"
    path.write_bytes(data[: max(1, len(data) - end)])
    assert isinstance(sniff(path), Kind)
