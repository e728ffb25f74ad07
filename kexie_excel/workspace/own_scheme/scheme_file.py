"""The scheme of a folder, whatever file holds it: 方案.xlsx as the office writes it, or a 方案.toml of an older folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kexie_excel.errors import SchemeError
from kexie_excel.findings import FileIs, Finding, Severity
from kexie_excel.scheme.load import BUILT_IN, build_scheme, read_document, unopened
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme_book.lint import lint, lint_toml

if TYPE_CHECKING:
    from kexie_excel.scheme_book.read import SchemeBook

TOML = ".toml"
SUFFIXES = (".xlsx", ".xls", ".ods", TOML)
"""In this order a scheme is looked for."""
_KEPT = 4


@dataclass(frozen=True)
class SchemeFile:
    """A scheme file, read."""

    path: Path
    document: Mapping[str, object]
    book: "SchemeBook | None"
    """What a workbook says cell by cell."""
    _built: dict[frozenset[tuple[str, str]], Scheme] = field(repr=False, compare=False)
    """The schemes that were built of it, by their readings."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that does not hold."""
        if self.book is None:
            return lint_toml(self.document, self.path)
        return lint(self.book.document, self.book.review, self.book.trials)

    @property
    def hindrances(self) -> tuple[Finding, ...]:
        """What must be changed before anything is issued or scored."""
        must = (own for own in self.findings if own.severity is Severity.MUST)
        return tuple(own for own in must if self.book or own.check.file is not FileIs.CONTRADICTORY)

    def load(self, readings: Mapping[str, str] | None = None) -> Scheme:
        """Build the scheme.

        Raises:
            SchemeError: something in it must be changed first; the text names the first and counts the rest.
        """
        if self.hindrances:
            raise SchemeError(f"{self.why_not()}；运行 kexie scheme 看全部。")
        key = frozenset((readings or {}).items())
        if key not in self._built:
            self._built[key] = build_scheme(self.document, self.path.name, readings)
        return self._built[key]

    def why_not(self) -> str:
        """Say what hinders, the first fault by its place."""
        first, *others = self.hindrances
        more = f"等{len(others) + 1}处" if others else ""
        return f"{first.place}：{first.message}{more}，请先改好（{first.remedy.rstrip('。')}）"


def read_scheme_file(path: Path) -> SchemeFile:
    """Read a scheme file of any kind; the same file is read once.

    Raises:
        SchemeError: the file is not there, or is none.
    """
    try:
        state = path.stat()
    except OSError:
        raise unopened(path) from None
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(_KEPT)
def _read(path: Path, _time: int, _size: int) -> SchemeFile:
    """Read a file in the state it is in."""
    if path.suffix.lower() == TOML:
        return SchemeFile(path, read_document(path), None, _built_of(path.read_bytes()))
    from kexie_excel.scheme_book.read import read_scheme_book  # noqa: PLC0415 - a folder with 方案.toml waits for none of it

    book = read_scheme_book(path)
    return SchemeFile(path, book.document, book, _built_of(path.read_bytes()))


@lru_cache(_KEPT)
def _built_of(_content: bytes) -> dict[frozenset[tuple[str, str]], Scheme]:
    """Give the place for what is built of a content: the same scheme, wherever its file is copied to."""
    return {}


def built_in() -> SchemeFile:
    """Give the scheme that is used where there is no other."""
    return read_scheme_file(BUILT_IN)


def find_scheme_file(folder: Path) -> Path | None:
    """Give the folder's scheme; ``None`` where it has none.

    Raises:
        SchemeError: there are two, and nobody guesses which counts.
    """
    found = [folder / f"方案{suffix}" for suffix in SUFFIXES if (folder / f"方案{suffix}").is_file()]
    if len(found) > 1:
        names = "、".join(path.name for path in found)
        raise SchemeError(f"“{folder}”里有不止一份方案（{names}）：请只留要用的一份，其余的移走，再运行。")
    return found[0] if found else None
