"""上年汇总.xlsx in the working folder: two years through files, and everything that can be wrong with the file."""

import datetime as dt
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.read.grid import Unreadable, open_workbook
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import summarize
from kexie_excel.workspace.last_year import read_last_year
from kexie_excel.workspace.round import evaluate_folder
from scripts.fill import Award
from scripts.office import PROGRAM, convert
from tests.builders import SCHEME, UNIT
from tests.workspace.rounds import tell
from tests.workspace.test_jobs import decide
from tests.workspace.years import hand_in, lay_beside, make_folder, next_scheme

pytestmark = pytest.mark.slow


PROVINCE = "省部级表彰奖励"
USED = Award(PROVINCE, "科普工作", date=dt.date(2017, 6, 1), certificate="湘〔2017〕8号")
FORGOTTEN = Award(PROVINCE, "科技扶贫", date=dt.date(2017, 12, 20), certificate="湘〔2017〕90号")
NEW = Award(PROVINCE, "科普示范县", date=dt.date(2018, 5, 4), certificate="湘〔2018〕2号")
WAITING = Award(PROVINCE, "院士行", date=dt.date(2017, 9, 1), certificate="", evidence="")
PROVEN = Award(PROVINCE, "院士行", date=dt.date(2017, 9, 1), certificate="", evidence="奖牌照片")
OTHER = SCHEME.units[1].name


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The first year, summed up: two units, awards used and waiting."""
    folder = make_folder(tmp_path_factory.mktemp("两年") / "2017")
    hand_in(folder, USED, WAITING)
    hand_in(folder, unit=OTHER, f1_1a=0)
    summarize(folder.root)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second year's folder, still without last year's summary."""
    root = tmp_path_factory.mktemp("次年")
    folder = make_folder(root / "2018", next_scheme(root / "2018.toml"))
    hand_in(folder, USED, FORGOTTEN, NEW, PROVEN)
    hand_in(folder, unit=OTHER, f1_3a="否")
    return folder.root


@pytest.fixture
def second(made: Path, tmp_path: Path) -> Folder:
    """The second year's folder."""
    shutil.copytree(made, tmp_path / "2018")
    return Folder(tmp_path / "2018")


def evaluated(folder: Folder) -> Evaluation:
    """Evaluate a folder."""
    return evaluate_folder(folder).evaluation


def bonus(evaluation: Evaluation) -> list[str]:
    """Give the points of the first unit's rows, ? for an open one."""
    score = next(own.score for own in evaluation.standings if own.unit.name == UNIT)
    assert score is not None
    return ["?" if own.points is None else str(own.points) for own in score.bonus_rows]


def codes(evaluation: Evaluation) -> set[str]:
    """Give the codes about last year."""
    return {found.code for found in evaluation.findings if found.code[:3] in {"K52", "K76"}}


def lines(folder: Folder, sheet: str) -> list[tuple[object, ...]]:
    """Give a sheet's rows."""
    return list(openpyxl.load_workbook(folder.summary)[sheet].iter_rows(values_only=True))


@pytest.mark.no_cover
def test_without_last_year_everything_of_last_year_counts_and_is_noted(second: Folder) -> None:
    evaluation = evaluated(second)
    assert bonus(evaluation) == ["5", "5", "5", "5"]
    assert codes(evaluation) == {"K526"}
    summarize(second.root)
    assert "纵向对比" not in openpyxl.load_workbook(second.summary).sheetnames


@pytest.mark.no_cover
def test_two_years_through_files(first: Folder, second: Folder) -> None:
    """Used: 0. Forgotten last year, or new: counts. Open last year: a question."""
    lay_beside(first, second)
    evaluation = summarize(second.root).evaluation
    assert bonus(evaluation) == ["0", "5", "5", "?"]
    assert codes(evaluation) == {"K521", "K523", "K764"}
    header, *rows = lines(second, "纵向对比")
    assert header[:10] == (
        *("类别", "单位", "上年得分", "本年得分", "增减", "上年名次", "本年名次", "升降", "上年等次", "本年等次"),
    )
    assert header[10:] == (*(section.name for section in SCHEME.sections), "加分")
    by_unit = {row[1]: row[2:] for row in rows}
    assert by_unit[UNIT][:8] == (104, 109, 5, 1, 1, "持平", "待定", "待定")
    assert by_unit[OTHER][:8] == (98, 97, -1, 2, 2, "持平", "合格", "合格")
    assert by_unit[OTHER][8:] == (-1, 0, 0, 0, 0, 0, 0)
    assert by_unit[UNIT][-1] is None
    absent = SCHEME.units[2].name
    assert by_unit[absent][:8] == (None, None, None, None, None, None, "未报送", "未报送")


@pytest.mark.no_cover
def test_what_was_ruled_this_year_holds(first: Folder, second: Folder) -> None:
    """A question about last year is settled in the ledger like any other."""
    lay_beside(first, second)
    summarize(second.root)
    decide(second, "裁定", 2, 裁定=15, 理由="上年没有用过", 经办人="张三", 日期="2019-01-05")
    evaluation = evaluated(second)
    item = next(own.score for own in evaluation.standings if own.unit.name == UNIT).item_of["7.1"]  # type: ignore[union-attr]
    assert item.adopted == Fraction(15)
    assert "K716" not in {found.code for found in evaluation.findings}


@pytest.mark.no_cover
def test_sections_whose_items_differ_are_not_compared(first: Folder, tmp_path: Path) -> None:
    scheme = next_scheme(tmp_path / "2018.toml", ("1.2落实由副书记分管", "1.2落实由书记分管"))
    folder = make_folder(tmp_path / "2018", scheme)
    hand_in(folder)
    lay_beside(first, folder)
    summarize(folder.root)
    rows = lines(folder, "纵向对比")
    assert {row[10] for row in rows[1:11]} == {"指标调整，不可比"}
    assert rows[1][11] == 0
    assert any("1.2评估内容改动，不可比" in str(row[0]) for row in rows)


@pytest.mark.no_cover
@pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice")
def test_last_year_saved_by_another_program(first: Folder, second: Folder, tmp_path: Path) -> None:
    source = tmp_path / "上年汇总.xlsx"
    shutil.copy(first.summary, source)
    (again,) = convert([source], ".xlsx", tmp_path / "又存")
    shutil.copy(again, second.last_summary)
    assert bonus(evaluated(second)) == ["0", "5", "5", "?"]
    summarize(second.root)
    compared = lines(second, "纵向对比")
    shutil.copy(first.summary, second.last_summary)
    summarize(second.root)
    assert lines(second, "纵向对比") == compared


@pytest.mark.no_cover
def test_what_was_approved_by_hand_is_last_years_level(first: Folder, second: Folder) -> None:
    book = openpyxl.load_workbook(first.summary)
    for line in book["汇总表"].iter_rows():
        if line[1].value == OTHER:
            line[7].value = "优秀"
    book.save(second.last_summary)
    summarize(second.root)
    assert next(row for row in lines(second, "纵向对比") if row[1] == OTHER)[8] == "优秀"


def test_a_file_that_is_only_named_in_the_ledger_is_asked_for(first: Folder, second: Folder) -> None:
    assert not any("上年汇总" in note for note in summarize(second.root).notes)
    tell(second, 上年汇总="无")
    assert not any("上年汇总" in note for note in summarize(second.root).notes)
    tell(second, 上年汇总="D盘里的那份")
    (note,) = (note for note in summarize(second.root).notes if "上年汇总" in note)
    assert note.startswith("台账“基本信息”的上年汇总写的是“D盘里的那份”：")
    lay_beside(first, second)
    assert not any("D盘" in note for note in summarize(second.root).notes)


@pytest.mark.no_cover
def test_a_damaged_file_stops_nothing_and_is_one_sentence(second: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    second.last_summary.write_bytes(b"PK\x03\x04 cut off")
    assert main(["summary", str(second.root)]) == DONE
    shown = capsys.readouterr().out
    assert "上年汇总.xlsx用不了：" in shown
    assert "Traceback" not in shown
    assert bonus(evaluated(second)) == ["?", "?", "5", "?"]
    assert codes(evaluated(second)) == {"K525", "K761"}
    assert not isinstance(open_workbook(second.summary), Unreadable)


def test_the_wrong_year_is_refused(first: Folder) -> None:
    """This year's own summary is not last year's: nobody's awards are taken from it."""
    found = read_last_year(first.summary, SCHEME)
    assert found is not None
    assert found.past is None
    assert [one.message for one in found.findings] == [
        "评估结果汇总表.xlsx用不了：是2017年度的，应放2016年度的；没有与上年对照，上年获得的奖项都待核"
    ]


@pytest.mark.parametrize(
    ("before", "now", "is_taken"),
    [
        ("2025—2026学年第一学期", "2025—2026学年第二学期", True),
        ("2025—2026学年第二学期", "2026—2027学年第一学期", True),
        ("2024—2025学年第二学期", "2025—2026学年第二学期", False),
        ("第二期", "第三期", True),
    ],
)
def test_the_term_before_is_taken_whatever_year_it_is_of(
    before: str, now: str, *, is_taken: bool, first: Folder, tmp_path: Path
) -> None:
    """A school year is two years; what comes before 第三期 nobody can tell."""
    book = openpyxl.load_workbook(first.summary)
    stamp = book["_kexie汇总"]
    stamp.insert_rows(3)
    stamp["A3"], stamp["B3"] = "评估期", before
    book.save(tmp_path / "上年汇总.xlsx")
    found = read_last_year(tmp_path / "上年汇总.xlsx", replace(SCHEME, period=now))
    assert found is not None
    assert (found.past is not None) == is_taken


def test_another_format_is_asked_for(second: Folder) -> None:
    second.last_summary.with_suffix(".et").write_bytes(b"x")
    found = read_last_year(second.last_summary, second.load_scheme())
    assert found is not None
    assert found.file == "上年汇总.et"
    assert "要存成 上年汇总.xlsx" in found.findings[0].message


def test_a_file_that_cannot_be_opened(second: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    second.last_summary.write_bytes(b"x")

    def locked(_path: Path) -> bytes:
        raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "read_bytes", locked)
    found = read_last_year(second.last_summary, SCHEME)
    assert found is not None
    assert "可能正被打开" in found.findings[0].message


def test_what_is_doubtful_about_the_file_is_said(first: Folder, second: Folder) -> None:
    """No year, no 加分审核, a unit renamed: each a finding; nobody guesses who was renamed."""
    book = openpyxl.load_workbook(first.summary)
    del book["加分审核"], book["_kexie汇总"]
    book["汇总表"]["A1"], book["汇总表"]["A2"] = "评估结果", ""
    for sheet in ("汇总表", "逐项得分"):
        for line in book[sheet].iter_rows():
            if line[1].value == OTHER:
                line[1].value = "岳州县"
    book.save(second.last_summary)
    evaluation = summarize(second.root).evaluation
    messages = [found.message for found in evaluation.findings if found.code.startswith("K76")]
    assert messages == [
        "上年汇总.xlsx的标题里看不出年度，暂按2017年度的使用",
        "上年汇总.xlsx里缺“加分审核”（或表头改了），这些内容没有与上年对照",
        "上年汇总.xlsx写着未定稿，名次和等次可能不是最后的",
        "上年汇总里有、本年名单里没有的单位：岳州县，没有对照",
        f"本年名单里有、上年汇总里没有的单位：{OTHER}，没有对照",
    ]
    assert bonus(evaluation) == ["?", "?", "5", "?"]
    assert next(row for row in lines(second, "纵向对比") if row[1] == OTHER)[7] == "上年无此单位"


def test_a_column_that_is_there_twice_and_differs_is_taken_for_nothing(first: Folder, second: Folder) -> None:
    """核定加分 twice: 5 and 0; the award is neither used nor unused."""
    book = openpyxl.load_workbook(first.summary)
    sheet = book["加分审核"]
    points = next(cell.column for cell in sheet[1] if cell.value == "核定加分")
    for row, value in enumerate(["核定加分", 0, *[sheet.cell(at, points).value for at in range(3, 9)]], 1):
        sheet.cell(row, 30).value = value
    book.save(second.last_summary)
    found = read_last_year(second.last_summary, second.load_scheme())
    assert found is not None
    assert "上年汇总.xlsx里同名的两栏写的不一样：“加分审核”的“核定加分”（I、AD列），不一样的地方没有对照" in {
        one.message for one in found.findings
    }
    assert bonus(evaluated(second))[0] == "?"
