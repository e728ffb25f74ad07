"""Archives and mails → the files in them, taken out into a private folder within strict bounds.

A member is never written under its own name, and never more than the bounds allow: an archive beyond them is refused as a
whole. Of a member that its first bytes show to be nothing to read (a photograph, a scan), only these are kept.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from pkgutil import resolve_name

from kexie_excel.inbox.archive import names_inside
from kexie_excel.inbox.container import (
    MOST_BYTES,
    MOST_FILES,
    UNPACK,
    ClosedError,
    Container,
    Part,
    TooMuchError,
    Unopened,
)
from kexie_excel.inbox.files import Candidate, blank_receipt
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.sheets.read.grid import Unreadable
from kexie_excel.sheets.read.sniff import HEAD, Kind, is_decided_by_its_head, sniff

MARK = "!"
"""Stands between an archive's path and its member's."""

_UNOPENED = "K113"
"""Code of the finding about an archive or a mail that was not opened."""
_DEEPEST = 3
"""An archive in an archive in an archive."""
_CHUNK = 1024**2
_Reader = Callable[[Unopened], AbstractContextManager[Container]]
_READERS: Mapping[Kind, str] = {
    Kind.ARCHIVE: "archive:read_archive",
    Kind.TAR: "tarball:read_tar",
    Kind.PACKED: "tarball:read_packed",
    Kind.RAR: "rar:read_rar",
    Kind.SEVEN_ZIP: "sevenzip:read_7z",
    Kind.MAIL: "mail:read_mail",
    Kind.WINMAIL: "tnef:read_winmail",
    Kind.OUTLOOK: "outlook:read_outlook",
    Kind.SIGNED_MAIL: "signed:read_signed",
}
"""Who opens which kind: the module is loaded when a file of that kind comes, because few need the libraries behind them."""
_MAILS = frozenset({Kind.MAIL, Kind.OUTLOOK, Kind.SIGNED_MAIL, Kind.WINMAIL})
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_UNSHOWN = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DRIVE = re.compile("[A-Za-z]:")
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Opened:
    """An archive or a mail that was opened."""

    note: str
    """What it is, and whether its text has links from which files are to be fetched."""
    members: tuple[Candidate, ...]
    """Every file in it, those in archives within it too."""
    has_links: bool


def open_container(path: Path, file: str, folder: Path) -> Opened | Unreadable:
    """Take the files out of an archive or a mail.

    Args:
        path: the archive.
        file: what it is called in messages.
        folder: where the files are put, under names of our own.

    Returns:
        What was in it, or why it was not opened.
    """
    try:
        kind = sniff(path)
        if not kind.holds_files:
            return Unreadable(kind.sentence, kind.code, _names_in_volume(path) if kind is Kind.SPLIT else ())
        return _Unpacking(folder).open(path, kind, file, 1)
    except TooMuchError as error:
        most = f"{MOST_FILES}个或{MOST_BYTES // 1024**3}GB"
        reason = f"压缩包里的文件太多或太大（超过{most}，或压缩得不正常），没有打开；{UNPACK}"
        return Unreadable(reason, _UNOPENED, error.names)
    except OSError:
        return Unreadable(f"拆开时出错（磁盘可能已满），没有读完；{UNPACK}", _UNOPENED)


@dataclass
class _Unpacking:
    """One archive being taken apart, whatever is nested in it, against one account of files and bytes."""

    folder: Path
    files_left: int = MOST_FILES
    bytes_left: int = MOST_BYTES

    def open(self, path: Path, kind: Kind, file: str, depth: int) -> Opened | Unreadable:
        """Take out the files; an archive that cannot be opened gives the reason."""
        if depth > _DEEPEST:
            return Unreadable(f"压缩包套了{_DEEPEST}层以上，没有打开；{UNPACK}", _UNOPENED, names_inside(path))
        members: dict[str, Candidate] = {}
        seen: list[str] = []
        try:
            with _opening(Unopened(path, file, self.folder), kind) as container:
                for part in container.parts:
                    own = _shown(part.name)
                    seen.append(own)
                    receipt = blank_receipt(_unique(f"{file}{MARK}{own}", members.keys()), own)
                    taken = self._take(part, replace(receipt, modified=part.modified), depth)
                    members |= {member.receipt.file: member for member in taken}
                return _opened(kind, container, tuple(members.values()))
        except ClosedError as error:
            return Unreadable(str(error), error.code or _UNOPENED, error.names)
        except TooMuchError as error:
            raise TooMuchError((*error.names, *seen)) from None

    def _take(self, part: Part, receipt: Receipt, depth: int) -> list[Candidate]:
        """Take out one file; where it is an archive itself, the files in it as well."""
        self.files_left -= 1
        if self.files_left < 0:
            raise TooMuchError
        taken = self._copy(part, receipt)
        if taken.is_skipped or taken.failed:
            return [taken]
        kind = Kind.MAIL if part.is_mail else sniff(taken.path)
        if not kind.holds_files:
            return [taken]
        inner = self.open(taken.path, kind, receipt.file, depth + 1)
        if isinstance(inner, Unreadable):
            return [replace(taken, failed=inner)]
        return [replace(taken, receipt=replace(taken.receipt, fate=Fate.OPENED, note=inner.note)), *inner.members]

    def _copy(self, part: Part, receipt: Receipt) -> Candidate:
        """Write a file's content, or its head where that is enough; say what is wrong with one that does not come whole."""
        # Programs go by a name's ending; nothing else of the name reaches the disk.
        ending = _ENDING.search(receipt.file)
        target = self.folder / f"{secrets.token_hex(8)}{ending[0] if ending else ''}"
        size, digest, is_kept, failed = 0, hashlib.sha256(), True, None
        with target.open("wb") as copy:
            try:
                for chunk in _chunks(part):
                    if not size:
                        is_kept = part.is_mail or not is_decided_by_its_head(chunk[:HEAD])
                        copy.write(chunk if is_kept else chunk[:HEAD])
                    elif is_kept:
                        copy.write(chunk)
                    size += len(chunk)
                    digest.update(chunk)
                    self._charge(len(chunk))
            except _DamagedError as error:
                harm = Kind.CUT_OFF if isinstance(error.__cause__, EOFError) else Kind.BROKEN
                said = (part.else_said, _UNOPENED) if part.else_said else (harm.sentence, harm.code)
                failed = Unreadable(*said)
        return Candidate(target, replace(receipt, size=size, sha256=digest.hexdigest()), failed)

    def _charge(self, size: int) -> None:
        """Take bytes from the account."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise TooMuchError


def _opening(unopened: Unopened, kind: Kind) -> AbstractContextManager[Container]:
    """Open a container by what it is."""
    reader: _Reader = resolve_name(f"{__package__}.{_READERS[kind]}")
    return reader(unopened)


def _names_in_volume(path: Path) -> tuple[str, ...]:
    """Give the names that one volume of a split archive shows."""
    from kexie_excel.inbox.rar import names_in_rar  # noqa: PLC0415 - few files need it

    return names_inside(path) or names_in_rar(path)


class _DamagedError(Exception):
    """A member does not unpack."""


def _chunks(part: Part) -> Iterator[bytes]:
    """Unpack a file piece by piece."""
    try:
        with part.open() as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except MemoryError:
        raise
    except Exception as error:
        raise _DamagedError from error


def _opened(kind: Kind, container: Container, members: tuple[Candidate, ...]) -> Opened | Unreadable:
    """Say what a container was."""
    if members:
        links = "（正文里有下载链接，请点开看是不是还有附件）" if container.has_links else ""
        return Opened(f"{'邮件' if kind in _MAILS else '压缩包'}{links}", members, container.has_links)
    if container.has_links:
        return Unreadable("邮件里没有附件，只有下载链接；请点链接把文件下载到“2-回收”，链接会过期", "K114")
    return Unreadable("邮件里没有附件，请核实对方是否漏发", "K115")


def _shown(name: str) -> str:
    """Give a member's name as it can be shown: no folder above, no drive, nothing that a cell cannot hold."""
    steps = (
        " ".join(_UNSHOWN.sub("", step).split()) for step in name.replace("\\", "/").replace(MARK, "！").split("/")
    )
    kept = [step for step in steps if step not in {"", ".", ".."} and not _DRIVE.fullmatch(step)]
    return "/".join(kept)[-_LONGEST_NAME:] or "未命名"


def _unique(name: str, taken: AbstractSet[str]) -> str:
    """Give a name that no other member has: an archive may have two of one name."""
    number = 1
    unique = name
    while unique in taken:
        number += 1
        unique = f"{name}（{number}）"
    return unique
