"""A draft, read by an independent reader: names, subject, receivers, text and attachment are what they were."""

import email
import re
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.mailing.draft import Attachment, Draft, is_untouched

NAMES = [
    "甲县-2017年度县市区科协绩效评估表.xlsx",
    "短.xlsx",
    "plain.xlsx",
    "屈原管理区-第12轮核对反馈（𠮷）.xlsx",
    "很" * 80 + ".xlsx",
]


def draft(name: str = NAMES[0], content: bytes = b"PK\x03\x04" * 99) -> Draft:
    """Give a draft to two people."""
    subject = "请填报：2017年度县市区科协绩效评估表（甲县）"
    text = "甲县科协：\n\n请于2017年12月8日前填好发回。\n\n市科协办公室"
    receivers = (("张三", "zhang@example.com"), ("", "li@example.org"))
    return Draft("甲县", "张三", receivers, "0730-1", subject, text, (Attachment(name, content),))


def read(own: Draft) -> EmailMessage:
    """Read it as Python's newer policy does."""
    return email.message_from_bytes(own.message(), policy=default)


@pytest.mark.parametrize("name", NAMES)
def test_an_independent_reader_gives_it_back(name: str) -> None:
    mail = read(draft(name))
    assert mail["Subject"] == draft().subject
    assert mail["To"] == "张三 <zhang@example.com>, li@example.org"
    assert mail["X-Unsent"] == "1"
    body = mail.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == draft().text
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == name
    assert attached.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert attached.get_content() == b"PK\x03\x04" * 99
    assert [defect for part in mail.walk() for defect in part.defects] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_there_in_both_ways(name: str) -> None:
    """RFC 2231 is the standard; what Outlook, Foxmail and QQ read is RFC 2047 within the parameter."""
    text = draft(name).message().decode("ascii")
    encoded = re.search(r'filename="([^"]*)"', text)
    assert encoded
    pieces = [piece for piece, _charset in email.header.decode_header(encoded[1].replace("\r\n", ""))]
    assert "".join(piece if isinstance(piece, str) else piece.decode() for piece in pieces) == name
    without = re.sub(r' filename="[^"]*";\r\n', "", text)
    (attached,) = email.message_from_string(without, policy=default).iter_attachments()
    assert attached.get_filename() == name


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_as_long_as_mails_may_have_them_and_end_as_they_must(name: str) -> None:
    message = draft(name).message()
    lines = message.split(b"\r\n")
    assert max(map(len, lines)) <= 85
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_nobody_known_and_nothing_attached() -> None:
    mail = read(Draft("甲县", "", (), "", "催报", "请尽快。"))
    assert mail["To"] is None
    assert list(mail.iter_attachments()) == []


def test_the_same_draft_is_the_same_bytes_and_a_changed_one_is_known() -> None:
    message = draft().message()
    assert message == draft().message()
    assert is_untouched(message)
    assert not is_untouched(message.replace(b"X-Unsent", b"X-Unsend"))
    assert not is_untouched(message + b"\r\n")
    assert not is_untouched(b"Subject: a\r\n\r\nb")


@pytest.mark.no_cover
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=99))
def test_any_name_is_given_back(name: str) -> None:
    (attached,) = read(draft(name)).iter_attachments()
    assert attached.get_filename() == name
