"""A year in which what can go wrong does, once each; after it 差异清单 has only rows that somebody can act on, each naming who.

Evidence and enclosures, a veto, a lost ledger, a form sent again, a feedback workbook sent back unchanged, a form in the wrong
place. Each fixture is a step; it builds on the one before.
"""

import os
import shutil
from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook

from kexie_excel.commands.options import FAILED
from kexie_excel.form.headers import Facts
from kexie_excel.workspace.folder import Folder
from tests.workspace.rounds import approve_all, put_return, return_all, tell
from tests.workspace.test_feedback import put, reply
from tests.workspace.test_onsite import decide
from tests.year import office
from tests.year.office import Year, kexie
from tests.year.pages import Line, Pages

pytestmark = pytest.mark.slow

ENCLOSED, VETOED, PLAIN, UNCHANGED, ASTRAY, EXEMPT = "平江县", "岳阳楼区", "华容县", "湘阴县", "君山区", "岳阳县"
LEVELS = ("优秀", "合格", "合格", "合格", "合格", "合格", "不合格", "优秀", "合格", "合格")
"""In the order of the ledger; what the rules suggest."""
AGAIN = 2_000_000_000
"""When a form is saved that is sent again, in seconds: later than all others."""


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Ten forms come, one to the wrong place; one with what the 办法 asks for beside it; two with something to be asked."""
    year = Year(Folder(tmp_path_factory.mktemp("出错的一年") / "2017年度评估"))
    folder = year.folder
    year.run("init", "init")
    tell(folder, 截止日期="2017-12-08", 经办人="张三")
    return_all(folder)
    put_return(folder, VETOED, f2_1v=1)
    put_return(folder, PLAIN, 2, f1_2a="也许")
    put_return(folder, UNCHANGED, 3, f1_5c="约60")
    put_return(folder, EXEMPT, 1, f3_6a="不适用")
    for number in range(1, 6):
        (folder.returned / f"{ENCLOSED}佐证{number}.pdf").write_bytes(b"%PDF-1.4")
    folder.checked.mkdir()
    shutil.move(folder.returned / f"{ASTRAY}.xlsx", folder.checked / f"{ASTRAY}.xlsx")
    year.run("first check", "check")
    return year


def says(mark: str, text: str) -> Callable[[Workbook], None]:
    """Reply to a question, and change nothing."""

    def act(book: Workbook) -> None:
        reply(book, mark, text)

    return act


def differences(content: bytes) -> list[Line]:
    """Give 差异清单; nothing where it says that there is none."""
    return [line for line in Pages(content).data("差异清单") if line["代码"]]


def codes(content: bytes) -> set[tuple[object, object, object]]:
    """Give unit, 编号 and code of each row of 差异清单."""
    return {(line["单位"], line["编号"], line["代码"]) for line in differences(content)}


def test_the_first_round_asks_each_of_them_once(arrived: Year) -> None:
    told = arrived.told["first check"]
    assert f"附件  {ENCLOSED}：附件5件" in told
    assert ".pdf" not in told
    assert f"“3-核对/{ASTRAY}.xlsx”是{ASTRAY}填过的表，放在这里不读：要算的请移到“2-回收”" in told
    assert "应报10＝已读9＋不可读0＋待定0＋未报送1" in told
    asked = {path.name.partition("-")[0] for path in arrived.folder.checked.glob("*-第1轮核对反馈.xlsx")}
    assert asked == {PLAIN, UNCHANGED, VETOED}


@pytest.fixture(scope="module")
def answered(arrived: Year) -> Year:
    """One moves the form, one confirms, one corrects the original and says so, one corrects and sends a plain form later."""
    folder = arrived.folder
    shutil.move(folder.checked / f"{ASTRAY}.xlsx", folder.returned / f"{ASTRAY}.xlsx")
    office.answer_feedback(folder, VETOED, says("K402|2.1v|2.1v", "属实"))
    office.answer_feedback(folder, UNCHANGED, says("K202|1.5c|1.5c", "已在原表改正，见新表"))
    put_return(folder, UNCHANGED, 3)
    office.answer_feedback(folder, PLAIN, lambda book: put(book, Facts.SHEET, "1.2a", Facts.ANSWER, "是"))
    arrived.run("second check", "check")
    first = folder.returned / f"{PLAIN}.xlsx"
    first.rename(folder.returned / f"{PLAIN}（第一次）.xlsx")
    put_return(folder, PLAIN, 3)
    os.utime(first, (AGAIN, AGAIN))
    arrived.run("third check", "check")
    return arrived


def test_what_is_not_alike_is_asked_of_the_office(answered: Year) -> None:
    """Neither a workbook sent back as it was, nor a plain form sent later, silently counts or is silently dropped."""
    told = answered.told["third check"]
    assert f"{ASTRAY}填过的表" not in answered.told["second check"]
    for file in (
        f"{UNCHANGED}-第1轮核对反馈.xlsx",
        f"{UNCHANGED}.xlsx",
        f"{PLAIN}-第1轮核对反馈.xlsx",
        f"{PLAIN}.xlsx",
    ):
        assert f"待定  {file}：该单位有2份内容不同的填报" in told
    assert "应报10＝已读8＋不可读0＋待定2＋未报送0" in told
    assert codes(answered.folder.register.read_bytes()) == {
        (UNCHANGED, None, "K105"),
        (PLAIN, None, "K105"),
        (EXEMPT, "3.6a", "K203"),
        (VETOED, "2.1v", "K402"),
    }


@pytest.fixture(scope="module")
def decided(answered: Year) -> Year:
    """The office chooses, and rules; the ledger is lost and comes back; a veto is overlooked at the meeting, once."""
    folder = answered.folder
    decide(folder, "采用文件", {"单位": UNCHANGED, "文件": f"{UNCHANGED}.xlsx"}, 采用="是")
    decide(folder, "采用文件", {"单位": PLAIN, "文件": f"{PLAIN}.xlsx"}, 采用="是")
    decide(
        folder,
        "裁定",
        {"单位": EXEMPT, "编号": "3.6"},
        编号="3.6a",
        原值="不适用",
        裁定="是",
        理由="没有委员，视同完成",
    )
    answered.sum_up("decided")
    folder.ledger.unlink()
    answered.told["lost"] = kexie("summary", folder.root, code=FAILED)
    kexie("undo", folder.root, "--to", "1")
    approve_all(folder, ("优秀",) * 10)
    answered.sum_up("overlooked")
    approve_all(folder, LEVELS)
    answered.sum_up("final")
    return answered


@pytest.mark.no_cover
def test_a_lost_ledger_is_one_sentence_and_comes_back_whole(decided: Year) -> None:
    assert decided.told["lost"].startswith("找不到 评估台账.xlsx，这个文件夹里却已经有“5-汇总”的结果、")
    assert "运行 kexie undo 可以恢复" in decided.told["lost"]
    told = Pages(decided.summaries["final"]).items()[EXEMPT, "3.6"]
    assert (told["采用"], told["依据"]) == (
        2,
        "服务本县市区的省科协常委、委员开展“四联”工作：是，计2分；复核：3.6a 由“不适用”裁定为“是”：没有委员，视同完成（张三）",
    )


def test_a_veto_is_not_lifted_by_the_meeting(decided: Year) -> None:
    found = [line for line in differences(decided.summaries["overlooked"]) if line["代码"] == "K734"]
    assert [(line["单位"], line["程度"], line["位置"]) for line in found] == [
        (VETOED, "必须改", "评估台账.xlsx，审定 B8")
    ]
    assert "（2.1 建立党风廉政建设和反腐败工作责任制" in str(found[0]["问题"])
    assert "台账里有1处要改" in decided.told["overlooked"]


def test_in_the_end_only_what_somebody_can_act_on_is_listed(decided: Year) -> None:
    """岳阳楼区 has replied: the office reads that; everything else is decided, or kept in 备查."""
    (line,) = differences(decided.summaries["final"])
    assert (line["单位"], line["编号"], line["代码"], line["县区回复"]) == (VETOED, "2.1v", "K402", "属实")
    assert line["处理建议"] == "办公室：请看“县区回复”，认可的不必再处理。"
    kept = Pages(decided.summaries["final"]).data("备查")
    assert {(own["单位"], own["代码"], own["县区回复"]) for own in kept} == {
        (VETOED, "K112", None),
        (UNCHANGED, "K117", "已在原表改正，见新表"),
    }


@pytest.mark.no_cover
def test_every_row_of_the_year_names_who(decided: Year) -> None:
    listed = [line for content in decided.summaries.values() for line in differences(content)]
    listed += differences(decided.folder.register.read_bytes())
    assert len(listed) > 10
    for line in listed:
        assert str(line["处理建议"]).startswith(("县区：请", "办公室：请", "检查组：请")), line


def test_the_enclosures_stand_by_themselves(decided: Year) -> None:
    pages = Pages(decided.summaries["final"])
    assert [line["附件"] for line in pages.data("附件")] == [f"{ENCLOSED}佐证{number}.pdf" for number in range(1, 6)]
    assert ".pdf" not in pages.text("差异清单")


def test_the_notice_is_written_of_it(decided: Year) -> None:
    told = kexie("notice", decided.folder.root)
    assert "已写出" in told
    assert "征求意见稿" not in told
