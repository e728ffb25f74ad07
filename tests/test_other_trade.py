"""Another trade end to end: an invented chain of 50 shops, four levels without a share, a quarter, no bonus, no materials, one category.

Clause: words that are the scheme's, not the program's. Every command is run twice over, for a quarter and for the one after it, and in
all that it writes and says stands no word of 2017's people. The points are reckoned by hand.
"""

import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from email import message_from_bytes, policy
from html import unescape
from io import StringIO
from pathlib import Path

import docx
import openpyxl
import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE
from kexie_excel.ledger.model import About, Approvals, Contacts
from kexie_excel.scheme.load import read_document
from kexie_excel.scheme_book.writing.book import write_scheme_book
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.last_year import read_last_year
from scripts.fill import Answers, Cell, filled_in, to_bytes
from tests.visits import typed_book

pytestmark = pytest.mark.slow

TRADE = Path(__file__).with_name("other_trade.toml")
UNITS = [f"{number}号店" for number in range(1, 51)]
"""Their names stand in one another."""
SAID_OF_2017 = ("科协", "县市区", "县区", "岳阳", "领导小组", "检查组", "党组")
BONUS = "加分"
"""What this trade has none of; a scheme's own workbook offers it all the same."""
GIVEN: dict[str, dict[str, float]] = {
    "1号店": {"1.3": 9.5, "2.3": 9},
    "2号店": {"1.3": 8, "2.3": 5},
    "3号店": {"1.3": 8, "2.3": 5},
}
"""What the inspectors give on site, in each quarter."""
LEVELS = {"1号店": "五星", "2号店": "四星", "3号店": "三星"}
"""Of the fourth quarter: 19+20+9.5+18+20+9, 20+12+8+18+20+5 and 18+20+8+18+0+5."""
TOTALS = {"1号店": "95.50", "2号店": "83.00", "3号店": "69.00"}
SOUND: dict[str, Cell] = {
    "1.1a": 0,
    "1.1b": "是",
    "1.2a": 40,
    "1.2b": 40,
    "1.3a": "好",
    "2.1a": 5000,
    "2.1b": 4600,
    "2.2a": 8,
    "2.2b": 8,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the office works."""
    return tmp_path_factory.mktemp("门店")


@pytest.fixture(scope="module")
def told(home: Path) -> str:
    """Everything that the screen said while two quarters went by."""
    said: list[str] = []

    def kexie(*words: object) -> str:
        screen, wrong = StringIO(), StringIO()
        with redirect_stdout(screen), redirect_stderr(wrong):
            assert main([str(word) for word in words]) == DONE, wrong.getvalue()
        said.append(screen.getvalue() + wrong.getvalue())
        return said[-1]

    first, second = home / "三季度", home / "四季度"
    _write_scheme(home / "方案" / "方案.xlsx")
    kexie("scheme", home / "方案")
    kexie("init", first, "--scheme", home / "方案" / "方案.xlsx")
    kexie("template", home / "空白表.xlsx", "--scheme", home / "方案" / "方案.xlsx")
    _send(first, "1号店", {})
    _send(first, "2号店", {"1.1a": 12, "1.1b": "否"}, self_score=10)
    _send(first, "12号店", {"1.1a": "不多", "1.1b": None})
    _fill_ledger(Folder(first))
    for words in ("check", "status", "onsite"):
        kexie(words, first)
    for unit in ("1号店", "2号店"):
        _inspect(Folder(first).onsite_book(unit), GIVEN[unit])
    for words in ("check", "summary", "mail", "undo", "status", "print"):
        kexie(words, first)
    kexie("notice", first, "--draft")
    _edit_notice(Folder(first))
    kexie("notice", first, "--check", "改过.docx")
    kexie("look", *sorted(Folder(first).returned.iterdir()), Folder(first).ledger)
    kexie("scheme", first)
    _shorten(first / "6-下一年" / "方案.xlsx")
    kexie("init", second, "--scheme", first / "6-下一年" / "方案.xlsx")
    shutil.copy(Folder(first).summary, Folder(second).last_summary)
    _send(second, "1号店", {"1.1a": 2})
    _send(second, "2号店", {"1.2b": 34})
    _send(second, "3号店", {"1.1b": "否", "2.2b": 5})
    kexie("onsite", second)
    for unit, given in GIVEN.items():
        _inspect(Folder(second).onsite_book(unit), given)
    kexie("summary", second)
    _approve(Folder(second))
    kexie("notice", second)
    kexie("notice", second, "--check", "通报.docx")
    kexie("--help")
    return "\n".join(said)


def _write_scheme(path: Path) -> None:
    """Write the chain's scheme, with its shops."""
    document = read_document(TRADE)
    document["unit"] = [{"name": name, "category": "全部"} for name in UNITS]
    path.parent.mkdir()
    path.write_bytes(write_scheme_book(document, path.name))


def _send(root: Path, unit: str, changes: dict[str, Cell], self_score: float = 3) -> None:
    """Put a shop's return into the folder; the self score of 1.1 is the one named."""
    folder = Folder(root)
    scheme = folder.load_scheme()
    form = folder.form(scheme, unit)
    answers = Answers(
        {**SOUND, **changes}, {"1.1": self_score}, cover={"联系人": "店长", "电话": "0", "填报日期": "2026-10-09"}
    )
    (folder.returned / form.name).write_bytes(filled_in(form.read_bytes(), scheme, answers))


def _fill_ledger(folder: Folder) -> None:
    """Write a deadline, a clerk and an address into the ledger."""
    book = openpyxl.load_workbook(folder.ledger)
    about, contacts = book[About.SHEET], book[Contacts.SHEET]
    for row in about.iter_rows(min_row=2):
        if row[0].value == About.DEADLINE:
            row[1].value = "2026年10月10日"
    contacts["C2"] = "one@example.com"
    book.save(folder.ledger)


def _inspect(path: Path, given: Mapping[str, float]) -> None:
    """Write the points that were given on site."""
    marks = {item: (points, "到店评分") for item, points in given.items()}
    path.write_bytes(to_bytes(typed_book(path.read_bytes(), marks, "督导员")))


def _approve(folder: Folder) -> None:
    """Decide the levels as they are suggested."""
    book = openpyxl.load_workbook(folder.ledger)
    for unit, level, *_others in book[Approvals.SHEET].iter_rows(min_row=2):
        level.value = LEVELS[str(unit.value)]
    book.save(folder.ledger)


def _edit_notice(folder: Folder) -> None:
    """Let somebody write a foreign name and a wrong count into the notice."""
    document = docx.Document(str(folder.draft_notice))
    document.add_paragraph("五星：1号店、城南店。全部49个门店参加。")
    document.save(str(folder.notice.with_name("改过.docx")))


def _shorten(path: Path) -> None:
    """Keep three shops for the next quarter."""
    book = openpyxl.load_workbook(path)
    book["单位"].delete_rows(5, len(UNITS))
    book.save(path)


def _texts(path: Path) -> Iterator[str]:
    """Give everything that stands in a file: in a package every part of it, properties, comments and headers too."""
    yield path.name
    content = path.read_bytes()
    if path.suffix == ".eml":
        mail = message_from_bytes(content, policy=policy.default)
        yield from (str(value) for value in mail.values())
        for part in mail.walk():
            yield part.get_filename() or ""
            if part.get_content_maintype() == "text":
                yield part.get_content()
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (unescape(package.read(name).decode("utf-8", "replace")) for name in package.namelist())
    else:
        yield content.decode("gbk" if path.suffix == ".bat" else "utf-8", "replace")


def test_the_figures_are_those_reckoned_by_hand(home: Path, told: str) -> None:
    """1号店: 20+20+9.5+18+20+9; 2号店: 20-5-2, then 20+8+18+20+5; 12号店 waits for what it wrote in words."""
    assert told
    book = openpyxl.load_workbook(Folder(home / "三季度").summary)
    rows = [[str(cell.value) for cell in row] for row in book["汇总表"].iter_rows()]
    head = next(row for row in rows if row[0] == "名次")
    lines = {row[1]: dict(zip(head, row, strict=True)) for row in rows if row[1] in UNITS}
    assert len(lines) == 50
    results = {
        unit: (lines[unit]["名次"], lines[unit]["综合评分"], lines[unit]["建议等次"]) for unit in ("1号店", "2号店")
    }
    assert results == {"1号店": ("1", "96.5", "五星"), "2号店": ("2", "84", "四星")}
    assert lines["12号店"]["建议等次"] == "待定"


def test_a_notice_names_the_four_levels(home: Path, told: str) -> None:
    """And agrees with the results from which it was written."""
    assert told.count("未发现不一致。") == 1
    document = docx.Document(str(Folder(home / "四季度").notice))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(f"{level}（1个）：{unit}。" in text for unit, level in LEVELS.items())
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert rows[1:] == [[str(at), unit, TOTALS[unit], LEVELS[unit]] for at, unit in enumerate(LEVELS, 1)]


def test_it_speaks_of_quarters_and_in_the_chains_words(home: Path, told: str) -> None:
    assert "催报：3号店店长：根据《三江连锁门店考核办法》，2026年第三季度考核的" in told
    assert "“城南店”不是名单里的单位。" in told
    assert "“参加评估的单位”写的是49个，应为50个。" in told
    first, second = (openpyxl.load_workbook(Folder(home / name).summary) for name in ("三季度", "四季度"))
    found = [[str(cell.value) for cell in row] for row in first["差异清单"].iter_rows()]
    assert found[0][-1] == "门店回复"
    assert any(row[-2].startswith("门店：") for row in found)
    compared = [[cell.value for cell in row] for row in second["纵向对比"].iter_rows(max_row=2)]
    before = dict(zip(*compared, strict=True))
    assert (before["单位"], before["上季度得分"], before["上季度等次"]) == ("1号店", 96.5, "五星")
    assert {"本季度得分", "本季度名次"} <= before.keys()
    issued = openpyxl.load_workbook(Folder(home / "四季度").issued / "2号店-2026年第四季度门店考核评估表.xlsx")
    assert issued["评估表"]["B1"].value == "三江连锁2026年第四季度门店考核评估表"


def test_a_summary_of_another_quarter_is_not_last_quarters(home: Path, told: str) -> None:
    assert told
    third, fourth = (Folder(home / name) for name in ("三季度", "四季度"))
    past = read_last_year(fourth.summary, third.load_scheme())
    assert past is not None
    assert past.findings[0].message.startswith("评估结果汇总表.xlsx用不了：是2026年第四季度的，应放2026年第二季度的")
    assert past.past is None


def test_nobody_of_2017_is_named_in_anything_written(home: Path, told: str) -> None:
    assert told
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".xlsx", ".docx", ".eml", ".txt", ".bat"}
    found = {(path.name, word) for path in files for text in _texts(path) for word in SAID_OF_2017 if word in text}
    assert found == set()
    assert [word for word in SAID_OF_2017 if word in told] == []


def test_a_bonus_is_spoken_of_in_the_schemes_own_workbook_only(home: Path, told: str) -> None:
    files = [path for path in home.rglob("*") if path.is_file() and not path.name.startswith(("方案", "下发时的方案"))]
    found = {path.name for path in files for text in _texts(path) if BONUS in text}
    assert found == set()
    assert BONUS not in told
