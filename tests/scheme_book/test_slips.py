"""What authors get wrong, made in the workbook, and answered with sheet and cell.

Clause: scheme-as-a-workbook, “what must be found”: all at once, without the followers of a fault already named.
"""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from kexie_excel.findings import Severity
from tests.scheme_book.author import (
    BONUS,
    FACTS,
    HEAD,
    ITEMS,
    LEAN,
    LEVELS,
    NOTES,
    READINGS,
    RULES,
    UNITS,
    WRITTEN,
    Edit,
    all_of,
    drop_column,
    drop_row,
    drop_rows,
    drop_sheet,
    findings,
    insert_row,
    merge,
    page,
    place,
    put,
    rename,
    struck,
)

pytestmark = pytest.mark.slow

Told = tuple[str, str, str]
"""Where, what is said of it, and what to write instead (parts of the sentences)."""

SLIPS: dict[str, tuple[Edit, Told]] = {
    "a header misspelt": (put(RULES, "L1", "得份"), (f"{RULES} L1", "“得份”，是不是“得分”", "改表头")),
    "a header gone": (drop_column(RULES, 6), (f"{RULES} 第1行", "缺“事项”一栏", "补上这个表头")),
    "a header twice": (put(RULES, "H1", "事项"), (f"{RULES} H1", "表头“事项”与 F1 重复", "删去一个")),
    "a sheet misspelt": (rename(RULES, "计分规定"), ("计分规定", "是不是“计分规则”", "改表名")),
    "a sheet gone": (drop_sheet(FACTS), (FACTS, "缺工作表“填报事项”", "上年的方案")),
    "the lines gone": (drop_sheet(ITEMS), (ITEMS, "缺工作表“指标”", "上年的方案")),
    "2分": (put(ITEMS, "F3", "2分"), (f"{ITEMS} F3", "“2分”", "只写数字 2")),
    "points in words": (put(RULES, "L2", "一分"), (f"{RULES} L2", "“一分”", "只写一个数字")),
    "points that became a date": (
        put(RULES, "L2", dt.date(2018, 3, 4), "yyyy-mm-dd"),
        (f"{RULES} L2", "成了日期", "重写数字"),
    ),
    "an error value": (put(ITEMS, "F3", "#REF!"), (f"{ITEMS} F3", "里是错误值 #REF!", "改成要写的内容")),
    "a formula without a value": (put(RULES, "K2", '="≥"&1'), (f"{RULES} K2", "公式没有算过", "保存一次")),
    "a row struck through": (struck(ITEMS, 5), (f"{ITEMS} A5", "删除线", "删去这一行")),
    "a 编号 that became a date": (put(ITEMS, "C3", dt.date(2018, 1, 1)), (f"{ITEMS} C3", "成了日期", "“文本”")),
    "a question's 编号 that became a date": (
        put(FACTS, "B3", dt.date(2018, 1, 1)),
        (f"{FACTS} B3", "成了日期", "“文本”"),
    ),
    "a period that became a date": (
        insert_row(HEAD, 4, A="评估期", B=dt.date(2017, 11, 1)),
        (f"{HEAD} B4", "成了日期", "“文本”"),
    ),
    "a rate in steps": (put(RULES, "J19", "倍"), (f"{RULES} J19", "“每满一档计分”只用于份额", "分档计分")),
    "a material twice": (put(HEAD, "C14", "总结"), (f"{HEAD} C14", "必报材料“总结”与 前面的一行 重复", "不同的")),
    "30%以上": (put(RULES, "K23", "30%以上"), (f"{RULES} K23", "30%以上", "含写 ≥30%，不含写 >30%")),
    "不足20%": (put(RULES, "K25", "不足20%"), (f"{RULES} K25", "不足20%", "含写 ≤20%，不含写 <20%")),
    "20%-30%": (put(RULES, "K24", "20%-30%"), (f"{RULES} K24", "20%-30%", "如 ≥20%，<30%")),
    "a half comparison": (put(RULES, "K24", "≥20%，30%"), (f"{RULES} K24", "≥20%，30%", "每个数前面都有符号")),
    "two bounds with a blank between": (
        put(RULES, "K81", "≥2 <1"),
        (f"{RULES} K81", "≥2 <1", "没有数能同时满足"),
    ),
    "two lower bounds": (put(RULES, "K24", "≥20%，>30%"), (f"{RULES} K24", "≥20%，>30%", "在一格里只写一档")),
    "a band upside down": (put(RULES, "K24", "≥30%，<20%"), (f"{RULES} K24", "≥30%，<20%", "没有数能同时满足")),
    "a gap": (put(RULES, "K24", "≥25%，<30%"), (f"{RULES} K23", "20%到25%之间没有规定计分", "每个数正好落在一档")),
    "an overlap": (put(RULES, "K24", "≥20%，<35%"), (f"{RULES} K23", "30%处，两档重叠", "每个数正好落在一档")),
    "no band for the rest": (drop_row(RULES, 25), (f"{RULES} K23", "低于20%的没有规定计分", "每个数正好落在一档")),
    "a share without %": (put(RULES, "K23", "≥30"), (f"{RULES} K23", "份额，要写百分号", "≥30%")),
    "a share as a decimal": (put(RULES, "K23", "≥0.3"), (f"{RULES} K23", "份额，要写百分号", "≥30%")),
    "a % where things are counted": (put(RULES, "K81", "≥2%"), (f"{RULES} K81", "不能写百分号", "写成 ≥2")),
    "another unit": (put(RULES, "K81", "≥2万元"), (f"{RULES} K81", "≥2万元", "如 ≥2")),
    "a number as 编号": (put(ITEMS, "C3", 1.1), (f"{ITEMS} C3", "1.10 和 1.1", "文本")),
    "a number that may be two items": (
        all_of(put(ITEMS, "C5", "1.10"), put(FACTS, "A5", "1.10"), put(RULES, "A5", 1.1)),
        (f"{RULES} A5", "1.10 和 1.1", "文本"),
    ),
    "an item without 编号": (put(ITEMS, "C3", None), (f"{ITEMS} C3", "“编号”空着", "写指标的编号")),
    "a unit twice": (put(UNITS, "B3", "平江县"), (f"{UNITS} B3", "与 B2 重复", "删去一个")),
    "a unit twice but for capitals": (
        all_of(put(UNITS, "B3", "A店"), put(UNITS, "B4", "a店")),
        (f"{UNITS} B4", "与 B3 重复", "删去一个"),
    ),
    "no units": (lambda book: page(book, UNITS).delete_rows(2, 20), (UNITS, "没有单位", "写名单")),
    "a level that nobody can reach": (
        all_of(
            put(LEVELS, "B2", "≥850"),
            put(LEVELS, "B3", ">850"),
            put(HEAD, "B9", "不含加分"),
            put(HEAD, "B10", "含加分"),
        ),
        (f"{LEVELS} B2", "“优秀”从850分起，全部指标只有99分", "分数线"),
    ),
    "a most below what the row pays": (put(RULES, "M23", 1), (f"{RULES} M23", "“分档计分”却用不着", "“合计最多”")),
    "a most of steps": (put(RULES, "M19", 3), (f"{RULES} M19", "“每满一档计分”却用不着", "“合计最多”")),
    "points of a veto": (put(RULES, "L14", -5), (f"{RULES} L14", "写了“-5”，“一票否决”却用不着", "清空这一格")),
    "a choice divided": (put(RULES, "G39", "3.7a"), (f"{RULES} G39", "“按选项计分”却用不着", "清空这一格")),
    "a yes/no that is divided": (put(RULES, "G5", "1.3a"), (f"{RULES} G5", "“达到即得”却用不着", "清空这一格")),
    "a most of a heading": (put(ITEMS, "G2", 5), (f"{ITEMS} G2", "一个部分的合计却不能封顶", "写在各个指标上")),
    "a most of a bonus": (put(ITEMS, "G41", 5), (f"{ITEMS} G41", "也不封顶", "“裁定”里定分")),
    "points of a bonus line": (put(ITEMS, "F42", 5), (f"{ITEMS} F42", "加分项却没有分值", "“加分情形”")),
    "words of a bonus that cap it": (
        put(ITEMS, "E42", "7.2经验推广的，每次加2分，最多加5分。"),
        (f"{ITEMS} C42", "7.2 原文写“最多加5分”，程序算加分不封顶", "位置写“加分项 7.2”"),
    ),
    "options of a number": (put(FACTS, "F2", "一｜二"), (f"{FACTS} F2", "填法却是“整数”", "从选项中选")),
    "a bonus that counts in no way": (put(BONUS, "E2", None), (f"{BONUS} E2", "“计次”空着", "按数量")),
    "a share of itself": (
        all_of(put(RULES, "G23", "3.3b"), put(RULES, "G24", "3.3b"), put(RULES, "G25", "3.3b")),
        (f"{RULES} G23", "就是“事项”", "分母的填报事项"),
    ),
    "an item twice": (put(ITEMS, "C4", "1.1"), (f"{ITEMS} C4", "与 C3 重复", "不同的")),
    "a fact twice": (put(FACTS, "B4", "1.2a"), (f"{FACTS} B4", "与 B3 重复", "不同的")),
    "a heading twice": (put(ITEMS, "B9", "1"), (f"{ITEMS} B9", "与 B2 重复", "不同的")),
    "a fact of another item": (put(RULES, "F2", "1.2a"), (f"{RULES} F2", "是指标 1.2 的填报事项", "自己的填报事项")),
    "a fact that is not there": (put(RULES, "F2", "1.1b"), (f"{RULES} F2", "是不是“1.1a”", "有的")),
    "an item that is not there": (put(RULES, "A2", "1.l"), (f"{RULES} A2", "是不是“1.1”", "有的")),
    "a yes/no compared with a number": (put(RULES, "K5", "≥1"), (f"{RULES} K5", "“≥1”", "“是否”类，要求写“是”")),
    "a number compared with 是": (put(RULES, "K2", "是"), (f"{RULES} K2", "“是”", "带符号的数，如 ≥1")),
    "a yes/no divided": (put(RULES, "F76", "5.3a"), (f"{RULES} F76", "5.3a", "不能比大小")),
    "an option that is none": (
        put(RULES, "K40", "建立末实施"),
        (f"{RULES} K40", "是不是“建立未实施”", "每个选项各有一行"),
    ),
    "an option without points": (drop_row(RULES, 40), (f"{RULES} K40", "“建立未实施”没有写得几分", "每个选项各有一行")),
    "no options": (put(FACTS, "F35", None), (f"{FACTS} F35", "“选项”空着", "用“｜”隔开")),
    "an option twice": (
        put(FACTS, "F35", "未建立｜未建立｜已建立"),
        (f"{FACTS} F35", "选项“未建立”与 同一格的前一个 重复", "不同的"),
    ),
    "one option": (put(FACTS, "F35", "未建立"), (f"{FACTS} F35", "“未建立”", "至少写两个选项")),
    "a kind of answer that is none": (put(FACTS, "D3", "是非"), (f"{FACTS} D3", "是不是“是否”", "从下拉框里选")),
    "a heading's sum": (put(ITEMS, "F2", 12), (f"{ITEMS} F2", "标题写12分，所列各项分值合计11分", "位置写“部分1”")),
    "points and rule": (put(RULES, "L5", 3), (f"{ITEMS} F5", "计分规则最多3分，分值栏2分", "位置写“1.3 分值”")),
    "text and points": (
        put(ITEMS, "E5", "1.3纳入绩效考核体系，记3分。"),
        (f"{ITEMS} F5", "文字合计3分，计分规则最多2分", "位置写“1.3 分值”"),
    ),
    "a category like another": (put(UNITS, "A7", "县 市区"), (f"{UNITS} A7", "与“县市”相近", "分别排名")),
    "a unit without category": (put(UNITS, "A7", None), (f"{UNITS} A7", "“类别”空着", "写类别")),
    "a unit that leaves the folder": (put(UNITS, "B3", "../../x"), (f"{UNITS} B3", "不能用在文件名里", "文件名")),
    "a unit that is no file name": (put(UNITS, "B3", "岳阳|县"), (f"{UNITS} B3", "里有“|”", "文件名")),
    "a unit that is too long": (put(UNITS, "B3", "县" * 61), (f"{UNITS} B3", "超过60个字", "文件名")),
    "a form that is no file name": (put(HEAD, "B6", "2018/评估表"), (f"{HEAD} B6", "里有“/”", "文件名")),
    "a word left empty": (put(HEAD, "B23", None), (f"{HEAD} B23", "“内容”空着", "删去这一行")),
    "a word too long": (put(HEAD, "B28", "县" * 21), (f"{HEAD} B28", "有21个字，太长", "不超过20个字")),
    "no place for a unit's name": (put(HEAD, "B30", "各科协"), (f"{HEAD} B30", "里没有{单位}", "在单位名的地方写")),
    "a period of another year": (
        insert_row(HEAD, 5, A="评估期", B="2018年第一季度"),
        (f"{HEAD} B5", "“2018年第一季度”与年度2017不是同一年", "改成同一年"),
    ),
    "levels upside down": (put(LEVELS, "B2", "≥50"), (f"{LEVELS} B2", "不比“合格”的60分高", "从高到低")),
    "a level without sign": (put(LEVELS, "B2", "85"), (f"{LEVELS} B2", "“85”", "≥85（含本数）")),
    "a level without bound": (put(LEVELS, "B6", None), (f"{LEVELS} B6", "“综合评分”空着", "写分数线")),
    "a quota over 100%": (put(LEVELS, "C2", "130%"), (f"{LEVELS} C2", "130%", "不超过100%")),
    "a quota without %": (put(LEVELS, "C2", 30), (f"{LEVELS} C2", "要写百分号", "写成 30%")),
    "a quota as a decimal": (put(LEVELS, "C2", "0.3"), (f"{LEVELS} C2", "要写百分号", "写成 30%")),
    "a quota of so many units": (put(LEVELS, "C2", "3名"), (f"{LEVELS} C2", "要写百分号", "份额，如 30%")),
    "a quota of more than all": (put(LEVELS, "C2", 300), (f"{LEVELS} C2", "要写百分号", "份额，如 30%")),
    "a quota in words": (put(LEVELS, "C2", "前30%"), (f"{LEVELS} C2", "要写百分号", "写成 30%")),
    "a quota that is the first place": (put(LEVELS, "C2", 1), (f"{LEVELS} C2", "“1”", "份额，如 30%")),
    "no quota": (put(LEVELS, "C2", None), (f"{LEVELS} C2", "“名次居前”空着", "“取法”也留空")),
    "a way of counting no quota": (put(LEVELS, "D6", "四舍五入"), (f"{LEVELS} C6", "“名次居前”空着", "如 30%")),
    "a quota as large as the one above": (
        all_of(put(LEVELS, "C6", "30%"), put(LEVELS, "D6", "四舍五入")),
        (f"{LEVELS} C6", "“合格”是前30%，不比“优秀”的前30%多", "越来越大"),
    ),
    "a level twice": (insert_row(LEVELS, 6, A="优秀", B="≥70"), (f"{LEVELS} A6", "与 A2 重复", "不同的")),
    "a level without name": (put(LEVELS, "A6", None), (f"{LEVELS} A6", "“等次”空着", "写等次的名称")),
    "a level out of order": (
        insert_row(LEVELS, 8, A="良好", B="≥75"),
        (f"{LEVELS} B6", "“合格”从60分起，不比“良好”的75分高", "从高到低"),
    ),
    "a bound of the last level": (put(LEVELS, "B8", "≥30"), (f"{LEVELS} B8", "“≥30”", "够不上别的等次的都是它")),
    "a quota of the last level": (put(LEVELS, "C8", "50%"), (f"{LEVELS} C8", "“50%”", "留空")),
    "a level that ends elsewhere": (put(LEVELS, "B6", "≥60，<80"), (f"{LEVELS} B6", "“≥60，<80”", "写一个下限")),
    "an item without rule": (drop_row(RULES, 5), (f"{ITEMS} C5", "1.3 没有计分规则", "补上")),
    "an item without facts": (drop_row(FACTS, 5), (f"{ITEMS} C5", "1.3 没有填报事项", "补上")),
    "a question that nobody uses": (
        insert_row(FACTS, 6, A="1.3", B="1.3b", C="另一问", D="是否"),
        (f"{FACTS} B6", "1.3b（另一问）没有用在任何计分规则里", "位置写“填报事项 1.3b”"),
    ),
    "no default": (put(READINGS, "D2", None), (f"{READINGS} D2", "没有默认的读法", "只写一个")),
    "two defaults": (put(READINGS, "D3", "是"), (f"{READINGS} D3", "不止一个默认", "只写一个")),
    "a reading twice": (put(READINGS, "C3", "按分值栏"), (f"{READINGS} C3", "与 C2 重复", "不同的")),
    "no question": (put(READINGS, "B2", None), (f"{READINGS} B2", "“问题”空着", "两种理解")),
    "a reading that changes nothing": (
        drop_row(RULES, 20),
        (f"{READINGS} C7", "与“满10个百分点才计”算出来一样", "照抄一遍"),
    ),
    "a row for no row": (
        put(RULES, "A20", "2.9"),
        (f"{RULES} N20", "上面却没有与它同编号的行", "放在所代替的那一行下面"),
    ),
    "a reading that is none": (
        put(RULES, "N34", "分值基准：按分值"),
        (f"{RULES} N34", "是不是“分值基准:按分值栏”", "有的"),
    ),
    "two readings of one number": (
        insert_row(RULES, 35, A="3.5", B="1", C="1", L=2, N="党组织覆盖率：按比例折算"),
        (f"{READINGS} A6", "改的是同一处", "并成一条口径"),
    ),
    "a usual range upside down": (put(FACTS, "I9", 2000), (f"{FACTS} I9", "“2000”", "不大于“最大”")),
    "negative points": (put(RULES, "L5", -2), (f"{RULES} L5", "负数 -2", "0 或正数")),
    "a negative bonus": (put(BONUS, "C2", -2), (f"{BONUS} C2", "负数 -2", "0 或正数")),
    "no 要求": (put(RULES, "K2", None), (f"{RULES} K2", "“要求”空着", "写“是”")),
    "no 得分": (put(RULES, "L2", None), (f"{RULES} L2", "“得分”空着", "得几分")),
    "no 事项": (put(RULES, "F2", None), (f"{RULES} F2", "“事项”空着", "填报事项的编号")),
    "no 计分方式": (put(RULES, "D2", None), (f"{RULES} D2", "“计分方式”空着", "从下拉框里选")),
    "two ways in one clause": (put(RULES, "D12", "每项计分"), (f"{RULES} D12", "前面写的“达到即得”", "条款号写成不同")),
    "two amounts in one clause": (put(RULES, "L4", 2), (f"{RULES} L4", "前面写的“1”", "条款号写成不同")),
    "two quantities in one clause": (put(RULES, "F24", "3.3d"), (f"{RULES} F24", "前面写的“3.3b”", "条款号写成不同")),
    "groups where none are": (put(RULES, "E42", "甲"), (f"{RULES} E42", "只有“达到即得”能分组", "一样")),
    "a row without group": (put(RULES, "E61", None), (f"{RULES} E61", "组写的是“”", "一样")),
    "an upper bound in 达到即得": (put(RULES, "K2", "≤3"), (f"{RULES} K2", "只能写下限", "分档计分")),
    "a rate that must exceed": (put(RULES, "K8", ">0.5"), (f"{RULES} K8", "只能写 ≥", "写 ≥")),
    "否 pays": (put(RULES, "K5", "否"), (f"{RULES} K5", "做到（“是”）时得分", "写“是”")),
    "每2": (put(RULES, "K58", "每2"), (f"{RULES} K58", "只能写“每1”", "写“每1”")),
    "每1 of a yes/no": (put(RULES, "K42", "每1"), (f"{RULES} K42", "“每1”", "填法是“整数”")),
    "每1 in 达到即得": (put(RULES, "K2", "每1"), (f"{RULES} K2", "“每1”", "带符号的数")),
    "every one counts, without end": (put(RULES, "M53", None), (f"{RULES} M53", "“最多”空着", "最多得几分")),
    "每10 of a share": (put(RULES, "K19", "每10"), (f"{RULES} K19", "份额，要写百分号", "每10%")),
    "steps without a whole": (put(RULES, "G19", None), (f"{RULES} G19", "“除以”空着", "分母")),
    "steps without a step": (put(RULES, "K19", "≥10%"), (f"{RULES} K19", "“≥10%”", "每10%")),
    "steps in two rows": (
        insert_row(RULES, 20, A="2.3", B="1", C="2", D="每满一档计分", F="2.3b", G="2.3a", K="每20%", L=1),
        (f"{RULES} D20", "行数", "条款号写成不同"),
    ),
    "a band that is none": (put(RULES, "K81", "是"), (f"{RULES} K81", "“是”", "如 ≥30%")),
    "a choice by another fact": (put(FACTS, "D35", "整数"), (f"{FACTS} F35", "填法却是“整数”", "从选项中选")),
    "a veto that is none": (put(RULES, "K14", "<1"), (f"{RULES} K14", "“<1”", "≥1 这样的数")),
    "two vetoes": (
        insert_row(RULES, 15, A="2.1", D="一票否决", F="2.1v", K="≥2"),
        (f"{RULES} D15", "只能有一个一票否决", "留一行"),
    ),
    "a year in words": (put(HEAD, "B4", "二〇一八"), (f"{HEAD} B4", "二〇一八", "只写一个数字")),
    "a setting misspelt": (put(HEAD, "A4", "年份"), (f"{HEAD} A4", "是不是“年度”", "规定的名称")),
    "a setting twice": (put(HEAD, "A4", "版本"), (f"{HEAD} A4", "与 A3 重复", "不同的")),
    "a setting without name": (put(HEAD, "A4", None), (f"{HEAD} A4", "“项目”空着", "项目的名称")),
    "a setting gone": (drop_row(HEAD, 4), (HEAD, "缺“年度”这一行", "补上这一行")),
    "a bonus of no line": (put(BONUS, "A2", "7.3"), (f"{BONUS} A2", "是不是“7.2”", "有的")),
    "a bonus twice": (put(BONUS, "B3", "国家级表彰奖励"), (f"{BONUS} B3", "与 B2 重复", "不同的")),
    "a bonus line without kinds": (
        insert_row(ITEMS, 43, A="加分项", C="7.3", D="其他", E="7.3其他加分。"),
        (f"{ITEMS} C43", "7.3 没有加分情形", "补上"),
    ),
    "bonus years in words": (put(BONUS, "H2", "两年"), (f"{BONUS} H2", "两年", "当年及前1年")),
    "bonus years of two kinds": (put(BONUS, "H3", "当年"), (f"{BONUS} H3", "前面的“当年及前1年”不同", "一样")),
    "bonus years of some kinds": (put(BONUS, "H3", None), (f"{BONUS} H3", "写的是“（空）”", "对整个加分项都算")),
    "evidence of some kinds": (
        put(BONUS, "I3", "否"),
        (f"{BONUS} I3", "写的是“否”，与加分项 7.1 前面的“是”不同", "一样"),
    ),
    "classes by a yes/no": (put(BONUS, "J9", "4.4a"), (f"{BONUS} J9", "4.4a", "填法是“整数”")),
    "a note of no kind": (put(NOTES, "A2", "读法"), (f"{NOTES} A2", "是不是“固定读法”", "从下拉框里选")),
    "a line of no kind": (put(ITEMS, "A3", "项目"), (f"{ITEMS} A3", "“项目”", "从下拉框里选")),
    "a heading that is not there": (put(ITEMS, "B3", "8"), (f"{ITEMS} B3", "没有叫“8”的部分", "有的")),
    "a row of no item": (put(RULES, "A2", None), (f"{RULES} A2", "“指标”空着", "指标的编号")),
    "a reading without name": (
        all_of(put(READINGS, "A2", None), put(READINGS, "A3", None)),
        (f"{READINGS} A2", "“口径”空着", "口径的名称"),
    ),
}


def test_a_scheme_of_nothing_is_told_so(tmp_path: Path) -> None:
    """What was in the rows is gone, the sheets are there: no form can be written of it."""
    emptied = (ITEMS, FACTS, RULES, BONUS, NOTES)
    found = findings(all_of(*(drop_rows(sheet) for sheet in emptied)), tmp_path)
    assert (ITEMS, "没有指标") in [(place(entry), entry.message) for entry in found]
    gone = findings(all_of(drop_sheet(ITEMS)), tmp_path)
    assert "没有指标" not in [entry.message for entry in gone]


def test_merged_cells_are_read_as_they_are_seen_and_noted_once(tmp_path: Path) -> None:
    """A category in one cell beside three units; the author is told how it was read."""
    edit = all_of(put(UNITS, "A3", None), put(UNITS, "A4", None), merge(UNITS, "A2:A4"))
    (told,) = findings(edit, tmp_path)
    assert (told.code, place(told), told.message) == ("K939", f"{UNITS} A2", "A2:A4 合并成了一格，按每一行都是“县市”读")


def test_the_whole_of_100_percent_is_typed_in_two_ways(tmp_path: Path) -> None:
    """The one 1 that a person sees as 100% is no first place."""
    for typed in (all_of(put(LEVELS, "C2", 1, "0%")), all_of(put(LEVELS, "C2", "100%"))):
        assert [entry.code for entry in findings(typed, tmp_path) if place(entry) == f"{LEVELS} C2"] == []


@pytest.mark.parametrize(("edit", "told"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_answered_with_its_cell_and_nothing_else_is_said(edit: Edit, told: Told, tmp_path: Path) -> None:
    where, what, how = told
    found = findings(edit, tmp_path)
    serious = [entry for entry in found if entry.severity is not Severity.NOTE]
    assert where in [place(entry) for entry in serious], [str(entry.place) for entry in serious]
    first = next(entry for entry in serious if place(entry) == where)
    assert what in first.message
    assert how in first.remedy
    assert first.place.file == "方案.xlsx"
    assert [entry.message for entry in serious if entry is not first and place(entry) != where] == []


@pytest.mark.parametrize(("lines", "told"), [(6, "只有1个等次"), (7, "没有等次")])
def test_there_must_be_levels_to_tell_apart(lines: int, told: str, tmp_path: Path) -> None:
    found = findings(all_of(*(drop_row(LEVELS, 2) for _ in range(lines))), tmp_path)
    assert [(place(entry), entry.message) for entry in found if entry.code == "K930"] == [(LEVELS, told)]


def test_there_are_many() -> None:
    assert len(SLIPS) >= 35


def test_five_at_once_are_all_told(tmp_path: Path) -> None:
    edit = all_of(
        put(RULES, "K23", "30%以上"),
        put(ITEMS, "F5", "2分"),
        put(UNITS, "B3", "平江县"),
        put(FACTS, "D10", "是非"),
        put(RULES, "F2", "1.1z"),
    )
    found = [place(entry) for entry in findings(edit, tmp_path)]
    assert sorted(found) == sorted([f"{RULES} K23", f"{ITEMS} F5", f"{UNITS} B3", f"{FACTS} D10", f"{RULES} F2"])


@pytest.mark.parametrize("content", [WRITTEN, LEAN], ids=["with cells ready for more", "as others keep it"])
def test_the_2017_workbook_has_no_fault(content: bytes, tmp_path: Path) -> None:
    assert findings(all_of(), tmp_path, content) == ()


@pytest.mark.parametrize("name", ["a gap", "30%以上", "a row struck through", "the lines gone", "no units"])
def test_cells_ready_for_more_say_nothing_else(name: str, tmp_path: Path) -> None:
    edit, told = SLIPS[name]
    (entry,) = findings(edit, tmp_path, WRITTEN)
    assert (place(entry), told[1] in entry.message) == (told[0], True)


def test_what_the_notes_declare_is_not_asked(tmp_path: Path) -> None:
    """A contradiction of the document itself is declared in 附注."""
    assert place(findings(drop_row(NOTES, 10), tmp_path)[0]) == f"{ITEMS} F22"


def banded(count: int) -> Edit:
    """Give 5.6 so many bands."""

    def edit(book: Book) -> None:
        sheet = page(book, RULES)
        sheet.delete_rows(81, 3)
        for at in range(count):
            row = sheet.max_row + 1 if at else 95
            wanted = f"≥{at}" + (f"，<{at + 1}" if at < count - 1 else "")
            cells: dict[str, str | int] = {
                "A": "5.6",
                "B": "1",
                "C": str(at),
                "D": "分档计分",
                "F": "5.6a",
                "K": wanted,
                "L": at % 4,
            }
            for letter, value in cells.items():
                sheet[f"{letter}{row}"] = value

    return edit


def test_too_many_bands_are_refused(tmp_path: Path) -> None:
    """300 bands would not open in Excel; 60 do."""
    found = findings(banded(300), tmp_path)
    assert [(entry.code, entry.row) for entry in found] == [("K926", "5.6"), ("K926", "5.6")]
    assert "最多8000个" in found[0].message
    assert found[1].message == "5.6 的一条有300档，最多60档"
    assert findings(banded(60), tmp_path) == ()


def test_a_reading_about_a_bonus_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    """综合评分 with or without the bonus: all the same once the bonus is struck out."""
    gone = all_of(*(drop_row(ITEMS, 41) for _ in range(2)), drop_sheet(BONUS))
    told = [entry.message for entry in findings(gone, tmp_path) if entry.code == "K924"]
    assert "口径“综合评分”的“不含加分”与“含加分”算出来一样" in told
