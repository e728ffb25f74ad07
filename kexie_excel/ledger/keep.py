"""Keep the ledger: make it where it is missing, add what is open, and never at the price of what people wrote.

A ledger that is open elsewhere, or was saved meanwhile, stays as it is and a sentence says so. Before every change what was
there is kept; where that is not possible nothing is changed.
"""

from collections.abc import Callable
from pathlib import Path

from kexie_excel.ledger.create import write_continuation, write_ledger
from kexie_excel.ledger.losses import losses
from kexie_excel.ledger.model import FILE, MORE_FILE, Ledger
from kexie_excel.ledger.questions import Additions
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

    Nothing is written where there is nothing to add. ``back_up`` is called before something that is there is changed.
    """
    count = additions.count
    if FILE not in ledger.contents:
        return (_created(folder / FILE, write_ledger(scheme, additions), count),)
    if not count:
        return ()
    edited = _edited(ledger.contents[FILE], additions)
    if isinstance(edited, bytes):
        return (_replaced(folder / FILE, ledger.contents[FILE], edited, count, back_up),)
    kept = f"{FILE} 里有{edited}，为免丢失没有改动它"
    more = folder / MORE_FILE
    if MORE_FILE not in ledger.contents:
        return (
            f"{kept}；新增的行写在续册里，两份一起读。",
            _created(more, write_continuation(scheme, additions), count),
        )
    continued = _edited(ledger.contents[MORE_FILE], additions)
    if isinstance(continued, bytes):
        return (_replaced(more, ledger.contents[MORE_FILE], continued, count, back_up),)
    return (f"{kept}；{MORE_FILE} 里有{continued}，也没有改动：有{count}个待定事项没有写进台账。",)


def _edited(content: bytes, additions: Additions) -> bytes | str:
    """Give the file with the rows added, or what stands in the way."""
    from kexie_excel.ledger.extend import extended, is_faithful  # noqa: PLC0415 - only who adds a row waits for openpyxl

    found = losses(content)
    if found:
        return "、".join(found)
    try:
        after = extended(content, additions)
    except Exception:  # noqa: BLE001 - a file that the library cannot take must not be touched, whatever it says
        return _UNKNOWN
    if after is None:
        return "改动过的表头"
    return after if is_faithful(content, after, additions) else _UNKNOWN


def _created(path: Path, content: bytes, count: int) -> str:
    """Make a file that is not there, and say so."""
    try:
        put(path, content)
    except OSError:
        return f"没有写出 {path.name}：{_LOCKED}。"
    listed = f"，列出{count}个待定事项" if count else ""
    return f"已建立 {path.name}{listed}：人工的决定都写在里面。"


def _replaced(path: Path, before: bytes, after: bytes, count: int, back_up: BackUp) -> str:
    """Put the file with new rows in the place of the one that was read, which is kept first."""
    told = f"有{count}个待定事项没有写进 {path.name}"
    try:
        if path.read_bytes() != before:
            return f"{told}：运行期间它有改动，请再运行一次。"
        back_up()
        put(path, after)
    except OSError:
        return f"{told}：{_LOCKED}；已有的决定照常读取。请关闭后再运行一次。"
    return f"{path.name} 新增{count}个待定事项，请在里面裁定。"
