"""What lies where nobody reads it: a filled form outside 2-回收, a second ledger, a folder within a folder; named, never moved."""

from collections.abc import Iterator
from pathlib import Path

from kexie_excel.errors import KexieError
from kexie_excel.ledger.model import FILE, MORE_FILE, Ledger
from kexie_excel.ledger.read import read_copy
from kexie_excel.output import is_open
from kexie_excel.returns.model import Intake, Return
from kexie_excel.returns.read import Reader
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.saved import is_as_written
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.lost import OLD_BACKUP

_BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"})
_LEDGER = "台账"
"""What the name of every copy of the ledger holds."""
_OWN_LEDGERS = frozenset({FILE, MORE_FILE, OLD_BACKUP})


def astray(folder: Folder, ledger: Ledger, scheme: Scheme, intake: Intake) -> tuple[str, ...]:
    """Name everything that is not read because of where it lies, and say what to do."""
    return (*_ledgers(folder, ledger), *_forms(folder, scheme, intake), *_folders(folder))


def _ledgers(folder: Folder, ledger: Ledger) -> Iterator[str]:
    """Name a ledger that is open, and every other one."""
    if is_open(folder.ledger):
        yield f"{FILE} 正开着：没有保存的不算，保存以后请再运行一次。"
    beside = (path for path in _books(folder.root) if path.name not in _OWN_LEDGERS)
    came = (path for path in sorted(folder.returned.rglob("*")) if path.suffix.lower() in _BOOKS)
    for path in (*beside, *came):
        if _LEDGER in path.name and not path.name.startswith(("~", ".")):
            yield from _other_ledger(folder, path, ledger)


def _other_ledger(folder: Folder, path: Path, ledger: Ledger) -> Iterator[str]:
    """Say what only another ledger says."""
    name = path.relative_to(folder.root).as_posix()
    try:
        copy = read_copy(path)
    except KexieError:
        yield f"“{name}”像是另一份台账，打不开，没有读它：里面若有决定，请写进 {FILE}。"
        return
    if not copy.records:
        return
    only = sorted(copy.decisions - ledger.decisions)
    if not only:
        yield f"“{name}”也是台账，{FILE} 里都有，没有读它；可以移走。"
        return
    sheet, *about, _header, text = only[0]
    yield (
        f"“{name}”也是台账，里面有{len(only)}处填写是 {FILE} 里没有的（如“{sheet}”{' '.join(about)}填的“{text}”），都没有算："
        f"请抄进 {FILE}，再把它移走。"
    )


def _forms(folder: Folder, scheme: Scheme, intake: Intake) -> Iterator[str]:
    """Name every filled form, and every answered feedback workbook, that lies outside 2-回收."""
    reader = Reader(scheme)
    for place in (folder.root, folder.issued, folder.checked):
        for path in _books(place):
            if (
                path.name in {folder.register.name, folder.last_summary.name}
                or _LEDGER in path.name
                or is_as_written(path)
            ):
                continue
            entry = reader.read(path, path.name)
            if isinstance(entry, Return) and _is_filled(entry) and not _is_read(entry, intake):
                name = path.relative_to(folder.root).as_posix()
                yield f"“{name}”是{entry.unit}填过的表，放在这里不读：要算的请移到“{folder.returned.name}”，再运行一次。"


def _is_filled(entry: Return) -> bool:
    """Tell whether somebody wrote into a form since it was made."""
    if entry.grown_from:
        return entry.said not in entry.grown_from or any(
            reply.text and reply.round == entry.round for reply in entry.replies
        )
    answers = (*entry.facts.values(), *entry.self_scores.values())
    return bool(entry.bonus) or any(answer.raw for answer in answers)


def _is_read(entry: Return, intake: Intake) -> bool:
    """Tell whether the same came in where it is read: then it is only a copy that somebody keeps."""
    read = intake.returns.get(entry.unit)
    if read is None or read.said != entry.said:
        return False
    known = {(reply.mark, reply.text) for reply in read.replies}
    return all((reply.mark, reply.text) in known for reply in entry.replies if reply.text)


def _books(place: Path) -> list[Path]:
    """Give the workbooks that lie in a folder itself."""
    paths = place.iterdir() if place.is_dir() else ()
    return sorted(
        path
        for path in paths
        if path.suffix.lower() in _BOOKS and path.is_file() and not path.name.startswith(("~", "."))
    )


def _folders(folder: Folder) -> Iterator[str]:
    """Name the working folders around this one and within it."""
    root = folder.root.absolute()
    for around in root.parents:
        if Folder(around).returned.is_dir():
            yield f"这个工作文件夹在另一个工作文件夹“{around}”里面：请把它移出来，以免两边的文件混在一起。"
    inner = [path for path in (*folder.root.iterdir(), *folder.returned.iterdir()) if path.is_dir()]
    for path in sorted(inner):
        if Folder(path).returned.is_dir():
            name = path.relative_to(folder.root).as_posix()
            yield f"“{name}”里面还有一个工作文件夹：请把它移出来，以免两边的文件混在一起。"
