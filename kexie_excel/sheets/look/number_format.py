"""A number under its format, as a person sees it. What is not surely understood of a format is not rendered, never guessed.

No list of formats that mislead is kept: whatever a format does to a number is seen by rendering it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache

from kexie_excel.numbers import exact, round_half_up

_PLAIN = frozenset({"", "General", "@", "G/通用格式", "Standard"})
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<gap>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<exponent>[Ee][+-])|(?P<general>General|G/通用格式|Standard)|(?P<meridian>AM/PM|A/P|上午/下午)"
    r"|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL,
)
_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[黑蓝绿红白黄青]色?|洋红|颜色\d+)", re.IGNORECASE
)
_CURRENCY = re.compile(r"\$([^-\]]*)(?:-[0-9A-Fa-f]+)?")
_TIMES = re.compile(r"[hms]+", re.IGNORECASE)
_OF_DATES, _OF_YEARS = frozenset("ymdhsegbYMDHSEGB"), frozenset("yYeE")
_AS_IT_IS = frozenset(" $-+/():^&'~{}<>=")
_MOST_SECTIONS, _TEXT_SECTION = 4, 3
_THOUSAND = 1000


@dataclass(frozen=True)
class _Section:
    """One of the up to four parts of a format."""

    tokens: Sequence[tuple[str, str]]
    """Kind and text: a literal, a digit's place, a point, a comma, a per cent sign, an exponent, a date's letter …"""
    is_understood: bool = True

    def has(self, kind: str) -> bool:
        """Tell whether there is a token of a kind."""
        return any(own == kind for own, _text in self.tokens)

    def letters(self, kind: str) -> str:
        """Give the texts of the tokens of a kind, put together."""
        return "".join(text for own, text in self.tokens if own == kind)


def is_plain(code: str) -> bool:
    """Tell whether a format surely shows every number as it is."""
    return code in _PLAIN


def is_date(code: str) -> bool:
    """Tell whether a format shows a number as a date or time."""
    first = _sections(code)[0]
    return first.has("date") and not first.has("digit")


def lacks_year(code: str) -> bool:
    """Tell whether a format shows a date without its year."""
    return is_date(code) and not set(_sections(code)[0].letters("date")) & _OF_YEARS


def hides_text(code: str) -> bool:
    """Tell whether a text under this format is not seen."""
    sections = _sections(code)
    return len(sections) > _TEXT_SECTION and not sections[_TEXT_SECTION].has("text")


def render(value: float, code: str) -> str | None:
    """Give a number as its format shows it; ``None`` where that is not surely known."""
    sections, number = _sections(code), exact(value)
    if len(sections) > _MOST_SECTIONS or not all(section.is_understood for section in sections):
        return None
    amounts = sections[:_TEXT_SECTION]
    if sections[-1].has("text") and len(sections) > 1 and len(sections) < _MOST_SECTIONS:
        amounts = sections[:-1]
    if number < 0 and len(amounts) > 1:
        return _shown(amounts[1], -number)
    if number == 0 and len(amounts) > 2:  # noqa: PLR2004 - the third part is that of zero
        return _shown(amounts[2], number)
    text = _shown(amounts[0], abs(number))
    return text if text is None or number >= 0 else f"-{text}"


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    """Take a format apart."""
    sections: list[list[tuple[str, str]]] = [[]]
    understood = [True]
    for found in _TOKEN.finditer(code):
        if found["other"] == ";":
            sections.append([])
            understood.append(True)
            continue
        token = _token(found)
        if token is None:
            understood[-1] = False
        else:
            sections[-1].append(token)
    return tuple(_Section(tokens, known) for tokens, known in zip(sections, understood, strict=True))


def _token(found: re.Match[str]) -> tuple[str, str] | None:
    """Say what a piece of a format is; nothing where that is not understood."""
    kind, text = found.lastgroup or "", found[found.lastgroup or 0]
    if kind in {"quoted", "escaped"}:
        return "literal", text
    if kind in {"gap", "fill"}:
        return "literal", " " if kind == "gap" else ""
    if kind == "bracket":
        return _bracket(text)
    if kind in {"exponent", "general", "digit"}:
        return kind, text
    if kind == "meridian":
        return "date", text[0]
    if text in _OF_DATES:
        return "date", text
    special = {".": "point", ",": "comma", "%": "percent", "@": "text"}.get(text)
    if special:
        return special, text
    return ("literal", text) if text in _AS_IT_IS or not text.isascii() else None


def _bracket(text: str) -> tuple[str, str] | None:
    """Say what stands in square brackets: a colour, a currency's sign, hours that go on; a condition is not understood."""
    if _COLOUR.fullmatch(text):
        return "literal", ""
    currency = _CURRENCY.fullmatch(text)
    if currency:
        return "literal", currency[1]
    return ("date", text[0]) if _TIMES.fullmatch(text) else None


def _shown(section: _Section, number: Fraction) -> str | None:
    """Give a number that is not negative as a section shows it."""
    if section.has("date"):
        return None
    places = [text for kind, text in section.tokens if kind == "digit"]
    if not places:
        standing = {"general": _general(number), "text": _general(number), "percent": "%", "point": ".", "comma": ","}
        return "".join(standing.get(kind, text) for kind, text in section.tokens)
    if section.has("general") or section.has("text") or _is_fraction(section):
        return None
    return _Figure(section).scientific(number) if section.has("exponent") else _Figure(section).plain(number)


def _is_fraction(section: _Section) -> bool:
    """Tell whether a number is shown as a fraction, which is not rendered."""
    kinds = [text if text == "/" else kind for kind, text in section.tokens if kind == "digit" or text == "/"]
    return "/" in kinds[1:-1]


def _general(number: Fraction) -> str:
    """Give a number as it is, as far as digits are shown."""
    return f"{float(number):.10g}"


@dataclass
class _Figure:
    """The figure in a section: its places before and behind the point, and what stands among and around them."""

    section: _Section
    whole: list[tuple[str, str]] = field(default_factory=list)
    behind: list[tuple[str, str]] = field(default_factory=list)
    power: list[tuple[str, str]] = field(default_factory=list)
    point: str = ""
    has_groups: bool = False
    scale: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        """Sort the tokens."""
        part, commas = self.whole, 0
        for kind, text in self.section.tokens:
            if kind == "comma":
                commas += 1
                continue
            if kind == "digit":
                # a comma between places groups them; one behind the last divides by a thousand
                self.has_groups = self.has_groups or (commas > 0 and part is self.whole)
                commas = 0
            elif commas and kind in {"point", "literal", "percent"}:
                self.scale, commas = self.scale / _THOUSAND**commas, 0
            if kind == "percent":
                self.scale *= 100
            if kind == "point" and not self.point:
                part, self.point = self.behind, text
            elif kind == "exponent":
                part = self.power
                part.append((kind, text))
            else:
                part.append((kind, text))
        self.scale /= _THOUSAND**commas

    def plain(self, number: Fraction) -> str:
        """Lay the digits into the places."""
        rounded = round_half_up(number * self.scale, _count(self.behind))
        return self._laid(rounded)

    def scientific(self, number: Fraction) -> str | None:
        """Lay the digits into the places before the exponent, which counts the rest."""
        if _count(self.whole) != 1:
            return None
        exponent = Decimal(number.numerator).adjusted() - Decimal(number.denominator).adjusted() if number else 0
        if number and number < Fraction(10) ** exponent:
            exponent -= 1
        rounded = round_half_up(number / Fraction(10) ** exponent, _count(self.behind))
        if rounded >= 10:  # noqa: PLR2004 - a second digit
            exponent, rounded = exponent + 1, round_half_up(Fraction(rounded) / 10, _count(self.behind))
        (_kind, sign), *rest = self.power
        signed = "-" if exponent < 0 else sign[1].replace("-", "")
        after = "".join(text for kind, text in rest if kind != "digit")
        return f"{self._laid(rounded)}{sign[0]}{signed}{abs(exponent):0{_count(rest)}d}{after}"

    def _laid(self, rounded: Decimal) -> str:
        """Put the digits before and behind the point."""
        digits, _, fraction = f"{rounded:f}".partition(".")
        before = "".join(reversed(list(self._before(digits if rounded >= 1 else ""))))
        return f"{before}{self.point}{''.join(self._after(fraction))}"

    def _before(self, digits: str) -> Iterator[str]:
        """Give what stands before the point, from its end: the first place takes all the digits that are left."""
        left, laid, places = digits, 0, _count(self.whole)
        for kind, text in reversed(self.whole):
            if kind != "digit":
                yield text
                continue
            places -= 1
            taken = left if places == 0 else left[-1:]
            left = left[: len(left) - len(taken)]
            for digit in reversed(taken or {"0": "0", "?": " ", "#": ""}[text]):
                if self.has_groups and laid and laid % 3 == 0 and digit.isdigit():
                    yield ","
                laid += digit.isdigit()
                yield digit

    def _after(self, fraction: str) -> Iterator[str]:
        """Give what stands behind the point; zeros at the end only where they are asked for."""
        at, needed = 0, len(fraction.rstrip("0"))
        for kind, text in self.behind:
            if kind != "digit":
                yield text
                continue
            at += 1
            yield fraction[at - 1] if at <= needed or text == "0" else {"?": " ", "#": ""}[text]


def _count(tokens: Sequence[tuple[str, str]]) -> int:
    """Count the places for digits."""
    return sum(kind == "digit" for kind, _text in tokens)
