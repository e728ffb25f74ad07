"""核对反馈 there and back: check asks, the county corrects and replies, check reads it again (design §3, §5.1, §6)."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE
from kexie_excel.findings import Finding
from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Questions, Scores, Stamp
from kexie_excel.form.layout import Layout, SheetLayout
from kexie_excel.inbox.receipts import Fate
from kexie_excel.scoring.result import UnitScore
from kexie_excel.workspace import feedback as mailing
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import Written, check
from scripts.fill import Answers, Award
from scripts.office import PROGRAM, convert
from tests.builders import SCHEME, UNIT
from tests.forms import all_done, filled_form
from tests.systems import in_forked_workers
from tests.workspace.test_jobs import decide

pytestmark = pytest.mark.slow


LAYOUT = Layout(SCHEME)
BESIDE: dict[str, SheetLayout] = {layout.name: layout for layout in LAYOUT.data_sheets}
SELFS = {item.id: int(item.points) for item in SCHEME.items} | {"7.1": 5, "7.2": 0}
GOOD = Award("省部级表彰奖励", "全民科学素质工作", 1, certificate="湘科〔2017〕21号")
NO_PROOF = Award("省部级表彰奖励", "社区科普馆", 1, certificate="", evidence="")
SAID_SO = "属实，见附件3"
HOSTILE = '=HYPERLINK("http://x","点我")'


def send(
    folder: Folder, awards: tuple[Award, ...] = (GOOD,), selfs: dict[str, int] | None = None, **facts: object
) -> None:
    """Put a filled form into 2-回收, as the county sent it at first."""
    typed = Answers(
        all_done(**{"f4_5c": 1, **facts}),
        {**SELFS, **(selfs or {})},
        awards,
        {material.id: True for material in SCHEME.materials},
        {Cover.CONTACT: "张三"},
        evidence="汇编第9页",
    )
    (folder.returned / f"{UNIT}.xlsx").write_bytes(filled_form(typed))


def wrong(folder: Folder) -> Written:
    """Send a form with something to change, something to verify, and something that cannot be read; check it."""
    send(folder, (GOOD, NO_PROOF), {"4.5": 6, "1.6": 1}, f4_5a=1, f5_3b="约3")
    return check(folder.root)


@pytest.fixture(scope="module")
def made(established: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which such a form was checked, made once."""
    folder = Folder(Path(shutil.copytree(established, tmp_path_factory.mktemp("feedback") / "评估")))
    wrong(folder)
    return folder.root


@pytest.fixture
def mistaken(made: Path, tmp_path: Path) -> Folder:
    """A copy of that folder: the county was asked, and has not answered."""
    return Folder(Path(shutil.copytree(made, tmp_path / "评估")))


def mailed(folder: Folder, number: int = 1) -> Workbook:
    """Open a feedback workbook."""
    return openpyxl.load_workbook(folder.feedback(UNIT, number))


def put(book: Workbook, sheet: str, key: str, header: str, value: str | int) -> None:
    """Type into a keyed cell of a form."""
    book[sheet][BESIDE[sheet].cell(key, header)] = value


def lines(book: Workbook) -> dict[str, dict[str, object]]:
    """Give the lines of 核对反馈 by mark."""
    sheet = book[Questions.SHEET]
    assert isinstance(sheet, Worksheet)
    table = LAYOUT.feedback()
    found: dict[str, dict[str, object]] = {}
    for row in sheet.iter_rows(min_row=table.header_row + 1, values_only=True):
        line: dict[str, object] = dict(zip(table.headers, row, strict=False))
        found[str(line[Questions.MARK])] = line
    return found


def reply(book: Workbook, mark: str, text: str) -> Cell:
    """Type a reply beside a question, and give its cell."""
    sheet, table = book[Questions.SHEET], LAYOUT.feedback()
    assert isinstance(sheet, Worksheet)
    marks = [
        cell.value
        for (cell,) in sheet.iter_rows(min_col=table.column(Questions.MARK), max_col=table.column(Questions.MARK))
    ]
    cell = sheet.cell(marks.index(mark) + 1, table.column("县区回复"))
    assert isinstance(cell, Cell)
    cell.value = text
    return cell


def correct(book: Workbook) -> None:
    """Correct everything that was asked, or say that it is so."""
    put(book, Scores.SHEET, "4.5", Scores.SELF, 2)
    put(book, Facts.SHEET, "5.3b", Facts.ANSWER, 3)
    put(book, Bonus.SHEET, "2", Bonus.CERTIFICATE, "湘科〔2017〕30号")
    put(book, Scores.SHEET, "7.1", Scores.SELF, 10)
    reply(book, "K304|4.5|4.5", "已改正")
    reply(book, "K305|1.6|1.6", SAID_SO)


def own(done: Written) -> list[Finding]:
    """Give the unit's findings."""
    return [found for found in done.evaluation.findings if found.unit == UNIT]


def own_score(done: Written) -> UnitScore:
    """Give the unit's score."""
    score = next(standing.score for standing in done.evaluation.standings if standing.unit.name == UNIT)
    assert score is not None
    return score


def asked(done: Written) -> dict[str, str]:
    """Give the codes of the unit's findings, with the replies."""
    return {f"{found.code} {found.row}": found.reply for found in own(done)}


@pytest.mark.no_cover
def test_what_is_asked_stands_on_the_sheet_in_front(folder: Folder) -> None:
    done = wrong(folder)
    assert [path.name for path in done.mailing.written] == [f"{UNIT}-第1轮核对反馈.xlsx"]
    book = mailed(folder)
    assert book.sheetnames[0] == Questions.SHEET
    found = lines(book)
    assert list(found) == ["K305|1.6|1.6", "K304|4.5|4.5", "K202|5.3b|5.3b", "K505|7.1|2"]
    too_high = found["K304|4.5|4.5"]
    assert [too_high[header] for header in (Questions.KEY, "自评", "核算", "差异", "县区回复")] == [
        "4.5",
        6,
        2,
        4,
        None,
    ]
    assert str(too_high[Questions.PROBLEM]).startswith("必须改：自评6分，按填报情况核算2分，高4分。请改正自评分")
    assert "1次" in str(too_high["依据"])
    assert found["K202|5.3b|5.3b"]["核算"] == "待核"


def test_the_form_comes_back_as_it_was_written(mistaken: Folder) -> None:
    book = mailed(mistaken)
    facts, bonus = book[Facts.SHEET], book[Bonus.SHEET]
    assert facts[LAYOUT.facts.cell("5.3b", Facts.ANSWER)].value == "约3"
    assert facts[LAYOUT.facts.cell("1.1a", Facts.ANSWER)].value == 2
    assert facts[LAYOUT.facts.cell("1.1a", Facts.EVIDENCE)].value == "汇编第9页"
    assert bonus[LAYOUT.bonus.cell("1", Bonus.WORK)].value == GOOD.work
    assert book["填报说明"].cell(LAYOUT.cover_row(Cover.CONTACT), 3).value == "张三"
    assert book[Materials.SHEET][LAYOUT.materials.cell(SCHEME.materials[0].id, Materials.PRESENT)].value == "有"


def test_questioned_cells_are_coloured_and_say_what_to_do(mistaken: Folder) -> None:
    book = mailed(mistaken)
    cell = book[Scores.SHEET][LAYOUT.scores.cell("4.5", Scores.SELF)]
    quiet = book[Scores.SHEET][LAYOUT.scores.cell("1.1", Scores.SELF)]
    assert cell.comment.author == "市科协办公室"
    assert cell.comment.text.startswith("市科协办公室：\n【必须改】自评6分，按填报情况核算2分，高4分。\n依据：")
    assert "怎么办：请改正自评分" in cell.comment.text
    assert (quiet.comment, cell.protection.locked) == (None, False)
    fills = {
        place.fill.fgColor.rgb for place in (cell, quiet, book[Facts.SHEET][LAYOUT.facts.cell("5.3b", Facts.ANSWER)])
    }
    assert len(fills) == 2
    proof = book[Bonus.SHEET][LAYOUT.bonus.cell("2", Bonus.CERTIFICATE)]
    assert "没有文号" in proof.comment.text


def test_running_check_twice_changes_nothing(mistaken: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    before = mistaken.feedback(UNIT, 1).read_bytes()
    assert main(["check", str(mistaken.root)]) == DONE
    told = capsys.readouterr().out
    assert "已写出 " + str(mistaken.feedback(UNIT, 1)) not in told
    assert f"还有1份没有收到回复（还没有发的请发给该单位）：{UNIT}-第1轮核对反馈.xlsx" in told
    assert mistaken.feedback(UNIT, 1).read_bytes() == before
    mailed(mistaken).save(mistaken.feedback(UNIT, 1))  # somebody opens it and saves it again
    assert check(mistaken.root).mailing == mailing.Mailing(waiting=(mistaken.feedback(UNIT, 1),))
    assert len(list(mistaken.checked.glob("*核对反馈*"))) == 1


def by_hand(book: Workbook, path: Path) -> None:
    """Save as openpyxl does."""
    book.save(path)


def by_office(book: Workbook, path: Path) -> None:
    """Save through the office program, as a county with another program does."""
    raw = path.parent.parent / "存" / path.name
    raw.parent.mkdir()
    book.save(raw)
    convert([raw], ".xlsx", path.parent)


SAVERS = [by_hand, pytest.param(by_office, marks=pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice"))]


@pytest.mark.no_cover
@pytest.mark.parametrize("save", SAVERS)
def test_there_and_back(mistaken: Folder, save: Callable[[Workbook, Path], None]) -> None:
    """The corrected return supersedes; the replies are kept, beside what is still asked and for what is gone."""
    book = mailed(mistaken)
    correct(book)
    save(book, mistaken.returned / f"{UNIT}-第1轮核对反馈.xlsx")
    done = check(mistaken.root)
    fates = {receipt.file: (receipt.fate, receipt.note) for receipt in done.evaluation.intake.receipts}
    assert fates[f"{UNIT}-第1轮核对反馈.xlsx"] == (Fate.ADOPTED, "第1轮，县区回复2条")
    assert fates[f"{UNIT}.xlsx"][0] is Fate.SUPERSEDED
    now = asked(done)
    assert {"K304 4.5", "K202 5.3b", "K505 7.1"}.isdisjoint(now)
    assert (now["K305 1.6"], now["K117 4.5"]) == (SAID_SO, "已改正")
    book = openpyxl.load_workbook(done.path)
    shown = {(row[1], row[3]): row[9] for row in book["差异清单"].iter_rows(min_row=2, values_only=True)}
    kept = {(row[1], row[2]): row[6] for row in book["备查"].iter_rows(min_row=2, values_only=True)}
    assert (shown["1.6", "K305"], kept["4.5", "K117"]) == (SAID_SO, "已改正")
    assert done.mailing.written == ()  # 请核实 was answered; nothing is left to say
    assert mailed(mistaken)[Questions.SHEET]["A1"].value is not None


@pytest.mark.no_cover
def test_the_second_round_keeps_the_history(mistaken: Folder) -> None:
    book = mailed(mistaken)
    correct(book)
    put(book, Scores.SHEET, "7.1", Scores.SELF, 20)
    book.save(mistaken.returned / "改.xlsx")
    done = check(mistaken.root)
    assert [path.name for path in done.mailing.written] == [f"{UNIT}-第2轮核对反馈.xlsx"]
    assert mistaken.feedback(UNIT, 1).is_file()
    second = mailed(mistaken, 2)
    assert "第2轮" in str(second[Questions.SHEET]["A1"].value)
    stamp = {row[0]: row[1] for row in second[Stamp.SHEET].iter_rows(min_row=1, max_row=5, max_col=2, values_only=True)}
    assert stamp[Stamp.ROUND] == 2
    found = lines(second)
    assert list(found) == ["K305|1.6|1.6", "K304|7.1|7.1", "K304|4.5|4.5"]
    assert found["K305|1.6|1.6"]["县区回复"] == SAID_SO
    settled = found["K304|4.5|4.5"]
    assert (settled[Questions.ITEM], settled["县区回复"]) == ("已消除", "已改正")
    assert str(settled[Questions.PROBLEM]).startswith("必须改：自评6分")
    put(second, Scores.SHEET, "7.1", Scores.SELF, 10)
    reply(second, "K304|7.1|7.1", "改好了")
    second.save(mistaken.returned / "再改.xlsx")
    last = check(mistaken.root)
    assert last.mailing.written == ()
    assert {key: text for key, text in asked(last).items() if text} == {
        "K305 1.6": SAID_SO,
        "K117 4.5": "已改正",
        "K117 7.1": "改好了",
    }
    (kept,) = (found for found in own(last) if found.code == "K117" and found.row == "4.5")
    assert kept.message.startswith("第2轮核对反馈里的这个问题现在没有了：必须改：自评6分")


def test_a_reply_alone_does_not_settle_what_must_be_changed(mistaken: Folder) -> None:
    book = mailed(mistaken)
    reply(book, "K304|4.5|4.5", "已改正")
    book.save(mistaken.returned / "没改.xlsx")
    done = check(mistaken.root)
    assert [path.name for path in done.mailing.written] == [f"{UNIT}-第2轮核对反馈.xlsx"]
    assert asked(done)["K304 4.5"] == "已改正"
    assert lines(mailed(mistaken, 2))["K304|4.5|4.5"]["县区回复"] == "已改正"


@pytest.mark.no_cover
def test_a_question_that_changed_is_asked_again(folder: Folder) -> None:
    """请核实 is done with only as it was asked: another figure is another question."""
    send(folder, (GOOD,), {"1.6": 1})
    check(folder.root)
    book = mailed(folder)
    reply(book, "K305|1.6|1.6", SAID_SO)
    book.save(folder.returned / "一.xlsx")
    assert check(folder.root).mailing.written == ()
    put(book, Scores.SHEET, "1.6", Scores.SELF, 2)
    book.save(folder.returned / "一.xlsx")
    done = check(folder.root)
    assert asked(done)["K305 1.6"] == SAID_SO
    assert [path.name for path in done.mailing.written] == [f"{UNIT}-第2轮核对反馈.xlsx"]


def test_what_may_have_been_mailed_is_never_overwritten(mistaken: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """A ruling changes what is to be said: the next number is written, and the office is told."""
    before = mistaken.feedback(UNIT, 1).read_bytes()
    decide(mistaken, "裁定", 2, 单位=UNIT, 编号="4.5", 裁定=6, 理由="现场核实", 原值="2")
    assert main(["check", str(mistaken.root)]) == DONE
    told = capsys.readouterr().out
    assert f"{UNIT}：第1轮核对反馈写出以后情况有变，另写了第2轮" in told
    assert mistaken.feedback(UNIT, 1).read_bytes() == before
    assert "K304|4.5|4.5" not in lines(mailed(mistaken, 2))
    assert check(mistaken.root).mailing == mailing.Mailing(waiting=(mistaken.feedback(UNIT, 2),))
    mistaken.feedback(UNIT, 2).write_bytes(b"cut off")  # what cannot be read is not overwritten either
    assert check(mistaken.root).mailing.written == (mistaken.feedback(UNIT, 3),)


@pytest.mark.no_cover
def test_a_unit_without_questions_or_without_a_return_gets_none(folder: Folder) -> None:
    send(folder)
    assert check(folder.root).mailing == mailing.NO_MAILING
    send(folder, f1_1a=0)
    shutil.copy(folder.returned / f"{UNIT}.xlsx", folder.returned / "另一份.xlsx")
    send(folder)
    assert check(folder.root).mailing == mailing.NO_MAILING  # a choice is pending
    assert not list(folder.checked.glob("*核对反馈*"))


@pytest.mark.no_cover
def test_more_rows_than_the_form_has_are_said_not_cut(folder: Folder) -> None:
    send(folder, (NO_PROOF,))
    path = folder.returned / f"{UNIT}.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book[Bonus.SHEET]
    for row in range(LAYOUT.bonus.last_row, LAYOUT.bonus.last_row + 2):
        sheet.cell(row, LAYOUT.bonus.column(Bonus.KIND)).value = GOOD.kind
    for row in range(LAYOUT.bonus.header_row + 1, LAYOUT.bonus.last_row):
        sheet.cell(row, LAYOUT.bonus.column(Bonus.KIND)).value = GOOD.kind
    book.save(path)
    told = check(folder.root).mailing
    assert told.written == ()
    assert told.notes == (f"{UNIT}：“加分项”里填的行数超过了表里的行数，装不进核对反馈，没有写；请直接与该单位联系。",)


def test_many_are_counted_and_a_second_name_is_said(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    send(folder, (NO_PROOF,))
    replace = Path.replace

    def locked(source: Path, target: Path) -> Path:
        if Path(target).name == folder.feedback(UNIT, 1).name:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", locked)
    monkeypatch.setattr(mailing, "_NAMED", 0)
    assert main(["check", str(folder.root)]) == DONE
    told = capsys.readouterr().out
    assert f"已写出1份核对反馈，在“{folder.checked}”里，请发给各单位。" in told
    assert f"{UNIT}-第1轮核对反馈.xlsx 正被占用，写到了另一个名字：{UNIT}-第1轮核对反馈（新1）.xlsx" in told


@pytest.mark.no_cover
def test_hostile_replies_stay_text_from_round_to_round(mistaken: Folder) -> None:
    book = mailed(mistaken)
    long = "很长的回复" * 3000
    for mark, text in {"K304|4.5|4.5": HOSTILE, "K202|5.3b|5.3b": "甲_x000B_乙", "K505|7.1|2": long}.items():
        reply(book, mark, text).data_type = "s"
    book.save(mistaken.returned / "回.xlsx")
    done = check(mistaken.root)
    assert asked(done)["K304 4.5"] == HOSTILE
    second = lines(mailed(mistaken, 2))
    assert second["K304|4.5|4.5"]["县区回复"] == HOSTILE
    assert second["K505|7.1|2"]["县区回复"] == long
    cells = [cell for row in mailed(mistaken, 2)[Questions.SHEET].iter_rows() for cell in row if cell.value == HOSTILE]
    assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.no_cover
def test_enclosures_and_awards_keep_their_rows(mistaken: Folder) -> None:
    book = mailed(mistaken)
    put(book, Materials.SHEET, "3", Materials.MATERIAL, "照片")
    put(book, Materials.SHEET, "3", Materials.FOR_ITEM, "4.4")
    row: dict[str, str | int] = {Bonus.KIND: GOOD.kind, Bonus.WORK: "第九行", Bonus.AWARD: "先进", Bonus.QUANTITY: 1}
    for header, value in row.items():
        put(book, Bonus.SHEET, "9", header, value)
    book.save(mistaken.returned / "添.xlsx")
    check(mistaken.root)
    second = mailed(mistaken, 2)
    assert second[Materials.SHEET][LAYOUT.materials.cell("3", Materials.MATERIAL)].value == "照片"
    assert second[Materials.SHEET][LAYOUT.materials.cell("3", Materials.FOR_ITEM)].value == "4.4"
    assert second[Bonus.SHEET][LAYOUT.bonus.cell("9", Bonus.WORK)].value == "第九行"
    assert second[Bonus.SHEET][LAYOUT.bonus.cell("9", Bonus.CERTIFICATE)].comment is not None


@pytest.mark.no_cover
def test_what_the_reader_doubts_goes_back_as_a_question(folder: Folder) -> None:
    """A figure shown as a percentage must not come back as a plain number that passes for an answer."""
    send(folder)
    path = folder.returned / f"{UNIT}.xlsx"
    book = openpyxl.load_workbook(path)
    for sheet, layout, key, header in (
        (Facts.SHEET, LAYOUT.facts, "1.5b", Facts.ANSWER),
        (Bonus.SHEET, LAYOUT.bonus, "1", Bonus.QUANTITY),
    ):
        cell = book[sheet][layout.cell(key, header)]
        cell.value, cell.number_format = 1, "0%"
    book.save(path)
    first = asked(check(folder.root))
    shutil.copy(folder.feedback(UNIT, 1), folder.returned / "没有改.xlsx")
    again = asked(check(folder.root))
    assert {"K202 1.5b", "K506 7.1"} <= {*first} & {*again}
    assert mailed(folder)[Facts.SHEET][LAYOUT.facts.cell("1.5b", Facts.ANSWER)].value == "100%（？）"


@pytest.mark.no_cover
@pytest.mark.parametrize("header", [Bonus.WORK, Bonus.AWARD, Bonus.CERTIFICATE, Bonus.EVIDENCE, Bonus.KIND])
def test_a_doubted_award_left_as_it_went_back_stays_a_question(folder: Folder, header: str) -> None:
    """A certificate number struck through would otherwise come back as a number like any other, and count."""
    send(folder)
    path = folder.returned / f"{UNIT}.xlsx"
    book = openpyxl.load_workbook(path)
    cell = book[Bonus.SHEET][LAYOUT.bonus.cell("1", header)]
    cell.font = Font(strike=True)
    text = cell.value
    book.save(path)
    waiting = own_score(check(folder.root)).item_of["7.1"]
    for number in (1, 2):
        assert mailed(folder, number)[Bonus.SHEET][LAYOUT.bonus.cell("1", header)].value == f"{text}（？）"
        shutil.copy(folder.feedback(UNIT, number), folder.returned / f"第{number}轮，没有改.xlsx")
        again = own_score(check(folder.root)).item_of["7.1"]
        assert (again.adopted, again.known, again.could_add) == (None, waiting.known, waiting.could_add)
    put(book := mailed(folder, 2), Bonus.SHEET, "1", header, str(text))
    book.save(folder.returned / "第2轮，没有改.xlsx")
    assert own_score(check(folder.root)).item_of["7.1"].adopted == 5


@pytest.mark.no_cover
@pytest.mark.parametrize("number", [42856, 3, 0.3, 20170501])
def test_a_number_instead_of_a_date_goes_back_as_it_stood(folder: Folder, number: float) -> None:
    """In a date cell 42856 would come back as 2017-05-01: an answer that nobody gave."""
    send(folder, (GOOD, NO_PROOF))
    path = folder.returned / f"{UNIT}.xlsx"
    book = openpyxl.load_workbook(path)
    cell = book[Bonus.SHEET][LAYOUT.bonus.cell("1", Bonus.DATE)]
    cell.value, cell.number_format = number, "General"
    book.save(path)
    sent = check(folder.root).evaluation.intake.returns[UNIT].bonus[0]
    shutil.copy(folder.feedback(UNIT, 1), folder.returned / "没有改.xlsx")
    back = check(folder.root).evaluation.intake.returns[UNIT].bonus[0]
    assert (back.date_text, back.year) == (sent.date_text, sent.year) == (str(number), sent.year)


@pytest.mark.no_cover
def test_a_ruled_question_that_came_back_untouched_stays_ruled(folder: Folder) -> None:
    """原值 is what the county wrote, not the mark that the office put behind it."""
    send(folder)
    path = folder.returned / f"{UNIT}.xlsx"
    book = openpyxl.load_workbook(path)
    cell = book[Facts.SHEET][LAYOUT.facts.cell("3.4a", Facts.ANSWER)]
    cell.value, cell.number_format = 1, "0%"
    book.save(path)
    check(folder.root)
    shutil.copy(folder.feedback(UNIT, 1), folder.returned / "没有改.xlsx")
    decide(folder, "裁定", 30, 单位=UNIT, 编号="3.4a", 原值="100%", 裁定=1, 理由="电话核实是1次")
    done = check(folder.root)
    assert own_score(done).item_of["3.4"].adopted == 3
    assert not {"K202 3.4a", "K716 3.4a"} & asked(done).keys()


@in_forked_workers
def test_a_file_that_was_not_read_for_sure_is_looked_into_first(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be looked at twice is not laid into a new form as it seems."""
    send(folder, (NO_PROOF,))
    monkeypatch.delattr("kexie_excel.returns.doubts.opinion.look")
    told = check(folder.root).mailing
    assert told.written == ()
    assert told.notes == (
        f"{UNIT}：有的格子没能读准，没有写核对反馈；请先按差异清单里的办法处理这份文件，再核对一次。",
    )


@pytest.mark.no_cover
@pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice")
@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_what_another_format_shows_otherwise_goes_back_as_a_question(folder: Folder, suffix: str) -> None:
    """The form goes back, and in it the cell of which nobody knows what was meant."""
    send(folder, (NO_PROOF,))
    path = folder.returned / f"{UNIT}.xlsx"
    book = openpyxl.load_workbook(path)
    cell = book[Facts.SHEET][LAYOUT.facts.cell("1.5b", Facts.ANSWER)]
    cell.value, cell.number_format = 0.85, "0%"
    book.save(path)
    convert([path], suffix, folder.returned)
    path.unlink()
    (written,) = check(folder.root).mailing.written
    sent = openpyxl.load_workbook(written)[Facts.SHEET][LAYOUT.facts.cell("1.5b", Facts.ANSWER)]
    assert sent.value == "85%（？）"
