"""A damaged workbook says nothing (case 10): one bit of an answer is another, and the reader of values does not look at checksums."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.sheets.read import members, package
from kexie_excel.sheets.read.grid import Unreadable, open_workbook
from kexie_excel.sheets.read.members import DamagedMemberError, check
from kexie_excel.sheets.read.package import Package
from tests.builders import SCHEME
from tests.returned import content

SAMPLES = Path(__file__).parents[3] / "samples" / "2017示例" / "2-回收"
XLSX = SAMPLES / "湘阴县-2017年度县市区科协绩效评估表.xlsx"
ODS = SAMPLES / "云溪区-2017年度县市区科协绩效评估表.ods"
READER = Reader(SCHEME)


def flipped(source: Path, folder: Path, at: int, bit: int = 0) -> Path:
    """Copy a file, one of its bits turned round."""
    data = bytearray(source.read_bytes())
    data[at] ^= 1 << bit
    path = folder / source.name
    path.write_bytes(data)
    return path


def parts(source: Path) -> list[zipfile.ZipInfo]:
    """Give the members of a workbook."""
    with zipfile.ZipFile(source) as archive:
        return archive.infolist()


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("source", [XLSX, ODS], ids=["xlsx", "ods"])
def test_one_bit_of_any_member_is_the_truth_or_unreadable(tmp_path: Path, source: Path) -> None:
    """In its name, its sizes, its checksum, at the start, in the middle and at the end of what it holds."""
    truth = READER.read(source, source.name)
    assert isinstance(truth, Return)
    refused = 0
    for info in parts(source):
        start = info.header_offset + 30 + len(info.filename.encode())
        places = [info.header_offset + offset for offset in (8, 14, 18, 22, 26, 30)]
        places += [start + offset * info.compress_size // 4 for offset in range(1, 4) if info.compress_size]
        for bit, at in enumerate(places):
            entry = READER.read(flipped(source, tmp_path, at, bit % 8), source.name)
            if isinstance(entry, Rejected):
                refused += 1
            else:
                assert content(entry) == content(truth), (info.filename, at, bit)
    assert refused > len(parts(source))


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("place", ["name", "ending", "size", "checksum", "method", "offset"])
def test_one_bit_of_the_directory_is_the_truth_or_unreadable(tmp_path: Path, place: str) -> None:
    """The archive's own list of what is in it."""
    truth = READER.read(XLSX, XLSX.name)
    assert isinstance(truth, Return)
    data, at = XLSX.read_bytes(), 0
    offset = {"method": 10, "checksum": 16, "size": 20, "offset": 42, "name": 49, "ending": 45}[place]
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        end = data[at + 28] if place == "ending" else 0
        entry = READER.read(flipped(XLSX, tmp_path, at + offset + end), XLSX.name)
        assert isinstance(entry, Rejected) or content(entry) == content(truth), at


def damaged(folder: Path, member: str, source: Path = XLSX) -> Path:
    """Copy a file, one member of it damaged."""
    info = next(own for own in parts(source) if own.filename == member)
    return flipped(source, folder, info.header_offset + 30 + len(member) + info.compress_size // 2)


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("xl/worksheets/sheet3.xml", "文件已损坏：工作表“完成情况”和存进去的时候不一样了，"),
        ("xl/sharedStrings.xml", "文件已损坏：其中的 xl/sharedStrings.xml 和存进去的时候不一样了，"),
        ("xl/workbook.xml", "文件已损坏：其中的 xl/workbook.xml 和存进去的时候不一样了，"),
    ],
)
def test_what_is_damaged_is_named(tmp_path: Path, member: str, said: str) -> None:
    book = open_workbook(damaged(tmp_path, member))
    assert isinstance(book, Unreadable)
    assert book.reason.startswith(said)
    assert (book.code, book.is_workbook) == ("K143", True)


def test_a_workbook_too_large_to_be_copied_is_held_against_its_checksums_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a reading falls back to is never weaker than what it falls back from."""
    monkeypatch.setattr(package, "_MOST_COPIED", 1000)
    monkeypatch.setattr(members, "_PIECE", 64)
    check(XLSX)
    path = damaged(tmp_path, "xl/worksheets/sheet3.xml")
    with pytest.raises(DamagedMemberError):
        check(path)
    assert isinstance(open_workbook(path), Unreadable)


def deflated(content: bytes) -> bytes:
    """Pack bytes as a member is packed."""
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(content) + packing.flush()


@pytest.mark.parametrize(
    ("packed", "size"),
    [
        (deflated(b"<a/>" * 5000)[:-4], 20_000),
        (b"\xff" * 64, 64),
        (b"", 4),
        (deflated(b"<a/>" * 5000), 19_999),
        (deflated(b"<a/>" * 5000), 0),
        (deflated(bytes(50_000_000)), 20_000),
    ],
    ids=["cut off", "no stream at all", "empty", "one byte more than it says", "said to be nothing", "a bomb"],
)
def test_a_stream_that_is_not_what_was_packed_is_damaged(packed: bytes, size: int) -> None:
    """Whatever unpacks it; and no more of it is unpacked than the archive says there is."""
    info = zipfile.ZipInfo("a.xml")
    info.header_offset = 0
    info.compress_type, info.compress_size, info.file_size = zipfile.ZIP_DEFLATED, len(packed), size
    info.CRC = zlib.crc32(b"<a/>" * 5000)
    file = BytesIO(info.FileHeader() + packed)
    with pytest.raises(DamagedMemberError, match=r"a\.xml"):
        members.content(file, info)


def test_a_stream_that_is_none_is_damaged_in_pieces_too(tmp_path: Path) -> None:
    """Two bits are no kind of block that there is."""
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/a.xml", b"<a/>" * 1000)
    data = bytearray(path.read_bytes())
    data[30 + len("xl/a.xml")] |= 0b110
    path.write_bytes(data)
    with pytest.raises(DamagedMemberError, match=r"xl/a\.xml"):
        check(path)


def test_a_member_is_the_same_in_one_piece_and_in_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the pieces are; what stands behind it is not part of it."""
    content = bytes(range(256)) * 300
    packed = deflated(content)
    info = zipfile.ZipInfo("a.xml")
    info.header_offset = 0
    info.compress_type, info.compress_size, info.file_size = zipfile.ZIP_DEFLATED, len(packed), len(content)
    info.CRC = zlib.crc32(content)
    file = BytesIO(info.FileHeader() + packed + b"more")
    assert members.content(file, info) == content
    for piece in (7, 64, 5000):
        monkeypatch.setattr(members, "_PIECE", piece)
        found = [*members.pieces(file, info)]
        assert (b"".join(found), max(map(len, found))) == (content, piece)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_however_it_was_packed(tmp_path: Path, method: int) -> None:
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("xl/media/image1.png", b"x" * 100)
        archive.writestr("xl/a.xml", b"<a/>" * 1000)
    check(path)
    picture = path.read_bytes().replace(b"xxxx", b"xxxy", 1)
    path.write_bytes(picture)
    check(path)  # what nothing is read from is not looked at
    path.write_bytes(picture.replace(b"xl/a.xml", b"xl/b.xml", 1))
    with pytest.raises(DamagedMemberError, match=r"xl/a\.xml"):
        check(path)


@pytest.mark.parametrize(
    "names", [("XL/Workbook.XML", "[content_types].xml"), ("xl\\workbook.xml", "[Content_Types].xml")]
)
def test_names_of_parts_know_no_case_and_no_slash(tmp_path: Path, names: tuple[str, str]) -> None:
    """Programs that write them otherwise are believed as Excel believes them."""
    path, told = tmp_path / "表.xlsx", dict(zip(("xl/workbook.xml", "[Content_Types].xml"), names, strict=True))
    with zipfile.ZipFile(XLSX) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            new.writestr(told.get(info.filename, info.filename), old.read(info))
    entry, truth = READER.read(path, XLSX.name), READER.read(XLSX, XLSX.name)
    assert isinstance(entry, Return)
    assert isinstance(truth, Return)
    assert content(entry) == content(truth)
    assert Package(path).sheets.keys() == Package(XLSX).sheets.keys()


def test_an_archive_that_cannot_be_taken_apart_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor held against anything: nothing of it is believed."""

    def failing(*_arguments: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(package, "_MOST_COPIED", 1000)
    monkeypatch.setattr("kexie_excel.sheets.read.grid.check", failing)
    assert isinstance(open_workbook(XLSX), Unreadable)


def test_one_sheet_of_a_large_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_COPIED", 1000)
    book = open_workbook(XLSX, only="完成情况")
    assert not isinstance(book, Unreadable)
    assert [sheet.name for sheet in book.sheets] == ["完成情况"]
