"""备份: what a step is about to change is kept first; ten different ones; an emptied ledger never pushes a full one out."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kexie_excel.errors import KexieError
from kexie_excel.ledger.model import FILE
from kexie_excel.ledger.read import read_ledger
from kexie_excel.workspace.backups import MOST, Backups, generations
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from tests.scanner import Scanner
from tests.workspace.rounds import put_return, tell

SCHEME_FILE = "方案.toml"
SUMMARY = "5-汇总/评估结果汇总表.xlsx"


def keep(folder: Folder, step: str = "核对") -> None:
    """Keep the folder as one step does."""
    Backups(folder, step).keep()


def states(folder: Folder, clerks: Iterator[str]) -> None:
    """Keep the folder once for every clerk that the ledger names."""
    for clerk in clerks:
        tell(folder, 经办人=clerk)
        keep(folder)


@pytest.mark.no_cover
@pytest.mark.slow
def test_a_step_that_changes_something_keeps_what_was_there(folder: Folder) -> None:
    put_return(folder, "平江县", f1_1a="约3")
    before = folder.ledger.read_bytes()
    check(folder.root)
    (kept,) = generations(folder)
    assert (kept.step, kept.files[FILE], set(kept.files)) == ("核对", before, {FILE, SCHEME_FILE})
    assert folder.ledger.read_bytes() != before
    checked = folder.ledger.read_bytes()
    summarize(folder.root)
    assert len(generations(folder)) == 1  # nobody wrote anything, and the summary is new
    put_return(folder, "岳阳县")
    first = folder.summary.read_bytes()
    summarize(folder.root)
    newest, _oldest = generations(folder)
    assert newest.files == {FILE: checked, SCHEME_FILE: folder.scheme_file.read_bytes(), SUMMARY: first}
    assert newest.step == "汇总"


def test_what_people_wrote_is_kept_by_the_next_step_even_if_it_changes_nothing(folder: Folder) -> None:
    check(folder.root)
    tell(folder, 经办人="张三")
    typed = folder.ledger.read_bytes()
    check(folder.root)
    check(folder.root)
    assert [own.files[FILE] == typed for own in generations(folder)] == [True, False]


def test_the_same_is_kept_once_and_an_older_one_that_is_the_same_is_the_newest_again(folder: Folder) -> None:
    first = folder.ledger.read_bytes()
    keep(folder)
    tell(folder, 经办人="张三")
    keep(folder)
    keep(folder, "汇总")
    assert len(generations(folder)) == 2
    folder.ledger.write_bytes(first)
    keep(folder, "汇总")
    newest, _other = generations(folder)
    assert (newest.files[FILE], newest.step) == (first, "汇总")


def test_a_step_keeps_only_what_was_there_when_it_began(folder: Folder) -> None:
    backups = Backups(folder, "汇总")
    backups.keep()
    tell(folder, 经办人="张三")
    backups.keep()
    assert len(generations(folder)) == 1


@pytest.mark.no_cover
@pytest.mark.slow
def test_ten_are_kept(folder: Folder) -> None:
    states(folder, (f"甲{number:02}" for number in range(MOST + 3)))
    kept = generations(folder)
    assert MOST == 10
    assert [own.ledger.about("经办人") for own in kept] == [f"甲{number:02}" for number in range(12, 2, -1)]


@pytest.mark.slow
def test_an_emptied_ledger_does_not_push_the_full_one_out(folder: Folder) -> None:
    empty = folder.ledger.read_bytes()
    tell(folder, 经办人="张三", 发文字号="岳市科协〔2018〕3号", 成文日期="2018-01-08")
    keep(folder)
    folder.ledger.write_bytes(empty)
    states(folder, (f"乙{number:02}" for number in range(MOST + 2)))
    kept = generations(folder)
    assert len(kept) == MOST + 1
    assert kept[-1].ledger.about("发文字号") == "岳市科协〔2018〕3号"


def test_what_lies_there_otherwise_is_left_alone(folder: Folder) -> None:
    (folder.backups / "我自己存的").mkdir(parents=True)
    (folder.backups / "说明.txt").write_text("别删", encoding="utf-8")
    keep(folder)
    assert len(generations(folder)) == 1
    assert len(list(folder.backups.iterdir())) == 4  # with the scheme as it was issued


def test_an_empty_folder_has_nothing_to_keep(tmp_path: Path) -> None:
    keep(Folder(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_kept_ledger_that_is_broken_says_nothing(folder: Folder) -> None:
    keep(folder)
    (kept,) = generations(folder)
    (kept.folder / FILE).write_bytes(b"PK")
    assert generations(folder)[0].ledger.decisions == frozenset()


def test_where_nothing_can_be_kept_nothing_is_changed(folder: Folder) -> None:
    put_return(folder, "平江县", f1_1a="约3")
    shutil.rmtree(folder.backups)
    folder.backups.write_bytes(b"no folder")
    before = folder.ledger.read_bytes()
    with pytest.raises(KexieError, match="存不了备份，所以什么都没有改"):
        check(folder.root)
    assert folder.ledger.read_bytes() == before
    assert not folder.register.exists()


def test_what_people_wrote_is_everything_in_the_columns_that_they_fill(folder: Folder) -> None:
    before = read_ledger(folder.root).decisions
    tell(folder, 经办人="张三")
    assert read_ledger(folder.root).decisions - before == {("基本信息", "经办人", "内容", "张三")}


def test_a_scanner_that_holds_it_for_a_moment_is_waited_for(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows moves no folder while a virus scanner has a file in it open; neither a new one nor an older one."""
    first = folder.ledger.read_bytes()
    scanner = Scanner(monkeypatch)
    for content in (first, b"another", first):
        scanner.left = 2
        folder.ledger.write_bytes(content)
        keep(folder)
    assert len(scanner.pauses) == 6
    assert [kept.files[FILE] for kept in generations(folder)] == [first, b"another"]
