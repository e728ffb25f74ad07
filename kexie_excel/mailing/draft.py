"""A mail not yet sent → the file that a double click opens in a mail program, ready to be looked at and sent.

Chinese names of attachments are written in both ways that mail programs know: RFC 2231, and RFC 2047 within the parameter, which
is not allowed and what Outlook, Foxmail and QQ read. The same draft always gives the same bytes, and they carry a digest, so that
a draft which somebody changed is known.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import Header
from email.utils import formataddr
from urllib.parse import quote

ENDING = ".eml"
_LINE = "\r\n"
_PER_LINE, _PER_PIECE = 76, 48
_CHARSET = "UTF-8''"
_DIGEST = "X-Kexie-Digest"
_DIGEST_LINE = re.compile(rb"\AX-Kexie-Digest: ([0-9a-f]{64})\r\n")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Attachment:
    """A workbook that goes along."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Draft:
    """One mail."""

    unit: str
    person: str
    """To whom; may be empty, as may be the next two."""
    receivers: tuple[tuple[str, str], ...]
    """Name and address."""
    phone: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()

    def message(self) -> bytes:
        """Give the file; X-Unsent makes mail programs open it as a draft."""
        body = _LINE.join(self._lines()).encode("ascii")
        return f"{_DIGEST}: {hashlib.sha256(body).hexdigest()}{_LINE}".encode("ascii") + body

    def _lines(self) -> Iterator[str]:
        """Write the headers and the parts, line by line."""
        boundary = f"=_kexie_{hashlib.sha256(self.text.encode()).hexdigest()[:32]}"
        yield "X-Unsent: 1"
        if self.receivers:
            receivers = (formataddr(receiver, "utf-8") for receiver in self.receivers)
            yield f"To: {f',{_LINE} '.join(receivers)}"
        yield f"Subject: {_encoded(self.subject, len('Subject: '))}"
        yield "MIME-Version: 1.0"
        yield f'Content-Type: multipart/mixed;{_LINE} boundary="{boundary}"'
        yield ""
        yield f"--{boundary}"
        yield "Content-Type: text/plain; charset=utf-8"
        yield from _coded(self.text.replace("\n", _LINE).encode())
        for attachment in self.attachments:
            yield f"--{boundary}"
            yield from _attached(attachment)
        yield f"--{boundary}--"
        yield ""


def is_untouched(content: bytes) -> bool:
    """Tell whether a file is a draft of ours that nobody changed."""
    found = _DIGEST_LINE.match(content)
    return found is not None and hashlib.sha256(content[found.end() :]).hexdigest().encode() == found[1]


def _attached(attachment: Attachment) -> Iterator[str]:
    """Write an attachment."""
    name = _encoded(attachment.name, len(' filename="'))
    yield f'Content-Type: {_WORKBOOK};{_LINE} name="{name}"'
    yield f'Content-Disposition: attachment;{_LINE} filename="{name}";{_LINE} {_continued(attachment.name)}'
    yield from _coded(attachment.content)


def _coded(content: bytes) -> Iterator[str]:
    """Write a part's content in base64, below the header that says so."""
    code = b64encode(content).decode("ascii")
    yield "Content-Transfer-Encoding: base64"
    yield ""
    yield from (code[at : at + _PER_LINE] for at in range(0, len(code), _PER_LINE))


def _encoded(text: str, used: int) -> str:
    """Encode a text as RFC 2047 has it, ``used`` characters of whose first line are taken; no character is cut in two."""
    return Header(text, "utf-8", _PER_LINE - 1, continuation_ws=" ").encode(linesep=_LINE, maxlinelen=_PER_LINE - used)


def _continued(name: str) -> str:
    """Write a file's name as RFC 2231 has it, in pieces where it is long; no character is cut in two."""
    pieces = [""]
    for code in (quote(sign, safe="") for sign in name):
        if len(pieces[-1]) + len(code) > _PER_PIECE:
            pieces.append("")
        pieces[-1] += code
    if len(pieces) == 1:
        return f"filename*={_CHARSET}{pieces[0]}"
    named = (f"filename*{at}*={'' if at else _CHARSET}{piece}" for at, piece in enumerate(pieces))
    return f";{_LINE} ".join(named)
