"""Mails as programs really save them; and “nothing attached” only where that is certain (cases 19 to 24)."""

import base64
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from kexie_excel.inbox.letters import split_letters, uuencoded
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import Intake
from kexie_excel.sheets.read.kind import Kind
from tests.builders import SCHEME, UNIT
from tests.returns.strange import mail
from tests.sheets.read.containers import cms

FROM = b"From - Fri Dec  8 10:00:00 2017\nX-Mozilla-Status: 0001\n"


pytestmark = pytest.mark.usefixtures("read_here")


def came(folder: Path, data: bytes) -> Intake:
    """Read one mail."""
    (folder / "信.eml").write_bytes(data)
    return collect(SCHEME, folder)


def said(folder: Path, data: bytes) -> tuple[str, str]:
    """Give the code and the sentence of a mail that gives nothing."""
    intake = came(folder, data)
    (found,) = intake.findings
    assert intake.receipts[0].note == found.message
    return found.code, found.message


def crlf(data: bytes) -> bytes:
    """Give the lines the ends that mails have on their way."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda data: data,
    "mailbox": lambda data: FROM + data,
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "empty lines": lambda data: b"\r\n\n" + data,
    "size line": lambda data: b"%d      \n" % len(data) + data + b'<?xml version="1.0"?><plist><dict/></plist>\n',
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "UTF-16 without a mark": lambda data: data.decode().encode("utf-16-le"),
    "lines of old": lambda data: data.replace(b"\r\n", b"\r"),
    "long headers": lambda data: b"ARC-Seal: i=1;" + b"\n a=b;" * 3000 + b"\n" + data,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_mail_is_opened_whatever_stands_before_it(tmp_path: Path, filled: bytes, way: str) -> None:
    data = WAYS[way](crlf(mail([("表.xlsx", filled)]).as_bytes()))
    intake = came(tmp_path, data)
    assert [(receipt.file, receipt.fate) for receipt in intake.receipts] == [
        ("信.eml", Fate.OPENED),
        ("信.eml!表.xlsx", Fate.ADOPTED),
    ]


def test_each_mail_of_a_mailbox_is_opened(tmp_path: Path, filled: bytes) -> None:
    one, two = mail([("表.xlsx", filled)], "From now on:\nnothing."), mail(text="没有附件。")
    two.replace_header("Subject", "再说")
    found = [receipt.file for receipt in came(tmp_path, FROM + one.as_bytes() + b"\n" + FROM + two.as_bytes()).receipts]
    assert found == [
        "信.eml",
        "信.eml!绩效评估自评表.eml",
        "信.eml!绩效评估自评表.eml!表.xlsx",
        "信.eml!再说.eml",
    ]


def test_a_sentence_is_no_mail() -> None:
    letter = b"Subject: a\n\nhi\nFrom now on we count.\nbye\n"
    assert split_letters(FROM + letter) == [b"X-Mozilla-Status: 0001\n" + letter]
    assert split_letters(b"") == [b""]


def forwarding(coded: bytes) -> bytes:
    """Give a mail with another one in it that is said to be in base64."""
    return (
        b"From: a@example.com\nTo: b@example.com\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="zz"\n\n--zz\nContent-Type: message/rfc822\n'
        b"Content-Transfer-Encoding: base64\n\n" + coded + b"\n--zz--\n"
    )


def test_a_forwarded_mail_that_is_encoded(tmp_path: Path, filled: bytes) -> None:
    """The standard does not allow it; many programs do it."""
    intake = came(tmp_path, forwarding(base64.encodebytes(mail([("表.xlsx", filled)]).as_bytes())))
    assert intake.receipts[-1].fate is Fate.ADOPTED
    assert intake.receipts[-1].unit == UNIT


@pytest.mark.parametrize("coded", [b"X: y\n\nz", b"eHh4", b"eHh"])
def test_a_forwarded_mail_that_is_only_said_to_be_encoded(tmp_path: Path, coded: bytes) -> None:
    assert [receipt.fate for receipt in came(tmp_path, forwarding(coded)).receipts] == [Fate.OPENED, Fate.NOT_A_FORM]


def uu(name: bytes, data: bytes) -> bytes:
    """Write a file as the oldest mail programs do."""
    import binascii  # noqa: PLC0415 - only here

    lines = (binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    return b"begin 644 %s\n%s`\nend\n" % (name, b"".join(lines))


def test_a_file_within_the_text(tmp_path: Path, filled: bytes) -> None:
    head = b"From: a@example.com\nTo: b@example.com\nContent-Type: text/plain\n\n"
    intake = came(tmp_path, head + b"see below\n" + uu("湘阴县/表.xlsx".encode("gbk"), filled))
    assert [(receipt.file, receipt.fate) for receipt in intake.receipts[1:]] == [
        ("信.eml!湘阴县-表.xlsx", Fate.ADOPTED)
    ]
    assert list(uuencoded(b"begin 644 a\n\x01\x02 no code\nend\n" + uu(b"b", b"x"))) == [(b"b", b"x")]
    assert list(uuencoded(b"begin 644 a\n" * 200_000)) == []


@pytest.mark.parametrize("of", ["application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"])
def test_a_sealed_mail_says_so(tmp_path: Path, of: str) -> None:
    head = f"From: a@example.com\nTo: b@example.com\nContent-Type: {of}; boundary=x\n\n".encode()
    assert said(tmp_path, head + b"MIAGCSqGSIb3DQEHAqCA") == ("K142", Kind.SEALED_MAIL.sentence)


def test_a_sealed_mail_that_is_attached_says_so(tmp_path: Path) -> None:
    intake = came(tmp_path, mail([("smime.p7m", cms(b"\x03"))]).as_bytes())
    assert (intake.findings[0].code, intake.receipts[1].note) == ("K142", Kind.SEALED_MAIL.sentence)


def test_nothing_attached_is_said_where_it_is_certain(tmp_path: Path) -> None:
    for text in ("见附件。", "简介：http://example.com/profile/1 和 https://www.japan.example.org/"):
        assert said(tmp_path, mail(text=text).as_bytes()) == ("K115", "邮件里没有附件，请核实对方是否漏发")


@pytest.mark.parametrize("part", [1, 2])
def test_a_mail_that_breaks_off_may_have_had_something(tmp_path: Path, part: int) -> None:
    whole = mail([("表.xlsx", b"x" * 999)]).as_bytes()
    code, sentence = said(tmp_path, b"--=".join(whole.split(b"--=")[:part]))
    assert (code, sentence[:15]) == ("K132", "邮件不完整，看不出有没有附件；")


@pytest.mark.parametrize("of", ["message/partial; number=1; total=2; id=a", "message/external-body; access-type=URL"])
def test_what_is_attached_elsewhere(tmp_path: Path, of: str) -> None:
    head = f"From: a@example.com\nTo: b@example.com\nContent-Type: {of}\n\nX: y\n\nz\n".encode()
    code, sentence = said(tmp_path, head)
    assert (code, sentence[:9]) == ("K113", "附件不在这封邮件里")


def test_a_mail_without_a_word(tmp_path: Path) -> None:
    empty = EmailMessage()
    empty["From"], empty["To"] = "a@example.com", "b@example.com"
    assert said(tmp_path, empty.as_bytes()) == (
        "K115",
        "邮件里没有正文，也没有附件，可能没有收全；请在邮件程序里打开核实",
    )
