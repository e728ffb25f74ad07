"""The closed vocabularies of answers. What is in none of them is asked about; nothing is matched by likeness."""

YES = frozenset(
    "是 有 对 √ ✓ ✔ ☑ Y YES TRUE 已 已落实 落实 已完成 完成 已开展 开展 已建立 建立 已设立 已实施 达标 已达标 符合 属实".split()
)
NO = frozenset(
    "否 无 没有 不是 × ✗ ✘ N NO FALSE 未 未落实 未完成 未开展 未建立 未设立 未实施 不达标 未达标 不符合 没".split()
)
NOT_APPLICABLE = frozenset("不适用 不涉及 N/A NA #N/A 无此项 无此项工作".split())
DASHES = frozenset("/ \\ - -- --- — —— ― – _ __ * ?".split())
NOTHING = frozenset("无 没有 暂无 空".split())
"""Words that say that there is nothing to name, in cells that ask for a name or number of a document."""
NOT_YET = frozenset("待补 后补 补 待补充 待定 正在办理 办理中 待发 待发文 见附件待补".split())
"""Words that promise evidence without naming any."""
COUNT_UNITS = tuple("次 个 例 名 人 人次 场 场次 项 篇 篇次 班 班次 课时 学时 家 所 件 起 期 届 条 份".split())
"""Measure words that may follow a count without changing it."""

_DIGITS = "零一二三四五六七八九"


def _numerals() -> dict[str, int]:
    """Give the Chinese numerals from 零 to 九十九, and 两."""
    words = {digit: value for value, digit in enumerate(_DIGITS)}
    for tens in range(1, 10):
        head = "十" if tens == 1 else _DIGITS[tens] + "十"
        for ones in range(10):
            words[head + (_DIGITS[ones] if ones else "")] = tens * 10 + ones
            if tens == 1:
                words["一" + head + (_DIGITS[ones] if ones else "")] = 10 + ones
    return words | {"两": 2}


NUMERALS = _numerals()
