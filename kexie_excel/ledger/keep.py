"""Keep the ledger: make it where it is missing, add what is open, and never at the price of what people wrote.

A ledger that is open elsewhere, or was saved meanwhile, stays as it is and a sentence says so. Before every change what was
there is kept; where that is not possible nothing is changed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kexie_excel.ledger.create import write_continuation, write_ledger
from kexie_excel.ledger.losses import losses
from kexie_excel.ledger.marks import FileMarks
from kexie_excel.ledger.model import FILE, MORE_FILE, OWN, Approvals, Ledger, Rulings
from kexie_excel.ledger.questions import NOTHING, Additions
from kexie_excel.ledger.read import require_no_other_format
from kexie_excel.output import put, save
from kexie_excel.scheme.model import Scheme

_UNKNOWN = "程序改不了的内容"
BackUp = Callable[[], None]
"""Keeps what is there; raises ``OSError`` where it cannot."""
_LOCKED = "正被打开，或所在文件夹写不进去"


def create_ledger(folder: Path, scheme: Scheme, issued: str = "") -> bool:
    """Make the ledger of a folder that has none, and tell whether it was made; one that is there stays as it is.

    Args:
        folder: the working folder.
        scheme: its scheme.
        issued: the digest of the forms that are issued with it.

    Raises:
        KexieError: there is one in another format, or it cannot be written.
    """
    require_no_other_format(folder)
    path = folder / FILE
    if path.exists():
        return False
    save(path, write_ledger(scheme, issued=issued))
    return True


def keep_ledger(folder: Path, ledger: Ledger, scheme: Scheme, additions: Additions, back_up: BackUp) -> tuple[str, ...]:
    """Add the rows to the ledger that was read, or to its continuation; give what is to be said about it.

    Nothing is written where there is nothing to add and nothing to say beside a row. ``back_up`` is called before something that is
    there is changed.
    """
    if FILE not in ledger.contents:
        return (_created(folder / FILE, write_ledger(scheme, additions), additions.count),)
    keeping = _Keeping(folder, ledger, additions, back_up)
    told, done = _added(keeping, scheme) if additions.count else ((), "")
    return (*told, *(note for name in additions.marks if name != done for note in keeping.mark(name)))


@dataclass(frozen=True)
class _Keeping:
    """What the rows go into."""

    folder: Path
    ledger: Ledger
    additions: Additions
    back_up: BackUp

    def edited(self, name: str, additions: Additions) -> bytes | str:
        """Give a file with the rows added and its marks written, or what stands in the way."""
        return _edited(self.ledger.contents[name], additions, self.additions.marks.get(name, {}))

    def replace(self, name: str, edited: bytes, count: int) -> str:
        """Put the file with new rows in the place of the one that was read, which is kept first."""
        path = self.folder / name
        told = f"有{count}个待定事项没有写进 {name}" if count else f"{name} 里{self._marked(name)}没有更新"
        try:
            if path.read_bytes() != self.ledger.contents[name]:
                return f"{told}：运行期间它有改动，请再运行一次。"
            self.back_up()
            put(path, edited)
        except OSError:
            return f"{told}：{_LOCKED}；已有的决定照常读取。请关闭后再运行一次。"
        return f"{name} 新增{count}个待定事项，请在里面裁定。" if count else ""

    def mark(self, name: str) -> Iterator[str]:
        """Write the marks alone; where the file cannot be edited they are left out.

        Only results of before, which would be taken for those of now, are spoken of, and rulings that nothing is held against.
        """
        edited = self.edited(name, NOTHING)
        if isinstance(edited, str):
            shown = (record for record in self.ledger.of(Approvals.SHEET) if record.file == name)
            if Approvals.SHEET in self.additions.marks[name] and any(own.text(Approvals.SUGGESTED) for own in shown):
                yield f"{name} 里{self._marked(name)}没有更新：里面有{edited}，为免丢失没有改动它；请以汇总表为准。"
            if any(Rulings.QUESTION in words for words in self.additions.marks[name].get(Rulings.SHEET, {}).values()):
                yield f"{name} 里有的裁定没有记下针对的是什么：里面有{edited}，为免丢失没有改动它；单位再报的，请核对这些裁定。"
            return
        told = self.replace(name, edited, 0)
        if told:
            yield told

    def _marked(self, name: str) -> str:
        """Name the columns that were to be written."""
        return "和".join(f"“{sheet}”的{'、'.join(OWN[sheet])}" for sheet in self.additions.marks[name])


def _added(keeping: _Keeping, scheme: Scheme) -> tuple[tuple[str, ...], str]:
    """Add the rows to the ledger or to its continuation; give what is to be said, and the file that has its marks with it."""
    count = keeping.additions.count
    edited = keeping.edited(FILE, keeping.additions)
    if isinstance(edited, bytes):
        return (keeping.replace(FILE, edited, count),), FILE
    kept = f"{FILE} 里有{edited}，为免丢失没有改动它"
    if MORE_FILE not in keeping.ledger.contents:
        created = _created(keeping.folder / MORE_FILE, write_continuation(scheme, keeping.additions), count)
        return (f"{kept}；新增的行写在续册里，两份一起读。", created), ""
    continued = keeping.edited(MORE_FILE, keeping.additions)
    if isinstance(continued, bytes):
        return (keeping.replace(MORE_FILE, continued, count),), MORE_FILE
    return (f"{kept}；{MORE_FILE} 里有{continued}，也没有改动：有{count}个待定事项没有写进台账。",), ""


def _edited(content: bytes, additions: Additions, marks: FileMarks) -> bytes | str:
    """Give a file with the rows added and the marks written, or what stands in the way."""
    from kexie_excel.ledger.extend import extended, is_faithful  # noqa: PLC0415 - only who adds a row waits for openpyxl

    found = losses(content)
    if found:
        return "、".join(found)
    try:
        after = extended(content, additions, marks)
    except Exception:  # noqa: BLE001 - a file that the library cannot take must not be touched, whatever it says
        return _UNKNOWN
    if after is None:
        return "改动过的表头"
    return after if is_faithful(content, after, additions, marks) else _UNKNOWN


def _created(path: Path, content: bytes, count: int) -> str:
    """Make a file that is not there, and say so."""
    try:
        put(path, content)
    except OSError:
        return f"没有写出 {path.name}：{_LOCKED}。"
    listed = f"，列出{count}个待定事项" if count else ""
    return f"已建立 {path.name}{listed}：人工的决定都写在里面。"
