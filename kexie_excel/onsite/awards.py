"""逐项认定: what the inspectors said of single awards, held against the awards as they are claimed now.

What an award is stands in its row's 指标内容; a county that sends again may have moved it to another row, and what was said
goes with it. A row that says another award than the return has anywhere decides nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kexie_excel.findings import Finding, finding
from kexie_excel.numbers import show
from kexie_excel.onsite.layout import Visit
from kexie_excel.onsite.read import Mark, OnsiteBook
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.decisions import Recognition, award_key, awarded_item
from kexie_excel.scoring.result import BonusScore, UnitScore
from kexie_excel.sheets.read.raw import compact
from kexie_excel.text import clean

_NAME_MOST = 160
"""Characters; what a county wrote can be much longer."""


def claims_of(scheme: Scheme, score: UnitScore) -> Mapping[str, BonusScore]:
    """Give a unit's awards by their 编号 on an on-site workbook; one of no known kind stands under the first bonus item."""
    first = scheme.bonus[0].id if scheme.bonus else ""
    return {award_key(own.item or first, at, own.row): own for at, own in enumerate(score.bonus_rows)}


def claim_text(claim: BonusScore, number: str = "") -> str:
    """Say what a row of 加分项 claims: 指标内容 of an award; ``number`` is where it stood, if not where it stands now."""
    row = claim.row
    name = " ".join(filter(None, (row.kind, row.work, row.award, row.certificate, row.date_text)))
    short = name if len(name) <= _NAME_MOST else f"{name[:_NAME_MOST]}…"
    return f"申报{number or row.number}：{short}×{row.quantity.raw or '未填'}"


@dataclass
class AwardsSettled:
    """What the inspectors said of a unit's awards."""

    awards: dict[str, Recognition] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_disputed: bool = False
    """Whether workbooks say different things of one award."""


def settle_awards(scheme: Scheme, score: UnitScore, books: Sequence[OnsiteBook]) -> AwardsSettled:
    """Settle the awards of a unit, one by one; what cannot be obeyed leaves its award open and is named."""
    settled = AwardsSettled()
    claims = claims_of(scheme, score)
    rows = frozenset(scheme.row_ids)
    said: dict[str, list[tuple[OnsiteBook, Mark]]] = {}
    for book in books:
        for mark in book.marks:
            if mark.row in rows:
                continue
            if mark.score.raw.strip():
                said.setdefault(_meant(claims, mark), []).append((book, mark))
            else:
                settled.findings.append(_found("K778", score, mark.row, mark, reason=mark.reason))
    for key, found in said.items():
        claim = claims.get(key)
        gone = [mark for _book, mark in found if claim is None or _is_replaced(claim, mark, found)]
        settled.findings += [_found("K775", score, key, mark, was=mark.content) for mark in gone]
        marks = [(book, mark) for book, mark in found if mark not in gone]
        if claim is None or not marks:
            continue
        problems = [problem for _book, mark in marks for problem in _problems(score, key, claim, mark)]
        verdicts = {mark.score.value for _book, mark in marks}
        ruling = score.item_of[awarded_item(key)].ruling
        if ruling is not None and (problems or verdicts != {bool(claim.points)}):
            settled.findings += [_outvoted(score, key, mark, ruling) for _book, mark in marks]
            if problems or len(verdicts) > 1:
                continue
        if not problems and len(verdicts) > 1:
            settled.is_disputed = True
            files = "、".join(book.file for book, _mark in marks)
            problems = [_found("K773", score, key, marks[-1][1], files=files)]
        settled.findings += problems
        reasons = "；".join(dict.fromkeys(_reason(book, mark) for book, mark in marks if mark.reason))
        counts = None if problems else marks[0][1].score.value is True
        settled.awards[key] = Recognition(counts, reasons)
    return settled


def other_awards(claims: Mapping[str, BonusScore], item: str, listed: Mapping[str, str]) -> str:
    """Say which awards of an item are claimed no more, and which are new, since a workbook listed them; empty where none."""
    then = {key: content for key, content in listed.items() if awarded_item(key) == item and content}
    if not then:
        return ""
    now = [claim for key, claim in claims.items() if awarded_item(key) == item]
    gone = [content for key, content in then.items() if not any(_is_about(key, content, claim) for claim in now)]
    new = [claim_text(claim) for claim in now if not any(_is_about(*own, claim) for own in then.items())]
    return "；".join([*(f"不再{text}" for text in gone), *(f"新{text}" for text in new)])


def _describes(mark: Mark, claim: BonusScore) -> bool:
    """Tell whether a row was about this award; one that does not say is about any."""
    return not mark.content or _is_about(mark.row, mark.content, claim)


def _is_about(key: str, content: str, claim: BonusScore) -> bool:
    """Tell whether 指标内容 says this award, on the row that it had then or has now."""
    was = key.rpartition("-")[2]
    return compact(content) in {compact(clean(claim_text(claim, number))) for number in (was, "")}


def _meant(claims: Mapping[str, BonusScore], mark: Mark) -> str:
    """Give the 编号 of the award that a row was about, wherever it stands now; the row's own where that cannot be told."""
    own = claims.get(mark.row)
    if not mark.content or (own is not None and _describes(mark, own)):
        return mark.row
    item = awarded_item(mark.row)
    moved = [key for key, claim in claims.items() if awarded_item(key) == item and _describes(mark, claim)]
    return moved[0] if len(moved) == 1 else mark.row


def _is_replaced(claim: BonusScore, mark: Mark, marks: Sequence[tuple[OnsiteBook, Mark]]) -> bool:
    """Tell whether another award, of which something was said as well, has taken the place of a row's own."""
    return not _describes(mark, claim) and any(_describes(other, claim) for _book, other in marks)


def _problems(score: UnitScore, key: str, claim: BonusScore, mark: Mark) -> Iterator[Finding]:
    """Say why what was said of an award cannot be obeyed, if it cannot."""
    if not _describes(mark, claim):
        yield _found("K774", score, key, mark, was=mark.content, now=claim_text(claim))
    elif not isinstance(mark.score.value, bool):
        yield _found("K771", score, key, mark, raw=mark.score.raw)
    elif not mark.reason and mark.score.value is not bool(claim.points):
        said = Visit.RECOGNISED if mark.score.value else Visit.REFUSED
        computed = "待核" if claim.points is None else f"{show(claim.points)}分"
        yield _found("K772", score, key, mark, said=said, computed=computed)


def _outvoted(score: UnitScore, key: str, mark: Mark, ruling: Fraction) -> Finding:
    """Say that a ruling about the whole item goes before what was said of one award."""
    row = awarded_item(key)
    return _found("K777", score, key, mark, raw=mark.score.raw, row=row, ruling=show(ruling))


def _reason(book: OnsiteBook, mark: Mark) -> str:
    """Give 理由, and who and when."""
    return f"{mark.reason}（{book.signed}）" if book.signed else mark.reason


def _found(code: str, score: UnitScore, key: str, mark: Mark, **words: str) -> Finding:
    """Make a finding about an award's cell."""
    return finding(code, unit=score.unit.name, row=awarded_item(key), place=mark.score.place, words=words)
