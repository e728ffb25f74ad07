"""``kexie look``: what any file is, whose, how far it is filled, and what ``check`` would do with it; nothing changes."""

from pathlib import Path

import openpyxl
import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.inbox.receipts import Fate
from kexie_excel.screen import look as glance
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check
from kexie_excel.workspace.look import incoming, look
from tests.builders import SCHEME, UNIT, begun
from tests.files import snapshot
from tests.forms import whole_form
from tests.returns.strange import archive, mail


def looked(capsys: pytest.CaptureFixture[str], *paths: Path) -> str:
    """Give what the command says."""
    capsys.readouterr()
    assert main(["look", *map(str, paths)]) == DONE
    return capsys.readouterr().out


def test_what_must_be_changed_goes_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only ten are shown."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(whole_form(f5_3b=None, f3_6a="不适用"))
    told = [line.split()[0] for line in looked(capsys, path).splitlines() if line.startswith("    ")]
    severities = [word for word in told if word in {"必须改", "请核实", "提示"}]
    assert severities == sorted(severities, key=["必须改", "请核实", "提示"].index)
    assert severities[0] == "必须改"


def test_a_workbook_of_another_kind_is_named_once(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert "  内容：是工作簿，但不是评估表：" in looked(capsys, folder.ledger)


def test_a_form_in_no_working_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(whole_form(f5_3b=None, f1_1a="约3", f2_1v=None))
    shown = looked(capsys, path).splitlines()
    assert shown[0] == "表.xlsx"
    assert shown[1].startswith("  文件：.xlsx，")
    assert shown[2:6] == [
        f"  这是：{SCHEME.form_name}，能读",
        f"  谁的：{UNIT}（按下发时写在表里的标记）",
        "  哪一轮：首次填报",
        f"  填了：填报事项{len(SCHEME.facts) - 2}/{len(SCHEME.facts)}，自评分0/34，加分项0行，材料3/3；没填：2.1v、5.3b",
    ]
    assert shown[6].startswith("  问题：")
    assert any("1.1a" in line for line in shown[7:])
    assert shown[-1] == "  核对时：不在“2-回收”里，不读；放进去会登记为“已读”"


def test_a_blank_form_names_the_first_gaps_and_findings_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(begun())
    shown = looked(capsys, path)
    assert f"填报事项0/{len(SCHEME.facts)}" in shown
    assert "等\n" in shown
    assert "……还有" in shown
    monkeypatch.setattr(glance, "_MOST_SHOWN", 999)
    assert "……还有" not in looked(capsys, path)


def test_several_files_and_a_folder_of_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "来件").mkdir()
    (tmp_path / "来件" / f"{UNIT}扫描.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "来件" / "~$表.xlsx").write_bytes(b"x")
    (tmp_path / "信.eml").write_bytes(mail([("表.xlsx", whole_form())]).as_bytes())
    shown = looked(capsys, tmp_path / "来件", tmp_path / "信.eml")
    assert "  内容：这是 PDF 文件，不是评估表" in shown
    assert f"  谁的：可能是{UNIT}的" in shown
    assert "  怎么办：请确认是不是发错了文件" in shown
    assert "  内容：Excel 的临时文件" in shown
    assert "  内容：邮件，里面的文件见下" in shown
    assert f"信.eml!表.xlsx\n  文件：.xlsx，{len(whole_form()) / 1024:,.0f} KB" in shown


@pytest.mark.slow
def test_in_the_folder_it_says_what_becomes_of_a_file_beside_the_others(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.returned / "1.xlsx").write_bytes(whole_form())
    (folder.returned / "2.zip").write_bytes(archive({"表.xlsx": whole_form()}))
    before = snapshot(folder.root)
    shown = looked(capsys, folder.returned / "1.xlsx", folder.returned / "2.zip", folder.form(SCHEME, UNIT))
    assert [line for line in shown.splitlines() if "核对时" in line] == [
        "  核对时：登记为“已读”",
        "  核对时：登记为“已拆开”",
        "  核对时：登记为“重复”（与 1.xlsx 内容相同，只算一份）",
        "  核对时：不在“2-回收”里，不读；放进去会登记为“不可读”",
    ]
    assert snapshot(folder.root) == before


def test_the_folder_s_own_scheme_is_used(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    own = folder.scheme_file.read_text(encoding="utf-8")
    folder.scheme_file.write_text(own.replace('id = "yueyang-2017"', 'id = "another"'), encoding="utf-8")
    path = folder.root / "表.xlsx"
    path.write_bytes(whole_form())
    assert "本次评估用的是“another（2017年度）”" in looked(capsys, path)


def test_a_file_from_elsewhere_is_read_by_the_scheme_of_the_folder_that_is_named(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the window has it: what is dropped onto it came for its folder."""
    own = folder.scheme_file.read_text(encoding="utf-8")
    folder.scheme_file.write_text(own.replace('id = "yueyang-2017"', 'id = "another"'), encoding="utf-8")
    path = tmp_path / "表.xlsx"
    path.write_bytes(whole_form())
    assert "能读" in looked(capsys, path)
    shown = looked(capsys, path, Path("--folder"), folder.root)
    assert "本次评估用的是“another（2017年度）”" in shown
    assert "  核对时：不在“2-回收”里，不读；放进去会登记为“不可读”" in shown


@pytest.mark.slow
def test_only_what_came_from_outside_may_go_into_the_folder_with_what_was_sent_beside_it(
    folder: Folder, tmp_path: Path
) -> None:
    form, scan, mark = tmp_path / "表.xlsx", tmp_path / "扫描.pdf", tmp_path / "~$表.xlsx"
    form.write_bytes(whole_form())
    scan.write_bytes(b"%PDF-1.4")
    mark.write_bytes(b"x")
    assert incoming(look([form, scan, mark])) == [form, scan]
    assert incoming(look([scan])) == []
    (tmp_path / "来件").mkdir()
    (tmp_path / "来件" / "附件.zip").write_bytes(archive({"表.xlsx": whole_form()}))
    assert incoming(look([tmp_path / "来件"])) == [tmp_path / "来件"]
    (folder.returned / "表.xlsx").write_bytes(whole_form())
    assert incoming(look([folder.returned, folder.form(SCHEME, UNIT)])) == []


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["看看", str(tmp_path / "不在.xlsx")]) == FAILED
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("找不到“")
    assert told.err.strip().count("\n") == 0


def test_an_empty_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert looked(capsys, tmp_path) == "文件夹里没有任何文件。\n"


def test_a_later_round_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(whole_form())
    book = openpyxl.load_workbook(path)
    book["_kexie"]["B4"] = 2
    book.save(path)
    assert "  哪一轮：第2轮核对后重报" in looked(capsys, path)


@pytest.mark.slow
def test_files_in_an_archive_are_chosen_in_the_ledger_like_any_other(folder: Folder) -> None:
    """Design §5.3: what the tool lists in 采用文件 comes back as the choice, an archive's member too."""
    names = {"来件 一/表=甲.xlsx".encode("gbk"): whole_form(), "-表（２）.xlsx".encode("gbk"): whole_form(f1_1a=0)}
    (folder.returned / f"{UNIT}附件.zip").write_bytes(archive(names))
    check(folder.root)
    book = openpyxl.load_workbook(folder.ledger)
    rows = [row for row in book["采用文件"].iter_rows(min_row=2) if row[1].value]
    assert sorted(str(row[1].value) for row in rows) == [
        f"{UNIT}附件.zip!-表（２）.xlsx",
        f"{UNIT}附件.zip!来件 一/表=甲.xlsx",
    ]
    rows[0][2].value = "是"
    chosen = str(rows[0][1].value)
    book.save(folder.ledger)
    intake = check(folder.root).evaluation.intake
    assert intake.returns[UNIT].file == chosen
    assert {receipt.file: receipt.fate for receipt in intake.receipts}[chosen] is Fate.ADOPTED


def test_on_the_screen_what_an_archive_holds_besides_forms_is_counted(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = {f"{at}.jpg": b"\xff\xd8\xff" for at in range(9)}
    (folder.returned / "附件.zip").write_bytes(archive({"表.xlsx": whole_form(), **photos, "坏.xlsx": b""}))
    assert main(["check", str(folder.root)]) == DONE
    shown = capsys.readouterr().out
    assert "已拆开  附件.zip：压缩包，里面有11个文件：已读1、附件9、不可读1" in shown
    assert ".jpg" not in shown
    assert "不可读  附件.zip!坏.xlsx" in shown


def test_a_member_without_an_ending_is_called_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "附件.zip").write_bytes(archive({"自评表": b"x,y\n"}))
    shown = looked(capsys, tmp_path / "附件.zip")
    assert "  文件：自评表，4字节，修改于 2017-12-08 10:30" in shown


def test_on_the_screen_enclosures_are_one_line_a_unit_and_the_register_lists_them(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counties send what the method asks for, by the dozen."""
    (folder.returned / f"{UNIT}.xlsx").write_bytes(whole_form())
    for at in range(20):
        (folder.returned / f"{UNIT}附件{at}.pdf").write_bytes(b"%PDF-1.4")
    assert main(["check", str(folder.root)]) == DONE
    shown = capsys.readouterr().out
    assert f"附件  {UNIT}：附件20件" in shown
    assert ".pdf" not in shown
    book = openpyxl.load_workbook(folder.register)
    assert book.sheetnames == ["收件登记", "差异清单", "附件"]
    listed = [row[:2] for row in book["附件"].iter_rows(min_row=2, values_only=True)]
    assert len(listed) == 20
    assert (UNIT, f"{UNIT}附件7.pdf") in listed
    assert not [row for row in book["收件登记"].iter_rows(values_only=True) if ".pdf" in str(row[0])]
