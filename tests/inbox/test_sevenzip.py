"""7z archives are opened within the bounds of any archive (cases 16 and 17)."""

import struct
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import py7zr
import pytest

from kexie_excel.inbox import container
from kexie_excel.inbox.receipts import Fate
from kexie_excel.inbox.unpack import Opened, open_container
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import UnitState
from kexie_excel.sheets.read.grid import Unreadable
from kexie_excel.sheets.read.kind import Kind
from tests.builders import SCHEME, UNIT
from tests.inbox import opening
from tests.sheets.read.containers import sevenzipped

OTHER = SCHEME.units[1].name
WHOLE = sevenzipped({"a.txt": b"x" * 999})
LOCKED = "压缩包设了密码，没有打开；请用密码解压后把里面的评估表放进“2-回收”"


pytestmark = pytest.mark.usefixtures("read_here")


opened = partial(opening.opened, name="a.7z")
refused = partial(opening.refused, name="a.7z")


def test_the_returns_of_two_counties_in_one_archive(tmp_path: Path, filled: bytes) -> None:
    data = sevenzipped({"来件/自评表.xlsx": filled, f"来件/{OTHER}.xlsx": b"", "照片/1.jpg": b"\xff\xd8\xff\xe0" * 99})
    (tmp_path / "附件.7z").write_bytes(data)
    intake = collect(SCHEME, tmp_path)
    assert {receipt.file: receipt.fate for receipt in intake.receipts} == {
        "附件.7z": Fate.OPENED,
        "附件.7z!来件/自评表.xlsx": Fate.ADOPTED,
        f"附件.7z!来件/{OTHER}.xlsx": Fate.UNREADABLE,
        "附件.7z!照片/1.jpg": Fate.ENCLOSURE,
    }
    assert (intake.states[UNIT], intake.states[OTHER]) == (UnitState.READ, UnitState.UNREADABLE)
    assert intake.receipts[0].note == "压缩包，里面有3个文件：已读1、不可读1、附件1"
    assert intake.receipts[1].modified is not None


@pytest.mark.parametrize("sealed", [False, True])
def test_who_is_in_a_locked_archive_is_seen_where_the_names_are(tmp_path: Path, *, sealed: bool) -> None:
    (tmp_path / "全部.7z").write_bytes(sevenzipped({f"{UNIT}.xlsx": b"x"}, "12345", sealed=sealed))
    intake = collect(SCHEME, tmp_path)
    (found,) = intake.findings
    assert (found.code, found.message, found.unit) == ("K113", LOCKED, "" if sealed else UNIT)
    assert (intake.states[UNIT] is UnitState.MISSING) == sealed


def test_two_files_of_one_name_are_both_there(tmp_path: Path) -> None:
    path = tmp_path / "b.7z"
    with py7zr.SevenZipFile(path, "w") as file:
        file.writestr(b"x", "a.txt")
        file.writestr(b"yy", "a.txt")
    got = opened(tmp_path, path.read_bytes())
    assert isinstance(got, Opened)
    sizes = {member.receipt.file: (member.receipt.size, member.receipt.modified is None) for member in got.members}
    assert sizes == {"a.7z!a.txt": (1, False), "a.7z!a.txt_0": (2, True)}


def test_what_is_not_all_there_says_so(tmp_path: Path) -> None:
    data = sevenzipped({"a.txt": b"x" * 999})
    assert refused(tmp_path, data[:-1]) == Kind.CUT_OFF.sentence
    path = tmp_path / "b.7z"
    path.write_bytes(data[:20])
    assert open_container(path, "b.7z", tmp_path) == Unreadable(Kind.CUT_OFF.sentence, "K132")


def test_a_damaged_directory_is_one_line(tmp_path: Path) -> None:
    data = bytearray(sevenzipped({"a.txt": b"x" * 999}))
    data[-5] ^= 4
    assert refused(tmp_path, bytes(data)) == Kind.BROKEN.sentence


def test_what_follows_the_damage_is_damaged_and_what_came_before_is_not(tmp_path: Path) -> None:
    whole = [bytes(range(256)) * 4, bytes(range(255, -1, -1)) * 4]
    path = tmp_path / "b.7z"
    with py7zr.SevenZipFile(path, "w", filters=[{"id": py7zr.FILTER_COPY}]) as file:
        for at, data in enumerate(whole):
            file.writestr(data, f"{at}.txt")
    flipped = bytearray(path.read_bytes())
    flipped[flipped.index(whole[1])] ^= 1
    got = opened(tmp_path, bytes(flipped))
    assert isinstance(got, Opened)
    assert [member.failed.reason if member.failed else "" for member in got.members] == ["", Kind.BROKEN.sentence]


def test_an_archive_of_folders_is_hollow(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    path = tmp_path / "b.7z"
    with py7zr.SevenZipFile(path, "w") as file:
        file.write(tmp_path / "空", "空")
    assert refused(tmp_path, path.read_bytes()) == Kind.HOLLOW.sentence


def test_a_name_that_reaches_beyond_is_not_unpacked(tmp_path: Path) -> None:
    """Case 17: the library refuses all of it; whose files they are is seen all the same."""
    with py7zr.SevenZipFile(tmp_path / "b.7z", "w") as file:
        file.set_encoded_header_mode(False)
        file.writestr(b"x", f"aa/{UNIT}.xlsx")
    data = (tmp_path / "b.7z").read_bytes()
    plain, beyond = "aa/".encode("utf-16-le"), "../".encode("utf-16-le")
    assert data.count(plain) == 1
    bad = bytearray(data.replace(plain, beyond))
    assert mended(bad)
    (tmp_path / "b.7z").write_bytes(bad)
    intake = collect(SCHEME, tmp_path)
    (found,) = intake.findings
    assert (found.code, found.unit, intake.states[UNIT]) == ("K113", UNIT, UnitState.UNREADABLE)
    assert found.message.startswith("压缩包里有不正常的文件名（指向别的文件夹），没有打开")


def mended(data: bytearray) -> bool:
    """Set the checksums of an archive's directory and of its header right."""
    offset, size = struct.unpack_from("<2Q", data, 12)
    struct.pack_into("<L", data, 28, zlib.crc32(data[32 + offset : 32 + offset + size]))
    struct.pack_into("<L", data, 8, zlib.crc32(data[12:32]))
    return True


def test_the_bounds_are_those_of_any_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_BYTES", 998)
    assert refused(tmp_path, sevenzipped({"a.txt": b"x" * 999})).startswith("压缩包里的文件太多或太大")


def test_a_way_of_packing_that_the_library_does_not_know(tmp_path: Path) -> None:
    with py7zr.SevenZipFile(tmp_path / "b.7z", "w", filters=[{"id": py7zr.FILTER_BZIP2}]) as file:
        file.set_encoded_header_mode(False)
        file.writestr(b"x" * 99, "a.txt")
    data = bytearray((tmp_path / "b.7z").read_bytes())
    assert data.count(b"\x03\x04\x02\x02") == 1
    at = data.index(b"\x03\x04\x02\x02")
    data[at : at + 4] = b"\x03\x04\x02\x7f"
    assert mended(data)
    assert refused(tmp_path, bytes(data)) == "压缩包用的压缩方式本程序不支持；请解压后把里面的评估表放进“2-回收”"


@pytest.mark.parametrize("of", ["__init__", "extractall"])
def test_too_little_memory_is_not_the_file_s_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of: str) -> None:
    monkeypatch.setattr(py7zr.SevenZipFile, of, refuse(MemoryError()))
    with pytest.raises(MemoryError):
        opened(tmp_path, WHOLE)


def test_a_full_disk_is_not_the_file_s_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(py7zr.SevenZipFile, "extractall", refuse(OSError(28, "no space")))
    assert refused(tmp_path, WHOLE).startswith("拆开时出错（磁盘可能已满）")


def refuse(error: BaseException) -> Callable[..., None]:
    """Give what fails like that."""

    def raise_it(*_words: object, **_named: object) -> None:
        raise error

    return raise_it
