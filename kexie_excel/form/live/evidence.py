"""加分依据以文件、奖牌或证书为准: whether a row of 加分项 names a document, and whose seal it should bear.

The words are the program's own (``returns.vocabulary``, ``scoring.claim``), with their full-width forms; a test holds the
two together.
"""

from collections.abc import Mapping

from kexie_excel.form.headers import Bonus, Cover, Live, Stamp
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.row import RowTemplate, array, only_for
from kexie_excel.scheme.kinds.formula import quoted

MEDAL = "奖牌"
NO_NAME = ("无", "没有", "暂无", "空", *["/", "\\", "-", "--", "---", "—", "——", "―", "–", "_", "__", "*", "?"])
"""What names no enclosure."""
NOT_YET = ("待补", "后补", "补", "待定", "正在办理", "办理中", "待发", "见附件待补")
"""How what names no enclosure yet begins."""
_FULL_WIDTH = 0xFEE0
_SPACES = (" ", "\u3000", "\u00a0")


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
    digits = [*"0123456789", *full_width("0123456789")]
    numbered = f"SUMPRODUCT(--ISNUMBER(FIND({array(digits)},{row.cell(Bonus.CERTIFICATE)})))>0"
    named = "&".join(row.cell(header) for header in (Bonus.AWARD, Bonus.CERTIFICATE, Bonus.EVIDENCE))
    proofs = [
        f"{row.cell(Live.NUMBERED)}=1",
        f"ISNUMBER(FIND({quoted(MEDAL)},{named}))",
        _encloses(row.cell(Bonus.EVIDENCE)),
    ]
    return {
        Live.NUMBERED: f"IF({numbered},1,0)",
        Live.PROVEN: f"IF(OR({','.join(proofs)}),1,0)",
        Live.SEAL: _seal(row, layout),
    }


def _encloses(cell: str) -> str:
    """Tell whether a cell names an enclosure."""
    text = without_spaces(cell)
    words = dict.fromkeys(form for word in NO_NAME for form in (word, full_width(word)))
    lengths = f"{{{','.join(str(len(word)) for word in NOT_YET)}}}"
    nothing = f"SUMPRODUCT(--EXACT({text},{array(list(words))}))=0"
    promised = f"SUMPRODUCT(--EXACT(LEFT({text},{lengths}),{array(NOT_YET)}))=0"
    return f'AND({text}<>"",{nothing},{promised})'


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
