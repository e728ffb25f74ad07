"""The scheme that the forms were issued by is sealed: what the counties hold in their hands is not changed behind their backs.

A copy of the scheme as it was issued lies in 备份, its digest in the ledger. A later edit that would make the forms others is
refused; one of points, bands or readings counts, is said, and no county's form is called altered for it.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from kexie_excel.errors import KexieError, SchemeError
from kexie_excel.form.digest import form_digest, form_parts
from kexie_excel.ledger.model import About, Ledger
from kexie_excel.output import save
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme_book.checking.compare import SchemeChange, scheme_changes
from kexie_excel.scoring.insight.changes import Change, Changes
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.own_scheme.scheme_file import SUFFIXES, SchemeFile, read_scheme_file

_COPY = "下发时的方案"
_EDITED = ("下发以后改了方案",)
_MOST_NAMED = 4


@dataclass(frozen=True)
class Seal:
    """How a folder's scheme stands to the forms that were issued."""

    changes: tuple[SchemeChange, ...] = ()
    """What the office has changed since, all of it allowed."""
    issued: Scheme | None = None
    """What the forms print and compute, and whose they are; ``None`` where that is as it is now."""

    def lines(self) -> tuple[str, ...]:
        """Say what was changed since."""
        named = "；".join(f"{change.what} {change.key}".strip() for change in self.changes[:_MOST_NAMED])
        more = f"等{len(self.changes)}处" if len(self.changes) > _MOST_NAMED else ""
        return (f"方案在下发以后改过（{named}{more}），按现在的方案计分。",) if self.changes else ()

    def listed(self, changes: Changes) -> Changes:
        """Give what differs from the last result, with what was edited in the scheme among the causes."""
        if not changes.rows or not self.changes:
            return changes
        edits = tuple(Change("", f"方案：{own.what} {own.key}", own.before, own.after, _EDITED) for own in self.changes)
        return replace(changes, rows=(*edits, *changes.rows))

    def applied(self, scheme: Scheme) -> Scheme:
        """Give the scheme, knowing what the counties' forms say."""
        return scheme if self.issued is None else replace(scheme, issued=self.issued)


def seal(folder: Folder, scheme_file: Path) -> None:
    """Keep the scheme by which forms are issued; one that was kept before stays."""
    if _copy(folder) is None:
        save(folder.backups / f"{_COPY}{scheme_file.suffix.lower()}", scheme_file.read_bytes())


def check_seal(folder: Folder, ledger: Ledger, scheme: Scheme) -> Seal:
    """Hold the folder's scheme against the one its forms were issued by.

    Raises:
        KexieError: the forms would be others.
    """
    copy = _copy(folder)
    if copy is None:
        written = ledger.about(About.ISSUED)
        if written and written != form_digest(scheme):
            raise KexieError(_refusal(("评估表的内容",), "从别的备份里找回下发时的方案"))
        return Seal(issued=_otherwise(folder.read_scheme(), scheme))
    if folder.has_own_scheme and copy.read_bytes() == folder.scheme_file.read_bytes():
        return Seal(issued=_otherwise(folder.read_scheme(), scheme))
    file = read_scheme_file(copy)
    try:
        issued = file.load(scheme.chosen)
    except SchemeError:
        # a reading that is new has no choice in the old one
        issued = file.load()
    before, now = _said(issued), _said(scheme)
    changed = tuple(" ".join(part).strip() for part in before if now.get(part) != before[part])
    added = tuple(" ".join(part).strip() for part in now if part not in before)
    if changed or added:
        raise KexieError(_refusal((*changed, *added), f"“{folder.backups.name}/{copy.name}”就是下发时的方案"))
    return Seal(tuple(scheme_changes(issued, scheme)), _otherwise(file, scheme))


def knowing_issued(folder: Folder, scheme: Scheme) -> Scheme:
    """Give a folder's scheme, knowing what the counties' forms say, as far as it is one that they can be read by."""
    copy = _copy(folder)
    file = read_scheme_file(copy) if copy else folder.read_scheme()
    if form_digest(file.load()) != form_digest(scheme):
        return scheme
    return Seal(issued=_otherwise(file, scheme)).applied(scheme)


def _otherwise(file: SchemeFile, scheme: Scheme) -> Scheme | None:
    """Give the scheme that forms were issued by, if they compute otherwise than another one, or were issued to others.

    Forms are issued before a reading can be chosen: they compute by those that the scheme names first.
    """
    issued = file.load()
    is_same = issued.items == scheme.items and issued.bonus == scheme.bonus and issued.roster == scheme.roster
    return None if is_same else issued


def _said(scheme: Scheme) -> dict[tuple[str, str], object]:
    """Give what the counties see and answer, and the title above it."""
    return {("评估表标题", ""): scheme.title, **form_parts(scheme)}


def _copy(folder: Folder) -> Path | None:
    """Give the scheme as it was issued; ``None`` where it was not kept."""
    paths = (folder.backups / f"{_COPY}{suffix}" for suffix in SUFFIXES)
    return next((path for path in paths if path.is_file()), None)


def _refusal(parts: tuple[str, ...], where: str) -> str:
    """Say why an edit cannot be taken, and what to do."""
    more = f"等{len(parts)}处" if len(parts) > _MOST_NAMED else ""
    return (
        f"评估表已经下发，方案里改了{'、'.join(parts[:_MOST_NAMED])}{more}，与各单位手里的表就不一样了："
        f"请改回原样（{where}）再运行；确实要改的，另建一个文件夹重新下发。"
    )
