"""A mail inside its signature is opened; one that is encrypted says so (case 24)."""

import base64
from pathlib import Path

import pytest

from kexie_excel.inbox import signed as signed_module
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.batch import collect
from kexie_excel.sheets.read.kind import Kind
from tests.builders import SCHEME
from tests.returns.strange import mail
from tests.sheets.read.containers import OF_DATA, cms, signed

HEAD = (
    b"From: a@example.com\nSubject: b\nDate: Fri, 08 Dec 2017 10:00:00 +0800\nMIME-Version: 1.0\n"
    b'Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\n'
    b"Content-Transfer-Encoding: base64\n\n"
)


pytestmark = pytest.mark.usefixtures("read_here")


def within(content: bytes) -> bytes:
    """Give what a mail program signs: the mail without its sender and subject."""
    sent = mail([("表.xlsx", content)])
    for header in ("From", "To", "Subject", "Date"):
        del sent[header]
    return sent.as_bytes()


def fates(folder: Path) -> dict[str, Fate]:
    """Read a folder."""
    return {receipt.file: receipt.fate for receipt in collect(SCHEME, folder).receipts}


def test_a_mail_that_is_its_own_signature(tmp_path: Path, filled: bytes) -> None:
    (tmp_path / "信.eml").write_bytes(HEAD + base64.encodebytes(signed(within(filled))))
    intake = collect(SCHEME, tmp_path)
    assert [(receipt.file, receipt.fate) for receipt in intake.receipts] == [
        ("信.eml", Fate.OPENED),
        ("信.eml!表.xlsx", Fate.ADOPTED),
    ]
    assert f"{intake.receipts[1].modified:%Y-%m-%d}" == "2017-12-08"


def test_a_signature_as_a_file(tmp_path: Path, filled: bytes) -> None:
    (tmp_path / "smime.p7m").write_bytes(signed(within(filled)))
    assert fates(tmp_path) == {
        "smime.p7m": Fate.OPENED,
        "smime.p7m!签名的邮件.eml": Fate.OPENED,
        "smime.p7m!签名的邮件.eml!表.xlsx": Fate.ADOPTED,
    }


def test_a_signature_in_a_signature(tmp_path: Path, filled: bytes) -> None:
    inner = HEAD + base64.encodebytes(signed(within(filled)))
    (tmp_path / "信.eml").write_bytes(HEAD + base64.encodebytes(signed(inner)))
    assert fates(tmp_path)["信.eml!表.xlsx"] is Fate.ADOPTED


@pytest.mark.parametrize("of", [b"\x03", b"\x02"])
def test_what_is_encrypted_or_damaged_says_so(tmp_path: Path, of: bytes) -> None:
    data = cms(of) + b"\x31\x00\x30\x80" + OF_DATA + b"\xa0\x80"
    (tmp_path / "smime.p7m").write_bytes(data)
    (tmp_path / "信.eml").write_bytes(HEAD + base64.encodebytes(data))
    found = collect(SCHEME, tmp_path).findings
    assert [(each.code, each.message) for each in found] == [("K142", Kind.SEALED_MAIL.sentence)] * 2


def test_what_is_too_large_for_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_module, "MOST_BYTES_OF_A_MAIL", 10)
    (tmp_path / "smime.p7m").write_bytes(signed(b"Subject: a\n\nb"))
    (found,) = collect(SCHEME, tmp_path).findings
    assert found.message == Kind.SEALED_MAIL.sentence


def test_too_little_memory_is_not_the_file_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_data: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr("kexie_excel.inbox.signed.ContentInfo.load", refuse)
    with pytest.raises(MemoryError):
        signed_module.signed_content(b"x")
