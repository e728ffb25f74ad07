"""Outlook's own mails are opened like any other (cases 19 to 24)."""

import struct
from pathlib import Path

import pytest

from kexie_excel.inbox import outlook as outlook_module
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import Intake
from kexie_excel.sheets.read.kind import Kind
from tests.builders import SCHEME
from tests.returns.strange import Tree, storages

pytestmark = pytest.mark.usefixtures("read_here")


def wide(text: str) -> bytes:
    """Write a text as Outlook does today."""
    return text.encode("utf-16-le")


def attached(data: bytes | None, **names: bytes) -> Tree:
    """Give the storage of an attachment; its names by the numbers of their fields."""
    fields = {f"__substg1.0_{number[1:]}": name for number, name in names.items()}
    return fields | ({} if data is None else {"__substg1.0_37010102": data})


def mail(*attachments: Tree, text: str = "见附件。") -> Tree:
    """Give a mail."""
    fields = {"__substg1.0_0037001F": wide("自评表"), "__substg1.0_1000001F": wide(text)}
    return {**fields, **{f"__attach_version1.0_#{at:08X}": own for at, own in enumerate(attachments)}}


def came(folder: Path, tree: Tree) -> Intake:
    """Read one mail."""
    (folder / "信.msg").write_bytes(storages(tree))
    return collect(SCHEME, folder)


def test_the_return_in_a_mail_is_read_however_its_name_is_written(tmp_path: Path, filled: bytes) -> None:
    intake = came(
        tmp_path,
        mail(
            attached(filled, n3704001F=wide("ABC~1.XLS"), n3707001F=wide("湘阴县的表.xlsx")),
            attached(filled, n3704001E="短名.xlsx".encode("gbk")),
            attached(b"%PDF-1.4", n3707001F=wide("a/b.pdf")),
            attached(b"x"),
            attached(None, n3707001F=wide("网上的.docx")),
        ),
    )
    assert {receipt.file: receipt.fate for receipt in intake.receipts} == {
        "信.msg": Fate.OPENED,
        "信.msg!湘阴县的表.xlsx": Fate.ADOPTED,
        "信.msg!短名.xlsx": Fate.DUPLICATE,
        "信.msg!a-b.pdf": Fate.ENCLOSURE,
        "信.msg!附件4": Fate.ENCLOSURE,
        "信.msg!网上的.docx": Fate.UNREADABLE,
    }
    assert intake.receipts[0].note == "邮件，里面有5个文件：已读1、重复1、附件2、不可读1"


def test_what_is_attached_to_an_attached_mail(tmp_path: Path, filled: bytes) -> None:
    forwarded = {"__substg1.0_3701000D": mail(attached(filled, n3707001F=wide("表.xlsx")))}
    assert [receipt.file for receipt in came(tmp_path, mail(forwarded)).receipts] == ["信.msg", "信.msg!表.xlsx"]


def test_more_entries_than_a_byte_counts(tmp_path: Path, filled: bytes) -> None:
    crowd = {f"__recip_version1.0_#{at:08X}": attached(b"x") for at in range(200)}
    assert came(tmp_path, {**crowd, **mail(attached(filled))}).receipts[1].fate is Fate.ADOPTED


@pytest.mark.parametrize(
    ("text", "code"), [("见附件。", "K115"), ("超大附件：https://mail.qq.com/cgi-bin/ftnExs_download?k=1", "K114")]
)
def test_nothing_attached(tmp_path: Path, text: str, code: str) -> None:
    (found,) = came(tmp_path, mail(text=text)).findings
    assert found.code == code


def counting(number: int) -> Tree:
    """Give the stream that says how many files are attached."""
    return {"__properties_version1.0": struct.pack("<8x4L8x", 0, number, 0, number)}


def test_a_mail_that_lost_an_attachment_is_damaged(tmp_path: Path, filled: bytes) -> None:
    one = mail(attached(filled, n3707001F=wide("表.xlsx")))
    (found,) = came(tmp_path, {**one, **counting(2)}).findings
    assert (found.code, found.message) == ("K143", Kind.BROKEN.sentence)
    assert came(tmp_path, {**one, **counting(1)}).receipts[1].fate is Fate.ADOPTED
    assert came(tmp_path, {**one, "__properties_version1.0": b"x"}).receipts[1].fate is Fate.ADOPTED


def test_a_damaged_mail_is_one_sentence(tmp_path: Path, filled: bytes) -> None:
    data = bytearray(storages(mail(attached(filled, n3707001F=wide("表.xlsx")))))
    (tmp_path / "信.msg").write_bytes(data[:-2000])
    assert collect(SCHEME, tmp_path).findings[0].code in {"K132", "K143"}
    (tmp_path / "信.msg").write_bytes(data[:4000])
    assert collect(SCHEME, tmp_path).findings


def test_what_is_too_large_for_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook_module, "_MOST_BYTES", 10)
    (found,) = came(tmp_path, mail()).findings
    assert found.message == "邮件太大，没有打开；请打开邮件，把附件另存到“2-回收”"


def test_too_little_memory_is_not_the_file_s_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_words: object, **_named: object) -> None:
        raise MemoryError

    monkeypatch.setattr(outlook_module, "CompDoc", refuse)
    with pytest.raises(MemoryError):
        came(tmp_path, mail())


def test_no_container_that_the_library_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_words: object, **_named: object) -> None:
        raise AssertionError

    monkeypatch.setattr(outlook_module, "CompDoc", refuse)
    (found,) = came(tmp_path, mail()).findings
    assert (found.code, found.message) == ("K143", Kind.BROKEN.sentence)
