"""Saved mails (.eml, .emlx, mailboxes) → the files attached to them, with their names as they were meant.

Mail programs write a Chinese name in four ways: RFC 2231, RFC 2047 within the parameter (not allowed, and common), raw UTF-8,
and raw GBK. The standard library's newer policy understands the first two, none understands the last.
"""

import datetime as dt
import email
import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.errors import (
    CloseBoundaryNotFoundDefect,
    HeaderParseError,
    MultipartInvariantViolationDefect,
    StartBoundaryNotFoundDefect,
)
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from io import BytesIO

from kexie_excel.inbox.archive import decode
from kexie_excel.inbox.container import MOST_BYTES_OF_A_MAIL, ClosedError, Container, Part, Unopened
from kexie_excel.inbox.letters import split_letters, uuencoded
from kexie_excel.sheets.read.heads import is_mail
from kexie_excel.sheets.read.kind import Kind

_ENDING = ".eml"
_CHINESE = frozenset({"gb2312", "gbk", "cp936", "x-gbk", "gb_2312-80", "hz-gb-2312"})
_LINKED = re.compile(
    r"https?://[^\s\"'<>]{0,2000}(?:ftn|(?<![a-z])pan\.|wenshushu|cowtransfer|dashi\.|attach|download|(?<![a-z])files?(?![a-z]))",
    re.IGNORECASE,
)
_NOTHING = "K115"
"""Code of the finding about a mail with nothing attached."""
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
_ELSEWHERE = frozenset({"message/partial", "message/external-body"})
_INCOMPLETE = (StartBoundaryNotFoundDefect, CloseBoundaryNotFoundDefect, MultipartInvariantViolationDefect)
_SAVE = "请打开邮件，把附件另存到“2-回收”"
_LINK_WORDS = re.compile("超大附件|云附件|网盘|中转站|文件中转|提取码")


@contextmanager
def read_mail(unopened: Unopened) -> Iterator[Container]:
    """List the files attached to a mail, mails within it included.

    Raises:
        ClosedError: it is too large, or nested beyond reason.
    """
    if unopened.path.stat().st_size > MOST_BYTES_OF_A_MAIL:
        raise ClosedError(f"邮件太大，没有打开；{_SAVE}")
    letters = split_letters(unopened.path.read_bytes())
    try:
        if len(letters) > 1:
            yield Container([_forwarded(email.message_from_bytes(each), at) for at, each in enumerate(letters, 1)])
        else:
            yield _opened(email.message_from_bytes(letters[0]))
    except RecursionError:
        raise ClosedError(f"邮件套了太多层，没有打开；{_SAVE}") from None


def _opened(mail: Message) -> Container:
    """List the files attached to one mail."""
    sent = _sent(mail)
    while mail.get_content_type() in _SEALED:
        mail = _unsealed(mail)
    leaves = list(_leaves(mail))
    parts = [_part(leaf, number, sent) for number, leaf in enumerate(filter(_is_attached, leaves), 1)]
    texts = [leaf for leaf in leaves if not _is_attached(leaf)]
    parts += [
        Part(_plain_name(name), partial(BytesIO, data), sent) for text in texts for name, data in _written_in(text)
    ]
    has_links = any(_has_link(text) for text in texts)
    if not parts and not has_links:
        _require_whole(mail, leaves)
    return Container(parts, has_links)


def _unsealed(mail: Message) -> Message:
    """Give the mail that lies inside a signature.

    Raises:
        ClosedError: it cannot be seen; it is encrypted.
    """
    from kexie_excel.inbox.signed import signed_content  # noqa: PLC0415 - few mails need it

    sealed = mail.get_payload(decode=True)
    content = signed_content(sealed) if isinstance(sealed, bytes) else b""
    if not content:
        raise ClosedError(Kind.SEALED_MAIL.sentence, Kind.SEALED_MAIL.code)
    return email.message_from_bytes(content)


def _require_whole(mail: Message, leaves: Sequence[Message]) -> None:
    """Refuse to say that nothing is attached where that is not certain."""
    if any(part.get_content_type() in _ELSEWHERE for part in mail.walk()):
        raise ClosedError(f"附件不在这封邮件里（分成几封发送，或存在别处）；{_SAVE}")
    if any(isinstance(defect, _INCOMPLETE) for part in mail.walk() for defect in part.defects):
        reason = "邮件不完整，看不出有没有附件；请在邮件程序里重新收取整封邮件，把附件另存到“2-回收”"
        raise ClosedError(reason, Kind.CUT_OFF.code)
    if not any(leaf.get_payload() for leaf in leaves):
        raise ClosedError("邮件里没有正文，也没有附件，可能没有收全；请在邮件程序里打开核实", _NOTHING)


def _leaves(message: Message) -> Iterator[Message]:
    """Give the parts that hold something; a mail within the mail is one of them."""
    inner = message.get_payload()
    if message.get_content_type() == "message/rfc822" or not isinstance(inner, list):
        yield message
        return
    for leaves in (_leaves(part) for part in inner if isinstance(part, Message)):
        yield from leaves


def _is_attached(part: Message) -> bool:
    """Tell a file from the mail's own text."""
    if part.get_content_maintype() == "multipart":
        return False
    return part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment" or bool(_name(part))


def _part(part: Message, number: int, sent: dt.datetime | None) -> Part:
    """Give one attached file or mail."""
    name = _name(part)
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and isinstance(inner[0], Message):
        return _forwarded(_unpacked(part, inner[0]), number, name, sent)
    content = part.get_payload(decode=True)
    return Part(
        name.replace("/", "-") or f"附件{number}",
        partial(BytesIO, content if isinstance(content, bytes) else b""),
        sent,
    )


def _forwarded(mail: Message, number: int, name: str = "", sent: dt.datetime | None = None) -> Part:
    """Give a mail within a mail or a mailbox."""
    name = name or _readable(_raw(mail, "subject")) or f"转发的邮件{number}"
    name = name if name.lower().endswith(_ENDING) else f"{name}{_ENDING}"
    return Part(name.replace("/", "-"), partial(BytesIO, mail.as_bytes()), sent or _sent(mail), is_mail=True)


def _unpacked(part: Message, inner: Message) -> Message:
    """Give the mail within; some programs encode it, which is not allowed, and the library then takes code for a mail."""
    if str(part.get("content-transfer-encoding", "")).strip().lower() != "base64":
        return inner
    try:
        content = b64decode(inner.as_bytes())
    except ValueError:
        return inner
    return email.message_from_bytes(content) if is_mail(content) else inner


def _written_in(text: Message) -> Iterator[tuple[bytes, bytes]]:
    """Give the files that are written into a mail's text."""
    content = text.get_payload(decode=True)
    return uuencoded(content) if isinstance(content, bytes) else iter(())


def _plain_name(name: bytes) -> str:
    """Give the name of a file that is written into a text."""
    return decode(name).strip().replace("/", "-")


def _name(part: Message) -> str:
    """Give an attached file's name; empty where it has none."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        # A message of its own, whose header is text already: bytes that are no ASCII would be lost in the library's hands.
        copy = Message()
        copy[header] = _raw(part, header)
        value = copy.get_param(parameter, header=header)
        if isinstance(value, tuple):
            charset, _language, text = value
            value = _decoded(text.encode("latin-1", "replace"), charset)
        if value:
            return _readable(value)
    return ""


def _raw(part: Message, header: str) -> str:
    """Give a header's text with its bytes decoded, folded lines joined."""
    for name, value in part.raw_items():
        if name.lower() == header:
            return re.sub(r"[\r\n]+", "", decode(str(value).encode("ascii", "surrogateescape")))
    return ""


def _readable(text: str) -> str:
    """Decode RFC 2047's encoded words."""
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(
        _decoded(piece, charset) if isinstance(piece, bytes) and charset else _plain(piece) for piece, charset in pieces
    )


def _plain(piece: str | bytes) -> str:
    """Give a piece that stands between encoded words."""
    return piece if isinstance(piece, str) else piece.decode("raw-unicode-escape")


def _decoded(data: bytes, charset: str | None) -> str:
    """Decode bytes by what they are said to be; the oldest name of GB is used for all of them."""
    charset = (charset or "").lower()
    if charset in _CHINESE:
        return data.decode("gb18030", "replace")
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _has_link(part: Message) -> bool:
    """Tell whether a text has a link from which a file is to be fetched."""
    content = part.get_payload(decode=True)
    return holds_link(_decoded(content, part.get_content_charset()) if isinstance(content, bytes) else "")


def holds_link(text: str) -> bool:
    """Tell whether a mail's words have a link from which a file is to be fetched."""
    return bool(_LINKED.search(text)) or ("http" in text and bool(_LINK_WORDS.search(text)))


def _sent(mail: Message) -> dt.datetime | None:
    """Give the time a mail was sent, by the sender's clock."""
    with suppress(ValueError, TypeError, OverflowError):
        return parsedate_to_datetime(_raw(mail, "date")).replace(tzinfo=None)
    return None
