"""A signed mail that lies inside its signature → that mail. Whether the signature is good is not asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO

from asn1crypto.cms import ContentInfo

from kexie_excel.inbox.container import MOST_BYTES_OF_A_MAIL, ClosedError, Container, Part, Unopened
from kexie_excel.sheets.read.kind import Kind


@contextmanager
def read_signed(unopened: Unopened) -> Iterator[Container]:
    """Give the mail in a signature.

    Raises:
        ClosedError: it is too large, or there is no mail in it.
    """
    path = unopened.path
    content = signed_content(path.read_bytes() if path.stat().st_size <= MOST_BYTES_OF_A_MAIL else b"")
    if not content:
        raise ClosedError(Kind.SEALED_MAIL.sentence, Kind.SEALED_MAIL.code)
    yield Container([Part("签名的邮件.eml", partial(BytesIO, content), is_mail=True)])


def signed_content(data: bytes) -> bytes:
    """Give what lies inside a signature; nothing where it cannot be seen."""
    try:
        info = ContentInfo.load(data)
        content = info["content"]["encap_content_info"]["content"].native
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged one fails in more ways than the library names
        return b""
    return content if isinstance(content, bytes) else b""
