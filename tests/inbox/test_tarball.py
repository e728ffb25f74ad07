"""Tars and packed files are opened like any archive, and nothing in them is missing without a word (cases 16 and 17)."""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kexie_excel.inbox import unpack
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import UnitState
from kexie_excel.sheets.read.kind import Kind
from tests.builders import SCHEME, UNIT
from tests.sheets.read.containers import tarred

OTHER = SCHEME.units[1].name


pytestmark = pytest.mark.usefixtures("read_here")


def test_two_counties_in_one_tar_are_two_counties(tmp_path: Path, filled: bytes) -> None:
    """The last one used to be taken for all there is: a zip's directory stands at its end."""
    (tmp_path / "两县.tar").write_bytes(tarred({f"{OTHER}.xlsx": b"", "来件/甲.xlsx": filled}))
    intake = collect(SCHEME, tmp_path)
    assert {receipt.file: receipt.fate for receipt in intake.receipts} == {
        "两县.tar": Fate.OPENED,
        f"两县.tar!{OTHER}.xlsx": Fate.UNREADABLE,
        "两县.tar!来件/甲.xlsx": Fate.ADOPTED,
    }
    assert (intake.states[UNIT], intake.states[OTHER]) == (UnitState.READ, UnitState.UNREADABLE)


@pytest.mark.parametrize(
    ("form", "encoding"),
    [(tarfile.PAX_FORMAT, "utf-8"), (tarfile.GNU_FORMAT, "utf-8"), (tarfile.GNU_FORMAT, "gbk")],
)
def test_names_are_read_as_they_were_meant(tmp_path: Path, filled: bytes, form: int, encoding: str) -> None:
    (tmp_path / "a.tar").write_bytes(tarred({"湘阴县一.xlsx": filled}, form, encoding))
    assert [receipt.file for receipt in collect(SCHEME, tmp_path).receipts] == ["a.tar", "a.tar!湘阴县一.xlsx"]


@pytest.mark.parametrize(
    ("name", "inner", "pack"),
    [
        ("表.xlsx.gz", "表.xlsx", gzip.compress),
        ("表.XLSX.BZ2", "表.XLSX", bz2.compress),
        ("表", "表", lzma.compress),
    ],
)
def test_a_packed_file_is_unpacked(
    tmp_path: Path, filled: bytes, name: str, inner: str, pack: Callable[[bytes], bytes]
) -> None:
    (tmp_path / name).write_bytes(pack(filled))
    found = {receipt.file: receipt.fate for receipt in collect(SCHEME, tmp_path).receipts}
    assert found == {name: Fate.OPENED, f"{name}!{inner}": Fate.ADOPTED}


def test_a_packed_tar_is_an_archive_in_an_archive(tmp_path: Path, filled: bytes) -> None:
    (tmp_path / "a.tgz").write_bytes(gzip.compress(tarred({"表.xlsx": filled})))
    found = [receipt.file for receipt in collect(SCHEME, tmp_path).receipts]
    assert found == ["a.tgz", "a.tgz!a.tar", "a.tgz!a.tar!表.xlsx"]


@pytest.mark.parametrize("share", [0.2, 0.7])
def test_a_tar_that_ends_in_the_middle_is_not_read_by_halves(tmp_path: Path, filled: bytes, share: float) -> None:
    whole = tarred({"甲.xlsx": filled, "乙.xlsx": filled})
    (tmp_path / f"{UNIT}.tar").write_bytes(whole[: int(len(whole) * share)])
    intake = collect(SCHEME, tmp_path)
    (receipt,) = intake.receipts
    assert (receipt.fate, receipt.note, intake.findings[0].code) == (Fate.UNREADABLE, Kind.CUT_OFF.sentence, "K132")
    assert intake.states[UNIT] is UnitState.UNREADABLE


def test_a_damaged_packed_file_is_one_line(tmp_path: Path, filled: bytes) -> None:
    packed = gzip.compress(filled)
    (tmp_path / "断.gz").write_bytes(packed[:-100])
    (tmp_path / "坏.gz").write_bytes(packed[:-8] + bytes(8))
    found = {receipt.file: receipt.note for receipt in collect(SCHEME, tmp_path).receipts}
    assert (found["断.gz!断"], found["坏.gz!坏"]) == (Kind.CUT_OFF.sentence, Kind.BROKEN.sentence)


def test_a_packed_bomb_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = unpack._Unpacking  # noqa: SLF001 - the account itself is tested
    monkeypatch.setattr(unpack, "_Unpacking", lambda folder: account(folder, bytes_left=2 * 1024**2))
    (tmp_path / "弹.gz").write_bytes(gzip.compress(b"PK\x03\x04" + bytes(3 * 1024**2)))
    (receipt,) = collect(SCHEME, tmp_path).receipts
    assert receipt.note.startswith("压缩包里的文件太多或太大")


def test_links_and_folders_in_a_tar_stop_nothing(tmp_path: Path, filled: bytes) -> None:
    stream = io.BytesIO(tarred({"甲.xlsx": filled}))
    with tarfile.open(fileobj=stream, mode="a") as file:
        for name, kind in (("夹", tarfile.DIRTYPE), ("链", tarfile.SYMTYPE), ("乙.xlsx", tarfile.LNKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.mtime = kind, "甲.xlsx" if kind == tarfile.LNKTYPE else "/不在", -(2**60)
            file.addfile(info)
    (tmp_path / "a.tar").write_bytes(stream.getvalue())
    found = {receipt.file: receipt.fate for receipt in collect(SCHEME, tmp_path).receipts}
    assert found["a.tar!乙.xlsx"] is Fate.DUPLICATE
    assert found["a.tar!链"] is Fate.UNREADABLE
    assert "a.tar!夹" not in found
