"""A file is written whole or not at all, and a target that cannot be replaced costs a second name. Clause: design §9."""

import os
import stat
from pathlib import Path

import pytest

from kexie_excel import output
from kexie_excel.errors import KexieError
from kexie_excel.output import holds, put, save, why_elsewhere
from tests.scanner import Scanner
from tests.systems import ON_WINE


def names(folder: Path) -> list[str]:
    """Give the names of everything in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_the_content_stands_at_the_path(tmp_path: Path) -> None:
    path = tmp_path / "汇总表.xlsx"
    assert save(path, b"one") == path
    assert path.read_bytes() == b"one"
    assert names(tmp_path) == ["汇总表.xlsx"]


def test_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "5-汇总" / "旧" / "汇总表.xlsx"
    assert save(path, b"one") == path
    assert path.read_bytes() == b"one"


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "汇总表.xlsx"
    path.write_bytes(b"an older and longer content")
    assert save(path, b"one") == path
    assert path.read_bytes() == b"one"
    assert names(tmp_path) == ["汇总表.xlsx"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of another kind")
def test_others_may_read_the_file_as_any_other_new_file(tmp_path: Path) -> None:
    """The folder is shared by the office: not only the account that ran the program may read it."""
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    path = save(tmp_path / "汇总表.xlsx", b"one")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_target_that_cannot_be_replaced_gets_a_second_name(tmp_path: Path) -> None:
    """A folder of that name can be replaced as little as a file that is open in Excel."""
    path = tmp_path / "汇总表.xlsx"
    path.mkdir()
    assert save(path, b"one") == tmp_path / "汇总表（新1）.xlsx"
    assert (tmp_path / "汇总表（新1）.xlsx").read_bytes() == b"one"
    assert names(tmp_path) == ["汇总表.xlsx", "汇总表（新1）.xlsx"]


def test_a_second_name_that_is_open_as_well_gets_a_third(tmp_path: Path) -> None:
    (tmp_path / "汇总表.xlsx").mkdir()
    (tmp_path / "汇总表（新1）.xlsx").mkdir()
    assert save(tmp_path / "汇总表.xlsx", b"one") == tmp_path / "汇总表（新2）.xlsx"


def test_no_name_at_all_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    path = tmp_path / "汇总表.xlsx"
    path.write_bytes(b"an older content")
    with pytest.raises(KexieError) as caught:
        save(path, b"one")
    assert str(caught.value) == f"写不了 {path}：文件正被打开或是只读的，请关闭后再运行。"
    assert path.read_bytes() == b"an older content"
    assert names(tmp_path) == ["汇总表.xlsx"]


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "5-汇总").write_bytes(b"a file, no folder")
    path = tmp_path / "5-汇总" / "汇总表.xlsx"
    with pytest.raises(KexieError) as caught:
        save(path, b"one")
    assert str(caught.value) == f"写不了 {path}：请检查磁盘空间和文件夹权限。"
    assert names(tmp_path) == ["5-汇总"]


def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(self), None, mode)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(KexieError, match=r"^写不了 .+：请检查磁盘空间和文件夹权限。$"):
        save(tmp_path / "汇总表.xlsx", b"one")
    assert names(tmp_path) == []


def test_a_full_disk_leaves_the_older_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    path = tmp_path / "汇总表.xlsx"
    path.write_bytes(b"an older content")
    with pytest.raises(KexieError, match=r"^写不了 .+：请检查磁盘空间和文件夹权限。$"):
        save(path, b"one")
    assert path.read_bytes() == b"an older content"
    assert names(tmp_path) == ["汇总表.xlsx"]


def test_breaking_off_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C while writing."""

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "汇总表.xlsx", b"one")
    assert names(tmp_path) == []


def test_breaking_off_while_moving_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Path, __: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "汇总表.xlsx", b"one")
    assert names(tmp_path) == []


def test_what_a_killed_run_left_behind_goes_with_the_next(tmp_path: Path) -> None:
    """And what another run is writing at this moment stays."""
    old, new, foreign = (tmp_path / name for name in (".kexie-0a.tmp", ".kexie-0b.tmp", "notes.tmp"))
    for path in (old, new, foreign):
        path.write_bytes(b"half")
    for path in (old, foreign):
        os.utime(path, (0, 0))
    put(tmp_path / "汇总表.xlsx", b"one")
    assert names(tmp_path) == [".kexie-0b.tmp", "notes.tmp", "汇总表.xlsx"]


def test_put_keeps_to_the_one_name(tmp_path: Path) -> None:
    path = tmp_path / "评估台账.xlsx"
    path.mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - whichever error the system gives
        put(path, b"one")
    assert names(tmp_path) == ["评估台账.xlsx"]


@pytest.mark.skipif(ON_WINE, reason="Wine takes any path")
def test_a_path_that_is_too_long_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows says of it only that there is nothing."""
    path = tmp_path / ("很深的文件夹" * 60) / "汇总表.xlsx"
    monkeypatch.setattr(output, "_LONGEST", 259)
    with pytest.raises(KexieError, match=r"：整个路径有\d+个字，系统最多认259个，请把工作文件夹移到浅一些的位置"):
        save(path, b"one")


@pytest.mark.parametrize("times", [1, 2])
def test_a_scanners_brief_lock_is_waited_for(times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = Scanner(monkeypatch, times).pauses
    assert save(tmp_path / "汇总表.xlsx", b"one") == tmp_path / "汇总表.xlsx"
    assert len(pauses) == times
    assert sum(pauses) <= 0.5


def test_three_tries_within_half_a_second_then_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = Scanner(monkeypatch, 3).pauses
    path = save(tmp_path / "汇总表.xlsx", b"one")
    assert path == tmp_path / "汇总表（新1）.xlsx"
    assert sum(pauses) <= 0.5
    said = "汇总表.xlsx 正被打开，结果写到了另一个名字（汇总表（新1）.xlsx）；请关闭旧文件，以免看错。"
    assert why_elsewhere(tmp_path / "汇总表.xlsx", path) == said
    assert why_elsewhere(path, path) == ""


def test_a_read_only_target_is_not_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows does not replace it, however often it is tried; it is said as what it is."""
    wanted = tmp_path / "汇总表.xlsx"
    wanted.write_bytes(b"an older content")
    wanted.chmod(0o444)
    pauses = Scanner(monkeypatch, 1).pauses
    path = save(wanted, b"one")
    assert not pauses
    assert path == tmp_path / "汇总表（新1）.xlsx"
    assert why_elsewhere(wanted, path).startswith("汇总表.xlsx 是只读的，结果写到了另一个名字（汇总表（新1）.xlsx）；")


def test_a_file_holds_what_it_has_and_nothing_else(tmp_path: Path) -> None:
    """Compared piece by piece: one byte at the end of several pieces counts, and so does one more."""
    path, content = tmp_path / "大.bin", bytes(3 * 1024**2) + b"1"
    assert not holds(path, content)
    path.write_bytes(content)
    assert holds(path, content)
    assert not holds(path, content[:-1] + b"2")
    assert not holds(path, content[:-1])
    assert not holds(path, b"")
