"""What was there and is gone: a ledger or a scheme that work was done with is never made anew without a word."""

from collections.abc import Iterator

from kexie_excel.errors import KexieError
from kexie_excel.ledger.model import FILE, MORE_FILE
from kexie_excel.ledger.read import require_no_other_format
from kexie_excel.workspace.backups import Generation, generations
from kexie_excel.workspace.folder import Folder

OLD_BACKUP = "评估台账.备份.xlsx"
"""What earlier versions laid beside the ledger."""


def require_whole(folder: Folder) -> None:
    """Refuse a folder in which work was done and whose ledger or scheme is gone.

    Raises:
        KexieError: where it may be, and how to begin anew on purpose.
    """
    require_ledger(folder)
    if not folder.has_own_scheme and any(folder.issued.glob("*.xlsx")):
        raise KexieError(
            f"找不到 {folder.scheme_file.name}，评估表却已经下发了：没有方案就不知道该怎样计分。"
            f"请从回收站、U盘或别的备份里找回它，放回“{folder.root}”{_remedy(folder, folder.scheme_file.name)}，再运行。"
        )


def require_ledger(folder: Folder) -> None:
    """Refuse a folder whose ledger is gone though there are results or backups.

    Raises:
        KexieError: where it may be, and how to begin anew on purpose.
    """
    require_no_other_format(folder.root)
    work = tuple(_work_done(folder))
    if folder.ledger.exists() or not work:
        return
    copies = sorted(
        path.name for path in folder.root.glob(f"{folder.ledger.stem}*") if path.name not in {FILE, MORE_FILE}
    )
    beside = f"旁边的 {'、'.join(copies)} 如果就是它，请改名为 {FILE}；" if copies else ""
    raise KexieError(
        f"找不到 {FILE}，这个文件夹里却已经有{'、'.join(work)}：人工的决定都在台账里，程序不会另建一份空的。{beside}"
        f"请从回收站、U盘或别的备份里找回它，放回“{folder.root}”{_remedy(folder, FILE)}；"
        "确实不要以前的决定、要从头开始的，运行 kexie init 文件夹 --new-ledger。"
    )


def _work_done(folder: Folder) -> Iterator[str]:
    """Name the results and backups that there are."""
    if folder.summary.exists() or any(folder.history.glob("*.xlsx")):
        yield f"“{folder.summary.parent.name}”的结果"
    if folder.register.exists():
        yield f"“{folder.checked.name}”的结果"
    if any(own.has_ledger for own in generations(folder)) or (folder.root / OLD_BACKUP).exists():
        yield "台账的备份"
    if (folder.root / MORE_FILE).exists():
        yield f"“{MORE_FILE}”"


def _remedy(folder: Folder, name: str) -> str:
    """Say that a backup holds the file, if one does."""
    kept = next((own for own in generations(folder) if name in own.files), None)
    return f"（“{folder.backups.name}”里有{_told(kept)}的一份，运行 kexie undo 可以恢复）" if kept else ""


def _told(kept: Generation) -> str:
    """Name a generation by its time."""
    return kept.time
