"""One whole year through the commands, and the start of the next; every figure followed by a calculation of its own.

Each fixture is a step of the year in one folder; it builds on the one before.
"""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import docx
import pytest

from kexie_excel.commands.options import FAILED, PENDING
from kexie_excel.workspace.folder import Folder
from tests.builders import SCHEME
from tests.notice.notices import tables
from tests.test_through_files import exact
from tests.workspace.rounds import tell
from tests.workspace.test_feedback import lines
from tests.workspace.test_onsite import decide
from tests.workspace.years import lay_beside, next_scheme
from tests.year import office
from tests.year.counties import COUNTIES, FORGOTTEN, MISSING, NEW, USED
from tests.year.office import Year, everything, kexie
from tests.year.pages import Pages, assert_items, assert_order, assert_ranking
from tests.year.reckoning import most_of, printed
from tests.year.story import DOUBTFUL, DRAFT, FINAL, LEVELS, NEXT, NEXT_COUNTIES, OPEN, REPLIED, RULINGS

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Forms issued, nine of ten returns there: one in an archive, one saved by another program, one full of mistakes."""
    year = Year(Folder(tmp_path_factory.mktemp("一年") / "2017年度评估"))
    year.run("init", "init")
    tell(year.folder, 截止日期="2017-12-08", 经办人="张三")
    for unit, county in COUNTIES.items():
        if unit == "岳阳县":
            office.send_zipped(year.folder, unit)
        elif unit == "华容县":
            office.send_in_another_format(year.folder, unit, ".xls")
        elif unit != MISSING:
            office.send(year.folder, unit, county)
    year.run("status", "status")
    year.run("first check", "check")
    return year


def test_the_missing_unit_is_chased_and_only_the_doubtful_ones_are_asked(arrived: Year) -> None:
    chased = [line for line in arrived.told["status"].splitlines() if line.startswith("催报：")]
    assert [MISSING in line for line in chased] == [True]
    assert "应报10＝已读9＋不可读0＋待定0＋未报送1" in arrived.told["first check"]
    assert {path.name.partition("-")[0] for path in arrived.folder.checked.glob("*-第1轮核对反馈.xlsx")} == DOUBTFUL
    asked = lines(office.opened(arrived.folder.feedback("湘阴县", 1)))
    assert set(asked) == {"K305|1.6|1.6", "K401|3.3|3.3b", "K304|4.5|4.5", "K202|5.3b|5.3b", "K505|7.1|1"}


@pytest.fixture(scope="module")
def corrected(arrived: Year) -> Year:
    """The counties answered, the last return arrived; a first summary is written for the office itself."""
    folder = arrived.folder
    office.answer_feedback(folder, "湘阴县", office.correct_everything)
    office.answer_feedback(folder, "岳阳楼区", office.admit)
    office.send(folder, MISSING, COUNTIES[MISSING])
    arrived.run("second check", "check")
    arrived.sum_up("draft")
    return arrived


def test_what_was_corrected_is_gone_and_what_was_replied_stands(corrected: Year) -> None:
    assert "应报10＝已读10＋不可读0＋待定0＋未报送0" in corrected.told["second check"]
    found = [
        line for line in Pages(corrected.folder.register.read_bytes()).data("差异清单") if line["单位"] == "湘阴县"
    ]
    replies = {str(line["代码"]): line["县区回复"] for line in found if line["程度"] != "提示"}
    assert replies == {"K305": REPLIED}
    kept = [line for line in Pages(corrected.folder.register.read_bytes()).data("备查") if line["单位"] == "湘阴县"]
    assert ("K117", "已改正") in {(line["代码"], line["县区回复"]) for line in kept}
    assert "，请发给该单位。" not in corrected.told["second check"]


def test_the_first_summary_is_a_draft_with_every_certain_figure(corrected: Year) -> None:
    pages = Pages(corrected.summaries["draft"])
    assert "未定稿" in pages.text("汇总表")
    assert_items(pages, DRAFT)
    assert_ranking(pages, DRAFT)
    assert "第一次汇总" in pages.text("本次变动")


@pytest.fixture(scope="module")
def visited(corrected: Year) -> Year:
    """Inspectors typed, one of them a score out of range, two of them not alike; one mended, one chosen."""
    folder = corrected.folder
    corrected.run("onsite", "onsite")
    office.visit(folder, "平江县", {"4.6": (1.5, "流动科技馆没有见到")})
    office.visit(folder, "华容县", {"2.2": (9, "没有述职")})
    office.visit(folder, "临湘市", {"1.1": (0, None)})
    office.visit(folder, "云溪区", {"1.3": (1, "文件只到年中"), "1.6": (2, "没有报告")}, "甲")
    office.visit(folder, "云溪区", {"1.3": (0, "没有文件"), "1.6": (2, "没有报告")}, "乙")
    corrected.sum_up("disputed")
    office.visit(folder, "华容县", {"2.2": (3, "没有述职")})
    decide(folder, "采用文件", {"文件": "4-现场/云溪区-现场评估表（甲）.xlsx"}, 采用="是")
    return corrected


def test_disputed_on_site_scores_wait(visited: Year) -> None:
    waiting = {*OPEN, ("华容县", "2.2"), ("云溪区", "1.3")}
    items = Pages(visited.summaries["disputed"]).items()
    assert {at for at, line in items.items() if line["采用"] is None} == waiting
    assert {str(items[at]["现场"]) for at in waiting - OPEN} == {"待核"}


@pytest.fixture(scope="module")
def decided(visited: Year) -> Year:
    """The office rules on what is open, and reads one clause in another way."""
    folder = visited.folder
    decide(
        folder,
        "裁定",
        {"单位": "岳阳县", "编号": "3.6"},
        编号="3.6a",
        原值="不适用",
        裁定="是",
        理由="没有委员，视同完成",
    )
    for (unit, row), points in RULINGS.items():
        if (unit, row) in OPEN:
            decide(folder, "裁定", {"单位": unit, "编号": row}, 裁定=int(points), 理由="党组会议定")
    office.append_ruling(folder, "云溪区", "1.6", 3, "报告后来补到")
    decide(folder, "口径", {"口径": "党组织覆盖率"}, 采用="按比例折算")
    visited.sum_up("final")
    return visited


def test_the_final_summary_is_the_reckoning_to_the_cell(decided: Year) -> None:
    pages = Pages(decided.summaries["final"])
    assert "未定稿" not in pages.text("汇总表")
    assert_items(pages, FINAL)
    assert_ranking(pages, FINAL)
    assert_order(pages, FINAL)


def test_the_year_has_every_level_a_tie_a_veto_and_every_edge(decided: Year) -> None:
    """A guard: the numbers above are worth comparing."""
    verdicts = FINAL.verdicts()
    assert {unit for unit, own in verdicts.items() if own.level == "优秀"} == {"平江县", "君山区"}
    assert {unit for unit, own in verdicts.items() if own.level == "不合格"} == {"岳阳楼区", "屈原管理区"}
    assert replace(FINAL, by_share=False).verdicts()["君山区"].level == "合格"
    assert verdicts["岳阳县"] == verdicts["临湘市"]
    assert FINAL.total("华容县") == 60
    remarks = {str(line["单位"]): str(line["备注"]) for line in Pages(decided.summaries["final"]).ranking()}
    for unit, word in {"岳阳县": "并列", "临湘市": "并列", "岳阳楼区": "一票否决", "华容县": "恰为60分"}.items():
        assert word in remarks[unit]
    assert not any("待核" in remark for remark in remarks.values())


def test_what_changed_is_told_with_the_reason(decided: Year) -> None:
    """本次变动: every row and no other whose points differ from the result before, with what can have changed it."""
    before, pages = Pages(decided.summaries["disputed"]).items(), Pages(decided.summaries["final"])
    changed = {at for at, line in pages.items().items() if line["采用"] != before[at]["采用"]}
    told = {(str(line["单位"]), str(line["项目"])): line for line in pages.data("本次变动")}
    assert {at for at in told if at[1] in SCHEME.row_ids} == changed
    assert changed == {*OPEN, ("华容县", "2.2"), ("云溪区", "1.3"), ("云溪区", "1.6"), ("君山区", "2.3")}
    reasons = {at: str(told[at]["原因"]) for at in changed}
    assert reasons["华容县", "2.2"] == reasons["云溪区", "1.3"] == "现场评分"
    assert {reasons[at] for at in (*OPEN, ("云溪区", "1.6"))} == {"复核裁定"}
    assert reasons["君山区", "2.3"] == str(told["君山区", "建议等次"]["原因"]) == "口径改选（党组织覆盖率）"
    assert [told["君山区", "建议等次"][header] for header in ("原来", "现在")] == ["合格", "优秀"]


def test_the_sheets_that_explain_agree_with_the_reckoning(decided: Year) -> None:
    pages = Pages(decided.summaries["final"])
    readings = {str(line["口径"]).partition("\n")[0]: line for line in pages.data("口径说明")}
    assert readings["党组织覆盖率"]["采用"] == "按比例折算"
    assert readings["党组织覆盖率"]["若改选的影响"] == "若满10个百分点才计：君山区 优秀→合格"
    assert readings["60分"]["若改选的影响"] == "若60分为不合格：华容县 合格→不合格"
    for line in pages.data("分项得分"):
        assert [exact(line[section.name]) for section in SCHEME.sections] == FINAL.sections(str(line["单位"]))
    notes = {str(line["单位"]): line for line in pages.data("亮点短板")}
    assert "2.3 学会党组织覆盖：0分（满分4，平均3.33）" in str(notes["汨罗市"]["短板"])
    assert "差1分" in str(notes["屈原管理区"]["距上一等次"])
    everybody = set.intersection(
        *({row for row, own in FINAL.adopted(unit).items() if own == most_of(row)} for unit in COUNTIES)
    )
    common = next(line for line in pages.text("亮点短板").splitlines() if "个单位都得满分" in line)
    assert {item.id for item in SCHEME.items if f"{item.id} {item.title}" in common} == everybody


@pytest.fixture(scope="module")
def announced(decided: Year) -> Year:
    """Every level approved, the notice written, every command run once more."""
    folder = decided.folder
    kexie("notice", folder.root, code=FAILED)
    office.approve(folder, LEVELS)
    tell(folder, 发文字号="岳市科协〔2018〕3号", 成文日期="2018-01-08")
    for command in ("check", "onsite", "status"):
        decided.run(f"last {command}", command)
    decided.sum_up("approved")
    decided.run("notice", "notice")
    return decided


def test_nothing_that_people_decided_is_asked_of_a_county(announced: Year) -> None:
    """A clause that is read in another way than the form read it makes one self score another one: the office is told."""
    assert "，请发给该单位。" not in announced.told["last check"]
    kept = [line for line in Pages(announced.folder.register.read_bytes()).data("备查") if line["代码"] == "K312"]
    assert [line["单位"] for line in kept] == ["君山区"]
    assert announced.told["last status"].splitlines()[-1] == "全部审定：可以运行 kexie notice 写通报。"
    assert "必须改" not in announced.told["last status"]


def test_the_approved_summary_and_the_notice_say_the_same(announced: Year) -> None:
    approved = {unit: level for unit, (level, _reason) in LEVELS.items()}
    assert_ranking(Pages(announced.summaries["approved"]), FINAL, approved)
    verdicts = FINAL.verdicts()
    told = {row[1]: row for table in tables(announced.folder.notice.read_bytes()) for row in table[1:]}
    assert set(told) == set(COUNTIES)
    for unit, (rank, _unit, total, level) in told.items():
        assert rank == str(verdicts[unit].rank or "—")
        assert Fraction(total) == printed(FINAL.total(unit))
        assert level == approved[unit] + ("（一票否决）" if unit == "岳阳楼区" else "")
    body = "".join(paragraph.text for paragraph in docx.Document(str(announced.folder.notice)).paragraphs)
    assert "优秀1个、合格7个、不合格2个" in body


def test_an_altered_figure_in_the_notice_is_found(announced: Year, tmp_path: Path) -> None:
    notice = announced.folder.notice
    assert kexie("notice", announced.folder.root, "--check", notice, "--strict") == "未发现不一致。\n"
    document = docx.Document(str(notice))
    cells = next(row.cells for row in document.tables[1].rows if row.cells[1].text == "君山区")
    cells[2].paragraphs[0].runs[0].text = "86.05"
    document.save(str(tmp_path / "改.docx"))
    told = kexie("notice", announced.folder.root, "--check", tmp_path / "改.docx", "--strict", code=PENDING)
    assert "君山区的综合评分写的是“86.05”，应为85.06" in told


def test_every_command_run_once_more_changes_no_byte(announced: Year, tmp_path: Path) -> None:
    before = everything(announced.folder)
    for command in ("init", "status", "check", "onsite", "look", "summary", "notice"):
        kexie(command, announced.folder.root)
    kexie("template", tmp_path / "模板.xlsx")
    assert everything(announced.folder) == before
    assert len([name for name in before if name.startswith("5-汇总/历史/")]) == len(announced.summaries)


@pytest.fixture(scope="module")
def renewed(announced: Year) -> Year:
    """The year after: the same scheme with another year, last year's summary beside it."""
    root = announced.folder.root.parent
    year = Year(Folder(root / "2018年度评估"))
    kexie("init", year.folder.root, "--scheme", next_scheme(root / "2018.toml"))
    lay_beside(announced.folder, year.folder)
    for unit, county in NEXT_COUNTIES.items():
        office.send(year.folder, unit, county, NEXT.year)
    year.sum_up("next")
    return year


def test_a_used_award_counts_no_more_and_an_unused_one_once(renewed: Year) -> None:
    pages = Pages(renewed.summaries["next"])
    rows = [line for line in pages.data("加分审核") if line["单位"] == "平江县"]
    assert [(line["文号或证书编号"], line["核定加分"]) for line in rows] == [
        (own.certificate, points) for own, points in ((USED, 0), (FORGOTTEN, 5), (NEW, 5))
    ]
    assert_items(pages, NEXT)
    assert_ranking(pages, NEXT)


def test_the_two_years_stand_side_by_side(renewed: Year) -> None:
    pages, before, now = Pages(renewed.summaries["next"]), FINAL.verdicts(), NEXT.verdicts()
    for line in pages.data("纵向对比"):
        unit = str(line["单位"])
        old = printed(FINAL.total(unit))
        assert exact(line["上年得分"]) == old
        assert (line["上年名次"], line["上年等次"]) == (before[unit].rank, LEVELS[unit][0])
        if unit not in now:
            assert [line[header] for header in ("本年得分", "增减", "本年名次", "升降")] == [None] * 4
            continue
        new, risen = printed(NEXT.total(unit)), (before[unit].rank or 0) - (now[unit].rank or 0)
        assert [exact(line[header]) for header in ("本年得分", "增减")] == [new, new - old]
        assert (line["本年名次"], line["本年等次"]) == (now[unit].rank, now[unit].level)
        assert line["升降"] == ("持平" if not risen else f"{'升' if risen > 0 else '降'}{abs(risen)}位")
        more = zip(NEXT.sections(unit), FINAL.sections(unit), strict=True)
        assert [exact(line[section.name]) for section in SCHEME.sections] == [own - was for own, was in more]
    assert "口径“党组织覆盖率”上年采用“按比例折算”，本年采用“满10个百分点才计”" in pages.text("纵向对比")
