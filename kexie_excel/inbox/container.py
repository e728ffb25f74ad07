"""One file inside an archive or a mail, not yet taken out; and what keeps one from being opened at all."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True)
class Part:
    """One file inside."""

    name: str
    """As it is written there, folders included; may be anything."""
    open: Callable[[], IO[bytes]]
    """Gives its content."""
    modified: dt.datetime | None = None
    is_mail: bool = False
    """Whether it is a mail that was forwarded as such."""


@dataclass(frozen=True)
class Container:
    """An archive or a mail, its files not yet taken out."""

    parts: Iterable[Part]
    has_links: bool = False
    """Whether a mail's text has links from which files are to be fetched."""


class ClosedError(Exception):
    """This archive or mail cannot be opened; the text says why and what to do."""


class TooMuchError(Exception):
    """There is more in it than anybody sends who means well."""
