"""Numbers written out: 一千零五, 壹仟零伍, 30万5千. Only what is written by the rules; 一千五 could be 1005 or 1500."""

import re
from fractions import Fraction

from kexie_excel.numbers import exact

_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_WAN = 10_000
_MOST = _WAN**2
"""Numbers from here on are not written out."""
_PLAIN = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬〇", "一二二三三四五六六七八九十百千万零")
"""Formal numerals → ordinary ones."""
LONE_CIRCLE = "〇"
"""By itself it may as well be a mark."""
NUMERAL = rf"[{_DIGITS}两十百千万壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬〇]+"
"""What may be a written-out number."""
MIXED = r"[0-9]+(?:\.[0-9]+)?万(?:[0-9]千)?(?:[0-9]百)?[0-9]*|[0-9]千(?:[0-9]百)?[0-9]*|[0-9]百[0-9]*"
"""Figures with 万, 千 and 百 among them."""
_MIXED = re.compile(r"(?:([0-9]+(?:\.[0-9]+)?)(万))?(?:([1-9])(千))?(?:([1-9])(百))?([1-9][0-9]*)?")


def read_numeral(text: str) -> int | None:
    """Read a Chinese numeral from 零 to 九千九百九十九万九千九百九十九; ``None`` where it is none, or not by the rules."""
    plain = "二" if text == "两" else re.sub("两(?=[百千万])", "二", text.translate(_PLAIN))
    value = _loosely(plain)
    if value is None or text == LONE_CIRCLE or value >= _MOST:
        return None
    return value if re.sub("^一十", "十", plain) == _written(value) else None


def read_mixed(text: str) -> Fraction | None:
    """Read figures with 万, 千 or 百 among them; what follows the last of these must be written to its end."""
    found = _MIXED.fullmatch(text)
    if not found or found[7] == text:
        return None
    figures, rest = found[1] or "", found[7] or ""
    if "." in figures and text != f"{figures}万":
        return None
    value, last = Fraction(0), 0
    for amount, sign in ((figures, found[2]), (found[3], found[4]), (found[5], found[6])):
        if amount:
            last = _PLACES.get(sign, _WAN)
            value += exact(amount) * last
    if not last or (rest and len(rest) != len(str(last)) - 1):
        return None
    return value + int(rest or 0)


def _loosely(text: str) -> int | None:
    """Add up whatever a numeral seems to say."""
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        elif char in _PLACES:
            section += (digit or 1) * _PLACES[char]
            digit = 0
        elif char == "万":
            total, section, digit = (total + section + digit) * _WAN, 0, 0
        else:
            return None
    return total + section + digit if text else None


def _written(value: int) -> str:
    """Write a number by the rules."""
    if not value:
        return _DIGITS[0]
    high, low = divmod(value, _WAN)
    if not high:
        return re.sub("^一十", "十", _section(low))
    head = re.sub("^一十", "十", _section(high)) + "万"
    if not low:
        return head
    return head + (_DIGITS[0] if low < _PLACES["千"] else "") + _section(low)


def _section(value: int) -> str:
    """Write a number below 一万."""
    text = ""
    for sign, place in reversed(_PLACES.items()):
        digit, value = divmod(value, place)
        if digit:
            text += _DIGITS[digit] + sign
        elif text and value and not text.endswith(_DIGITS[0]):
            text += _DIGITS[0]
    return text + (_DIGITS[value] if value else "")
