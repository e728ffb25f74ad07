"""The catalogue: hundreds of ways to spoil a correct return, and of ways to write it that spoil nothing."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kexie_excel.form.headers import Bonus, Facts, Scores
from kexie_excel.scheme.fact import FactKind
from kexie_excel.sheets.read.raw import Raw
from tests.builders import SCHEME
from tests.mutations.county import AMOUNTS, FACTS, NOT_DONE, NUMBERS, TRUTH
from tests.returned import LAYOUT, Desk

Change = Callable[[Desk], None]


class Mutation(NamedTuple):
    """One way to change a return."""

    name: str
    change: Change
    harmless: bool
    """Whether a person reads it at once: it must come to the true score, with nothing to ask."""


_NUMERALS = {
    0: "零",
    1: "一",
    2: "两",
    3: "三",
    4: "四",
    5: "五",
    9: "九",
    10: "十",
    11: "十一",
    12: "十二",
    13: "十三",
}
_NUMERALS |= {14: "十四", 20: "二十", 37: "三十七", 80: "八十", 120: "一百二十"}
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_COUNTS: tuple[Callable[[int, str], str], ...] = (
    lambda number, unit: f"{number}{unit}",
    lambda number, unit: f"{number} {unit}。",
    lambda number, _unit: str(number).translate(_WIDE),
    lambda number, unit: f"{_NUMERALS[number]}{unit}",
    lambda number, unit: f"共{number}{unit}",
    lambda number, unit: f"{number}{unit}（见附件3）",
    lambda number, unit: f"{number}{unit}，详见附件1-2",
    lambda number, unit: f"{number}（{unit}）",
    lambda number, _unit: f"{_NUMERALS[number]}（{number}）",
)
_SOME: tuple[str, ...] = ("已开展{}次", "共开展{}次", "{}次（已开展）", "{}项次", "{}批", "{}场", "{}轮")
_NONE = ("无", "没有", "未开展", "0（无）", "零次", "尚未开展", "没有开展", "0（未开展）", "无。")
_YES = (
    "是的",
    "有",
    "√",
    "☑是 □否",
    "是√ 否□",
    "☑是□否",
    "是（见附件3）",
    "是，见附件",
    "已落实",
    "已制定",
    "已成立",
    "TRUE",
    "是（√） 否（ ）",
)
_NO = ("否（无）", "无", "没有开展", "尚未开展", "未落实", "□是 ☑否", "是□ 否√", "×", "没有", "否（见附件）")
_BUDGETS = (
    "30.5万元",
    "¥30.5万元",
    "30.5（万元）",
    "30万5千元",
    "305000元",
    "人民币30.5万元整",
    "共30.5万元",
    "３０．５万",
    "三十万五千元",
)
_PEOPLE = ("61万", "61万人", "六十一万人", "610000人", "61（万人）", "61.0")
_CHOICES = (
    "建立 未实施",
    "已建立未实施",
    "建立，未实施",
    "建立但未实施",
    "□未建立 ☑建立未实施 □建立并实施",
    "建立未实施（见附件）",
)
_VAGUE_COUNTS = (
    "约{}",
    "{}次左右",
    "{}次以上",
    "{}-9",
    "{}/4",
    "{}.5",
    "{}次（计划）",
    "{}、4",
    "第{}次",
    "{}余次",
    "{}次（未完成）",
    "近{}次",
)
_NO_COUNTS = (
    "十几",
    "两三次",
    "半",
    "〇",
    "几次",
    "若干",
    "不详",
    "/",
    "？",
    "待统计",
    "2017-06-01",
    "是",
    "85%",
    "一千五",
    "3元",
)
_NO_ANSWERS = (
    "是（未完成）",
    "部分完成",
    "是（计划明年）",
    "正在办理",
    "是/否",
    "☑是 ☑否",
    "是√否",
    "1",
    "3次",
    "待定",
    "见附件",
    "否（已完成）",
    "/",
    "拟建立",
)
_BUDGET_FAULTS: tuple[Raw, ...] = (
    305_000,
    "30.5元",
    "约30万元",
    "30-31万元",
    "¥30.5",
    "30.5%",
    "30.5万元/年",
    "无",
    "30万5",
    "30.5（元）",
    "3050000",
)
_PEOPLE_FAULTS: tuple[Raw, ...] = (610_000, "610000", 0.61, "近61万", "61户", "61万元")
_DENIALS = ("无附件", "无奖牌", "奖牌尚未颁发", "有", "是", "证书正在办理", "附件后补", "13800000000", "张三")
_NO_NUMBERS = ("待2018年发文", "2018年发文", "13800000000", "0730-8888888", "暂无", "有", "2017-06-15")
_KINDS = ("", "推广", "全省推广", "省级表彰", "表彰奖励", "省部级表彰奖励（3分）", "7.1全省科协系统推广", "其他")
_DATES = (
    "2017年度",
    "2017年5月至6月",
    "二〇一七年六月",
    "2017年6月1号",
    "2017.6",
    "6/15/2017",
    "2017年底",
    "2017年6月上旬",
)
_NO_DATES = ("17年6月", "近期", "2016-2017", "6月15日", "2016年12月至2017年1月", "待定")


def catalogue() -> Iterator[Mutation]:
    """Give every mutation."""
    yield from _spellings()
    yield from _faults()
    yield from _bonus()
    yield from _moves()
    yield from _structure()


def _put(sheet: str, key: str, header: str, value: Raw) -> Change:
    """Type over one cell."""
    return lambda desk: desk.put(sheet, key, header, value)


def _answer(key: str, text: Raw, *, harmless: bool) -> Mutation:
    """Type over one answer."""
    name = f"{'spelt' if harmless else 'fault'}.{key}.{text}"
    return Mutation(name, _put(Facts.SHEET, key, Facts.ANSWER, text), harmless)


def _spellings() -> Iterator[Mutation]:
    """Write answers as people do."""
    units = {fact.id: fact.unit for fact in SCHEME.facts}
    for at, (key, number) in enumerate(NUMBERS.items()):
        yield from (_answer(key, write(number, units[key]), harmless=True) for write in _COUNTS)
        if number:
            yield _answer(key, _SOME[at % len(_SOME)].format(number), harmless=True)
        else:
            yield from (_answer(key, text, harmless=True) for text in _NONE)
    done = [fact.id for fact in SCHEME.facts if fact.kind is FactKind.YES_NO]
    for at, key in enumerate(done):
        texts = _NO if key in NOT_DONE else _YES
        yield from (_answer(key, texts[(at + step) % len(texts)], harmless=True) for step in range(3))
    yield from (_answer("1.5b", text, harmless=True) for text in _BUDGETS)
    yield from (_answer("1.5c", text, harmless=True) for text in _PEOPLE)
    yield from (_answer("3.7a", text, harmless=True) for text in _CHOICES)
    for key, points in TRUTH.items():
        for text in (f"得{float(points):g}分", f"{float(points):g}（分）"):
            yield Mutation(f"spelt.score.{key}.{text}", _put(Scores.SHEET, key, Scores.SELF, text), harmless=True)


def _faults() -> Iterator[Mutation]:
    """Write what nobody can be sure of."""
    counts = [key for key, number in NUMBERS.items() if number]
    for at, text in enumerate(_VAGUE_COUNTS):
        for key in counts[at % 3 :: 3]:
            yield _answer(key, text.format(NUMBERS[key]), harmless=False)
    for at, text in enumerate(_NO_COUNTS):
        yield from (_answer(key, text, harmless=False) for key in list(NUMBERS)[at % 4 :: 4])
    for at, text in enumerate(_NO_ANSWERS):
        keys = [key for key, value in FACTS.items() if isinstance(value, bool)]
        yield from (_answer(key, text, harmless=False) for key in keys[at % 7 :: 7])
    yield from (_answer("1.5b", text, harmless=False) for text in _BUDGET_FAULTS)
    yield from (_answer("1.5c", text, harmless=False) for text in _PEOPLE_FAULTS)
    yield from (_answer("3.7a", text, harmless=False) for text in ("建立", "是", "建立并未实施", "2", "正在建立"))
    for key in AMOUNTS:
        unit = _put(Facts.SHEET, key, Facts.UNIT, "元")
        yield Mutation(f"unit.{key}", unit, harmless=False)


def _bonus() -> Iterator[Mutation]:
    """Write 加分项 well and badly."""

    def cell(row: str, header: str, text: Raw, *, harmless: bool) -> Mutation:
        return Mutation(f"bonus.{row}.{header}.{text}", _put(Bonus.SHEET, row, header, text), harmless)

    for text in ("省部级表彰奖励（5分）", "省部级表彰奖励(5分/项)", "7.1省部级表彰奖励", "省部级 表彰奖励"):
        yield cell("1", Bonus.KIND, text, harmless=True)
    yield from (cell("2", Bonus.DATE, text, harmless=True) for text in _DATES)
    yield from (
        cell("2", Bonus.QUANTITY, text, harmless=True) for text in ("两人次", "2人", "2人次（见附件）", "２", "贰")
    )
    yield from (cell("1", Bonus.QUANTITY, text, harmless=True) for text in ("一项", "1项", "1个", ""))
    for text in ("无", "/", "没有"):
        yield cell("4", Bonus.KIND, text, harmless=True)
    yield Mutation(
        "bonus.sum",
        _together(_put(Bonus.SHEET, "4", Bonus.NUMBER, "合计"), _put(Bonus.SHEET, "4", Bonus.QUANTITY, 4)),
        harmless=True,
    )
    header = [_put(Bonus.SHEET, "5", name, name) for name in (Bonus.KIND, Bonus.WORK, Bonus.AWARD, Bonus.QUANTITY)]
    yield Mutation("bonus.header again", _together(*header), harmless=True)
    yield from (cell("1", Bonus.KIND, text, harmless=False) for text in _KINDS)
    yield from (cell("3", Bonus.KIND, text, harmless=False) for text in _KINDS)
    yield from (cell("2", Bonus.DATE, text, harmless=False) for text in _NO_DATES)
    yield from (cell("2", Bonus.QUANTITY, text, harmless=False) for text in ("约2", "2-3", "若干", "", "2.5", "两三人"))
    for text in _DENIALS:
        change = _together(_put(Bonus.SHEET, "1", Bonus.CERTIFICATE, ""), _put(Bonus.SHEET, "1", Bonus.EVIDENCE, text))
        yield Mutation(f"bonus.evidence.{text}", change, harmless=False)
    for text in _NO_NUMBERS:
        change = _together(_put(Bonus.SHEET, "1", Bonus.CERTIFICATE, text), _put(Bonus.SHEET, "1", Bonus.EVIDENCE, ""))
        yield Mutation(f"bonus.certificate.{text}", change, harmless=False)


def _together(*changes: Change) -> Change:
    """Make several changes one."""

    def all_of(desk: Desk) -> None:
        for change in changes:
            change(desk)

    return all_of


_KEYS = LAYOUT.facts.keys
_FIRST = LAYOUT.facts.row(_KEYS[0]) - 1
_ANSWER, _ASK = (LAYOUT.facts.column(header) - 1 for header in (Facts.ANSWER, Facts.ASK))


def _column(desk: Desk) -> list[Raw]:
    """Give the answers, row by row."""
    return [desk.sheets[Facts.SHEET][_FIRST + at][_ANSWER] for at in range(len(_KEYS))]


def _lay(desk: Desk, answers: list[Raw]) -> None:
    """Put answers into the column; those that are too many stand below the table."""
    rows = desk.sheets[Facts.SHEET]
    while len(rows) < _FIRST + len(answers):
        rows.append([""] * len(rows[_FIRST]))
    for at, answer in enumerate(answers):
        rows[_FIRST + at][_ANSWER] = answer


def _inserted(at: int) -> Change:
    """Insert a cell above an answer."""
    return lambda desk: _lay(desk, [*(answers := _column(desk))[:at], "", *answers[at:]])


def _deleted(at: int) -> Change:
    """Delete an answer's cell."""
    return lambda desk: _lay(desk, [*(answers := _column(desk))[:at], *answers[at + 1 :], ""])


def _moved_down(first: int, last: int) -> Change:
    """Drag a block of answers one row down, over the one below it."""

    def change(desk: Desk) -> None:
        answers = _column(desk)
        _lay(desk, [*answers[:first], "", *answers[first : last + 1], *answers[last + 2 :]])

    return change


def _swapped(one: str, other: str) -> Change:
    """Move question and answer together, and leave the keys."""

    def change(desk: Desk) -> None:
        first, second = (desk.sheets[Facts.SHEET][LAYOUT.facts.row(key) - 1] for key in (one, other))
        for column in (_ASK, _ANSWER):
            first[column], second[column] = second[column], first[column]

    return change


def _moves() -> Iterator[Mutation]:
    """Move answers away from their questions."""
    for at, key in enumerate(_KEYS):
        yield Mutation(f"move.insert cell at {key}", _inserted(at), harmless=False)
        yield Mutation(f"move.delete cell at {key}", _deleted(at), harmless=False)
    for item in SCHEME.items:
        first = _KEYS.index(item.facts[0].id)
        for length in (4, 8, 16):
            last = min(first + length, len(_KEYS) - 2)
            yield Mutation(f"move.{length} down from {item.id}", _moved_down(first, last), harmless=False)
    for one, other in zip(_KEYS[::3], _KEYS[1::3], strict=False):
        yield Mutation(f"move.{one} and {other} exchanged, keys left", _swapped(one, other), harmless=False)
    yield Mutation(
        "move.copied one lower", lambda desk: _lay(desk, [_column(desk)[0], *_column(desk)[:-1]]), harmless=False
    )
    yield Mutation("move.sorted", lambda desk: _lay(desk, sorted(_column(desk), key=str)), harmless=False)
    yield Mutation("move.turned round", lambda desk: _lay(desk, _column(desk)[::-1]), harmless=False)
    yield Mutation("move.answer below", lambda desk: _lay(desk, [*_column(desk), "是"]), harmless=False)


def _drop(sheet: str, row: int) -> Change:
    """Delete a row."""

    def change(desk: Desk) -> None:
        del desk.sheets[sheet][row]

    return change


def _double(row: int, answer: Raw) -> Change:
    """Copy a row and answer otherwise in the copy."""

    def change(desk: Desk) -> None:
        rows = desk.sheets[Facts.SHEET]
        rows.insert(row + 1, list(rows[row]))
        rows[row + 1][_ANSWER] = answer

    return change


def _column_before(at: int) -> Change:
    """Insert a column."""
    return lambda desk: desk.insert_columns(Facts.SHEET, at)


def _without_column(at: int) -> Change:
    """Delete a column."""
    return lambda desk: desk.drop_column(Facts.SHEET, at)


def _structure() -> Iterator[Mutation]:
    """Spoil rows, keys and columns."""
    for at, key in enumerate(_KEYS[::5]):
        row = LAYOUT.facts.row(key) - 1
        yield Mutation(f"row.{key} deleted", _drop(Facts.SHEET, row), harmless=False)
        yield Mutation(f"row.{key} twice", _double(row, 7 if at % 2 else "否"), harmless=False)
        yield Mutation(f"row.{key} empty", _put(Facts.SHEET, key, Facts.ANSWER, ""), harmless=False)
        wrong = _put(Facts.SHEET, key, Facts.KEY, _KEYS[(_KEYS.index(key) + 1) % len(_KEYS)])
        yield Mutation(f"row.{key} has the next key", wrong, harmless=False)
    for column in range(1, len(LAYOUT.facts.shown)):
        yield Mutation(f"column.before {column}", _column_before(column), harmless=False)
        yield Mutation(f"column.{column} deleted", _without_column(column), harmless=False)
