"""Before the year begins: the folder with its forms, and the blank form.

What was not made here is never overwritten.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from kexie_excel.errors import KexieError
from kexie_excel.form.digest import form_digest
from kexie_excel.form.write import write_form
from kexie_excel.ledger.keep import create_ledger
from kexie_excel.ledger.model import Ledger
from kexie_excel.output import holds, save
from kexie_excel.returns.batch import Progress
from kexie_excel.scheme.lint import undeclared_slips
from kexie_excel.scheme.load import BUILT_IN, literal_scheme
from kexie_excel.scheme.model import Slip
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.lost import require_ledger
from kexie_excel.workspace.own_scheme.authoring import load_usable
from kexie_excel.workspace.own_scheme.scheme_file import read_scheme_file
from kexie_excel.workspace.own_scheme.sealed import check_seal, seal
from kexie_excel.workspace.start import create_start


@dataclass(frozen=True)
class Established:
    """What ``init`` did."""

    folder: Folder
    made: int
    """Forms written now."""
    kept: int
    """Forms that were there already and stayed as they are."""
    slips: tuple[Slip, ...]
    """Contradictions of the scheme that it does not declare itself."""
    ledger_made: bool
    """Whether the ledger was written now; one that was there already stayed as it is."""
    form_name: str
    """What the forms are called, the year among it."""
    has_readings: bool
    """Whether the scheme leaves a reading to be chosen."""

    @property
    def is_another_year(self) -> bool:
        """Whether the folder's name names years, but not that of the forms."""
        years = set(re.findall(r"20\d\d", self.folder.root.name))
        return bool(years) and years.isdisjoint(re.findall(r"20\d\d", self.form_name))


def establish(
    root: Path, scheme_file: Path | None = None, progress: Progress | None = None, *, new_ledger: bool = False
) -> Established:
    """Make the working folder: the scheme's copy, the ledger, 开始.bat, one form a unit in 1-下发, an empty 2-回收.

    Args:
        root: the folder to make, or one that was made before; there only what is missing is added.
        scheme_file: the scheme; left out, it is the folder's own, or the built-in one for a new folder.
        progress: told after each form.
        new_ledger: make an empty ledger even where work was done with one that is gone.

    Raises:
        SchemeError: the scheme cannot be used.
        KexieError: the folder holds something else, or another scheme, or its ledger is gone.
    """
    folder = Folder(root)
    scheme_file = scheme_file or (folder.scheme_file if folder.has_own_scheme else BUILT_IN)
    file = read_scheme_file(scheme_file)
    scheme = load_usable(file)
    slips = undeclared_slips(literal_scheme(file.document, scheme_file.name))
    content = scheme_file.read_bytes()
    _require_fit(folder, content)
    _require_returns(folder)
    if not new_ledger:
        require_ledger(folder)
    if not folder.has_own_scheme:
        save(folder.root / f"方案{scheme_file.suffix.lower()}", content)
    folder.returned.mkdir(exist_ok=True)
    if any(folder.issued.glob("*.xlsx")):
        check_seal(folder, Ledger(), scheme)
    else:
        seal(folder, scheme_file)
    ledger_made = create_ledger(folder.root, scheme, form_digest(scheme))
    create_start(folder.start)
    made = kept = 0
    for done, unit in enumerate(scheme.units, 1):
        form = folder.form(scheme, unit.name)
        if form.exists():
            kept += 1
        else:
            save(form, write_form(scheme, unit.name))
            made += 1
        if progress:
            progress(done, len(scheme.units))
    return Established(folder, made, kept, slips, ledger_made, scheme.form_name, bool(scheme.interpretations))


def _require_fit(folder: Folder, scheme: bytes) -> None:
    """Refuse a folder that belongs to something else."""
    root = folder.root
    if root.exists() and not root.is_dir():
        raise KexieError(f"“{root}”是一个文件，不是文件夹：请换一个名称。")
    if folder.has_own_scheme:
        if not holds(folder.scheme_file, scheme):
            raise KexieError(f"“{root}”已按另一份方案建立：请换一个文件夹，或者不带 --scheme 再运行。")
    elif folder.returned.is_dir():
        name = folder.scheme_file.name
        raise KexieError(f"“{root}”是工作文件夹，里面却没有“{name}”：请从备份里找回它，放回原处再运行。")
    elif root.exists() and any(root.iterdir()):
        raise KexieError(f"文件夹“{root}”里已有别的文件：请换一个新的文件夹名。")


def _require_returns(folder: Folder) -> None:
    """Refuse to lay an empty 2-回收 where the one that was worked with is renamed or moved away."""
    if folder.returned.is_dir() or not folder.root.is_dir():
        return
    is_renamed = any("回收" in path.name for path in folder.root.iterdir() if path.is_dir())
    if is_renamed or folder.register.exists() or folder.summary.exists():
        raise KexieError(f"“{folder.root}”{folder.why_not()}")


def write_template(path: Path, scheme_file: Path | None = None) -> Path:
    """Write the blank form of a scheme; of the built-in one where none is named. Only a new name is written to.

    Raises:
        KexieError: the path is a folder or a file that is there, the scheme cannot be used, or there is nowhere to write.
    """
    if path.is_dir():
        raise KexieError(f"“{path}”是文件夹：请写上文件名，如 {path / '空白评估表.xlsx'}。")
    named = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
    if named.exists():
        raise KexieError(f"已经有“{named}”了，没有动它：请换一个文件名。")
    return save(named, write_form(load_usable(read_scheme_file(scheme_file or BUILT_IN))))
