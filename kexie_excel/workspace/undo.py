"""回到上一步: what the last steps replaced is listed, and put back; what stands there now is kept first. 2-回收 is never touched."""

from collections.abc import Iterator
from pathlib import Path

from kexie_excel.errors import KexieError
from kexie_excel.ledger.model import Ledger
from kexie_excel.ledger.read import read_ledger
from kexie_excel.output import is_open, put
from kexie_excel.screen.backups import KeptStep
from kexie_excel.workspace.backups import Backups, Generation, generations
from kexie_excel.workspace.folder import Folder

_STEP = "回到上一步"


def list_steps(root: Path) -> tuple[KeptStep, ...]:
    """Give what one can go back to, the last step first.

    Raises:
        KexieError: no working folder.
    """
    folder = Folder.open(root)
    now = _ledger_now(folder)
    return tuple(_described(own, now) for own in generations(folder))


def go_back(root: Path, number: int) -> tuple[str, ...]:
    """Put the files of a generation back, counted as they are listed, and say what was done.

    Raises:
        KexieError: no working folder, no such generation, or a file is open.
    """
    folder = Folder.open(root)
    kept = generations(folder)
    if not 1 <= number <= len(kept):
        raise KexieError(f"没有第{number}份备份：请先运行 kexie undo 看有哪些。")
    chosen, now = kept[number - 1], _ledger_now(folder)
    # read before anything is kept: an older generation that says the same as now is moved
    files = {name: content for name, content in chosen.files.items() if name in folder.small_files}
    targets = {name: folder.small_files[name] for name in files}
    locked = [path.name for path in targets.values() if is_open(path)]
    if locked:
        raise KexieError(f"{'、'.join(locked)} 正被打开，什么都没有恢复：请关闭后再运行。")
    lost = len(now.decisions - chosen.ledger.decisions)
    backups = Backups(folder, _STEP)
    backups.require()
    done: list[str] = []
    for name, path in targets.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, files[name])
        except OSError:
            already = f"（已恢复：{'、'.join(done)}）" if done else ""
            raise KexieError(f"{path.name} 正被打开或写不进去，没有恢复{already}：请关闭后再运行。") from None
        done.append(path.name)
    return tuple(_told(folder, chosen, done, lost))


def _told(folder: Folder, chosen: Generation, done: list[str], lost: int) -> Iterator[str]:
    """Say what was put back, and what is no longer there."""
    yield f"已恢复到{chosen.time}{chosen.step}之前：{'、'.join(done)}。“{folder.returned.name}”没有动。"
    if lost:
        yield f"刚才台账里有{lost}处填写，恢复的这一份里没有。"
    yield f"刚才的样子存在“{folder.backups.name}”里：再运行一次 kexie undo，选第1份就回来了。"


def _described(own: Generation, now: Ledger) -> KeptStep:
    """Say what a generation is, and what going back to it would cost."""
    ledger = "没有台账"
    if own.has_ledger:
        gone = len(now.decisions - own.ledger.decisions)
        ledger = f"台账里少现在的{gone}处填写" if gone else "台账里现在的填写都有"
    names = "、".join(path.rpartition("/")[2] for path in own.files)
    return KeptStep(own.time, own.step, f"{names}；{ledger}")


def _ledger_now(folder: Folder) -> Ledger:
    """Read the ledger as it is; a broken one is a reason to go back, not to stop."""
    try:
        return read_ledger(folder.root)
    except KexieError:
        return Ledger()
