"""RAR archives are opened, what is packed in them by whatever program the computer has for that (cases 16 and 17)."""

import os
import shutil
import struct
import zlib
from base64 import b64decode
from functools import partial
from pathlib import Path

import pytest

from kexie_excel.inbox import container, rar
from kexie_excel.inbox.receipts import Fate
from kexie_excel.inbox.unpack import Opened
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import UnitState
from kexie_excel.sheets.read.kind import Kind
from tests.builders import SCHEME, UNIT
from tests.inbox import opening
from tests.sheets.read.containers import rar5_file, rar_file, rarred, rarred5

OTHER = SCHEME.units[1].name
CLOSED = (
    "RAR 压缩包没有打开（这台电脑没有装 WinRAR、7-Zip 这样的解压程序，或者它打不开这个压缩包）；"
    "请解压后把里面的评估表放进“2-回收”"
)
LOCKED = "压缩包设了密码，没有打开；请用密码解压后把里面的评估表放进“2-回收”"


pytestmark = pytest.mark.usefixtures("read_here")


opened = partial(opening.opened, name="a.rar")
refused = partial(opening.refused, name="a.rar")


def test_stored_returns_need_no_program(tmp_path: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the oldest form of names says: bytes of GBK, here of an even number, which look like UTF-16 as well."""
    monkeypatch.setenv("PATH", "")
    files = (rar_file("来件/自评表一.xlsx".encode("gbk"), filled), rar_file(f"{OTHER}.xlsx".encode("gbk"), b""))
    (tmp_path / "附件.rar").write_bytes(rarred(*files))
    (tmp_path / "新.rar").write_bytes(rarred5({"评估表.xlsx": filled, "附件/照片.jpg": b"\xff\xd8\xff\xe0"}))
    intake = collect(SCHEME, tmp_path)
    assert {receipt.file: receipt.fate for receipt in intake.receipts} == {
        "新.rar": Fate.OPENED,
        "新.rar!评估表.xlsx": Fate.ADOPTED,
        "新.rar!附件/照片.jpg": Fate.ENCLOSURE,
        "附件.rar": Fate.OPENED,
        "附件.rar!来件/自评表一.xlsx": Fate.DUPLICATE,
        f"附件.rar!{OTHER}.xlsx": Fate.UNREADABLE,
    }
    assert (intake.states[UNIT], intake.states[OTHER]) == (UnitState.READ, UnitState.UNREADABLE)


PACKED = {
    "RAR 5": b64decode(
        "UmFyIRoHAQDz4YLrCwEFBwAGAQGAgIAAWZ3nQygCAwu3AASAEKSDAqLmt8WAAwEKc3Rlc3QxLnR4dAoDC52M9E0EeEFXxKo0"
        "RDQk+jLrR/rETX295gWAggqMwQMqlcoim1Aak91A/ABAAgDUYAQ27RX5t1SDKmROzXwf4B13VlEDBQQA"
    ),
    "RAR 5, solid": b64decode(
        "UmFyIRoHAQAJ78hvCwEFBwQGAQGAgIAA3vVwchwCAroABIAQtoMCoua3xYAbAQpzdGVzdDEudHh0waw3REQj+iP2l/1iU1G+"
        "TJGBQQKMwQN5XL9Ho6otoDaT3aBYAEACANRQBHb2xH8y6p8ypcTM14PfABDoLYkcAgKNAASAELaDAqLmt8XAGwEKc3Rlc3Qy"
        "LnR4dEUVCmABAAgD37f79vwdd1ZRAwUEAA=="
    ),
    "RAR 3, solid": b64decode(
        "UmFyIRoHADvQcwgADQAAAAAAAAArNHSAkCwAXAAAAAAIAAADoua3xbBmzD4dMwoApIEAAHN0ZXN0MS50eHQAwBEMzP6MnrD+"
        "MYGrrLG7QHeoCmTWSzeDwQe8AeCFku77th0ACCAACIjpeAzSDAdhOkF4S7Nun1IK2sonQLrnC2SKYnH7uACRnlAv2FX/+sZY"
        "6+vE14h+VJaHH03s2RZ0kJAsAA4AAAAACAAAA6Lmt8WwZsw+HTMKAKSBAABzdGVzdDIudHh0AMCxIACIB+vyCmn6/JTe0MQ9"
        "ewBABwA="
    ),
}
"""Archives that WinRAR has packed, from the tests of the library: the numbers from 000 to 511, a line each, once or twice."""
NUMBERS = "".join(f"{number:03}\n" for number in range(512)).encode()
PROGRAMS = [name for name in ("unrar", "unar", "bsdtar") if shutil.which(name)]


def only(monkeypatch: pytest.MonkeyPatch, folder: Path, *programs: str) -> None:
    """Leave the computer these programs."""
    folder.mkdir()
    for name in programs:
        (folder / name).symlink_to(shutil.which(name) or os.devnull)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("way", PACKED)
def test_what_is_packed_is_unpacked_by_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, way: str
) -> None:
    """Some know only half of the format: then it is not opened, and not by halves."""
    only(monkeypatch, tmp_path / "bin", program, *(["lsar"] if program == "unar" else []))
    got = opened(tmp_path, PACKED[way])
    if isinstance(got, Opened):
        assert {member.path.read_bytes() for member in got.members} == {NUMBERS}
    else:
        assert "solid" in way
        assert got.reason == CLOSED


@pytest.mark.skipif(not PROGRAMS, reason="needs a program")
def test_a_file_that_the_program_does_not_unpack_costs_one_line(tmp_path: Path) -> None:
    """Whether the program or the file is to blame nobody knows."""
    good, end = PACKED["RAR 5"][:-8], PACKED["RAR 5"][-8:]
    got = opened(tmp_path, good + rar5_file("b.xlsx", bytes(range(256)) * 16, method=3) + end)
    assert isinstance(got, Opened)
    assert [member.failed.reason if member.failed else "" for member in got.members] == [
        "",
        "没有解开（这台电脑的解压程序打不开它，或者它已经损坏）；请解压后把里面的评估表放进“2-回收”",
    ]


def test_without_a_program_who_is_in_it_has_sent_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, tmp_path / "bin")
    folder = tmp_path / "2-回收"
    folder.mkdir()
    files = rar_file(b"a.txt", b"x"), rar_file(f"{UNIT}.xlsx".encode("gbk"), b"x" * 99, method=0x33)
    (folder / "全部.rar").write_bytes(rarred(*files))
    intake = collect(SCHEME, folder)
    (found,) = intake.findings
    assert (found.code, found.unit) == ("K113", UNIT)
    assert found.message == CLOSED
    assert intake.states[UNIT] is UnitState.UNREADABLE


def test_programs_are_looked_for_where_programs_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never in the current folder: there lies what others sent."""
    of_office, of_system = tmp_path / "WinRAR" / "UnRAR.exe", tmp_path / "System32" / "tar.exe"
    for place in (tmp_path / "unrar", of_office, of_system):
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", str(tmp_path / "none")]))
    assert rar.find_program(("unrar", "UnRAR.exe")) == os.devnull
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    monkeypatch.setenv("SystemRoot", str(tmp_path))
    assert rar.find_program(("unrar", "UnRAR.exe")) == str(of_office)
    assert rar.find_program(("bsdtar", "bsdtar.exe")) == str(of_system)
    assert rar.find_program(("7z", "7z.exe")) == os.devnull


@pytest.mark.parametrize("flags", [0, 0x80])
def test_who_is_in_a_locked_archive_is_seen_where_the_names_are(tmp_path: Path, flags: int) -> None:
    (tmp_path / "全部.rar").write_bytes(rarred(rar_file(f"{UNIT}.xlsx".encode("gbk"), b"x", flags=0x8004), flags=flags))
    intake = collect(SCHEME, tmp_path)
    (found,) = intake.findings
    assert (found.code, found.message, found.unit) == ("K113", LOCKED, "" if flags else UNIT)
    assert (intake.states[UNIT] is UnitState.MISSING) == bool(flags)


def test_who_is_in_a_volume_of_a_split_archive(tmp_path: Path) -> None:
    (tmp_path / "全部.part1.rar").write_bytes(rarred(rar_file(f"{UNIT}.xlsx".encode("gbk"), b"x"), flags=0x101))
    (tmp_path / "全部.part2.rar").write_bytes(b"Rar!\x1a\x07\x01\0")
    first, second = collect(SCHEME, tmp_path).findings
    assert (first.code, first.message, first.unit) == ("K140", Kind.SPLIT.sentence, UNIT)
    assert (second.code, second.unit) == ("K140", "")


WHOLE = rarred(rar_file(b"a.txt", b"x" * 999))
WHOLE5 = rarred5({"a.txt": b"x" * 999})


@pytest.mark.parametrize(
    ("data", "harm"),
    [
        (WHOLE[:-500], Kind.CUT_OFF),
        (WHOLE5[:-500], Kind.CUT_OFF),
        (WHOLE[:30], Kind.CUT_OFF),
        (WHOLE5[:-2], Kind.CUT_OFF),
        (rarred5({"a.txt": b"x"}, ends=False), Kind.CUT_OFF),
        (WHOLE.replace(b"a.txt", b"b.txt"), Kind.BROKEN),
        (WHOLE5.replace(b"a.txt", b"b.txt"), Kind.BROKEN),
        (b"Rar!\x1a\x06\0" + bytes(99), Kind.BROKEN),
        (b"Rar!\x1a\x07\0", Kind.BROKEN),
        (rarred(), Kind.HOLLOW),
    ],
)
def test_what_is_not_whole_says_so(tmp_path: Path, data: bytes, harm: Kind) -> None:
    assert refused(tmp_path, data) == harm.sentence


def test_a_damaged_file_costs_one_line(tmp_path: Path) -> None:
    data = rarred(rar_file(b"a.txt", b"x" * 999), rar_file(b"b.txt", b"y" * 999))
    got = opened(tmp_path, data.replace(b"xx", b"xz", 1))
    assert isinstance(got, Opened)
    assert [member.failed.reason if member.failed else "" for member in got.members] == [Kind.BROKEN.sentence, ""]


def test_a_link_has_no_content(tmp_path: Path) -> None:
    link = bytearray(rar_file(b"a.txt", b"/etc/passwd"))
    got = opened(tmp_path, rarred(unix_link(link)))
    assert isinstance(got, Opened)
    assert [member.receipt.size for member in got.members] == [0]


def unix_link(block: bytearray) -> bytes:
    """Make a file a link, as Unix has it."""
    size = struct.unpack_from("<H", block, 5)[0]
    block[15], block[28:32] = 3, struct.pack("<L", 0o120777)
    struct.pack_into("<H", block, 0, zlib.crc32(block[2:size]) & 0xFFFF)
    return bytes(block)


def test_a_file_without_a_time(tmp_path: Path) -> None:
    got = opened(tmp_path, rarred5({"a.txt": b"x"}))
    assert isinstance(got, Opened)
    assert got.members[0].receipt.modified is None


def test_the_bounds_are_those_of_any_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_BYTES", 998)
    assert refused(tmp_path, WHOLE).startswith("压缩包里的文件太多或太大")
