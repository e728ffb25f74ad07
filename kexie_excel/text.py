"""Text: as a workbook can hold it, as it is compared, what of a name or a number counts, and a day as people write it."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

_MOST_UNITS = 32767
"""The most UTF-16 units a cell can hold."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""
_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""They make ✔ a coloured sign, and show nothing themselves."""
_SHORT, _MOST_REMEMBERED = 400, 10_000
"""Characters and number of the folded texts that are remembered: the form's own stand in every return."""
_LETTERS_AND_DIGITS = "LN"
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺸⺹⺺⺻"
    "⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄㣺扌攵旡日月歺民氵氺灬爫爫丬牛犭王疋罒示礻竹糹纟罓罒㓁羊羊羊耂肀聿"
    "月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
)
"""Signs that stand for parts of characters, as text from a PDF has them, and the characters that look the same.

Those of the other block, of whole radicals, fold by themselves.
"""
_DAY = re.compile(r"([0-9]{4})(?:年|[-./])([0-9]{1,2})(?:月|[-./])([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")


def clean(text: str) -> str:
    """Give the text as a workbook can hold it: no characters illegal in XML, one kind of line end, not too long."""
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.startswith("<r>"):
        # The writer would lay a text that begins like this into the file as its own markup.
        text = f" {text}"
    if len(text) > _MOST_UNITS // 2:
        # Half a character may remain at the cut; it is dropped.
        text = text.encode("utf-16-le")[: 2 * _MOST_UNITS].decode("utf-16-le", "ignore")
    return text


def fold(text: str) -> str:
    """Give the text as it is compared: full-width forms folded, invisible characters gone, ends trimmed."""
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


def squeeze(text: str) -> str:
    """Give the text folded and without any white space, for comparing headers and labels."""
    return _squeezed(text) if len(text) <= _SHORT else "".join(_folded(text).split())


def essence(text: str) -> str:
    """Give a text's letters and digits only, width and case folded: what counts when two names or numbers are compared."""
    folded = unicodedata.normalize("NFKC", text).translate(_RADICALS).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in _LETTERS_AND_DIGITS)


def is_number(text: str) -> bool:
    """Tell whether a text's essence can be a document's number at all."""
    return any(char.isdigit() for char in text)


def day_of(text: str) -> dt.date | None:
    """Give the day that a person wrote, such as 2018年1月8日 or 2018-01-08; nothing where it names none."""
    found = _DAY.fullmatch(squeeze(text))
    if not found:
        return None
    try:
        return dt.date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None


def day_text(day: dt.date) -> str:
    """Write a day as an official paper has it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _folded(text: str) -> str:
    """Fold a text."""
    folded = unicodedata.normalize("NFKC", text).translate(_RADICALS)
    return "".join(map(_visible, folded)).strip().removeprefix("'").strip()


_remembered = lru_cache(_MOST_REMEMBERED)(_folded)


@lru_cache(_MOST_REMEMBERED)
def _squeezed(text: str) -> str:
    """Fold a text and take its white space out."""
    return "".join(_folded(text).split())


def _visible(char: str) -> str:
    """Give what a character shows: a format character nothing, a control character (as pasted from Word) a gap."""
    category = unicodedata.category(char)
    if category == "Cf" or char in _VARIATION_SELECTORS:
        return ""
    return " " if category == "Cc" and not char.isspace() else char
