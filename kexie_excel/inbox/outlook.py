"""Outlook's saved mails (.msg) → the files attached to them, those of the mails attached to them too."""

import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import BytesIO, StringIO
from typing import IO

from xlrd.compdoc import CompDoc, DirNode

from kexie_excel.inbox.archive import decode
from kexie_excel.inbox.container import ClosedError, Container, Part, Unopened, damaged
from kexie_excel.inbox.mail import holds_link
from kexie_excel.sheets.read.kind import Kind

_MOST_BYTES = 100 * 1024**2
"""It is taken apart in memory, and no mail server takes one of this size."""
_ATTACHED, _FIELD = "__attach_version1.0_", "__substg1.0_"
_DATA, _MAIL = "37010102", "3701000d"
"""An attached file's content; an attached mail, which is laid out like the whole."""
_NAMES = ("3707001f", "3704001f", "3707001e", "3704001e")
"""What a file is called: long or short, in Unicode or in the sender's code page."""
_TEXTS = ("1000001f", "1000001e", "10130102")
"""The mail's own words: as text, and as a web page."""
_UNICODE = "1f"
_PROPERTIES, _COUNT = "__properties_version1.0", struct.Struct("<20xL")
"""A stream that tells how many files are attached to the mail."""


@contextmanager
def read_outlook(unopened: Unopened) -> Iterator[Container]:
    """List the files attached to a mail.

    Raises:
        ClosedError: it is too large, or damaged.
    """
    if unopened.path.stat().st_size > _MOST_BYTES:
        raise ClosedError("邮件太大，没有打开；请打开邮件，把附件另存到“2-回收”")
    try:
        mail = _OutlookMail(CompDoc(unopened.path.read_bytes(), logfile=StringIO()))
        mail.require_all()
        parts = list(mail.parts(0))
        has_link = mail.has_link
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged container fails in more ways than the library names
        raise damaged(Kind.BROKEN) from None
    yield Container(parts, has_link)


class _OutlookMail:
    """A mail in an OLE2 container: a storage for each attachment, a stream for each of its properties."""

    def __init__(self, document: CompDoc) -> None:
        """Look into a container; the library counts its entries in bytes, and a mail has more of them than that."""
        document.seen = list(document.seen)
        self._document = document

    def require_all(self) -> None:
        """Count the attachments.

        Raises:
            ValueError: there are fewer than the mail says.
        """
        for child in self._children(0):
            if child.name.lower() == _PROPERTIES and child.tot_size >= _COUNT.size:
                (count,) = _COUNT.unpack_from(self._read(child))
                if count > len(self._attached(0)):
                    raise ValueError(count)

    @property
    def has_link(self) -> bool:
        """Whether the mail's text has a link from which a file is to be fetched."""
        fields = self._fields(0)
        return any(holds_link(self._text(fields[name], name)) for name in _TEXTS if name in fields)

    def parts(self, storage: int) -> Iterator[Part]:
        """Give the files that are attached to a mail."""
        for number, attachment in enumerate(self._attached(storage), 1):
            fields = self._fields(attachment.DID)
            if _MAIL in fields:
                yield from self.parts(fields[_MAIL].DID)
            else:
                named = next((self._text(fields[name], name) for name in _NAMES if name in fields), "")
                yield Part(named.replace("/", "-") or f"附件{number}", partial(self._content, fields.get(_DATA)))

    def _attached(self, storage: int) -> list[DirNode]:
        """Give the storages of a mail's attachments, in their order."""
        attached = [child for child in self._children(storage) if child.name.lower().startswith(_ATTACHED)]
        return sorted(attached, key=lambda child: str(child.name))

    def _children(self, storage: int) -> list[DirNode]:
        """Give what stands in a storage."""
        return [self._document.dirlist[child] for child in self._document.dirlist[storage].children]

    def _fields(self, storage: int) -> Mapping[str, DirNode]:
        """Give a storage's properties by their numbers."""
        children = ((child.name.lower(), child) for child in self._children(storage))
        return {name.removeprefix(_FIELD): child for name, child in children if name.startswith(_FIELD)}

    def _content(self, field: DirNode | None) -> IO[bytes]:
        """Open a property; a file that lies elsewhere has no content."""
        return BytesIO(self._read(field) if field else b"")

    def _read(self, field: DirNode) -> bytes:
        """Give a property's bytes.

        Raises:
            ValueError: not all of them are there.
        """
        path, above = [field.name], field
        while above.parent > 0:
            above = self._document.dirlist[above.parent]
            path.insert(0, above.name)
        content = bytes(self._document.get_named_stream("/".join(path)) or b"")
        if len(content) != field.tot_size:
            raise ValueError(field.name)
        return content

    def _text(self, field: DirNode, name: str) -> str:
        """Give a property's text."""
        content = self._read(field)
        return content.decode("utf-16-le", "replace") if name.endswith(_UNICODE) else decode(content)
