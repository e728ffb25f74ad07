"""``kexie scheme``: next year's 方案.xlsx from this year's folder, and its check; the author's file is never written to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kexie_excel.errors import KexieError, SchemeError
from kexie_excel.findings import Severity
from kexie_excel.form.write import write_form
from kexie_excel.output import save
from kexie_excel.returns.batch import Progress
from kexie_excel.scheme.load import build_scheme
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme_book.checking.checked import Checked
from kexie_excel.scheme_book.checking.trials import check_trials
from kexie_excel.scheme_book.lint import without_holes
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.writing.book import write_scheme_book
from kexie_excel.scheme_book.writing.next_year import moved_on
from kexie_excel.scoring.insight.strengths import common_items
from kexie_excel.text import squeeze
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.own_scheme.scheme_file import SchemeFile, built_in, find_scheme_file, read_scheme_file
from kexie_excel.workspace.round import evaluate_folder

BOOK, CHECK, FORM = "方案.xlsx", "方案检查.xlsx", "方案预览-评估表.xlsx"
_NEXT_YEAR = "6-下一年"
"""Where next year's scheme is prepared, within this year's folder."""
_LAST_YEAR = ("上年方案.xlsx", "上年方案.xls", "上年方案.ods", "上年方案.toml")


@dataclass(frozen=True)
class Authored:
    """What ``scheme`` did."""

    path: Path
    """The author's file."""
    made: bool
    """Whether it was written now."""
    check: Path
    form: Path | None
    """The blank form; ``None`` while something must be changed first."""
    must: int
    """How many findings must be changed."""
    ask: int
    """How many are to be looked at."""

    def lines(self) -> Iterator[str]:
        """Say what was done and what is next."""
        if self.made:
            yield f"已写出 {self.path}：请在 Excel 或 WPS 里改成要用的评估表，存盘后再运行一次 kexie scheme。"
        counts = f"必须改{self.must}处" + (f"，请核实{self.ask}处" if self.ask else "")
        yield f"检查结果写在 {self.check}：{counts if self.must or self.ask else '没有问题'}。"
        if self.form:
            yield f"空白评估表的样子见 {self.form}。"
            yield "下一步：在“规则预览”里逐条核对程序读得对不对，再运行 kexie init 建立工作文件夹、写出下发的评估表。"
        else:
            yield "下一步：照“检查结果”改方案，存盘后再运行一次 kexie scheme。"


def author(root: Path, progress: Progress | None = None) -> Authored:
    """Write the workbook where there is none yet, then check it.

    Args:
        root: a folder of this year, in which next year's scheme is prepared; or a folder with a scheme; or an empty or new one.
        progress: told after each return, where this year's results are looked at.

    Raises:
        KexieError: the folder holds something else, or its scheme cannot be used.
    """
    if root.exists() and not root.is_dir():
        raise KexieError(f"“{root}”是一个文件，不是文件夹：请写文件夹的名称。")
    folder = Folder(root)
    if folder.returned.is_dir():
        home = root / _NEXT_YEAR
        own = find_scheme_file(home)
        made = own is None
        path = own or save(home / BOOK, _next_year(folder, progress))
        return check_scheme(path, made=made)
    own = find_scheme_file(root)
    if own:
        return check_scheme(own)
    if root.exists() and any(root.iterdir()):
        raise KexieError(f"文件夹“{root}”里有别的文件，没有“{BOOK}”：请换一个空文件夹，或今年的工作文件夹。")
    scheme = built_in()
    return check_scheme(save(root / BOOK, write_scheme_book(scheme.document, scheme.path.name)), made=True)


def _next_year(folder: Folder, progress: Progress | None) -> bytes:
    """Write next year's workbook: this year's, moved on, with what this year showed beside the items."""
    file = folder.read_scheme()
    return write_scheme_book(moved_on(file.document), file.path.name, _remarks(folder, progress))


def _remarks(folder: Folder, progress: Progress | None) -> dict[str, str]:
    """Say of each item that all or none fulfilled that it does not tell units apart."""
    if not any(folder.returned.iterdir()):
        return {}
    evaluation = evaluate_folder(folder, progress).evaluation
    common = common_items(evaluation)
    period = evaluation.scheme.term.name
    said = {item.id: f"{period}：已报的{common.units}个单位全部做到。" for item in common.full}
    return said | {item.id: f"{period}：已报的{common.units}个单位都没有做到。" for item in common.none}


def check_scheme(path: Path, *, made: bool = False) -> Authored:
    """Write 方案检查.xlsx, and where nothing hinders it the blank form, beside a scheme file."""
    from kexie_excel.scheme_book.checking.book import write_check  # noqa: PLC0415 - it loads openpyxl

    file = read_scheme_file(path)
    checked = _checked(file)
    home = path.parent
    form = save(home / FORM, write_form(file.load())) if not file.hindrances else None
    source = path if file.book else None
    check = save(home / CHECK, write_check(source, checked))
    ask = sum(own.severity is Severity.ASK for own in file.findings)
    return Authored(path, made, check, form, len(file.hindrances), ask)


def load_usable(file: SchemeFile) -> Scheme:
    """Load a scheme for its forms to be written; a workbook that cannot be used gets its check written beside it.

    Raises:
        SchemeError: something must be changed first.
    """
    if not file.hindrances:
        return file.load()
    if file.book is None:
        raise SchemeError(f"{file.why_not()}。")
    check = check_scheme(file.path).check
    raise SchemeError(f"方案还有{len(file.hindrances)}处必须改，没有下发：{file.why_not()}。全部问题写在 {check}。")


def _checked(file: SchemeFile) -> Checked:
    """Put together what there is to say about a scheme."""
    review = file.book.review if file.book else Review(file.path.name)
    findings = file.findings
    try:
        scheme = build_scheme(without_holes(file.document), file.path.name)
    except SchemeError:
        scheme = None
    tried = check_trials(file.book.trials, scheme, replace(review, found={})) if file.book and scheme else []
    return Checked(findings, review, scheme, _last_year(file.path, scheme), tried)


def _last_year(path: Path, scheme: Scheme | None) -> Scheme | None:
    """Give last year's scheme: of the folder this one is prepared in, or laid beside it, or the built-in one if it grew from that."""
    home = path.absolute().parent
    parent = Folder(home.parent)
    files = [home / name for name in _LAST_YEAR if (home / name).is_file()]
    try:
        if home.name == _NEXT_YEAR and parent.returned.is_dir():
            return parent.load_scheme()
        if files:
            return read_scheme_file(files[0]).load()
    except SchemeError:
        return None
    first = built_in().load()
    return first if scheme and not _texts(scheme).isdisjoint(_texts(first)) else None


def _texts(scheme: Scheme) -> set[str]:
    """Give what the items ask for; who wrote a scheme anew shares none of it."""
    return {squeeze(item.wording) for item in scheme.items}
