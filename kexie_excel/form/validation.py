"""What an input cell accepts: drop-downs and numbers, each with a Chinese sentence for whoever types something else."""

from collections.abc import Sequence
from fractions import Fraction

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kexie_excel.numbers import ZERO, cell_number, show
from kexie_excel.scheme.fact import Fact, FactKind
from kexie_excel.sheets.address import column_letter

Validation = dict[str, object]
"""The options of xlsxwriter's ``data_validation``."""

_TITLE_MOST, _MESSAGE_MOST, _INLINE_MOST = 32, 255, 255
"""What Excel allows, in UTF-16 units."""
_FIRST_LIST_COLUMN = 4
"""Lists stand on the stamp sheet right of its two columns, one column left free."""
_ERROR_TITLE = "填写有误"


class Lists:
    """The drop-downs of one workbook: short lists stand in the cell's own rule, long ones in a column of the stamp sheet."""

    def __init__(self, book: Workbook, stamp: Worksheet) -> None:
        """Start without lists."""
        self._book = book
        self._stamp = stamp
        self._names: dict[tuple[str, ...], str] = {}

    def source(self, options: Sequence[str]) -> list[str] | str:
        """Give what a list rule refers to: the options themselves, or the name of the range that holds them."""
        if _utf16_length(",".join(options)) <= _INLINE_MOST and not any(
            char in text for text in options for char in ',"'
        ):
            return list(options)
        key = tuple(options)
        if key not in self._names:
            self._names[key] = self._write(key)
        return f"={self._names[key]}"

    def _write(self, options: tuple[str, ...]) -> str:
        """Lay a list into the next column of the stamp sheet and name it."""
        column = _FIRST_LIST_COLUMN + len(self._names)
        for row, text in enumerate(options):
            self._stamp.write_string(row, column - 1, text)
        name = f"kexie_list_{len(self._names) + 1}"
        letter = column_letter(column)
        self._book.define_name(name, f"='{self._stamp.get_name()}'!${letter}$1:${letter}${len(options)}")
        return name

    def choose(self, options: Sequence[str], title: str, hint: str = "") -> Validation:
        """Accept one of the options only; anything where there are none."""
        if not options:
            return anything(title, hint)
        rule: Validation = {"validate": "list", "source": self.source(options)}
        wanted = "请从下拉列表中选择"
        if len(options) <= _NAMED_OPTIONS:
            wanted += f"：{'、'.join(options)}"
        return rule | _messages(title, hint, f"{wanted}。")


_NAMED_OPTIONS = 4
"""Up to how many options the message names."""


def whole_from(least: int, title: str, hint: str = "") -> Validation:
    """Accept whole numbers from ``least`` on."""
    rule: Validation = {"validate": "integer", "criteria": ">=", "value": least}
    wanted = "请填整数，只填数字，不带单位" + ("；没有的填 0。" if least == 0 else f"；至少填 {least}。")
    return rule | _messages(title, hint, wanted)


def number_from_zero(title: str, hint: str = "", unit: str = "") -> Validation:
    """Accept numbers from 0 on."""
    rule: Validation = {"validate": "decimal", "criteria": ">=", "value": 0}
    measured = f"（以{unit}计）" if unit else ""
    return rule | _messages(title, hint, f"请填数字{measured}，可带小数，不带单位；没有的填 0。")


def _usual_number(fact: Fact, title: str) -> Validation:
    """Warn of a number beyond where such numbers lie; a county that is sure of it goes on."""
    least = cell_number(ZERO if fact.usual_from is None else fact.usual_from)
    sort = "integer" if fact.kind is FactKind.COUNT else "decimal"
    rule: Validation = {"validate": sort, "criteria": ">=", "value": least, "error_type": "warning"}
    if fact.usual_to is not None:
        rule |= {"criteria": "between", "minimum": least, "maximum": cell_number(fact.usual_to)}
    wanted = f"请填数字，以{fact.unit}计，不带单位；通常在{fact.usual}，请核对单位。"
    return rule | _messages(title, fact.hint, wanted)


def one_of(options: Sequence[str], title: str, hint: str) -> Validation:
    """Accept one of a few short words, from a drop-down."""
    rule: Validation = {"validate": "list", "source": list(options)}
    return rule | _messages(title, hint, f"请选{'或'.join(options)}。")


def number_up_to(most: Fraction, title: str, hint: str = "") -> Validation:
    """Accept numbers from 0 to ``most``."""
    rule: Validation = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": cell_number(most)}
    return rule | _messages(title, hint, f"请填 0 到 {show(max(most, ZERO))} 之间的数字，不带“分”字。")


def anything(title: str, hint: str) -> Validation:
    """Accept anything, and say what is meant."""
    return {"validate": "any", "input_title": _cut(title, _TITLE_MOST), "input_message": _cut(hint, _MESSAGE_MOST)}


def for_fact(fact: Fact, lists: Lists) -> Validation:
    """Give what the answer cell of a fact accepts."""
    title = f"{fact.id} {fact.ask}"
    if fact.usual:
        return _usual_number(fact, title)
    if fact.kind is FactKind.COUNT:
        return whole_from(0, title, fact.hint)
    if fact.kind is FactKind.AMOUNT:
        return number_from_zero(title, fact.hint, fact.unit)
    return lists.choose(fact.options, title, fact.hint)


def _messages(title: str, hint: str, wanted: str) -> Validation:
    """Say beforehand what is wanted (and how, where the scheme knows), and say it again where something else was typed."""
    beforehand = f"{hint.rstrip('。')}。\n{wanted}" if hint else wanted
    return {
        "input_title": _cut(title, _TITLE_MOST),
        "input_message": _cut(beforehand, _MESSAGE_MOST),
        "error_title": _ERROR_TITLE,
        "error_message": _cut(wanted, _MESSAGE_MOST),
    }


def _utf16_length(text: str) -> int:
    """Count as Excel counts."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, most: int) -> str:
    """Shorten a text to what Excel allows, showing that something was left out."""
    if _utf16_length(text) <= most:
        return text
    while _utf16_length(text) >= most:
        text = text[:-1]
    return f"{text}…"
