"""The working folder of one round: the names of everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kexie_excel.errors import KexieError
from kexie_excel.form.headers import ONSITE
from kexie_excel.ledger.model import FILE, MORE_FILE, About
from kexie_excel.onsite.layout import ONSITE_FOLDER
from kexie_excel.scheme.model import Scheme
from kexie_excel.workspace.own_scheme.scheme_file import SchemeFile, built_in, find_scheme_file, read_scheme_file


def not_there(path: Path) -> KexieError:
    """Say that a file that somebody names is not there."""
    return KexieError(f"找不到“{path}”：请检查名称；名称里有空格的，请用双引号括起来。")


@dataclass(frozen=True)
class Folder:
    """Where the files of one round are."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> Self:
        """Give the working folder at ``root``.

        Raises:
            KexieError: there is no such folder, or it is not a working folder.
        """
        if not root.exists():
            raise KexieError(f"找不到文件夹“{root}”：请检查名称，或先用 kexie init 建立。")
        if not root.is_dir():
            raise KexieError(f"“{root}”是一个文件，不是文件夹：请写工作文件夹的名称。")
        folder = cls(root)
        if not folder.returned.is_dir():
            raise KexieError(f"“{root}”不是工作文件夹：{folder.why_not()}")
        return folder

    def why_not(self) -> str:
        """Say why this is no working folder, and what to do; never to make a new one where a year's work lies."""
        inside = next((path for path in self.root.absolute().parents if Folder(path).returned.is_dir()), None)
        if inside:
            return f"它在工作文件夹“{inside}”里面；请在“{inside}”上运行。"
        places = (self.ledger, self.issued, self.checked, self.onsite, self.summary.parent)
        there = [path.name for path in places if path.exists()]
        if not there:
            return f"里面没有“{self.returned.name}”；请先用 kexie init 建立。"
        named = sorted(path.name for path in self.root.iterdir() if path.is_dir() and "回收" in path.name)
        found = f"“{'”“'.join(named)}”如果就是它，请改回这个名字" if named else "请找回来放回原处"
        return f"里面有{'、'.join(there)}，却没有“{self.returned.name}”；它可能改了名或移走了，{found}，再运行。"

    @property
    def scheme_file(self) -> Path:
        """The round's own scheme: 方案.xlsx, or the 方案.toml of an older folder.

        Raises:
            SchemeError: there are two.
        """
        return find_scheme_file(self.root) or self.root / "方案.toml"

    @property
    def ledger(self) -> Path:
        """The human decisions."""
        return self.root / FILE

    @property
    def backups(self) -> Path:
        """The small files as they were before each step."""
        return self.root / "备份"

    @property
    def small_files(self) -> Mapping[str, Path]:
        """What a way back needs: name below the folder → file; never what came in."""
        paths = (self.ledger, self.root / MORE_FILE, self.scheme_file, self.summary)
        return {path.relative_to(self.root).as_posix(): path for path in paths}

    @property
    def start(self) -> Path:
        """What opens the window by a double click."""
        return self.root / "开始.bat"

    @property
    def issued(self) -> Path:
        """The forms to mail out."""
        return self.root / "1-下发"

    @property
    def returned(self) -> Path:
        """What came back."""
        return self.root / "2-回收"

    @property
    def checked(self) -> Path:
        """What the check found, and what goes back to the counties."""
        return self.root / "3-核对"

    @property
    def register(self) -> Path:
        """What came in, and what does not hold."""
        return self.checked / "收件登记.xlsx"

    def feedback(self, unit: str, number: int) -> Path:
        """One unit's feedback workbook of a round."""
        return self.checked / f"{unit}-第{number}轮核对反馈.xlsx"

    @property
    def onsite(self) -> Path:
        """The inspectors' workbooks."""
        return self.root / ONSITE_FOLDER

    def onsite_book(self, unit: str) -> Path:
        """One unit's on-site workbook."""
        return self.onsite / f"{unit}-{ONSITE}.xlsx"

    @property
    def summary(self) -> Path:
        """The ranked summary."""
        return self.root / "5-汇总" / "评估结果汇总表.xlsx"

    @property
    def notice(self) -> Path:
        """The notice of the results."""
        return self.root / "5-汇总" / "通报.docx"

    @property
    def draft_notice(self) -> Path:
        """The same, while the results are not decided."""
        return self.notice.with_stem(f"{self.notice.stem}（征求意见稿）")

    @property
    def history(self) -> Path:
        """Every different result that was summed up."""
        return self.summary.parent / "历史"

    @property
    def last_summary(self) -> Path:
        """Last year's summary, where somebody has laid it here."""
        return self.root / f"{About.LAST_SUMMARY}.xlsx"

    @property
    def mails(self) -> Path:
        """Mail drafts, a folder a kind."""
        return self.root / "邮件"

    @property
    def prints(self) -> Path:
        """What is there only to be printed."""
        return self.root / "打印"

    def form(self, scheme: Scheme, unit: str) -> Path:
        """One unit's form to mail out."""
        return self.issued / f"{unit}-{scheme.form_name}.xlsx"

    @property
    def has_own_scheme(self) -> bool:
        """Whether the folder holds its copy of the scheme."""
        return self.scheme_file.is_file()

    def load_scheme(self, readings: Mapping[str, str] | None = None) -> Scheme:
        """Load the folder's scheme with these readings; the built-in one where the folder has none (the caller says so).

        A return made for another scheme is refused by its stamp, so the built-in one cannot score it by mistake.
        """
        return self.read_scheme().load(readings)

    def read_scheme(self) -> SchemeFile:
        """Read the folder's scheme file, or the built-in one where the folder has none.

        Raises:
            SchemeError: it cannot be read.
        """
        return read_scheme_file(self.scheme_file) if self.has_own_scheme else built_in()
