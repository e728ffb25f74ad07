"""One file inside an archive or a mail, not yet taken out; and what keeps one from being opened at all."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BufferedIOBase
from typing import IO


@dataclass(frozen=True)
class Part:
    """One file inside."""

    name: str
    """As it is written there, folders included; may be anything."""
    open: Callable[[], IO[bytes] | BufferedIOBase]
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

    def __init__(self, reason: str, code: str = "", names: Iterable[str] = ()) -> None:
        """Say why.

        Args:
            reason: why, and what to do.
            code: of the finding; empty for the one about whatever was not opened.
            names: of the files in it, as far as they can be seen from outside.
        """
        super().__init__(reason)
        self.code = code
        self.names = tuple(names)


class TooMuchError(Exception):
    """There is more in it than anybody sends who means well."""
