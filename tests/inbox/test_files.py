"""Every file below 2-回收 is listed, whatever it is; links, pipes and closed folders stop nothing (case 25, design §9)."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kexie_excel.errors import KexieError
from kexie_excel.inbox.files import list_candidates
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.returns.batch import collect
from tests.builders import SCHEME, UNIT
from tests.systems import ON_WINE

pytestmark = pytest.mark.usefixtures("read_here")


def only(folder: Path) -> Receipt:
    """Give the one receipt."""
    (receipt,) = collect(SCHEME, folder).receipts
    return receipt


def linked(make: Callable[[], None]) -> None:
    """Make a link, where this system makes links."""
    if ON_WINE:
        pytest.skip("Wine makes links that it does not show")
    try:
        make()
    except (OSError, NotImplementedError):
        pytest.skip("no links here")


def test_a_link_to_a_file_is_read(tmp_path: Path, filled_file: Path) -> None:
    linked(lambda: (tmp_path / "表.xlsx").symlink_to(filled_file))
    assert (only(tmp_path).unit, only(tmp_path).fate) == (UNIT, Fate.ADOPTED)


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    linked(lambda: (tmp_path / f"{UNIT}.xlsx").symlink_to(tmp_path / "不在.xlsx"))
    receipt = only(tmp_path)
    assert (receipt.unit, receipt.fate) == (UNIT, Fate.UNREADABLE)
    assert receipt.note == "这是一个链接，它指向的文件不在了；请把原文件放进来"


def test_a_link_in_a_circle_is_named_and_not_followed(tmp_path: Path) -> None:
    """K116."""
    linked(lambda: (tmp_path / "又来").symlink_to(tmp_path, target_is_directory=True))
    (found,) = collect(SCHEME, tmp_path).findings
    assert (found.code, found.place.file) == ("K116", "又来/")
    assert only(tmp_path).note == "这是指向别处的文件夹链接，没有看；请把里面的评估表直接放进“2-回收”"


def test_the_folder_itself_not_opening_is_no_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an empty one, every unit would be 未报送."""

    def scandir(path: str) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(KexieError, match=rf"^打不开文件夹“{re.escape(str(tmp_path))}”：.*。$"):
        list_candidates(tmp_path)


def test_a_folder_that_does_not_open_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """K116: what is in it is not silently missing."""
    closed = tmp_path / f"{UNIT}来件"
    closed.mkdir()
    scan = os.scandir

    def denied(path: str) -> object:
        if path == str(closed):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", denied)
    receipt = only(tmp_path)
    assert (receipt.file, receipt.unit, receipt.fate) == (f"{UNIT}来件/", UNIT, Fate.UNREADABLE)
    assert "没有读取权限" in receipt.note


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    assert (only(tmp_path).fate, only(tmp_path).note) == (Fate.SKIPPED, "不是普通文件")


def test_a_path_longer_than_windows_takes(tmp_path: Path, filled: bytes) -> None:
    folder = tmp_path.joinpath(*["深" * 60] * 5)
    try:
        folder.mkdir(parents=True)
        (folder / "表.xlsx").write_bytes(filled)
    except OSError:
        pytest.skip("no such long paths here")
    assert only(tmp_path).fate is Fate.ADOPTED


def test_the_order_is_that_of_the_names(tmp_path: Path) -> None:
    for name in ("b/甲.txt", "a.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [own.receipt.file for own in list_candidates(tmp_path)] == ["a.txt", "b/甲.txt", "c.txt"]


def came(folder: Path, name: str, data: bytes = b"x") -> tuple[Fate, str, str]:
    """Put one file there; give its fate, its unit and the code of its finding."""
    (folder / name).write_bytes(data)
    intake = collect(SCHEME, folder)
    (receipt,) = intake.receipts
    return receipt.fate, receipt.unit, "".join(found.code for found in intake.findings)


def test_what_a_network_disk_leaves_in_the_place_of_a_file(tmp_path: Path) -> None:
    """K139: it is hidden, and yet something that came."""
    data = b"bplist00\xd3\x01_\x10\x18NSURLFileResourceTypeKey"
    assert came(tmp_path, f".{UNIT}.xlsx.icloud", data) == (Fate.UNREADABLE, UNIT, "K139")


@pytest.mark.parametrize(
    "ending",
    ["crdownload", "part", "baiduyun.p.downloading", "xltd", "xltd.cfg", "ucdownload", "360download", "aria2", "!qb"],
)
def test_what_is_still_being_loaded_down(tmp_path: Path, ending: str, filled: bytes) -> None:
    """K132, whatever is there already."""
    assert came(tmp_path, f"{UNIT}.xlsx.{ending}", filled) == (Fate.UNREADABLE, UNIT, "K132")


@pytest.mark.parametrize("name", [f".~lock.{UNIT}.xlsx#", f".~{UNIT}.xlsx", f"~${UNIT}.xlsx", f"._{UNIT}.xlsx"])
def test_what_programs_leave_beside_a_file_is_passed_over(tmp_path: Path, name: str, filled: bytes) -> None:
    """Cases 11 and 12."""
    assert came(tmp_path, name, filled) == (Fate.SKIPPED, "", "")


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_systems_leave_in_a_folder_is_passed_over(tmp_path: Path, name: str) -> None:
    assert came(tmp_path, name) == (Fate.SKIPPED, "", "")


def test_a_file_without_a_name_of_its_own_is_no_hidden_one(tmp_path: Path, filled: bytes) -> None:
    """Somebody took all of the name but its ending."""
    assert came(tmp_path, ".xlsx", filled) == (Fate.ADOPTED, UNIT, "")


def test_a_name_in_gbk_is_shown_as_it_was_meant(tmp_path: Path, filled: bytes) -> None:
    """Case 16, unpacked by a program that knows no GBK: it can be read, and chosen in the ledger."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "湘阴县一.xlsx".encode("gbk"))).write_bytes(filled)
    except (OSError, UnicodeError):
        pytest.skip("no such names here")
    assert (only(tmp_path).file, only(tmp_path).fate) == ("湘阴县一.xlsx", Fate.ADOPTED)
    assert collect(SCHEME, tmp_path, chosen={UNIT: "湘阴县一.xlsx"}).returns[UNIT].file == "湘阴县一.xlsx"
