"""How documents are named after the 评估表 of a scheme."""

from kexie_excel.scheme.model import Scheme

_FORM = "评估表"


def heading(scheme: Scheme, what: str) -> str:
    """Name something after the 评估表: …绩效评估表 → …绩效评估 + what it is."""
    before, form, after = scheme.title.rpartition(_FORM)
    return f"{before}{_FORM[:-1]}{what}{after}" if form else f"{after}{what}"
