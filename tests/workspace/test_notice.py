"""The notice in the working folder: refused while anything is open, never over what people wrote, checked when they are done."""

import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED, PENDING
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.notice import announce
from tests.builders import SCHEME
from tests.workspace.rounds import approve_all, return_all, tell

pytestmark = pytest.mark.slow


LEVELS = ("优秀", *["合格"] * 5, "优秀", *["合格"] * 3)


@pytest.fixture(scope="module")
def made(established: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with ten whole returns, each with less than the one before, made once."""
    root = tmp_path_factory.mktemp("notice") / "评估"
    shutil.copytree(established, root)
    return_all(Folder(root))
    return root


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Folder:
    """A working folder with ten returns."""
    shutil.copytree(made, tmp_path / "评估")
    return Folder(tmp_path / "评估")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run the program and give its exit code and what it says."""
    code = main(list(words))
    told = capsys.readouterr()
    return code, told.out + told.err


def test_without_approved_levels_it_is_refused_and_says_what_is_lacking(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = said(capsys, "notice", str(folder.root))
    assert code == FAILED
    assert told.startswith("还不能写通报：10个单位没有审定等次（")
    assert told.count("\n") == 1
    assert not folder.notice.parent.exists()


def test_a_decision_that_is_not_obeyed_is_named_with_its_cell(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    approve_all(folder, (*LEVELS[:-1], "合格等次"))
    told = said(capsys, "notice", str(folder.root))[1]
    assert "台账里有1处要改" in told
    assert "评估台账.xlsx，审定 B11：" in told.splitlines()[1]


@pytest.mark.no_cover
def test_approved_it_is_written_the_same_every_time(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    approve_all(folder, LEVELS)
    tell(folder, 发文字号="岳市科协〔2018〕3号", 成文日期="2018-01-08")
    code, told = said(capsys, "通报", str(folder.root), "--strict")
    assert code == DONE
    assert told.startswith(f"已写出 {folder.notice}")
    assert f"运行 kexie notice {folder.root} --check 通报.docx" in told
    before = folder.notice.read_bytes()
    assert announce(folder.root).kept is None
    assert folder.notice.read_bytes() == before
    texts = [paragraph.text for paragraph in docx.Document(str(folder.notice)).paragraphs]
    assert {"岳市科协〔2018〕3号", "2018年1月8日"} <= set(texts)
    assert [path.name for path in folder.notice.parent.iterdir()] == ["通报.docx"]
    for name in (str(folder.notice), "通报.docx"):
        assert said(capsys, "notice", str(folder.root), "--check", name) == (DONE, "未发现不一致。\n")


def test_a_draft_is_written_whatever_is_open(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.returned / f"{SCHEME.units[3].name}.xlsx").unlink()
    code, told = said(capsys, "notice", str(folder.root), "--draft", "--strict")
    assert code == PENDING
    assert told.startswith(f"征求意见稿，还不能定稿：1个单位未报送（{SCHEME.units[3].name}）；")
    assert folder.draft_notice.name == "通报（征求意见稿）.docx"
    assert folder.draft_notice.is_file()
    assert not folder.notice.exists()
    code, told = said(capsys, "notice", str(folder.root), "--check", str(folder.draft_notice))
    assert code == DONE
    assert told.startswith("请注意，结果还没有定：")
    assert told.endswith("未发现不一致。\n")


@pytest.mark.no_cover
def test_words_that_people_changed_are_kept(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    approve_all(folder, LEVELS)
    announce(folder.root)
    document = docx.Document(str(folder.notice))
    document.paragraphs[-1].add_run("（已送签）")
    document.save(str(folder.notice))
    theirs = folder.notice.read_bytes()
    code, told = said(capsys, "notice", str(folder.root))
    assert code == DONE
    assert "通报.docx 有人改过或正被打开，没有动它" in told
    assert "已写出" in told
    assert "通报（新1）.docx" in told
    assert folder.notice.read_bytes() == theirs
    announce(folder.root)
    assert sorted(path.name for path in folder.notice.parent.iterdir()) == ["通报.docx", "通报（新1）.docx"]


def test_a_notice_that_is_open_or_read_only_is_said_to_be_so(
    folder: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word holds the file: it can be read, and not replaced."""
    approve_all(folder, LEVELS)
    announce(folder.root)
    tell(folder, 成文日期="2018年1月9日")
    really = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "通报.docx":
            raise PermissionError(13, "Access is denied", str(self), 32, str(target))
        return really(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    _code, told = said(capsys, "notice", str(folder.root))
    assert "通报.docx 有人改过或正被打开，没有动它；这次写到了另一个名字（通报（新1）.docx）。" in told
    folder.notice.chmod(0o444)
    _code, told = said(capsys, "notice", str(folder.root))
    assert "通报.docx 是只读的，没有动它；这次写到了另一个名字（通报（新1）.docx）。" in told


@pytest.mark.no_cover
def test_changed_results_replace_a_notice_that_nobody_touched(folder: Folder) -> None:
    approve_all(folder, LEVELS)
    announce(folder.root)
    before = folder.notice.read_bytes()
    tell(folder, 成文日期="2018年1月9日")
    assert announce(folder.root).path == folder.notice
    assert folder.notice.read_bytes() != before


@pytest.mark.no_cover
def test_a_notice_that_cannot_be_opened_is_left_alone(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    approve_all(folder, LEVELS)
    announce(folder.root)
    read_bytes = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == folder.notice.name:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert announce(folder.root).path.name == "通报（新1）.docx"


def test_a_folder_full_of_edited_notices_is_one_sentence(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    approve_all(folder, LEVELS)
    folder.notice.parent.mkdir()
    for path in (folder.notice, *(folder.notice.with_stem(f"通报（新{number}）") for number in range(1, 100))):
        path.write_bytes(b"by hand")
    code, told = said(capsys, "notice", str(folder.root))
    assert code == FAILED
    assert "通报太多了" in told


def test_a_date_that_is_none_is_one_sentence(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    approve_all(folder, LEVELS)
    tell(folder, 成文日期="元旦前")
    code, told = said(capsys, "notice", str(folder.root))
    assert code == FAILED
    assert "成文日期写的是“元旦前”，看不出年月日" in told


def test_an_edited_figure_is_named_and_told_by_the_exit_code(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    approve_all(folder, LEVELS)
    announce(folder.root)
    document = docx.Document(str(folder.notice))
    document.tables[0].rows[1].cells[2].paragraphs[0].runs[0].text = "98.5"
    document.save(str(folder.notice))
    code, told = said(capsys, "notice", str(folder.root), "--check", str(folder.notice))
    assert code == DONE
    assert told.splitlines() == [
        f"第1个表第2行：{SCHEME.units[0].name}的综合评分写的是“98.5”，应为99。",
        "共1处不一致，请逐处核对。",
    ]
    assert said(capsys, "notice", str(folder.root), "--check", str(folder.notice), "--strict")[0] == PENDING


def test_what_was_decided_against_the_order_of_points_is_said(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """六个县市前30%只有一个."""
    approve_all(folder, ("优秀", "优秀", *LEVELS[2:]))
    code, told = said(capsys, "notice", str(folder.root))
    assert code == DONE
    assert told.startswith(f"审定请再看一遍：{SCHEME.units[1].name}　")
    assert "审定为优秀（县市审定优秀2个，前30%只有1个）：党组会议定。" in told


def test_a_notice_of_earlier_results_is_named_until_it_is_written_anew(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """四、4: what is announced is what the summary says; nobody should send a notice of before."""
    approve_all(folder, LEVELS)
    said(capsys, "notice", str(folder.root))
    for words in (("summary",), ("status",)):
        assert "不一致" not in said(capsys, *words, str(folder.root))[1]
    book = openpyxl.load_workbook(folder.ledger)
    for column, value in enumerate((SCHEME.units_in("县市")[-1].name, "1.2", None, "1", "0", "没有分管文件"), 1):
        book["裁定"].cell(2, column).value = value
    book.save(folder.ledger)
    told = said(capsys, "status", str(folder.root))[1]
    assert "“5-汇总/评估结果汇总表.xlsx”是以前的结果，请先不要用；再运行 kexie summary 重写。" in told
    assert "“5-汇总/评估结果汇总表.xlsx”是以前的结果" in said(capsys, "notice", str(folder.root), "--draft")[1]
    folder.draft_notice.unlink()
    stale = "“5-汇总/通报.docx”与现在的结果有1处不一致，请先不要用；运行 kexie notice 重写，改过文字的运行 kexie notice --check 通报.docx 逐处核对。"
    for words in (("summary",), ("status",)):
        assert "是以前的结果" not in said(capsys, "summary", str(folder.root))[1]
        assert stale in said(capsys, *words, str(folder.root))[1].replace("\n", "")
    said(capsys, "notice", str(folder.root))
    folder.notice.with_stem("通报（新1）").write_bytes(b"PK")
    assert "不一致" not in said(capsys, "summary", str(folder.root))[1]
