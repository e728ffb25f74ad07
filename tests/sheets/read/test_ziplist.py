"""Zips that archivers open and the standard library refuses: names, extra fields and places that do not agree."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kexie_excel.sheets.read.ziplist import find_end, list_members, open_member
from tests.sheets.read.containers import end_record, zipped

PLAIN = zipped({"甲县/a.txt": b"one" * 99, "b.txt": b"two"})
CENTRAL = b"PK\x01\x02"


def renamed_inside(data: bytes) -> bytes:
    """Give the first member another name in its own header than in the directory."""
    return data.replace("甲县/a.txt".encode(), "乙县\\a.txt".encode(), 1)


def gbk_as_utf8(data: bytes) -> bytes:
    """Write a name in GBK under the flag that says UTF-8."""
    return data.replace("甲县/a.txt".encode(), "甲县/a三txt".encode("gbk").ljust(12, b"x"))


def bad_extra(data: bytes) -> bytes:
    """Give the first entry of the directory an extra field longer than its own length says."""
    at = data.index(CENTRAL)
    name_length = struct.unpack_from("<H", data, at + 28)[0]
    behind = at + 46 + name_length
    changed = bytearray(data[:behind] + b"\xff\x3a\x77\x37\x31" + data[behind:])
    struct.pack_into("<H", changed, at + 30, 5)
    end = changed.rindex(b"PK\x05\x06")
    (length,) = struct.unpack_from("<L", changed, end + 12)
    struct.pack_into("<L", changed, end + 12, length + 5)
    return bytes(changed)


def bytes_before(data: bytes) -> bytes:
    """Put something in front."""
    return b"\0" * 333 + data


def all_of_it(data: bytes) -> bytes:
    """Do everything at once."""
    return bytes_before(bad_extra(gbk_as_utf8(data)))


@pytest.mark.parametrize("change", [renamed_inside, gbk_as_utf8, bad_extra, bytes_before, all_of_it])
def test_a_sound_archive_is_listed_and_opened(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(change(PLAIN))
    with path.open("rb") as file:
        members = list_members(file)
        assert [open_member(file, member).read() for member in members] == [b"one" * 99, b"two"]
    if change in {gbk_as_utf8, bad_extra}:
        with pytest.raises((zipfile.BadZipFile, UnicodeDecodeError)):
            zipfile.ZipFile(path)


def test_a_damaged_member_is_not_taken_for_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(PLAIN.replace(b"two", b"tow"))
    with path.open("rb") as file:
        member = list_members(file)[1]
        member.header_offset += 1
        with pytest.raises(zipfile.BadZipFile, match=r"b\.txt"):
            open_member(file, member)
        member.header_offset -= 1
        member.CRC ^= 1
        with pytest.raises(zipfile.BadZipFile, match="CRC"):
            open_member(file, member).read()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06\0", b"x" * 99 + end_record(0, b"\xff" * 50)])
def test_what_has_no_directory_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with path.open("rb") as file, pytest.raises(zipfile.BadZipFile):
        list_members(file)


@pytest.mark.parametrize(("disk", "is_volume"), [(0, False), (1, True), (0xFFFF, False)])
def test_the_last_volume_says_so(tmp_path: Path, disk: int, is_volume: bool) -> None:  # noqa: FBT001 - the answer
    path = tmp_path / "a.zip"
    path.write_bytes(b"x" * 99 + end_record(disk))
    with path.open("rb") as file:
        end = find_end(file)
    assert end is not None
    assert end.is_volume is is_volume


def test_no_member_is_passed_over_for_a_wrong_length(tmp_path: Path) -> None:
    """The library takes the second entry for the first one's comment, and says nothing."""
    data = bytearray(PLAIN)
    entry, end = data.index(CENTRAL), data.rindex(b"PK\x05\x06")
    second = data.index(CENTRAL, entry + 4)
    struct.pack_into("<H", data, entry + 32, end - second)
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["甲县/a.txt"]
    with path.open("rb") as file, pytest.raises(zipfile.BadZipFile):
        list_members(file)


def test_a_number_of_members_that_is_only_said_wrong_does_not_matter(tmp_path: Path) -> None:
    data = bytearray(PLAIN)
    struct.pack_into("<2H", data, data.rindex(b"PK\x05\x06") + 8, 1, 1)
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with path.open("rb") as file:
        assert [member.filename for member in list_members(file)] == ["甲县/a.txt", "b.txt"]
