"""How documents are named after the 评估表 of a scheme, and the readings of its clauses."""

from kexie_excel.scheme.model import Scheme

_FORM = "评估表"


def heading(scheme: Scheme, what: str) -> str:
    """Name something after the 评估表: …绩效评估表 → …绩效评估 + what it is."""
    return in_place_of_form(scheme, what, _FORM[:-1])


def in_place_of_form(scheme: Scheme, what: str, kept: str = "") -> str:
    """Give the title with something else in the place of the 评估表, behind what is ``kept`` of that; at its end where it names none."""
    before, form, after = scheme.title.rpartition(_FORM)
    return f"{before}{kept}{what}{after}" if form else f"{after}{what}"


def reading_text(name: str, option: str, link: str = "：") -> str:
    """Name a reading: 前30%：四舍五入; where the option says what it is about, the option alone (60分为合格)."""
    return option if name in option else f"{name}{link}{option}"
