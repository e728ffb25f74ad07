"""The built-in scheme against 岳市科协〔2017〕38号 and its annex: every id, text, 分值, bonus kind, unit and reading, literally."""

from fractions import Fraction

import pytest

from kexie_excel.scheme.fact import Fact
from kexie_excel.scheme.levels import Level, Quota
from kexie_excel.scheme.load import BUILT_IN, literal_scheme, load_scheme, read_document
from kexie_excel.scheme.model import SameWork

SCHEME = load_scheme()
LITERAL = literal_scheme(read_document(BUILT_IN), BUILT_IN.name)

TEXTS = (
    "1.1党委常委会或政府常务会每年听取1次工作汇报。计1分，未落实不计分。",
    "1.2落实由副书记分管科协工作，政府1名副职联系科协工作。计1分，未落实不计分。",
    "1.3全民科学素质实施工作纳入党委政府绩效考核体系。计2分，未落实不计分。",
    "1.4党委或政府领导出席全委会议。计2分，未落实不计分。",
    "1.5县市区科协本级科普经费列入财政预算，人均不低于0.5元。计2分，未落实不计分。",
    "1.6重视深化改革工作，积极参加市科协系统深化改革实施办法编制调研各项工作，认真开展调研，并提出意见和建议。开展调研并提出意见建议的计3分，未落实不计分。",
    "2.1 建立党风廉政建设和反腐败工作责任制，年初有工作要点、年底有总结，计4分，未落实不计分。年内若出现1例违纪违规违法事件，绩效评估一票否决，考核等次评为不合格。",
    "2.2党建工作制度健全，年初有工作要点、年底有总结，开展党建工作述职，计4分，未落实不计分。",
    "2.3县级学会中党组织覆盖率100%。计4分，每10个百分点计0.4分。",
    "3.1按期换届。计2分，否则不计分。",
    "3.2设立党组。计2分，否则不计分。",
    "3.3推进基层科协组织体系建设：规模以上企业科协覆盖率高于30%（含），计2分，低于30%高于20%（含），计1分，低于20%，不计分。乡镇科协覆盖率高于90%（含），计2分，低于90%高于70%，计1分，低于70%，不计分。至少新建1个农技协组织，计2分，未落实不计分。",
    "3.4加强队伍建设：开展县市区、乡镇科协干部，学会秘书处、农技协工作人员集中培训不少于1次。计3分，未完成不计分。",
    "3.5落实市委第七届第23次常委会议关于老科协工作的决定事项，对本县市区责任事项进行细化分解，逐项明确阶段目标、责任主体、完成时限，计3分，未落实不计分。",
    "3.6服务本县市区的省科协常委、委员开展“四联”工作。计2分，工作不到位不计分。",
    "3.7在县级学会、乡镇科协、企业科协等基层组织中建立工作联系点，开展领导班子成员联基层活动。计1分，未建立不计分，建立未实施计0.5分。",
    "4.1建立健全县市区科学素质纲要办（或领导小组）并召开全民科学素质工作专题会议，编制出台本地区《科学素质纲要实施方案（2016-2020年）》，下发年度科学素质工作要点并有年度工作总结。计3分，每项计1分。",
    "4.2实施“基层科普行动计划”，推进科技助力精准扶贫工程、科普惠民提升工程落地实施。计6分，每项计2分。",
    "4.3推进科普信息化：开展科普中国与科普湖南推广运用、推进本地区科普e站建设、“科普中国·百城千校万村行动”，计3分，每项任务计1分；利用电视、电台、报纸等传统媒体开展科技传播与宣传，不少于2次，计1分，未达到不计分；利用微信公众号、微博等新媒体开展科技传播，不少于2篇次，计1分，未达到不计分。",
    "4.4牵头或参与开展科普日、双创活动周、三下乡、防灾减灾日、科技活动周等主题活动。计5分，每项计1分。",
    "4.5积极参加省、市青少年科技创新大赛、模型竞赛、机器人竞赛等各级各类青少年科技竞赛，不少于2次，计4分。开展“周六课堂”、“巴陵千名小院士孵化工程”不少于1个班，或由科协牵头，集中开展青少年创新教育不少于50名学生不少于30课时，计2分。",
    "4.6加强科普教育基地、校园（社区、企业）科技馆、流动科技馆、科普示范基地建设。计2分，每项计0.5分。",
    "5.1积极实施创新驱动助力工程：推进学会服务站、专利信息推广应用等工作。计4分，每项计2分。",
    "5.2推进科技智库建设工作：开展决策咨询、建言献策或第三方评估工作不少于1次。计2分，未达到不计分。",
    "5.3实施学会服务能力提升计划：开展示范性学会、特色学会、重点学会建设，计1分，未开展不计分；开展学术交流不少于2场次，计1分，未达到不计分；加强学会监督管理，学会年检合格率90%以上，计2分，未达到不计分。",
    "5.4积极组织撰写论文，参加市第十二届自然科学优秀学术论文评选活动。计3分，未落实不计分。",
    "5.5推进学会治理结构、治理方式改革：做好所属学会年检初审工作，计2分，未完成不计分；加强学会办事机构建设，计1分，未落实不计分；新发展1个以上县级学会，计1分，未落实不计分。",
    "5.6利用学会开展科技扶贫及企业帮扶活动不少于2次。计3分，开展1次活动的计1分，未开展不计分。",
    "6.1积极举荐优秀科技人才，联合有关部门推荐2名以上（含2名）青年科技工作者参加巴陵青年英才支持计划人选选拔。计4分，推荐1名的计2分，未推荐的不计分。",
    "6.2开展科技人物宣传工作。不少于1人次。计2分，未开展不计分。",
    "6.3开展科技工作者先进个人和先进团体表彰工作。计2分，未开展不计分。",
    "6.4开展“全国科技工作者日”活动。计2分，未开展不计分。",
    "7.1获国家级表彰奖励，每项加10分；获省部级表彰奖励，每项加5分；获市委市政府表彰奖励，每项加3分；获县委县政府表彰奖励，每项加2分。组织参加青少年科技创新大赛，获国家级奖项，每人次加3分；获省级奖项，每人次加2分；获市级奖项，每人次加1分。组织“巴陵千名小院士孵化工程”，每超过1个班次（50名学生），加1分；获得国家（实用）发明专利，每人次加2分。加分依据以文件、奖牌或证书为准。同一工作获得多个奖项的，取最高奖励计分，不重复加分。跨年度获得的奖项，仅在当年或来年使用一次。",
    "7.2业务工作有特色，创新性工作经验在全国、全省、全市科协系统或本县市区进行推广的，每次分别加5分、3分、2分、1分。同一事项不重复加分。",
)
"""评估内容及评分标准 of the 34 rows, to the letter: also 2.1's blank, and 6.2's full stop before “不少于”."""

POINTS = {
    "1": (11, {"1.1": 1, "1.2": 1, "1.3": 2, "1.4": 2, "1.5": 2, "1.6": 3}),
    "2": (12, {"2.1": 4, "2.2": 4, "2.3": 4}),
    "3": (19, {"3.1": 2, "3.2": 2, "3.3": 5, "3.4": 3, "3.5": 4, "3.6": 2, "3.7": 1}),
    "4": (28, {"4.1": 3, "4.2": 6, "4.3": 5, "4.4": 5, "4.5": 6, "4.6": 2}),
    "5": (20, {"5.1": 4, "5.2": 2, "5.3": 4, "5.4": 3, "5.5": 4, "5.6": 3}),
    "6": (10, {"6.1": 4, "6.2": 2, "6.3": 2, "6.4": 2}),
}
"""一级指标 → the points of its heading, and the 分值 column."""

SECTIONS = (
    "1.党委政府重视程度",
    "2.党的建设",
    "3.组织建设",
    "4.科学普及",
    "5.学会工作",
    "6.人才服务与科技宣传",
)

FACTS = """
1.1a count | 1.2a yn | 1.2b yn | 1.3a yn | 1.4a yn | 1.5a yn | 1.5b amount | 1.5c amount | 1.6a yn | 1.6b yn
2.1a yn | 2.1b yn | 2.1c yn | 2.1v count | 2.2a yn | 2.2b yn | 2.2c yn | 2.2d yn | 2.3a count | 2.3b count
3.1a yn | 3.2a yn | 3.3a count | 3.3b count | 3.3c count | 3.3d count | 3.3e count | 3.4a count
3.5a yn | 3.5b yn | 3.5c yn | 3.5d yn | 3.6a yn | 3.7a choice
4.1a yn | 4.1b yn | 4.1c yn | 4.2a yn | 4.2b yn | 4.2c yn | 4.3a yn | 4.3b yn | 4.3c yn | 4.3d count | 4.3e count
4.4a yn | 4.4b yn | 4.4c yn | 4.4d yn | 4.4e yn | 4.4f count
4.5a count | 4.5b count | 4.5c count | 4.5d count | 4.5e count | 4.5f count | 4.6a yn | 4.6b yn | 4.6c yn | 4.6d yn
5.1a yn | 5.1b yn | 5.1c count | 5.2a count | 5.3a yn | 5.3b count | 5.3c count | 5.3d count | 5.4a yn
5.5a yn | 5.5b yn | 5.5c count | 5.6a count
6.1a count | 6.2a count | 6.3a yn | 6.4a yn
"""
"""Design §4 ⟂: the ids and kinds of the 78 facts, in order."""

UNITS_OF_MEASURE = {
    "次": "1.1a 3.4a 4.3d 4.5a 5.2a 5.6a",
    "万元": "1.5b",
    "万人": "1.5c",
    "例": "2.1v",
    "个": "2.3a 2.3b 3.3a 3.3b 3.3c 3.3d 3.3e 4.5b 4.5c 5.3c 5.3d 5.5c",
    "篇次": "4.3e",
    "项": "4.4f 5.1c",
    "名": "4.5d 4.5f 6.1a",
    "课时": "4.5e",
    "场次": "5.3b",
    "人次": "6.2a",
}

BONUS = """
7.1 国家级表彰奖励 10 项
7.1 省部级表彰奖励 5 项
7.1 岳阳市委市政府表彰奖励 3 项
7.1 本县市区党委政府表彰奖励 2 项
7.1 青少年科技创新大赛国家级奖项 3 人次
7.1 青少年科技创新大赛省级奖项 2 人次
7.1 青少年科技创新大赛市级奖项 1 人次
7.1 小院士孵化工程超出班次 1 班次
7.1 国家（实用）发明专利 2 人次
7.2 全国科协系统推广 5 次
7.2 全省科协系统推广 3 次
7.2 全市科协系统推广 2 次
7.2 本县市区推广 1 次
"""
"""Design §4 ⟂: item, drop-down text, points, per."""


def test_the_texts_are_the_originals_to_the_letter() -> None:
    """附件: 32 items and 7.1, 7.2, in order."""
    assert (*(item.text for item in SCHEME.items), *(item.text for item in SCHEME.bonus)) == TEXTS
    assert [text[:3] for text in TEXTS] == list(SCHEME.row_ids)
    assert (len(SCHEME.items), len(SCHEME.bonus)) == (32, 2)


def test_the_points_column_and_the_headings_are_the_originals() -> None:
    """附件: the 分值 column and the points in each heading, 28 over section 4 included."""
    assert [section.id for section in SCHEME.sections] == list(POINTS)
    for section in SCHEME.sections:
        heading, column = POINTS[section.id]
        assert section.points == heading
        assert [item.id for item in section.items] == list(column)
        assert all(item.points == column[item.id] for item in section.items)
    assert tuple(section.name for section in SCHEME.sections) == SECTIONS
    assert SCHEME.bonus_heading == "7.加分项"


def test_every_item_belongs_to_the_section_of_its_number() -> None:
    assert all(item.section == item.id[0] for item in SCHEME.items)
    assert all(fact.id.startswith(item.id) for item in SCHEME.items for fact in item.facts)


def test_items_sum_to_99_and_the_headings_to_100() -> None:
    """Design §4.1: no option mends the missing point."""
    assert sum(item.points for item in SCHEME.items) == 99
    assert sum(item.maximum for item in SCHEME.items) == 99
    assert sum(section.points for section in SCHEME.sections) == 100


def test_the_78_facts_have_the_contracts_ids_and_kinds() -> None:
    """Design §4 ⟂."""
    expected = [tuple(entry.split()) for line in FACTS.strip().splitlines() for entry in line.split(" | ")]
    assert [(fact.id, fact.kind.value) for fact in SCHEME.facts] == expected
    assert len(expected) == 78


def test_counts_and_amounts_name_their_unit() -> None:
    found: dict[str, list[str]] = {}
    for fact in SCHEME.facts:
        if fact.unit:
            found.setdefault(fact.unit, []).append(fact.id)
    assert {unit: " ".join(ids) for unit, ids in found.items()} == UNITS_OF_MEASURE
    assert {fact.id for fact in SCHEME.facts if fact.kind.value in {"count", "amount"}} == {
        fact_id for ids in found.values() for fact_id in ids
    }


def test_only_3_6_offers_not_applicable() -> None:
    """Design §4: 3.6a also 不适用."""
    assert [fact.id for fact in SCHEME.facts if fact.may_not_apply] == ["3.6a"]


def test_only_3_7_is_a_choice_of_three() -> None:
    """3.7: 未建立不计分，建立未实施计0.5分."""
    assert _fact("3.7a").choices == ("未建立", "建立未实施", "建立并实施")
    assert [fact.id for fact in SCHEME.facts if fact.choices] == ["3.7a"]


def test_only_2_1_vetoes() -> None:
    """2.1: 出现1例违纪违规违法事件，一票否决."""
    vetoes = [(item.id, item.veto.count.fact.id, str(item.veto.at_least)) for item in SCHEME.items if item.veto]
    assert vetoes == [("2.1", "2.1v", "1")]


def test_the_facts_of_a_rule_are_those_of_its_item() -> None:
    """Only the veto's count and the class list of 4.5f lie outside their item's rule."""
    for item in SCHEME.items:
        outside = {fact.id for fact in item.facts} - {fact.id for fact in item.rule.facts}
        assert outside == ({"2.1v"} if item.id == "2.1" else {"4.5f"} if item.id == "4.5" else set())


def test_the_bonus_kinds_are_the_contracts() -> None:
    """Design §4 ⟂: thirteen labels with their points."""
    expected = [tuple(line.split()) for line in BONUS.strip().splitlines()]
    assert [(kind.item, kind.label, str(kind.points), kind.per) for kind in SCHEME.bonus_kinds] == expected
    assert len(expected) == 13


def test_which_bonus_rows_can_be_the_same_work() -> None:
    """7.1 同一工作取最高: 表彰 and 大赛 rows; 7.2 同一事项: every row. What counts once is what is paid 每项 or 每次."""
    for kind in SCHEME.bonus_kinds:
        matter = SameWork.MATTER if kind.item == "7.2" else SameWork.AWARD
        assert kind.same_work is (
            matter if "表彰" in kind.label or "大赛" in kind.label or kind.item == "7.2" else None
        )
        assert kind.once is (kind.per in {"项", "次"})


def test_only_one_bonus_kind_names_its_issuer() -> None:
    """市委市政府 is 岳阳市's."""
    assert {kind.label: kind.issuer for kind in SCHEME.bonus_kinds if kind.issuer} == {
        "岳阳市委市政府表彰奖励": "岳阳市"
    }


def test_classes_beyond_the_first() -> None:
    """7.1: 每超过1个班次（50名学生）加1分; the first class is paid in 4.5."""
    (kind,) = [kind for kind in SCHEME.bonus_kinds if kind.beyond]
    assert kind.label == "小院士孵化工程超出班次"
    assert kind.beyond
    assert (kind.beyond.classes.id, kind.beyond.students.id) == ("4.5c", "4.5f")
    assert kind.beyond.class_size == 50
    assert kind.beyond.free == 1
    assert not kind.beyond.by_students


def test_evidence_and_years_are_asked_for_in_7_1_only() -> None:
    """7.1: 以文件、奖牌或证书为准; 当年或来年. 7.2 says neither."""
    assert [(item.id, item.needs_evidence, item.years_back) for item in SCHEME.bonus] == [
        ("7.1", True, 1),
        ("7.2", False, None),
    ]


def test_the_ten_units_in_two_categories() -> None:
    """五、等次确定."""
    assert SCHEME.categories == ("县市", "区")
    assert [unit.name for unit in SCHEME.units_in("县市")] == [
        "平江县",
        "岳阳县",
        "华容县",
        "湘阴县",
        "临湘市",
        "汨罗市",
    ]
    assert [unit.name for unit in SCHEME.units_in("区")] == ["岳阳楼区", "云溪区", "君山区", "屈原管理区"]
    assert len(SCHEME.units) == 10


def test_the_levels() -> None:
    """五、等次确定: 85分以上且排序居前30%; 60分以下."""
    levels = SCHEME.levels
    assert levels.best_first == (
        Level("优秀", Fraction(85), bound_included=True, top=Fraction(3, 10), quota=Quota.LITERAL),
        Level("合格", Fraction(60), bound_included=True, top=None),
        Level("不合格", None, bound_included=False, top=None),
    )
    assert (levels.with_bonus, levels.vetoed_hold_rank) == (True, False)


def test_the_head() -> None:
    assert (SCHEME.id, SCHEME.version, SCHEME.year) == ("yueyang-2017", 1, 2017)
    assert SCHEME.title == "岳阳市2017年度县市区科协绩效评估表"
    assert SCHEME.form_name == "2017年度县市区科协绩效评估表"
    assert SCHEME.source == "《岳阳市县市区科协绩效评估办法（试行）》（岳市科协〔2017〕38号）"


def test_the_three_materials() -> None:
    """四、1: 年度工作总结、工作绩效评价表和相关佐证材料."""
    assert [material.name for material in SCHEME.materials] == ["年度工作总结", "绩效评估表", "佐证材料"]


def test_the_interpretations_their_defaults_and_options() -> None:
    """Design §4.1: the default stands first."""
    options = {entry.id: [option.label for option in entry.options] for entry in SCHEME.interpretations}
    assert options == {
        "分值基准": ["按分值栏", "按文字"],
        "乡镇覆盖70%": ["计1分", "不计分"],
        "党组织覆盖率": ["满10个百分点才计", "按比例折算"],
        "等类活动": ["计入", "只计列明"],
        "60分": ["60分为合格", "60分为不合格"],
        "85分": ["含85分", "不含85分"],
        "前30%": ["名次÷总数不超过30%", "四舍五入", "向上取整"],
        "综合评分": ["含加分", "不含加分"],
        "否决单位名次": ["不占名次", "占名次"],
        "超出班次": ["班次−1", "学生数÷50取整−1"],
    }
    assert SCHEME.chosen == {name: labels[0] for name, labels in options.items()}
    assert [entry.default for entry in SCHEME.interpretations] == [labels[0] for labels in options.values()]


@pytest.mark.parametrize(
    "clause", ["1.2", "1.6", "2.1", "2.2", "3.5", "4.1", "3.4", "5.3", "6.3", "印章", "人次", "总数"]
)
def test_the_fixed_readings_are_printed(clause: str) -> None:
    """Design §4.1: fixed readings, so that nobody takes them for the only ones."""
    assert any(clause in reading for reading in SCHEME.readings)


def test_the_declared_slips() -> None:
    """Design §4.1: the four contradictions of the original."""
    assert [slip.at for slip in SCHEME.slips] == [
        "section/4",
        "item/3.3/points",
        "item/3.5/points",
        "item/3.3/rule/乡镇科协覆盖率",
    ]


def test_the_literal_scheme_states_what_the_document_says() -> None:
    """3.3 pays up to 6 by its words, 3.5 pays 3, exactly 70 % is in no band; no interpretation is laid over it."""
    maxima = {item.id: item.maximum for item in LITERAL.items if item.maximum != item.points}
    assert maxima == {"3.3": 6, "3.5": 3}
    assert LITERAL.chosen == {}
    seventy = {"3.3c": Fraction(10), "3.3d": Fraction(7)}
    assert "没有规定" in LITERAL.item_of["3.3"].rule.evaluate(seventy).why


def _fact(fact_id: str) -> Fact:
    """Give a fact by its id."""
    return next(fact for fact in SCHEME.facts if fact.id == fact_id)


def test_the_notice_names_the_document_and_every_step_of_the_method() -> None:
    """四、评估方法: 县市区自评、现场评估、领导小组审定、通报评估结果; the recipients are those of the 办法 itself."""
    words = load_scheme().notice
    assert words is not None
    assert load_scheme().source in words.opening
    assert all(step in words.steps for step in ("县市区自评", "现场评估", "复核", "领导小组审议", "市科协党组审定"))
    assert words.recipients == "各县市区科协，机关各部室、事业单位"
    assert words.office == "岳阳市科学技术协会"
