"""``kexie mail``: drafts with the right attachment a unit, the same texts to paste, and nobody chased who has answered."""

import datetime as dt
import email
import hashlib
import shutil
from email.message import EmailMessage
from email.policy import default

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.batch import collect
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check
from kexie_excel.workspace.mail import MailKind, write_mails
from tests.builders import SCHEME, UNIT
from tests.workspace.rounds import put_return, return_all, tell

pytestmark = pytest.mark.slow

UNITS = [unit.name for unit in SCHEME.units]
TODAY = dt.date(2017, 12, 8)


def write(folder: Folder, *kinds: MailKind) -> str:
    """Write mails and give what is said."""
    return "\n".join(write_mails(folder.root, kinds, TODAY))


def drafts(folder: Folder, kind: MailKind) -> dict[str, EmailMessage]:
    """Read the drafts of a kind as an independent reader does."""
    paths = sorted((folder.mails / kind).glob("*.eml"))
    return {path.name: email.message_from_bytes(path.read_bytes(), policy=default) for path in paths}


def enclosed(mail: EmailMessage) -> dict[str | None, bytes]:
    """Give what is attached."""
    return {part.get_filename(): part.get_content() for part in mail.iter_attachments()}


def words(mail: EmailMessage) -> str:
    """Give a mail's text."""
    body = mail.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def note(folder: Folder, row: int, **cells: str) -> None:
    """Type into 通讯录."""
    book = openpyxl.load_workbook(folder.ledger)
    table = book["通讯录"]
    assert isinstance(table, Worksheet)
    headers = [cell.value for cell in table[1]]
    for header, text in cells.items():
        table.cell(row, headers.index(header) + 1).value = text
    book.save(folder.ledger)


@pytest.mark.no_cover
def test_the_form_goes_out_to_every_unit(folder: Folder) -> None:
    tell(folder, 截止日期="2017-12-20", 经办人="李四")
    note(folder, 2, 联系人="张三", 邮箱="zhang@example.com；li@example.org", 电话="0730-1234567")
    said = write(folder)
    made = drafts(folder, MailKind.ISSUE)
    assert list(made) == sorted(f"{unit}-下发.eml" for unit in UNITS)
    mail = made[f"{UNIT}-下发.eml"]
    form = folder.form(SCHEME, UNIT)
    assert mail["To"] == "张三 <zhang@example.com>, 张三 <li@example.org>"
    assert mail["Subject"] == f"请填报：{SCHEME.form_name}（{UNIT}）"
    assert enclosed(mail) == {form.name: form.read_bytes()}
    text = words(mail)
    assert text.startswith(
        f"{UNIT}科协：\n\n根据{SCHEME.source}，现将{SCHEME.form_name}发给你们（见附件）。请于2017年12月20日前填好"
    )
    assert "一、填“完成情况”：" in text
    assert text.endswith("年度工作总结、绩效评估表、佐证材料。\n\n有疑问请联系市科协办公室李四。\n\n市科协办公室")
    assert "下发：已写出10封邮件草稿" in said
    assert "9个单位在台账“通讯录”里没有邮箱" in said
    assert not (folder.mails / MailKind.CHASE).exists()


def test_the_same_texts_can_be_pasted(folder: Folder) -> None:
    note(folder, 2, 联系人="张三", 邮箱="zhang@example.com", 电话="0730-1234567")
    write(folder, MailKind.ISSUE)
    content = (folder.mails / MailKind.ISSUE / "全部文字.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("科协：\r\n") == 10
    head = f"【{UNIT}　张三　zhang@example.com　0730-1234567　附件：{folder.form(SCHEME, UNIT).name}】"
    assert f"{head}\r\n{UNIT}科协：\r\n" in text
    assert "\n" not in text.replace("\r\n", "")


def test_a_draft_that_comes_back_gives_the_attachment_unchanged(folder: Folder) -> None:
    """Our own reader is one more that reads it."""
    write(folder, MailKind.ISSUE)
    form = folder.form(SCHEME, UNIT)
    shutil.copy(folder.mails / MailKind.ISSUE / f"{UNIT}-下发.eml", folder.returned)
    mail, inside = collect(SCHEME, folder.returned).receipts
    assert (mail.fate, inside.file) == (Fate.OPENED, f"{UNIT}-下发.eml!{form.name}")
    assert inside.sha256 == hashlib.sha256(form.read_bytes()).hexdigest()
    assert (inside.unit, inside.size) == (UNIT, form.stat().st_size)


def test_feedback_goes_back_once_it_is_written(folder: Folder) -> None:
    put_return(folder, UNIT, f5_3b=None)
    assert f"核对反馈还没有写出，请先运行 kexie check：{UNIT}。" in write(folder, MailKind.FEEDBACK)
    assert drafts(folder, MailKind.FEEDBACK) == {}
    check(folder.root)
    write(folder)
    (mail,) = drafts(folder, MailKind.FEEDBACK).values()
    path = folder.feedback(UNIT, 1)
    assert mail["Subject"] == f"请改正、回复：{SCHEME.form_name}第1轮核对反馈（{UNIT}）"
    assert enclosed(mail) == {path.name: path.read_bytes()}
    assert "第1轮核对反馈见附件：必须改的" in words(mail)
    assert "请尽快把附件这个文件发回" in words(mail)
    assert list(drafts(folder, MailKind.CHASE)) == sorted(f"{unit}-催报.eml" for unit in UNITS[1:])


def test_who_is_late_is_chased_with_the_form_once_more(folder: Folder) -> None:
    put_return(folder, UNITS[0])
    put_return(folder, UNITS[1], materials=False)
    folder.form(SCHEME, UNITS[3]).unlink()
    write(folder, MailKind.CHASE)
    made = drafts(folder, MailKind.CHASE)
    assert len(made) == 9
    assert "还缺（或表里没有注明）" in words(made[f"{UNITS[1]}-催报.eml"])
    assert enclosed(made[f"{UNITS[1]}-催报.eml"]) == enclosed(made[f"{UNITS[3]}-催报.eml"]) == {}
    assert list(enclosed(made[f"{UNITS[2]}-催报.eml"])) == [folder.form(SCHEME, UNITS[2]).name]
    assert "没有评估表，请先运行 kexie init" in write(folder, MailKind.ISSUE)


def test_nobody_is_chased_who_has_answered_since(folder: Folder) -> None:
    """A draft of before that is not due any more is taken away; one that somebody changed stays, and is named."""
    write(folder, MailKind.CHASE)
    target = folder.mails / MailKind.CHASE
    changed, other = target / f"{UNITS[0]}-催报.eml", target / f"{UNITS[1]}-催报.eml"
    for path in (changed, other):
        path.write_bytes(path.read_bytes() + b"\r\nP.S.")
    put_return(folder, UNITS[0])
    put_return(folder, UNITS[2])
    said = write(folder, MailKind.CHASE)
    assert changed.read_bytes().endswith(b"P.S.")
    assert other.read_bytes().endswith(b"P.S.")
    assert (target / f"{UNITS[1]}-催报（新1）.eml").exists()
    assert not (target / f"{UNITS[2]}-催报.eml").exists()
    assert f"没有改动人改过的草稿 {other.name}；" in said
    return_all(folder)
    assert "催报：没有要发的邮件。" in write(folder, MailKind.CHASE)
    assert sorted(path.name for path in target.iterdir()) == sorted([changed.name, other.name])


def test_the_same_folder_gives_the_same_drafts(folder: Folder) -> None:
    write(folder, MailKind.ISSUE)
    before = {path: path.read_bytes() for path in folder.mails.rglob("*.*")}
    write(folder, MailKind.ISSUE)
    assert {path: path.read_bytes() for path in folder.mails.rglob("*.*")} == before


def test_what_cannot_be_used_of_the_address_book_is_said(folder: Folder) -> None:
    note(folder, 2, 邮箱="zhang@example.com, 张三")
    note(folder, 12, 单位="别的县", 邮箱="a@example.com")
    note(folder, 13, 单位=UNIT, 联系人="李四", 邮箱="li@example.com")
    said = write(folder, MailKind.ISSUE)
    assert "台账“通讯录”C2格的邮箱“张三”写得不对，没有用。" in said
    assert "台账“通讯录”A12格的单位“别的县”不在名单里，没有用。" in said
    assert "台账“基本信息”里没有填截止日期" in said
    mail = drafts(folder, MailKind.ISSUE)[f"{UNIT}-下发.eml"]
    assert mail["To"] == "zhang@example.com, 李四 <li@example.com>"


def test_a_ledger_of_before_has_no_address_book(folder: Folder) -> None:
    book = openpyxl.load_workbook(folder.ledger)
    del book["通讯录"]
    book.save(folder.ledger)
    assert "10个单位在台账“通讯录”里没有邮箱" in write(folder, MailKind.ISSUE)
    assert not [found for found in check(folder.root).evaluation.findings if found.code == "K705"]


def test_the_commands_words(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.root)
    assert main(["mail", "下发"]) == DONE
    assert main(["邮件", str(folder.root), "催报"]) == DONE
    assert sorted(path.name for path in folder.mails.iterdir()) == ["下发", "催报"]
    assert main(["mail", ".", "通知"]) == FAILED
    assert "没有“通知”这种邮件：可以写 下发、反馈、催报；不写时该写的都写。" in capsys.readouterr().err
    assert main(["status"]) == DONE
    assert "kexie mail 文件夹 催报" in capsys.readouterr().out


def test_what_cannot_be_written_is_one_sentence(folder: Folder) -> None:
    folder.mails.write_bytes(b"")
    assert main(["mail", str(folder.root)]) == FAILED
