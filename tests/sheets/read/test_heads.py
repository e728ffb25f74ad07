"""What a file is by its first bytes: archives of every sort, old formats, what is no workbook at all (cases 3, 13, 15, 17, 21)."""

import bz2
import gzip
import lzma
import time
from pathlib import Path

import pytest

from kexie_excel.sheets.read.heads import kind_by_head
from kexie_excel.sheets.read.kind import Kind
from kexie_excel.sheets.read.sniff import is_decided_by_its_head, sniff
from tests.returns.strange import BOF, compound, mail
from tests.sheets.read.containers import OF_DATA, cms, end_record, tarred, without_sign, zipped

BOOK = zipped({"xl/workbook.xml": b"<workbook/>"})
ARCHIVE = zipped({"a.txt": b"x"})
TYPES = b'<Types><Override PartName="/%s" ContentType="application/vnd.%s.main+xml"/></Types>'
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
MAIL = mail().as_bytes()
RAR, RAR5 = b"Rar!\x1a\x07\0\xcf\x90\x73", b"Rar!\x1a\x07\x01\0\x33\x92\xb5\xe5\x0a\x01"
PROGRAM = b"MZ\x90\0\3\0\0\0" + b"\xff" * 99

COMPOUNDS = {
    "nothing but properties": ({"\x05SummaryInformation": b""}, Kind.WORKBOOK),
    "another program": ({"\x05SummaryInformation": b"", "VisioDocument": b""}, Kind.FOREIGN),
    "encrypted, in capitals": ({"ENCRYPTEDPACKAGE": b"", "ENCRYPTIONINFO": b""}, Kind.ENCRYPTED),
    "sensitivity label": ({"\x06DataSpaces": b"", "EncryptedPackage": b""}, Kind.RIGHTS),
    "xls with rights management": ({"\tDRMContent": b"", "Workbook": BOF}, Kind.RIGHTS),
    "xls of 1995": ({"Book": b"\x09\x08\x08\0\0\x05\x05\0"}, Kind.OLD_TABLE),
    "xls of 1995 and of 1997 in one": ({"Book": b"", "Workbook": BOF}, Kind.WORKBOOK),
    "xls, in capitals": ({"WORKBOOK": BOF}, Kind.WORKBOOK),
    "doc, in capitals": ({"WORDDOCUMENT": b"", "1TABLE": b""}, Kind.DOCUMENT),
}
ZIPS = {
    "nothing known": ({"mimetype": b"?"}, Kind.ARCHIVE),
    "epub": ({"mimetype": b"application/epub+zip", "a": b""}, Kind.FOREIGN),
    "odg": ({"mimetype": b"application/vnd.oasis.opendocument.graphics"}, Kind.FOREIGN),
    "vsdx": ({"[Content_Types].xml": TYPES % (b"visio/document.xml", b"visio.drawing")}, Kind.FOREIGN),
    "jar": ({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0", "a/B.class": b"x"}, Kind.FOREIGN),
    "Numbers of 2009": ({"index.xml": b"<x/>", "buildVersionHistory.plist": b"x"}, Kind.NUMBERS),
    "xlsx in small letters and with the other slash": (
        {"[content_types].xml": TYPES % (b"xl/workbook.xml", b"x.spreadsheetml.sheet"), "xl\\workbook.xml": b""},
        Kind.WORKBOOK,
    ),
    "ods without its type": (
        {"META-INF/manifest.xml": b'<f:file-entry f:full-path="/" f:media-type="%s"/>' % SPREADSHEET},
        Kind.WORKBOOK,
    ),
    "ods without its type, the other way round": (
        {"META-INF/manifest.xml": b'<f:file-entry f:media-type="%s" f:full-path="/"/>' % SPREADSHEET},
        Kind.WORKBOOK,
    ),
    "an archive with a manifest": ({"META-INF/manifest.xml": b"<x/>"}, Kind.ARCHIVE),
}
FILES = {
    "encrypted by an office's own program": (b"\x62\x14\x23\x65E-SafeNet\0\0LOCK" + b"\x9c" * 99, Kind.RIGHTS),
    "RAR": (RAR + b"\0\0\x0d\0", Kind.RAR),
    "RAR in volumes": (RAR + b"\x01\x01\x0d\0", Kind.SPLIT),
    "RAR 5": (RAR5 + b"\x05\x06\0", Kind.RAR),
    "RAR 5 in volumes": (RAR5 + b"\x05\x06\x01", Kind.SPLIT),
    "RAR 5 in volumes without extras": (RAR5 + b"\0\x01", Kind.SPLIT),
    "gz": (gzip.compress(b"x"), Kind.PACKED),
    "damaged gz": (b"\x1f\x8b\xff", Kind.PACKED),
    "bz2": (bz2.compress(b"x"), Kind.PACKED),
    "xz": (lzma.compress(b"x"), Kind.PACKED),
    "gnumeric": (gzip.compress(b'<gnm:Workbook xmlns:gnm="http://www.gnumeric.org/v10.dtd">'), Kind.OTHER_TABLE),
    "tar": (tarred({"a.txt": b"x"}), Kind.TAR),
    "tar without its sign": (without_sign(tarred({"a.txt": b"x"})), Kind.TAR),
    "wim": (b"MSWIM\0\0\0", Kind.OTHER_ARCHIVE),
    "cpio": (b"070707" + b"0" * 70 + b"a", Kind.OTHER_ARCHIVE),
    "cpio of today": (b"070701" + b"0" * 104 + b"a", Kind.OTHER_ARCHIVE),
    "xar": (b"xar!\0\x1c\0\1", Kind.OTHER_ARCHIVE),
    "lzip": (b"LZIP\x01\x0c", Kind.OTHER_ARCHIVE),
    "lz4": (b"\x04\x22\x4d\x18\x64\x40", Kind.OTHER_ARCHIVE),
    "lzma": (lzma.compress(b"x" * 99, lzma.FORMAT_ALONE), Kind.OTHER_ARCHIVE),
    "cab": (b"MSCF\0\0\0\0", Kind.OTHER_ARCHIVE),
    "iso": (b"\0" * 32769 + b"CD001", Kind.OTHER_ARCHIVE),
    "first volume of a split zip": (b"PK\x07\x08PK\x03\x04", Kind.SPLIT),
    "last volume of a split zip": (b"\xa2\x33\xff" * 99 + end_record(2), Kind.SPLIT),
    "last volume that begins with a member": (b"PK\x03\x04" + b"\xa2" * 99 + end_record(2), Kind.SPLIT),
    "program": (PROGRAM, Kind.PROGRAM),
    "program that unpacks itself": (PROGRAM + ARCHIVE, Kind.ARCHIVE),
    "program of another language": (PROGRAM + zipped({"META-INF/MANIFEST.MF": b"x"}), Kind.PROGRAM),
    "text that begins like a program": (b"MZ001,3\n", Kind.TEXT),
    "zip with bytes before": (b"\0" * 300 + ARCHIVE, Kind.ARCHIVE),
    "xlsx after a line that a server wrote": (b"\xff\xfe\xff\r\n" + BOOK, Kind.WORKBOOK),
    "xlsx at the end of something": (b"\xff\xfe\xff" * 999 + BOOK, Kind.JOINED),
    "two xlsx after a line": (b"\xff\xfe\xff" + BOOK + BOOK, Kind.JOINED),
    "two xlsx in one": (BOOK + BOOK, Kind.JOINED),
    "pdf with an xlsx at its end": (b"%PDF-1.4\n" + BOOK, Kind.PDF),
    "pdf with a byte order mark": (b"\xef\xbb\xbf%PDF-1.3\n%\xc4", Kind.PDF),
    "mail of a mailbox": (b"From - Fri Dec  8 10:00:00 2017\n" + MAIL, Kind.MAIL),
    "mail after an empty line": (b"\r\n" + MAIL, Kind.MAIL),
    "mail with a byte order mark": (b"\xef\xbb\xbf" + MAIL, Kind.MAIL),
    "mail with its size": (b"1234      \n" + MAIL, Kind.MAIL),
    "mail of long headers": (b"X-Spam: " + b"a=b;\n " * 2000 + b"c\n" + MAIL, Kind.MAIL),
    "letter without headers": (b"Dear: all\n\nFrom: a\nTo: b\n", Kind.TEXT),
    "enveloped mail": (cms(b"\x03"), Kind.SEALED_MAIL),
    "mail in its signature": (cms(b"\x02") + b"\x30\x80" + OF_DATA + b"\xa0\x80", Kind.SIGNED_MAIL),
    "signature beside a mail": (cms(b"\x02") + b"\x31\0\x30\x0b" + OF_DATA + b"\xa0\x80", Kind.SIGNATURE),
    "broken directory": (BOOK[:-40] + b"\xff" * 10 + BOOK[-30:], Kind.BROKEN),
    "url": (b"[InternetShortcut]\r\nURL=file:///C:/a.xlsx\r\n", Kind.SHORTCUT),
    "icloud": (b"bplist00\xd3\x01_\x10\x18NSURLFileResourceTypeKey", Kind.NOT_HERE),
    "html after a comment": (b"<!-- saved from url=(0014)about:internet -->\n<html>", Kind.WEB_PAGE),
    "html in UTF-16": ("<html><table>".encode("utf-16"), Kind.WEB_PAGE),
    "html in UTF-16 without a mark": ("\n<html><table>".encode("utf-16-be"), Kind.WEB_PAGE),
    "flat ods": (b'<office:document office:mimetype="%s">' % SPREADSHEET, Kind.XML_TABLE),
    "flat odt": (b'<office:document office:mimetype="x.opendocument.text">', Kind.DOCUMENT),
    "uof": ("<uof:UOF xmlns:uof='x'><uof:电子表格/>".encode(), Kind.XML_TABLE),
    "Excel 2": (b"\x09\0\x04\0\x02\0\x10\0", Kind.OLD_TABLE),
    "Excel 3": (b"\x09\x02\x06\0\0\0\x10\0\0\0", Kind.OLD_TABLE),
    "Excel 4": (b"\x09\x04\x06\0\0\0\x10\0\xf1\x30", Kind.OLD_TABLE),
    "Excel 97 without its container": (b"\x09\x08\x10\0\0\x06\x05\0", Kind.OLD_TABLE),
    "Lotus 1-2-3": (b"\0\0\x02\0\x06\x04\x06\0", Kind.OLD_TABLE),
    "Lotus 1-2-3, later": (b"\0\0\x1a\0\0\x10\x04\0", Kind.OLD_TABLE),
    "SYLK": (b"ID;PWXL;N;E\r\n", Kind.OLD_TABLE),
    "csv in UTF-16 without a mark": ("编号,1\n填报,2\n".encode("utf-16-le"), Kind.TEXT),
    "half a sign in UTF-16": (b"\xff\xfe\x00\xdc\x41\0", Kind.OTHER),
    **{name: (compound(streams), kind) for name, (streams, kind) in COMPOUNDS.items()},
    **{name: (zipped(members), kind) for name, (members, kind) in ZIPS.items()},
}


@pytest.mark.parametrize("name", FILES)
def test_kind(name: str, tmp_path: Path) -> None:
    data, kind = FILES[name]
    (tmp_path / "自评表.xlsx").write_bytes(data)
    assert sniff(tmp_path / "自评表.xlsx") is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("全部.z02", Kind.SPLIT), ("全部.part3.rar", Kind.SPLIT), ("表.xlsx.002", Kind.SPLIT), ("表", Kind.OTHER)],
)
def test_the_middle_of_a_split_archive_is_known_by_its_name(tmp_path: Path, name: str, kind: Kind) -> None:
    """There is nothing in it that would tell."""
    (tmp_path / name).write_bytes(b"\xde\x30\xff\x82" * 999)
    assert sniff(tmp_path / name) is kind


def test_a_file_cut_in_volumes_is_no_file_that_was_not_loaded_down(tmp_path: Path) -> None:
    """7-Zip and others cut the bytes as they are: nothing but the names tells."""
    whole = zipped({f"{at}.txt": b"x" * 99 for at in range(9)})
    for at in range(3):
        (tmp_path / f"全部.zip.00{at + 1}").write_bytes(whole[at * 400 : at * 400 + 400 if at < 2 else len(whole)])
    (tmp_path / "全部.7z.001").write_bytes(b"7z\xbc\xaf\x27\x1c" + b"\xff" * 99)
    assert {sniff(path) for path in tmp_path.iterdir()} == {Kind.SPLIT}
    (tmp_path / "全部.zip.001").rename(tmp_path / "全部.zip")
    assert sniff(tmp_path / "全部.zip") is Kind.CUT_OFF


@pytest.mark.parametrize(
    ("head", "decided"),
    [
        (b"\xff\xd8\xff\xe0", True),
        (b"MSCF\0", True),
        (BOOK, False),
        (tarred({"a": b""}), False),
        (PROGRAM, False),
        (b"\0\xff" * 9, False),
    ],
)
def test_what_is_kept_of_a_member(head: bytes, decided: bool) -> None:  # noqa: FBT001 - the expected answer
    """An archive may lie behind the first bytes of a program, or of nothing known."""
    assert is_decided_by_its_head(head) is decided


def test_every_sentence_says_what_to_do() -> None:
    assert all("请" in kind.sentence for kind in Kind if kind is not Kind.WORKBOOK)
    assert not [kind for kind in Kind if "请" in kind.what]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_an_old_workbook_that_ends_before_its_last_sector(tmp_path: Path, share: float) -> None:
    """Case 10: what was not loaded down to its end."""
    whole = compound({"Workbook": BOF + b"x" * 30_000})
    (tmp_path / "表.xls").write_bytes(whole[: int(len(whole) * share)])
    assert sniff(tmp_path / "表.xls") is Kind.CUT_OFF


def test_what_programs_fill_an_allocation_table_with_is_no_sign(tmp_path: Path) -> None:
    """Some say of every sector that is not there that a chain ends in it, some say nothing but zero."""
    for filling in (b"\xfe\xff\xff\xff", b"\0\0\0\0"):
        whole = compound({"Workbook": BOF})
        (tmp_path / "表.xls").write_bytes(whole[:552] + filling * 118 + whole[1024:])
        assert sniff(tmp_path / "表.xls") is Kind.WORKBOOK


def test_a_directory_that_points_nowhere_is_a_damaged_archive_s(tmp_path: Path) -> None:
    data = bytearray(b"\0\xff" * 99 + ARCHIVE)
    data[data.index(b"PK\x03\x04")] = 0
    (tmp_path / "表").write_bytes(data)
    assert sniff(tmp_path / "表") is Kind.BROKEN


@pytest.mark.parametrize(
    "head",
    [
        b"<!---->" * 9000,
        b"<?xml>" * 9000,
        b" " * 64_000,
        b"\n" * 64_000,
        b"<office:document " * 4000,
        b"uof:uof " * 8000,
        b"From: a\n" * 8000,
        b"from:\n" * 9000,
        b"\x30\x80" * 32_000,
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07" * 6000,
        b"MZ" * 32_000,
        b"1" * 64_000,
        b"\xef\xbb\xbf" * 20_000,
    ],
)
def test_no_beginning_takes_long(head: bytes) -> None:
    """A file may be made so that a pattern tries everything."""
    begun = time.process_time()
    kind_by_head(head)
    assert time.process_time() - begun < 1
