"""``kexie receive``: what came in is copied into 2-回收; nothing is moved, nothing overwritten."""

import os
from pathlib import Path

import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.workspace.folder import Folder


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Where the mail program has saved what came."""
    place = tmp_path / "微信 (1) {a}"
    place.mkdir()
    (place / "平江县.xlsx").write_bytes(b"first")
    os.utime(place / "平江县.xlsx", (1_500_000_000, 1_500_000_000))
    return place


def received(capsys: pytest.CaptureFixture[str], folder: Folder, *paths: Path) -> list[str]:
    """Give what the command says."""
    capsys.readouterr()
    assert main(["receive", str(folder.root), *map(str, paths)]) == DONE
    return capsys.readouterr().out.splitlines()


def test_a_file_is_copied_with_its_time(folder: Folder, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert received(capsys, folder, inbox / "平江县.xlsx") == [
        "已复制到“2-回收”1个文件：平江县.xlsx。原来的文件没有动。",
        "下一步：运行 kexie check，读收回的文件。",
    ]
    copied = folder.returned / "平江县.xlsx"
    assert (copied.read_bytes(), copied.stat().st_mtime) == (b"first", 1_500_000_000)
    assert (inbox / "平江县.xlsx").read_bytes() == b"first"


def test_the_same_is_not_copied_twice_and_another_of_the_name_lies_beside_it(
    folder: Folder, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    received(capsys, folder, inbox / "平江县.xlsx")
    assert received(capsys, folder, inbox / "平江县.xlsx")[0] == (
        "“2-回收”里已经有、内容完全相同，没有再复制：平江县.xlsx。"
    )
    (inbox / "平江县.xlsx").write_bytes(b"second")
    assert received(capsys, folder, inbox / "平江县.xlsx")[:2] == [
        "已复制到“2-回收”1个文件：平江县（新1）.xlsx。原来的文件没有动。",
        "“2-回收”里已有另一份“平江县.xlsx”，没有覆盖，这一份叫“平江县（新1）.xlsx”。",
    ]
    assert {path.name: path.read_bytes() for path in folder.returned.iterdir()} == {
        "平江县.xlsx": b"first",
        "平江县（新1）.xlsx": b"second",
    }
    assert received(capsys, folder, folder.returned / "平江县.xlsx")[0].endswith("没有再复制：平江县.xlsx。")


def test_a_folder_stays_together_without_what_the_system_lays_into_it(
    folder: Folder, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inbox / "材料").mkdir()
    (inbox / "材料" / "平江县.xlsx").write_bytes(b"third")
    (inbox / "Thumbs.db").write_bytes(b"x")
    assert "2个文件" in received(capsys, folder, inbox)[0]
    names = sorted(path.relative_to(folder.returned).as_posix() for path in folder.returned.rglob("*.*"))
    assert names == ["微信 (1) {a}/平江县.xlsx", "微信 (1) {a}/材料/平江县.xlsx"]


def test_many_files_are_not_all_named(folder: Folder, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(11):
        (inbox / f"{number:02}.xlsx").write_bytes(b"%d" % number)
    (said, _next) = received(capsys, folder, *sorted(inbox.glob("??.xlsx")))
    assert "00.xlsx、" in said
    assert said.endswith("09.xlsx等11个。原来的文件没有动。")


def test_an_empty_folder_is_said(folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空").mkdir()
    assert received(capsys, folder, tmp_path / "空")[0] == "里面没有要放进去的文件。"


@pytest.mark.parametrize(("named", "said"), [("没有.xlsx", "找不到“"), ("", "里面就有“2-回收”，不能放进去")])
def test_what_cannot_be_is_one_sentence(
    folder: Folder, named: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["receive", str(folder.root), str(folder.root / named)]) == FAILED
    (error,) = capsys.readouterr().err.splitlines()
    assert said in error
    assert list(folder.returned.iterdir()) == []


def test_only_a_working_folder_takes_it_in(tmp_path: Path, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["receive", str(tmp_path), str(inbox)]) == FAILED
    assert "不是工作文件夹" in capsys.readouterr().err
