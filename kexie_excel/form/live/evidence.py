"""加分依据以文件、奖牌或证书为准: whether a row of 加分项 names a document, and whose seal it should bear.

The words are those of ``evidence_words``, by which the program judges as well, with their full-width forms.
"""

from collections.abc import Iterable, Mapping

from kexie_excel.form.evidence_words import (
    CENTURIES,
    DATED,
    DENYING,
    DENYING_FIRST,
    LEAST_FIGURES,
    MARKS,
    MEDAL,
    MOBILE,
    MONTHS,
    NAMING,
    PHONE,
    WITH_HYPHENS,
)
from kexie_excel.form.headers import Bonus, Cover, Live, Stamp
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.row import RowTemplate, array, only_for
from kexie_excel.scheme.kinds.formula import all_of, any_of, quoted

_FULL_WIDTH = 0xFEE0
_SPACES = (" ", "\u3000", "\u00a0")
_FIGURES = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def full_width(text: str) -> str:
    """Write ASCII signs and digits in their full-width form."""
    return "".join(chr(ord(char) + _FULL_WIDTH) if "!" <= char <= "~" else char for char in text)


def without_spaces(cell: str) -> str:
    """Take out what shows nothing."""
    text = f'SUBSTITUTE({cell},CHAR(10),"")'
    for space in _SPACES:
        text = f'SUBSTITUTE({text},"{space}","")'
    return text


def evidence_formulas(row: RowTemplate, layout: Layout) -> Mapping[str, str]:
    """Give the helper columns that judge the evidence: a number, any evidence, and the seal (1: ask, 2: another's)."""
    texts = {
        Live.AWARD_TEXT: Bonus.AWARD,
        Live.NUMBER_TEXT: Bonus.CERTIFICATE,
        Live.PROOF_TEXT: Bonus.EVIDENCE,
    }
    award, certificate, evidence = map(row.cell, texts)
    medals = [_has(cell, [MEDAL]) for cell in (award, certificate)]
    proofs = [f"{row.cell(Live.NUMBERED)}=1", *medals, _has(evidence, NAMING), _numbered(evidence)]
    return {
        **{helper: _undenied(row.cell(header)) for helper, header in texts.items()},
        Live.NUMBERED: f"IF({_numbered(certificate)},1,0)",
        Live.PROVEN: f"IF({any_of(proofs)},1,0)",
        Live.SEAL: _seal(row, layout),
    }


def _undenied(cell: str) -> str:
    """Give a cell's text for looking words up; nothing where it says that there is no document."""
    text = f"LOWER({without_spaces(cell)})"
    first = f"SUMPRODUCT(--EXACT(LEFT({text},1),{array(DENYING_FIRST)}))>0"
    return f'IF(OR({_has(text, DENYING)},{first}),"",{text})'


def _has(text: str, words: Iterable[str]) -> str:
    """Tell whether any of these words stands in a text."""
    forms = dict.fromkeys(form for word in words for form in (word, full_width(word)))
    return f"SUMPRODUCT(--ISNUMBER(FIND({array(list(forms))},{text})))>0"


def _numbered(text: str) -> str:
    """Tell whether a text can be the number of a document or certificate."""
    return all_of([_has(text, _FIGURES), any_of([_has(text, MARKS), _has(text, _LETTERS), _bare_number(text)])])


def _bare_number(cell: str) -> str:
    """Tell whether a cell holds nothing but the figures of a certificate's number: no day, and no telephone."""
    figures = f'SUBSTITUTE({cell},"-","")'
    count = f"LEN({figures})"
    only = f'SUMPRODUCT({count}-LEN(SUBSTITUTE({figures},{array(_FIGURES)},"")))={count}'
    first = f"LEFT({figures},1)"
    is_phone = any_of([f'{first}="0"', f"{count}={PHONE}", f'AND({count}={MOBILE},{first}="1")'])
    lengths = any_of(f"{count}={length}" for length in DATED)
    begins = f"SUMPRODUCT(--EXACT(LEFT({figures},2),{array(CENTURIES)}))>0"
    is_day = all_of([lengths, begins, f"SUMPRODUCT(--EXACT(MID({figures},5,2),{array(MONTHS)}))>0"])
    written = f"OR(LEN({cell})={count},{count}>={WITH_HYPHENS})"
    return all_of([f"{count}>={LEAST_FIGURES}", only, f"NOT({is_phone})", f"NOT({is_day})", written])


def _seal(row: RowTemplate, layout: Layout) -> str:
    """Hold 颁发单位 against the place whose seal a kind asks for; the unit's own committee is another level's."""
    issuer = row.cell(Bonus.ISSUER)
    unit = f'IF({Stamp.UNIT_CELL}="",TRIM({layout.cover_cell(Cover.UNIT)}),{Stamp.UNIT_CELL})'
    own = f'IF({unit}="",2,IF(ISNUMBER(FIND({unit},{issuer})),2,1))'
    checks = {
        number: f'IF(TRIM({issuer})="",0,IF(ISNUMBER(FIND({quoted(kind.issuer)},{issuer})),0,{own}))'
        for number, kind in enumerate(layout.scheme.bonus_kinds, 1)
        if kind.issuer
    }
    return only_for(row.cell(Live.KIND_NO), checks)
