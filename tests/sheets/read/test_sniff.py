"""What a file is, by its first bytes and not by its name (cases 1 to 4, 10, 15)."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kexie_excel.sheets.read import zipped
from kexie_excel.sheets.read.compound import root_names
from kexie_excel.sheets.read.sniff import Kind, sniff, why_closed
from tests.returns.strange import BOF, FILEPASS, compound, encrypted_xlsx, mail

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


TYPES = b'<Types><Override PartName="/%s" ContentType="application/vnd.%s.main+xml"/></Types>'


def declared(part: bytes, main: bytes) -> bytes:
    """Give an office document whose parts are not where they usually are."""
    return archive(**{"[Content_Types].xml": TYPES % (part, main), part.decode(): b"<x/>"})


FILES = {
    "empty": (b"", Kind.EMPTY),
    "xlsx": (BOOK, Kind.WORKBOOK),
    "xlsx with its parts elsewhere": (
        declared(b"workbook.xml", b"openxmlformats-officedocument.spreadsheetml.sheet"),
        Kind.WORKBOOK,
    ),
    "xlsb": (declared(b"workbook.bin", b"ms-excel.sheet.binary.macroEnabled"), Kind.WORKBOOK),
    "ods": (archive(mimetype=SPREADSHEET), Kind.WORKBOOK),
    "encrypted ods": (
        archive(**{"mimetype": SPREADSHEET, "META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        Kind.ENCRYPTED,
    ),
    "xls": (compound({"Workbook": BOF}), Kind.WORKBOOK),
    "xls with a document embedded": (compound({"Workbook": BOF + "WordDocument".encode("utf-16-le")}), Kind.WORKBOOK),
    "xls with a password": (compound({"Workbook": BOF + FILEPASS}), Kind.ENCRYPTED),
    "read-only xls with a password": (compound({"Workbook": BOF + b"\x86\0\0\0" + FILEPASS}), Kind.ENCRYPTED),
    "damaged OLE2": (OLE, Kind.WORKBOOK),
    "OLE2 of odd sectors": (OLE[:30] + b"\x20" + OLE[31:], Kind.WORKBOOK),
    "encrypted xlsx": (encrypted_xlsx(), Kind.ENCRYPTED),
    "doc": (compound({"1Table": b"", "WordDocument": b"", "Data": b""}), Kind.DOCUMENT),
    "ppt": (compound({"PowerPoint Document": b""}), Kind.SLIDES),
    "msg": (compound({"__substg1.0_0037001F": b""}), Kind.OUTLOOK),
    "docx": (archive(word__document=b"<w/>"), Kind.DOCUMENT),
    "docx with a workbook embedded": (
        archive(
            **{
                "[Content_Types].xml": b'<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-'
                b'officedocument.spreadsheetml.sheet"/>' + TYPES % (b"d", b"x.wordprocessingml.document"),
                "word/embeddings/a.xlsx": b"",
            }
        ),
        Kind.DOCUMENT,
    ),
    "pptx": (declared(b"ppt/presentation.xml", b"openxmlformats-officedocument.presentationml.show"), Kind.SLIDES),
    "odp": (archive(mimetype=b"application/vnd.oasis.opendocument.presentation"), Kind.SLIDES),
    "odt": (archive(mimetype=TEXT_DOCUMENT), Kind.DOCUMENT),
    "ofd": (archive(**{"OFD.xml": b"<o/>"}), Kind.FIXED_PAGES),
    "numbers": (archive(**{"Index/Document.iwa": b"x"}), Kind.NUMBERS),
    "old numbers": (archive(**{"Index.zip": b"x"}), Kind.NUMBERS),
    "zip": (archive(**{"a.txt": b"x"}), Kind.ARCHIVE),
    "zip with a folder called xl": (archive(**{"xl/a.txt": b"x"}), Kind.ARCHIVE),
    "zip of nothing": (archive(), Kind.HOLLOW),
    "zip of an empty folder": (archive(**{"空/": b""}), Kind.HOLLOW),
    "rar": (b"Rar!\x1a\x07\x00", Kind.RAR),
    "7z": (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    "winmail.dat": (b"\x78\x9f\x3e\x22\0", Kind.WINMAIL),
    "mail": (mail().as_bytes(), Kind.MAIL),
    "cut off": (BOOK[:40], Kind.CUT_OFF),
    "only the signature": (b"PK\x03\x04", Kind.CUT_OFF),
    "broken member": (broken_member(), Kind.BROKEN),
    "pdf": (b"%PDF-1.4", Kind.PDF),
    "png": (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    "jpeg": (b"\xff\xd8\xff\xe0", Kind.PICTURE),
    "gif": (b"GIF89a", Kind.PICTURE),
    "bmp": (b"BM6\x00\x0c\x00\0\0\0\0", Kind.PICTURE),
    "tiff, little end": (b"II*\x00", Kind.PICTURE),
    "tiff, big end": (b"MM\x00*", Kind.PICTURE),
    "heic": (b"\0\0\0\x18ftypheic", Kind.PICTURE),
    "webp": (b"RIFF\0\0\0\0WEBP", Kind.PICTURE),
    "mp4": (b"\0\0\0\x18ftypmp42", Kind.MEDIA),
    "wav": (b"RIFF\0\0\0\0WAVE", Kind.MEDIA),
    "lnk": (b"\x4c\0\0\0\x01\x14\x02\0", Kind.SHORTCUT),
    "html": (b"<html><table>", Kind.WEB_PAGE),
    "html with byte order mark": (b"\xef\xbb\xbf\r\n <!DOCTYPE html>", Kind.WEB_PAGE),
    "html after an xml line": (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', Kind.WEB_PAGE),
    "html table": (b"<TABLE border=1>", Kind.WEB_PAGE),
    "html meta": (b"<meta charset=gbk>", Kind.WEB_PAGE),
    "mht of Excel": (
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related\r\n",
        Kind.WEB_ARCHIVE,
    ),
    "mht of a browser": (b"From: <Saved by Blink>\r\nSubject: a\r\nDate: b\r\n", Kind.WEB_ARCHIVE),
    "rtf": (b"{\\rtf1", Kind.DOCUMENT),
    "xml table": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
        Kind.XML_TABLE,
    ),
    "csv": ("编号,填报\n1.1a,3\n".encode(), Kind.TEXT),
    "csv in GBK": ("编号,填报\n1.1a,3\n".encode("gbk"), Kind.TEXT),
    "csv in UTF-16": ("编号\t填报\n".encode("utf-16"), Kind.TEXT),
    "csv with stray zeros": (b" a ,\0b\0,\tc\t\n1,2,3\n", Kind.TEXT),
    "text cut in a character": (("x" + "填" * 4000).encode(), Kind.TEXT),
    "notes that begin like a mail": (b"From: us\nwe meet at ten\n", Kind.TEXT),
    "xml": (b"<?xml version='1.0'?><Workbook/>", Kind.TEXT),
    "one letter": (b"P", Kind.TEXT),
    "control characters": (b"a\x01\x02\x03", Kind.OTHER),
    "no text in any encoding": (b"abc\xff\xff\xff", Kind.OTHER),
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
    assert sniff(path) is Kind.ARCHIVE


def test_only_spreadsheets_are_a_unit_s_own_return() -> None:
    """A photograph is 不是评估表; an encrypted, cut off or empty workbook is a return that cannot be read."""
    strange = {kind for kind in Kind if kind.code in {"K102", "K144"}}
    assert strange >= {Kind.PICTURE, Kind.PDF, Kind.DOCUMENT, Kind.TEXT, Kind.WEB_PAGE}
    assert not strange & {Kind.EMPTY, Kind.ENCRYPTED, Kind.CUT_OFF, Kind.WPS_TABLE, Kind.RAR, Kind.PROGRAM}


def test_a_workbook_that_swells_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Case 17: what it unpacks to is known before it is unpacked; pictures do not count."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(archive(xl__workbook=b"", xl__media__a=b"x" * 500, xl__sheet=b"x" * 100))
    monkeypatch.setattr(zipped, "_MOST_XML", 100)
    assert sniff(path) is Kind.WORKBOOK
    monkeypatch.setattr(zipped, "_MOST_XML", 99)
    assert sniff(path) is Kind.SWOLLEN


def test_a_directory_that_runs_in_a_circle_ends() -> None:
    """Its names are not known; the reader of workbooks has the last word."""
    data = bytearray(compound({"Workbook": BOF}))
    assert root_names(bytes(data)) == {"Workbook"}
    directory = 2 * 512
    struct.pack_into("<I", data, directory + 128 + 68, 1)
    assert root_names(bytes(data)) == frozenset()


@pytest.mark.parametrize(
    ("attributes", "length", "said"),
    [(0x400000, 0, "还没有下载"), (0x1000, 0, "还没有下载"), (0x20, 0, "占用"), (0x20, 300, "路径太长")],
)
def test_why_a_file_does_not_open(monkeypatch: pytest.MonkeyPatch, attributes: int, length: int, said: str) -> None:
    """Case 25: a placeholder of a network disk, a file open elsewhere, a path longer than Windows takes."""
    monkeypatch.setattr(Path, "stat", lambda _path: SimpleNamespace(st_file_attributes=attributes))
    monkeypatch.setattr(Path, "is_symlink", lambda _path: False)
    assert said.replace("还没有", "没有") in why_closed(Path("深" * length + "表.xlsx"))


def test_a_file_that_cannot_be_opened_is_the_caller_s_to_report(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sniff(tmp_path / "不在.xlsx")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from(
        [archive(mimetype=SPREADSHEET * 9), BOOK, FILES["encrypted xlsx"][0], FILES["doc"][0], FILES["mail"][0]]
    ),
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
