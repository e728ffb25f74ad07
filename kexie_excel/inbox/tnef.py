"""Outlook's winmail.dat → the files attached to the mail that it stands for."""

import logging
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO

from tnefparse.tnef import TNEF, TNEFAttachment

from kexie_excel.inbox.archive import decode
from kexie_excel.inbox.container import MOST_BYTES_OF_A_MAIL, ClosedError, Container, Part, Unopened, damaged
from kexie_excel.sheets.read.kind import Kind

_FIRST = 6
"""Where the first attribute stands."""
_ATTRIBUTE, _CHECKSUM = struct.Struct("<5xL"), struct.Struct("<H")
"""The beginning of one, which says how long it is; what stands behind it."""


@contextmanager
def read_winmail(unopened: Unopened) -> Iterator[Container]:
    """List the files in it.

    Raises:
        ClosedError: it is too large, damaged, or nothing is attached.
    """
    if unopened.path.stat().st_size > MOST_BYTES_OF_A_MAIL:
        raise ClosedError(Kind.WINMAIL.sentence)
    content = unopened.path.read_bytes()
    harm = _harm(content)
    if harm:
        raise damaged(harm)
    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)  # it says on the screen what nobody there can use
    try:
        attached = list(_attached(TNEF(content, do_checksum=False)))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it is taken apart without a check
        raise ClosedError(Kind.WINMAIL.sentence) from None
    if not attached:
        raise ClosedError("winmail.dat 里没有附件，请核实对方是否漏发", "K115")
    yield Container([Part(_name(each, at), partial(BytesIO, each.data)) for at, each in enumerate(attached, 1)])


def _attached(mail: TNEF) -> Iterator[TNEFAttachment]:
    """Give what is attached to a mail, and in the place of an attached mail what is attached to that."""
    for each in mail.attachments:
        inner = getattr(each, "embed", None)
        if inner:
            yield from _attached(inner)
        else:
            yield each


def _harm(content: bytes) -> Kind | None:
    """Say what is wrong with it; the library takes what there is of an attribute, and asks for no checksum."""
    at = _FIRST
    while content[at : at + 1] in {b"\1", b"\2"}:
        start = at + _ATTRIBUTE.size
        end = start + sum(_ATTRIBUTE.unpack(content[at:start].ljust(_ATTRIBUTE.size, b"\xff")))
        at = end + _CHECKSUM.size
        if at > len(content):
            return Kind.CUT_OFF
        if _CHECKSUM.unpack(content[end:at]) != (sum(content[start:end]) & 0xFFFF,):
            return Kind.BROKEN
    return None if at > _FIRST else Kind.CUT_OFF


def _name(attached: TNEFAttachment, number: int) -> str:
    """Give a file's name: the long one in Unicode where there is one, else the old one in the sender's code page."""
    try:
        name: str = attached.long_filename()
    except UnicodeDecodeError:
        name = decode(attached._name).strip("\0")  # noqa: SLF001 - the library takes the old name for UTF-8
    return name.replace("/", "-") or f"附件{number}"
