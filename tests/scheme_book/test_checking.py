"""方案检查.xlsx: what does not hold, last year, every rule told back in words and worked at its borders, and 试算."""

from pathlib import Path

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook

from kexie_excel.scheme.load import build_scheme, load_scheme
from kexie_excel.scheme.model import Item
from kexie_excel.scheme_book.checking.book import PREVIEW_HEADERS, RESULT_HEADERS
from kexie_excel.scheme_book.checking.borders import item_examples
from kexie_excel.scheme_book.checking.compare import item_pairs, scheme_changes
from kexie_excel.scheme_book.checking.words import item_words
from kexie_excel.scheme_book.writing.next_year import moved_on
from kexie_excel.workspace.own_scheme.authoring import check_scheme
from scripts.office import PROGRAM, convert
from tests.scheme_book.author import (
    DOCUMENT,
    FACTS,
    ITEMS,
    RULES,
    UNITS,
    Edit,
    all_of,
    drop_row,
    findings,
    insert_row,
    page,
    put,
    read,
    saved,
)

SCHEME = load_scheme()
Rows = list[tuple[str, ...]]


def item(key: str) -> Item:
    """Give an item of 2017."""
    return SCHEME.item_of[key]


def examples(key: str) -> dict[str, str]:
    """Give what is tried of an item, and its points."""
    return {example.filled: example.points for example in item_examples(item(key))}


# the rules in words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("1.1", "1.1a 党委常委会或政府常务会听取科协工作汇报次数达到1次：计1分，否则0分"),
        ("2.3", "覆盖率（2.3b 已建党组织的县级学会数 ÷ 2.3a 县级学会总数）：每10%计0.4分，不满的不计"),
        ("3.7", "选“未建立”计0分；选“建立未实施”计0.5分；选“建立并实施”计1分"),
        ("4.4", "每做到一项计1分，最多5分：4.4a 科普日活动填“是”；"),
        ("4.4", "4.4f 其他主题活动项数（填几算几项）"),
        ("4.5", "，或者（4.5d 集中开展青少年创新教育学生数达到50名，并且4.5e 集中开展青少年创新教育课时数达到30课时）"),
        ("5.6", "达到2次计3分；达到1次、低于2次计1分；低于1次计0分"),
        ("3.3", "各条相加，最多5分"),
        ("2.1", "一票否决：2.1v 年内违纪违规违法事件达到1例"),
    ],
)
def test_a_rule_is_told_back_in_words(key: str, words: str) -> None:
    assert words in item_words(item(key))


def test_a_rule_by_proportion_says_so() -> None:
    proportional = load_scheme(choices={"党组织覆盖率": "按比例折算"})
    assert item_words(proportional.item_of["2.3"]).endswith("不满的按比例折算")


# the borders: the figures are the document's, worked by hand


def test_a_share_is_worked_at_both_sides_of_every_border() -> None:
    """3.3: 20 % and 30 %; 70 % and 90 %; one new 农技协. The questions are named, not only the ratio."""
    part, whole = (
        "其中已建科协的规模以上企业数填{}个，规模以上企业数填1000个",
        "其中已建科协的乡镇（街道）数填{}个，乡镇（街道）数填1000个",
    )
    found = examples("3.3")
    assert {number: found[part.format(number)] for number in (199, 200, 201, 299, 300, 301)} == {
        199: "0",
        200: "1",
        201: "1",
        299: "1",
        300: "2",
        301: "2",
    }
    assert [found[whole.format(number)] for number in (699, 700, 701, 899, 900, 901)] == ["0", "1", "1", "1", "2", "2"]
    assert found["新建农技协组织数填1个"] == "2"
    assert found["新建农技协组织数填0个"] == "0"


def test_a_swapped_quotient_is_seen_at_once() -> None:
    """The contract's own example: 县级学会总数填99，已建党组织的县级学会数填1000."""
    assert "已建党组织的县级学会数填100个，县级学会总数填1000个" in examples("2.3")


def test_every_way_of_giving_points_is_worked() -> None:
    assert examples("5.6") == {
        f"科技扶贫及企业帮扶活动次数填{at}次": paid for at, paid in enumerate(["0", "1", "3", "3"])
    }
    assert list(examples("3.7").values()) == ["0", "0.5", "1"]
    rate = examples("1.5")
    assert rate["本级科普经费列入财政预算选“是”，本级科普经费预算填50万元，人口填100万人"] == "2"
    assert rate["本级科普经费列入财政预算选“是”，本级科普经费预算填49.99万元，人口填100万人"] == "0"
    counted = [paid for filled, paid in examples("4.4").items() if "其他主题活动项数填6项" in filled]
    assert counted == ["5"]
    groups = examples("4.5")
    assert [paid for filled, paid in groups.items() if "小院士孵化工程班数填1个" in filled and "学生数填49" in filled]


def test_what_no_band_takes_is_shown_as_pending() -> None:
    """A hole of the scheme is seen by its author: 乡镇 at exactly 70 %, read literally."""
    literal = build_scheme({**DOCUMENT, "interpretation": []}, "方案.xlsx")
    found = {own.filled: own.points for own in item_examples(literal.item_of["3.3"])}
    assert found["其中已建科协的乡镇（街道）数填700个，乡镇（街道）数填1000个"] == "0～2，待核"


# last year


def test_the_same_scheme_has_not_changed() -> None:
    assert list(scheme_changes(SCHEME, SCHEME)) == []


def test_a_word_that_changed_is_listed(tmp_path: Path) -> None:
    """By the name that it has in 基本信息."""
    after = build_scheme(read(put("基本信息", "B25", "考核办"), tmp_path).document, "方案.xlsx")
    assert list(scheme_changes(SCHEME, after)) == [("用语", "主办部门简称", "办公室", "考核办")]


def test_what_changed_since_last_year_is_listed(tmp_path: Path) -> None:
    edit = all_of(
        put(ITEMS, "F5", 3),
        put(RULES, "L5", 3),
        put(ITEMS, "E5", "1.3纳入绩效考核体系。计3分。"),
        put(ITEMS, "F2", 12),
        put(FACTS, "C6", "领导出席"),
        drop_row(UNITS, 11),
        put(UNITS, "A10", "县市"),
        put("加分情形", "C2", 8),
        put("等次", "B2", "≥90"),
        put("口径", "D2", None),
        put("口径", "D3", "是"),
    )
    after = build_scheme(read(edit, tmp_path).document, "方案.xlsx")
    changes = {(change.what, change.key): (change.before, change.after) for change in scheme_changes(SCHEME, after)}
    assert changes["分值", "1.3"] == ("2", "3")
    assert changes["单位", "屈原管理区"] == ("区", "删去")
    assert changes["单位", "君山区"] == ("区", "县市")
    assert changes["加分情形", "国家级表彰奖励"] == ("每项10分", "每项8分")
    assert changes["等次", "优秀"][1].startswith("综合评分≥90")
    assert changes["口径", "分值基准"] == ("按分值栏", "按文字")
    assert changes["部分", "1"] == ("1.党委政府重视程度，11分", "1.党委政府重视程度，12分")
    assert changes["计分规则", "1.3"][1].endswith("计3分，否则0分")
    assert ("填报事项", "1.4") in changes
    assert ("原文", "1.3") in changes


def test_levels_without_a_share_name_none(tmp_path: Path) -> None:
    """Four levels of which none is limited; the best one's share and its readings are gone."""
    edit = all_of(
        *(drop_row("等次", 2) for _ in range(4)),
        insert_row("等次", 2, A="优秀", B=">90"),
        insert_row("等次", 3, A="良好", B="≥75", C="100%", D="四舍五入"),
    )
    before = build_scheme({**DOCUMENT, "interpretation": []}, "方案.xlsx")
    after = build_scheme({**read(edit, tmp_path).document, "interpretation": []}, "方案.xlsx")
    changes = {(own.what, own.key): (own.before, own.after) for own in scheme_changes(before, after)}
    assert changes["等次", "优秀"] == ("综合评分≥85，名次居前30%", "综合评分>90")
    assert changes["等次", "良好"] == ("", "新增：综合评分≥75")


def test_items_are_followed_where_numbers_moved(tmp_path: Path) -> None:
    """An item is the same by its text, else by its 简称, else by its 编号."""

    def renumber(book: Book) -> None:
        for sheet, letter in ((ITEMS, "C"), (FACTS, "A"), (RULES, "A")):
            for number in range(2, 100):
                cell = page(book, sheet)[f"{letter}{number}"]
                cell.value = {"1.3": "1.4", "1.4": "1.3"}.get(str(cell.value), cell.value)

    after = build_scheme(read(renumber, tmp_path).document, "方案.xlsx")
    pairs = item_pairs(SCHEME, after)
    assert (pairs["1.3"], pairs["1.4"], pairs["1.5"]) == ("1.4", "1.3", "1.5")
    assert [change for change in scheme_changes(SCHEME, after) if change.what == "编号"]


def test_added_and_removed_items_are_listed(tmp_path: Path) -> None:
    edit = all_of(
        put(ITEMS, "C5", "1.9"),
        put(ITEMS, "D5", "全新"),
        put(ITEMS, "E5", "1.9全新的一项。计2分。"),
        put(FACTS, "A5", "1.9"),
        put(RULES, "A5", "1.9"),
    )
    changes = list(scheme_changes(SCHEME, build_scheme(read(edit, tmp_path).document, "方案.xlsx")))
    assert ("指标", "1.9", "", "新增：全新，2分") in changes
    assert ("指标", "1.3", "纳入绩效考核，2分", "删去") in changes


# 试算


def trials(*lines: tuple[str, str, object]) -> Edit:
    """Add a sheet 试算."""

    def edit(book: Book) -> None:
        sheet = book.create_sheet("试算")
        for line in (("指标", "填报", "应得"), *lines):
            sheet.append(line)

    return edit


def test_trials_that_agree_say_nothing(tmp_path: Path) -> None:
    edit = trials(
        ("3.3", "3.3a=100；3.3b=30；3.3c=10；3.3d=7；3.3e=0", 3),
        ("3.7", "3.7a=建立未实施", 0.5),
        ("1.3", "1.3a＝是", "2"),
        ("2.3", "2.3a=9个, 2.3b=8个", 3.2),
    )
    assert findings(edit, tmp_path) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "cell", "words"),
    [
        (("2.3", "2.3a=9；2.3b=8", 4), "C2", "应得4分，程序算出3.2分"),
        (("3.6", "3.6a=不适用", 2), "C2", "程序算出0～2分"),
        (("1.3", "1.3a=有的", 2), "B2", "“1.3a=有的”"),
        (("1.3", "1.4a=是", 2), "B2", "“1.4a=是”"),
        (("1.3", "是", 2), "B2", "“是”"),
        (("3.3", "3.3a=许多", 2), "B2", "“3.3a=许多”"),
        (("9.9", "9.9a=1", 2), "A2", "没有叫“9.9”的指标"),
        (("1.3", "1.3a=是", None), "C2", "“应得”空着"),
        (("1.3", "1.3a=是", "两分"), "C2", "“两分”"),
    ],
)
def test_a_trial_that_differs_must_be_cleared_up(
    line: tuple[str, str, object], cell: str, words: str, tmp_path: Path
) -> None:
    (found,) = findings(trials(line), tmp_path)
    assert (found.place.sheet, found.place.cell) == ("试算", cell)
    assert words in found.message


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        (("3.7", "3.7a=好", 1), "请把 3.7a 写成“未建立”或“建立未实施”或“建立并实施”。"),
        (("1.3", "1.3a=1", 2), "请把 1.3a 写成“是”或“否”。"),
        (("2.3", "2.3a=许多", 2), "请把 2.3a 写成一个数。"),
        (("2.3", "2.3a：9", 2), "请写成 2.3a=…，几项之间用分号。"),
    ],
)
def test_an_answer_that_is_none_is_answered_with_those_that_are(
    line: tuple[str, str, object], advice: str, tmp_path: Path
) -> None:
    (found,) = findings(trials(line), tmp_path)
    assert found.remedy == advice


def test_a_trial_of_what_was_not_understood_is_left_alone(tmp_path: Path) -> None:
    edit = all_of(put(RULES, "L5", "2分"), trials(("1.3", "1.3a=是", 2)))
    assert [own.code for own in findings(edit, tmp_path)] == ["K907"]


# the workbook


def rows(book: Book, sheet: str) -> Rows:
    """Give a sheet's rows as texts."""
    return [
        tuple("" if value is None else str(value) for value in row)
        for row in page(book, sheet).iter_rows(values_only=True)
    ]


@pytest.mark.no_cover
@pytest.mark.slow
def test_the_check_shows_the_faults_where_they_stand(tmp_path: Path) -> None:
    edit = all_of(put(RULES, "K23", "30%以上"), put(ITEMS, "E5", "1.3纳入绩效考核体系，记3分。"))
    path = saved(edit, tmp_path / "方案.xlsx")
    before = path.read_bytes()
    done = check_scheme(path)
    assert (done.must, done.ask, done.form) == (1, 1, None)
    assert path.read_bytes() == before
    book = load_workbook(done.check)
    assert book.sheetnames[:4] == ["检查结果", "与上年相比", "规则预览", "试算结果"]
    told = rows(book, "检查结果")
    assert told[0] == (*RESULT_HEADERS[:5], "程度")
    assert RESULT_HEADERS[:5] == ("表", "格", "指标", "问题", "怎么改")
    assert told[1][:3] == (RULES, "K23", "3.3")
    assert told[1][5] == "必须改"
    assert told[2][:3] == (ITEMS, "F5", "1.3")
    cell = page(book, RULES)["K23"]
    assert cell.fill.fgColor.rgb == "00F6C9C2"
    assert cell.comment is not None
    assert "含写 ≥30%，不含写 >30%" in cell.comment.text
    preview = rows(book, "规则预览")
    assert preview[0] == PREVIEW_HEADERS
    assert next(row for row in preview if row[0] == "3.3")[3] == "先改好“检查结果”里的问题。"


def test_a_fault_of_a_cell_that_was_merged_is_shown_at_the_first(tmp_path: Path) -> None:
    """Authors merge the cells of one category, or a note with the cell beside it."""
    path = saved(
        all_of(put(RULES, "K23", None), lambda book: page(book, RULES).merge_cells("J23:K23")), tmp_path / "方案.xlsx"
    )
    marked = page(load_workbook(check_scheme(path).check), RULES)["J23"]
    assert marked.comment is not None
    assert "“要求”空着" in marked.comment.text


def test_what_asks_is_followed_by_no_full_stop(tmp_path: Path) -> None:
    done = check_scheme(saved(put(RULES, "F2", "1.1b"), tmp_path / "方案.xlsx"))
    assert rows(load_workbook(done.check), "检查结果")[1][3] == "没有叫“1.1b”的填报事项，是不是“1.1a”？"


@pytest.mark.slow
def test_a_check_without_faults_and_its_form(tmp_path: Path) -> None:
    path = saved(trials(("1.3", "1.3a=是", 2)), tmp_path / "方案.xlsx")
    done = check_scheme(path)
    assert done.form == tmp_path / "方案预览-评估表.xlsx"
    book = load_workbook(done.check)
    assert rows(book, "检查结果")[1][3] == "没有问题。"
    assert rows(book, "与上年相比")[1][3].startswith("与“岳阳市2017年度")
    assert rows(book, "试算结果")[1][:3] == ("1.3", "1.3a=是", "2")
    assert len(list(done.lines())) == 3


@pytest.mark.slow
def test_a_check_of_a_check_does_not_grow(tmp_path: Path) -> None:
    """An author may go on in the checked copy: our own sheets are made anew."""
    first = check_scheme(saved(put(RULES, "K23", "30%以上"), tmp_path / "方案.xlsx")).check
    again = first.replace(tmp_path / "方案.xlsx")
    second = load_workbook(check_scheme(again).check)
    assert len(second.sheetnames) == len(load_workbook(again).sheetnames)


@pytest.mark.slow
def test_last_years_scheme_may_lie_beside_it(tmp_path: Path) -> None:
    saved(put("等次", "B2", "≥90"), tmp_path / "上年方案.xlsx")
    done = check_scheme(saved(all_of(), tmp_path / "方案.xlsx"))
    assert ("等次", "优秀") in [row[:2] for row in rows(load_workbook(done.check), "与上年相比")]
    (tmp_path / "上年方案.xlsx").write_bytes(b"nothing")
    done = check_scheme(tmp_path / "方案.xlsx")
    assert rows(load_workbook(done.check), "与上年相比")[1][3] == "没有找到上年的方案。"


def test_a_scheme_that_cannot_be_built_is_still_checked(tmp_path: Path) -> None:
    """A document for which even the holes filled make no scheme."""
    path = saved(put("加分情形", "J9", "4.5f2"), tmp_path / "方案.xlsx")
    done = check_scheme(path)
    assert done.must == 1
    told = load_workbook(done.check)
    assert rows(told, "规则预览")[1][1] == "先改好“检查结果”里的问题，才能预览。"
    assert rows(told, "与上年相比")[1][3] == "先改好“检查结果”里的问题，才能与上年相比。"


@pytest.mark.skipif(PROGRAM is None, reason="no office program")
def test_a_workbook_of_another_format_is_checked_as_well(tmp_path: Path) -> None:
    source = saved(put(RULES, "K23", "30%以上"), tmp_path / "来源.xlsx")
    (converted,) = convert([source], ".ods", tmp_path / "另存")
    done = check_scheme(converted.rename(tmp_path / "方案.ods"))
    book = load_workbook(done.check)
    assert page(book, RULES)["K23"].comment is not None
    assert page(book, RULES)["K24"].value == "≥20%，<30%"


@pytest.mark.no_cover
def test_a_toml_scheme_gets_the_same_findings_with_its_dotted_key(tmp_path: Path) -> None:
    text = (
        Path("kexie_excel/scheme/data/yueyang-2017.toml")
        .read_text(encoding="utf-8")
        .replace("points = 12", "points = 13")
        .replace('top = "30%"', 'top = "130%"')
    )
    path = tmp_path / "方案.toml"
    path.write_text(text, encoding="utf-8")
    done = check_scheme(path)
    told = rows(load_workbook(done.check), "检查结果")
    assert [row[:2] for row in told[1:]] == [("", "section.2"), ("", "levels.level.优秀.top")]


# moving on


def test_a_year_moves_on_and_the_documents_own_numbers_stay() -> None:
    moved = moved_on(DOCUMENT)
    head, notice = moved["scheme"], moved["notice"]
    assert isinstance(head, dict)
    assert isinstance(notice, dict)
    assert (head["id"], head["version"], head["year"]) == ("yueyang-2018", 1, 2018)
    assert head["title"] == "岳阳市2018年度县市区科协绩效评估表"
    assert "〔2017〕38号" in head["source"]
    assert "（岳市科协〔2017〕38号），市科协对各县市区科协2018年度工作" in notice["opening"]
    assert moved["item"] == DOCUMENT["item"]
    assert moved_on({**DOCUMENT, "scheme": {**head, "id": "own"}})["scheme"]["id"] == "own-2019"  # type: ignore[index]
    assert moved_on({}) == {}


def test_a_quarter_moves_on() -> None:
    """Titles follow the period; the year moves with the last quarter only, and no two forms bear one id."""
    head = {**DOCUMENT["scheme"], "id": "chain", "year": 2026, "period": "2026年第三季度"}  # type: ignore[dict-item]
    head |= {"title": "连锁门店2026年第三季度考核表", "form_name": "2026年第三季度考核表"}
    notice = {**DOCUMENT["notice"], "opening": "对各店2026年第三季度、即第三季度的工作进行评估"}  # type: ignore[dict-item]
    moved = moved_on({**DOCUMENT, "scheme": head, "notice": notice})
    assert moved["notice"]["opening"] == "对各店2026年第四季度、即第四季度的工作进行评估"  # type: ignore[index]
    fourth = moved["scheme"]
    assert isinstance(fourth, dict)
    names = ("id", "year", "period", "title", "form_name")
    assert [fourth[name] for name in names] == [
        *("chain-2026年第四季度", 2026, "2026年第四季度"),
        *("连锁门店2026年第四季度考核表", "2026年第四季度考核表"),
    ]
    first = moved_on(moved)["scheme"]
    assert isinstance(first, dict)
    assert [first[name] for name in names] == [
        *("chain-2027年第一季度", 2027, "2027年第一季度"),
        *("连锁门店2027年第一季度考核表", "2027年第一季度考核表"),
    ]


@pytest.mark.parametrize(
    ("period", "year", "moved"),
    [
        (
            "2025—2026学年第一学期",
            2025,
            ("s-2025—2026学年第二学期", 2025, "2025—2026学年第二学期"),
        ),
        ("2025—2026学年第二学期", 2025, ("s-2026", 2026, "2026—2027学年第一学期")),
        ("第三期", 2025, ("s-2025-续", 2025, "第三期")),
    ],
)
def test_a_term_moves_on_and_no_two_forms_bear_one_id(period: str, year: int, moved: tuple[object, ...]) -> None:
    """A school year is two years; of 第三期 nobody can tell what follows, but its forms are others."""
    own = f"s-{period}" if "第一" in period else "s-2025"
    head = {**DOCUMENT["scheme"], "id": own, "year": year, "period": period, "title": f"实验区{period}考核表"}  # type: ignore[dict-item]
    following = moved_on({**DOCUMENT, "scheme": head})["scheme"]
    assert isinstance(following, dict)
    assert (following["id"], following["year"], following["period"]) == moved
    assert following["title"] == f"实验区{moved[2]}考核表"


def test_what_follows_a_scheme_without_words_has_those_that_it_spoke_in() -> None:
    """So that the author finds them in 基本信息."""
    moved = moved_on({key: value for key, value in DOCUMENT.items() if key != "wording"})
    assert moved["wording"] == DOCUMENT["wording"]


def test_a_line_inserted_without_base_shows_nothing_of_the_rest(tmp_path: Path) -> None:
    """One more row of a clause changes its words and nothing else."""
    edit = insert_row(RULES, 5, A="1.2", B="1", C="3", D="达到即得", F="1.2a", K="是")
    changed = build_scheme(read(edit, tmp_path).document, "方案.xlsx")
    assert [own.id for own in changed.items if item_words(own) != item_words(SCHEME.item_of[own.id])] == ["1.2"]
