"""What people do in the year: run the program, put files into the folder, type into workbooks with another program."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE
from kexie_excel.form.headers import Bonus, Facts, Scores
from kexie_excel.workspace.folder import Folder
from scripts.fill import filled_in, to_bytes
from scripts.office import PROGRAM, convert
from tests.returns.strange import archive
from tests.visits import Typed, typed_book
from tests.workspace.test_feedback import LAYOUT, put, reply
from tests.year.counties import COUNTIES, County


def kexie(*words: str | Path, code: int = DONE) -> str:
    """Run the program, and give what it says."""
    with redirect_stdout(StringIO()) as told, redirect_stderr(told):
        assert main([*map(str, words)]) == code, told.getvalue()
    return told.getvalue()


@dataclass
class Year:
    """A working folder, what the program said in each step, and the summaries as they were."""

    folder: Folder
    told: dict[str, str] = field(default_factory=dict)
    summaries: dict[str, bytes] = field(default_factory=dict)

    def run(self, step: str, command: str) -> None:
        """Run a command on the folder."""
        self.told[step] = kexie(command, self.folder.root)

    def sum_up(self, step: str) -> None:
        """Write the summary, and keep it as it is now."""
        self.run(step, "summary")
        self.summaries[step] = self.folder.summary.read_bytes()


def opened(path: Path) -> Workbook:
    """Open a workbook."""
    return openpyxl.load_workbook(path)


def filled(folder: Folder, unit: str, county: County, year: int = 2017) -> bytes:
    """Fill the issued form."""
    scheme = folder.load_scheme()
    return filled_in(folder.form(scheme, unit).read_bytes(), scheme, county.typing(year=year))


def send(folder: Folder, unit: str, county: County, year: int = 2017) -> None:
    """Let a return arrive by mail."""
    (folder.returned / f"{unit}.xlsx").write_bytes(filled(folder, unit, county, year))


def send_zipped(folder: Folder, unit: str) -> None:
    """Let a return arrive in an archive whose names are in GBK and say nothing of whose it is."""
    member = "材料（终稿）/自评表.xlsx".encode("gbk")
    (folder.returned / "附件.zip").write_bytes(archive({member: filled(folder, unit, COUNTIES[unit])}))


def send_in_another_format(folder: Folder, unit: str, suffix: str) -> None:
    """Let a return arrive as another program saved it, where there is that program."""
    send(folder, unit, COUNTIES[unit])
    if PROGRAM is not None:
        source = shutil.move(folder.returned / f"{unit}.xlsx", folder.root.parent / f"{unit}.xlsx")
        convert([Path(source)], suffix, folder.returned)


def answer_feedback(folder: Folder, unit: str, correct: Callable[[Workbook], None], number: int = 1) -> None:
    """Let a county type into its feedback workbook and send it back."""
    path = folder.feedback(unit, number)
    book = openpyxl.load_workbook(path)
    correct(book)
    book.save(folder.returned / path.name)


def correct_everything(book: Workbook) -> None:
    """Correct what 湘阴县 got wrong, and stand by one thing."""
    county = COUNTIES["湘阴县"]
    typing, award = county.typing(is_first=False), county.awards[0]
    for key in county.first:
        put(book, Facts.SHEET, key, Facts.ANSWER, typing.facts[key])  # type: ignore[arg-type]
    for row in county.first_selfs:
        put(book, Scores.SHEET, row, Scores.SELF, typing.scores[row])  # type: ignore[arg-type]
    for header, text in {
        Bonus.AWARD: award.award,
        Bonus.CERTIFICATE: award.certificate,
        Bonus.EVIDENCE: award.evidence,
    }.items():
        put(book, Bonus.SHEET, "1", header, text)
    reply(book, "K304|4.5|4.5", "已改正")
    reply(book, "K305|1.6|1.6", "属实，只开展了一次")


def visit(folder: Folder, unit: str, marks: Mapping[str, Typed], who: str = "") -> None:
    """Let an inspector type into a unit's on-site workbook, or into a copy of it."""
    path = folder.onsite_book(unit)
    target = path.with_stem(f"{path.stem}（{who}）") if who else path
    target.write_bytes(to_bytes(typed_book(path.read_bytes(), marks, who or "李四", "2017-12-20")))


def everything(folder: Folder) -> dict[str, bytes]:
    """Give every file of a folder."""
    files = sorted(path for path in folder.root.rglob("*") if path.is_file())
    return {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in files}


def approve(folder: Folder, levels: Mapping[str, tuple[str, str]]) -> None:
    """Type 审定等次 and 理由 into the ledger."""
    book = openpyxl.load_workbook(BytesIO(folder.ledger.read_bytes()))
    table = book["审定"]
    for row in table.iter_rows(min_row=2):
        row[1].value, row[2].value = levels[str(row[0].value)]
    book.save(folder.ledger)


def admit(book: Workbook) -> None:
    """Stand by what 岳阳楼区 said, and take out an award that is too old."""
    reply(book, "K402|2.1v|2.1v", "属实")
    for header in (Bonus.KIND, Bonus.WORK, Bonus.AWARD, Bonus.CERTIFICATE, Bonus.DATE, Bonus.QUANTITY, Bonus.EVIDENCE):
        book[Bonus.SHEET][LAYOUT.bonus.cell("1", header)].value = None


def append_ruling(folder: Folder, unit: str, row: str, points: int, reason: str) -> None:
    """Type a ruling that nobody asked for into the ledger."""
    book = openpyxl.load_workbook(folder.ledger)
    table = book["裁定"]
    at = next(line for line in range(2, table.max_row + 2) if not table.cell(line, 1).value)
    for column, value in {1: unit, 2: row, 4: "3", 5: points, 6: reason}.items():
        table.cell(at, column).value = value  # type: ignore[assignment]
    book.save(folder.ledger)
