"""Make the pictures of the documentation from the workbooks of the sample folder. ``python -m scripts.make_pictures``."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl

from kexie_excel.desktop import UsualFolder
from kexie_excel.form.headers import ONSITE, Bonus, Cover, Facts, Materials, Questions, Scores
from kexie_excel.ledger.model import Approvals, Rulings
from kexie_excel.onsite.layout import Visit
from kexie_excel.scheme_book.checking.book import CHANGES, PREVIEW, RESULTS
from kexie_excel.scheme_book.sheets import ItemSheet, RuleSheet
from kexie_excel.scoring.result import Evaluation
from kexie_excel.window.desk import Desk
from kexie_excel.window.steps import YEAR
from kexie_excel.workspace.establish import establish, write_template
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from kexie_excel.workspace.notice import announce
from kexie_excel.workspace.onsite import prepare_visits
from kexie_excel.workspace.own_scheme.authoring import author
from scripts.display import display
from scripts.make_samples import SAMPLE, STORIES, filled
from scripts.office import convert

PICTURES = Path("docs") / "图"
FORM_PAGES = {
    Cover.SHEET: Cover.PHONE,
    Scores.SHEET: Scores.TEXT,
    Facts.SHEET: Facts.ASK,
    Bonus.SHEET: Bonus.KIND,
    Materials.SHEET: Materials.MATERIAL,
}
SUMMARY_PAGES = {
    "汇总表": "审定等次",
    "分项得分": "合格线",
    "分项得分率": "得分率与平均水平",
    "逐项得分": "依据",
    "逐项矩阵": "不到一半",
    "差异清单": "处理建议",
    "加分审核": "核定加分",
    "收件登记": "校验码",
    "口径说明": "若改选的影响",
    "亮点短板": "距上一等次",
}
LEDGER_PAGES = {Approvals.SHEET: Approvals.SUGGESTED, Rulings.SHEET: Rulings.WAS}
YEARS_PAGES = {"纵向对比": "升降", "本次变动": "原来"}
"""Sheet → the header by which its first printed page is known."""
SCHEME_PAGES = {ItemSheet.SHEET: ItemSheet.TEXT, RuleSheet.SHEET: RuleSheet.WAY}
CHECK_PAGES = {RESULTS: "怎么改", CHANGES: "编号或名称", PREVIEW: "程序读作"}
SLIPS = (
    (RuleSheet.SHEET, "K23", "30%以上"),
    (RuleSheet.SHEET, "F2", "1.2a"),
    (ItemSheet.SHEET, "F5", "2分"),
    (ItemSheet.SHEET, "D7", "科普投入"),
)
"""What an author typed: sheet, cell, text."""
DECIDED: Mapping[str, Mapping[str, str | int]] = {
    "岳阳楼区": {Rulings.RULING: 5, Rulings.REASON: "补交了奖牌照片"},
    "君山区": {Rulings.RULING: 4, Rulings.REASON: "补报了学术交流的通知和照片"},
}
"""What is open in the sample folder → how it is settled."""
SUMMARY = YEAR[4].ways[0]
_DOTS_PER_INCH = "80"


def print_pages(workbook: Path, headers: Mapping[str, str], name: str) -> None:
    """Print a workbook and keep the first page of each named sheet as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        (printed,) = convert([workbook], ".pdf", Path(folder))
        texts = [_squeezed(page) for page in _run("pdftotext", "-layout", str(printed), "-").split("\f")]
        seen = 0
        for sheet, header in headers.items():
            seen = next(at for at, text in enumerate(texts, 1) if at > seen and header in text)
            picture = PICTURES / "-".join(filter(None, (name, sheet)))
            only = ("-f", str(seen), "-l", str(seen), "-singlefile", "-r", _DOTS_PER_INCH)
            _run("pdftoppm", "-png", *only, str(printed), str(picture))
            print(picture.with_suffix(".png"))


def _squeezed(text: str) -> str:
    """Drop the white space that the print puts between characters."""
    return "".join(text.split())


def _run(*words: str) -> str:
    """Run a program and give what it prints."""
    return subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout


def main() -> int:
    """Make every picture anew."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        print_pages(write_template(Path(folder) / "空白.xlsx"), FORM_PAGES, "评估表")
        # in a copy: the sample folder itself keeps no feedback
        round_ = Path(shutil.copytree(SAMPLE, Path(folder) / "评估"))
        print_pages(check(round_).mailing.written[1], {Questions.SHEET: "县区回复"}, "反馈")
        print_pages(summarize(round_).path, SUMMARY_PAGES, "汇总")
    with tempfile.TemporaryDirectory() as folder:
        picture_window(Path(folder))
        print_onsite(Path(folder))
        print_years(Path(folder))
        print_scheme(Path(folder))
    return 0


def picture_window(folder: Path) -> None:
    """Keep what the window shows once the sample's returns are summed up."""
    import tkinter as tk  # noqa: PLC0415 - not every Python has it

    from kexie_excel.window.view import WindowView  # noqa: PLC0415 - the same

    home = shutil.copytree(SAMPLE, folder / "2017年度评估")
    with display("1180x760"):
        desk = Desk(UsualFolder(folder / "memory.txt"))
        root = tk.Tk()
        view = WindowView(root, desk)
        root.geometry("1180x760+0+0")
        desk.choose(home)
        for way in (None, SUMMARY):
            if way:
                desk.run(way)
            while desk.model.is_running:
                desk.poll()
                time.sleep(0.05)
        desk.model.lines = [replace(line, text=line.text.replace(str(home.parent), "D:")) for line in desk.model.lines]
        view.refresh()
        view.path.set(f"D:/{home.name}")
        root.update()
        _run("import", "-window", "root", "+dither", "-colors", "64", str(PICTURES / "窗口.png"))
        root.destroy()


def print_onsite(folder: Path) -> None:
    """Keep the first page of an on-site workbook, of a round in which one county claims more than its facts give."""
    root = folder / "评估"
    shutil.copytree(SAMPLE, root)
    done = prepare_visits(root)
    unit = max(done.evaluation.standings, key=lambda standing: _doubts(done.evaluation, standing.unit.name)).unit
    workbook = Folder(root).onsite_book(unit.name)
    print_pages(workbook, {"": Visit.DOUBT}, ONSITE)


def print_scheme(folder: Path) -> None:
    """Keep what next year's scheme looks like, and what the program says of one with a slip in it."""
    home = author(Path(shutil.copytree(SAMPLE, folder / "换年度"))).path
    print_pages(home, SCHEME_PAGES, "方案")
    book = openpyxl.load_workbook(home)
    for sheet, cell, value in SLIPS:
        book[sheet][cell] = value
    book.save(home)
    print_pages(author(folder / "换年度").check, CHECK_PAGES, "方案检查")


def print_years(folder: Path) -> None:
    """Keep what a second year, a ruling and the approval bring: 纵向对比, 本次变动, the notice, and the ledger that says so."""
    root = folder / "两年"
    shutil.copytree(SAMPLE, root)
    ledger = Folder(root).ledger
    shutil.copy(summarize_last_year(folder), Folder(root).last_summary)
    summarize(root)
    decide(ledger, Rulings.SHEET, DECIDED)
    done = summarize(root)
    print_pages(done.path, YEARS_PAGES, "汇总")
    levels = {own.unit.name: own.level for own in done.evaluation.standings}
    decide(ledger, Approvals.SHEET, {unit: {Approvals.LEVEL: level} for unit, level in levels.items()})
    print_pages(announce(root).path, {"": "通报"}, "通报")
    print_pages(ledger, LEDGER_PAGES, "台账")


def summarize_last_year(folder: Path) -> Path:
    """Make an earlier year in which every unit has another one's story, without awards, and give its summary."""
    year = Folder(SAMPLE).load_scheme().year
    text = Folder(SAMPLE).scheme_file.read_text(encoding="utf-8")
    for line in ('id = "yueyang-{}"', "year = {}", 'title = "岳阳市{}年度', 'form_name = "{}年度'):
        text = text.replace(line.format(year), line.format(year - 1))
    scheme_file = folder / "上年方案.toml"
    scheme_file.write_text(text, encoding="utf-8")
    made = establish(folder / "上年", scheme_file).folder
    settled = [story for unit, story in STORIES.items() if unit not in DECIDED]
    for at, unit in enumerate(STORIES, start=1):
        story = replace(settled[at % len(settled)], awards=())
        shutil.copy(filled(made.load_scheme(), made, unit, story, folder), made.returned)
    return summarize(made.root).path


def decide(ledger: Path, name: str, decisions: Mapping[str, Mapping[str, str | int]]) -> None:
    """Type decisions into the rows of these units on a sheet of the ledger."""
    book = openpyxl.load_workbook(ledger)
    sheet = book[name]
    header, *rows = sheet.iter_rows()
    at = {str(cell.value): number for number, cell in enumerate(header)}
    for row in rows:
        for column, value in decisions.get(str(row[at[Rulings.UNIT]].value), {}).items():
            row[at[column]].value = value
    book.save(ledger)


def _doubts(evaluation: Evaluation, unit: str) -> int:
    """Count what was found about a unit's rows."""
    return sum(bool(found.row) for found in evaluation.findings if found.unit == unit)


if __name__ == "__main__":
    sys.exit(main())
