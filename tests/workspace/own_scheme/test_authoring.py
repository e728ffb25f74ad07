"""kexie scheme and init with 方案.xlsx: written, checked, taken, refused. Clause: scheme-as-a-workbook, “the author's way”."""

import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.scheme.load import BUILT_IN
from kexie_excel.workspace.folder import Folder
from tests.builders import SCHEME
from tests.scheme_book.author import RULES, all_of, put, saved

pytestmark = pytest.mark.slow

GUIDE = "\n".join(
    re.findall(
        r"```toml\n(.*?)```",
        (Path(__file__).parents[3] / "docs" / "方案说明.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )
)
"""The small scheme of the guide."""
SAMPLE = Path(__file__).parents[3] / "samples" / "2017示例"


def files(folder: Path) -> set[str]:
    """Give the names of what lies in a folder."""
    return {path.name for path in folder.iterdir()}


def test_an_empty_folder_gets_the_built_in_scheme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "2018年度"
    assert main(["方案", str(root)]) == DONE
    assert files(root) == {"方案.xlsx", "方案检查.xlsx", "方案预览-评估表.xlsx"}
    told = capsys.readouterr().out
    assert "已写出" in told
    assert "没有问题" in told


def test_the_scheme_lying_in_the_folder_is_taken_and_kept(tmp_path: Path) -> None:
    root = tmp_path / "评估"
    root.mkdir()
    path = saved(put("单位", "B2", "甲县"), root / "方案.xlsx")
    before = path.read_bytes()
    assert main(["init", str(root)]) == DONE
    assert path.read_bytes() == before
    assert f"甲县-{SCHEME.form_name}.xlsx" in files(root / "1-下发")
    assert len(files(root / "1-下发")) == 10
    assert main(["init", str(root)]) == DONE
    for verb in ("check", "summary", "status", "onsite"):
        assert main([verb, str(root)]) == DONE
    assert Folder(root).load_scheme().units[0].name == "甲县"


def test_a_scheme_that_shares_nothing_with_2017_is_not_compared_with_it(tmp_path: Path) -> None:
    """The built-in one stands in for last year's only where this year's grew from it."""
    for text, said in (
        (GUIDE, "没有找到上年的方案。"),
        (BUILT_IN.read_text(encoding="utf-8"), f"与“{SCHEME.title}”的方案相同。"),
    ):
        home = tmp_path / said[:4]
        home.mkdir()
        (home / "方案.toml").write_text(text, encoding="utf-8")
        assert main(["scheme", str(home)]) == DONE
        sheet = load_workbook(home / "方案检查.xlsx")["与上年相比"]
        assert [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [said]


@pytest.mark.no_cover
def test_a_scheme_that_is_named_is_copied(tmp_path: Path) -> None:
    path = saved(all_of(), tmp_path / "二〇一八.XLSX")
    root = tmp_path / "评估"
    assert main(["init", str(root), "--scheme", str(path)]) == DONE
    assert (root / "方案.xlsx").read_bytes() == path.read_bytes()
    assert main(["template", str(tmp_path / "空表"), "--scheme", str(path)]) == DONE
    assert (tmp_path / "空表.xlsx").is_file()


def test_nothing_is_issued_while_something_must_be_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, one sentence, 方案检查.xlsx written."""
    home = tmp_path / "草稿"
    home.mkdir()
    path = saved(all_of(put(RULES, "K23", "30%以上"), put("单位", "B3", "平江县")), home / "方案.xlsx")
    root = tmp_path / "评估"
    assert main(["init", str(root), "--scheme", str(path)]) == FAILED
    told = capsys.readouterr().err
    assert told.strip().count("\n") == 0
    assert "方案还有2处必须改，没有下发" in told
    assert f"{RULES} K23" in told or "单位 B3" in told
    assert not root.exists()
    assert files(home) == {"方案.xlsx", "方案检查.xlsx"}
    assert main(["template", str(tmp_path / "空表"), "--scheme", str(path)]) == FAILED
    assert not (tmp_path / "空表.xlsx").exists()
    assert main(["init", str(home)]) == FAILED
    assert "1-下发" not in files(home)
    capsys.readouterr()
    assert main(["scheme", str(home)]) == DONE
    assert "必须改2处" in capsys.readouterr().out


def test_a_toml_scheme_with_a_fault_is_refused_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A unit's name can never leave the folder."""
    own = tmp_path / "自定.toml"
    own.write_text(
        BUILT_IN.read_text(encoding="utf-8").replace('name = "平江县"', 'name = "../../x"'), encoding="utf-8"
    )
    assert main(["init", str(tmp_path / "甲"), "--scheme", str(own)]) == FAILED
    assert "“../../x”" in capsys.readouterr().err
    assert files(tmp_path) == {"自定.toml"}


def test_a_finished_year_prepares_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "2017年度评估"
    shutil.copytree(SAMPLE, root)
    assert main(["scheme", str(root)]) == DONE
    home = root / "6-下一年"
    assert files(home) == {"方案.xlsx", "方案检查.xlsx", "方案预览-评估表.xlsx"}
    book = load_workbook(home / "方案.xlsx")
    assert (book["基本信息"]["B2"].value, book["基本信息"]["B4"].value) == ("yueyang-2018", 2018)
    comments = [cell.comment.text for row in book["指标"].iter_rows() for cell in row if cell.comment]
    assert "2017年度：已报的10个单位全部做到。" in comments
    # what the author changes stays, and is held against this year's
    book["等次"]["B2"] = "≥90"
    book.save(home / "方案.xlsx")
    before = (home / "方案.xlsx").read_bytes()
    assert main(["scheme", str(root)]) == DONE
    assert (home / "方案.xlsx").read_bytes() == before
    changes = load_workbook(home / "方案检查.xlsx")["与上年相比"]
    assert [row[:2] for row in changes.iter_rows(min_row=2, values_only=True)] == [("等次", "优秀")]
    capsys.readouterr()
    assert main(["init", str(tmp_path / "2018年度评估"), "--scheme", str(home / "方案.xlsx")]) == DONE
    assert "写出10份2018年度县市区科协绩效评估表" in capsys.readouterr().out
    # this year goes on undisturbed
    assert Folder(root).load_scheme().year == 2017


def test_a_fresh_folder_without_returns_can_prepare_the_next(folder: Folder) -> None:
    assert main(["scheme", str(folder.root)]) == DONE
    assert (folder.root / "6-下一年" / "方案.xlsx").is_file()


def test_two_schemes_in_one_folder_are_one_sentence(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    saved(all_of(), folder.root / "方案.xlsx")
    assert main(["check", str(folder.root)]) == FAILED
    assert "有不止一份方案（方案.xlsx、方案.toml）" in capsys.readouterr().err


def test_a_folder_of_other_things_or_a_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "别的.txt").touch()
    assert main(["scheme", str(tmp_path)]) == FAILED
    assert "有别的文件" in capsys.readouterr().err
    assert main(["scheme", str(tmp_path / "别的.txt")]) == FAILED
    assert "是一个文件" in capsys.readouterr().err
    assert main(["init", str(tmp_path / "新"), "--scheme", str(tmp_path / "没有.xlsx")]) == FAILED
    assert "打不开方案文件" in capsys.readouterr().err
    (tmp_path / "假.xlsx").write_bytes(b"no workbook")
    assert main(["init", str(tmp_path / "新"), "--scheme", str(tmp_path / "假.xlsx")]) == FAILED
    assert "假.xlsx 读不了" in capsys.readouterr().err


def test_a_scheme_broken_later_is_told_to_the_office_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hole of the scheme is the office's to mend, never a county's."""
    root = tmp_path / "评估"
    root.mkdir()
    saved(all_of(), root / "方案.xlsx")
    assert main(["init", str(root)]) == DONE
    saved(put(RULES, "K24", "≥25%，<30%"), root / "方案.xlsx")
    capsys.readouterr()
    assert main(["summary", str(root)]) == FAILED
    told = capsys.readouterr().err
    assert f"{RULES} K23" in told
    assert "20%到25%之间没有规定计分" in told
    assert "kexie scheme" in told
