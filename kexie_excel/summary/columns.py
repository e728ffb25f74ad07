"""The columns of the summary's listings: each header, what stands below it, and how it prints. They stand here and nowhere else."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from kexie_excel.findings import Asked, Finding, Severity
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.numbers import show
from kexie_excel.returns.model import UnitState
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme.wording import NEUTRAL, SchemeWords
from kexie_excel.scoring.bonus.adopted import adopted_awards
from kexie_excel.scoring.evidence import named_evidence
from kexie_excel.scoring.past import AWARDS as AWARDS_SHEET
from kexie_excel.scoring.past import ITEMS as ITEMS_SHEET
from kexie_excel.scoring.past import RANKING as RANKING_SHEET
from kexie_excel.scoring.result import NO_SELF, UNLIMITED, UNSETTLED, BonusScore, Evaluation, ItemScore, Standing
from kexie_excel.sheets.cells import Cell
from kexie_excel.summary.datasheet import ASK_FILL, MOMENT, MUST_FILL, POINTS, Column
from kexie_excel.summary.listing import Listing

CATEGORY, UNIT = "类别", "单位"
BASE, BONUS, TOTAL = "核定分", "加分", "综合评分"
NOT_DONE = "—"
"""核算 that is pending, 现场 or 复核 that did not take place, 佐证材料 that nobody named."""

_NO_RANK = "—"
_BODY, _REMARK, SMALL = 12, 11, 9
"""Font sizes."""


class ItemLine(NamedTuple):
    """A line of 逐项得分: one row of the 评估表 of one unit."""

    standing: Standing
    item: ItemScore
    evidence: str
    """What the county names for it."""


class AwardLine(NamedTuple):
    """A line of 加分审核: one award that was claimed, and what it came to."""

    unit: str
    award: BonusScore


class ReceiptLine(NamedTuple):
    """A line of 收件登记: a file that came in, or a unit of which nothing came."""

    file: str
    unit: str
    result: str
    note: str = ""
    modified: dt.datetime | None = None
    size: int | None = None
    sha256: str = ""


def item_lines(evaluation: Evaluation) -> Iterator[ItemLine]:
    """Give every row of every unit that has a score, one by one: of a country's they are a hundred thousand."""
    for standing in evaluation.standings:
        if standing.score:
            entry = evaluation.intake.returns.get(standing.unit.name)
            named = named_evidence(evaluation.scheme, entry) if entry else {}
            for item in standing.score.items:
                yield ItemLine(standing, item, named.get(item.id, NOT_DONE))


def award_lines(evaluation: Evaluation) -> Iterator[AwardLine]:
    """Give every award that was claimed with what was adopted of it, unit by unit."""
    for standing in evaluation.standings:
        for award in adopted_awards(standing.score) if standing.score else ():
            yield AwardLine(standing.unit.name, award)


def receipt_lines(evaluation: Evaluation) -> Iterator[ReceiptLine]:
    """Give every file that came in, then every unit of which nothing came."""
    intake = evaluation.intake
    for own in intake.receipts:
        if own.fate is not Fate.ENCLOSURE:
            yield _receipt_line(own)
    for unit, state in intake.states.items():
        if state is UnitState.MISSING:
            yield ReceiptLine("", unit, str(state))


def _receipt_line(own: Receipt) -> ReceiptLine:
    """Give the line of a file that came in."""
    return ReceiptLine(own.file, own.unit, str(own.fate), own.note, own.modified, own.size, own.sha256)


def enclosure_lines(evaluation: Evaluation) -> Iterator[ReceiptLine]:
    """Give what the units sent beside their forms, unit by unit."""
    order = {unit.name: at for at, unit in enumerate(evaluation.scheme.units)}
    sent = [own for own in evaluation.intake.receipts if own.fate is Fate.ENCLOSURE]
    for own in sorted(sent, key=lambda receipt: order[receipt.unit]):
        yield _receipt_line(own)


def _rank(standing: Standing) -> Cell:
    """Give 名次: none without a score; a dash where a score holds no rank."""
    return _NO_RANK if standing.score and standing.rank is None else standing.rank


def _known(points: Fraction | None, otherwise: str) -> Cell:
    """Give points, or the word for their absence."""
    return otherwise if points is None else points


def _onsite(item: ItemScore) -> Cell:
    """Give the cell of 现场: the points, or why there are none."""
    return NOT_DONE if item.visit is None else _known(item.onsite, UNSETTLED)


def basis(item: ItemScore) -> str:
    """Give 依据: why a row has its points, by the rules, then by the inspectors, then by the ruling.

    Of a pending row it says what is counted already, so that the column 采用 and this add up to 综合评分.
    """
    visit = f"；现场：{item.visit.reason or '与核算一致'}" if item.visit is not None else ""
    ruled = f"；复核：{item.ruling_reason}" if item.ruling_reason else ""
    counted = f"；综合评分先计{show(item.known)}分，待核可再加{show(item.could_add)}分" if item.adopted is None else ""
    return f"{item.computed.why}{visit}{counted}{ruled}"


def difference_lines(evaluation: Evaluation) -> Iterator[Finding]:
    """Give what somebody can act on."""
    return (found for found in evaluation.findings if not found.check.settled)


def _what_to_do(found: Finding, words: SchemeWords) -> Cell:
    """Give 处理建议, and who is to do it: once a unit has replied, the office reads that first."""
    told = f"{words.asked(found.asks)}：{found.remedy}"
    if not found.reply:
        return told
    read = f"{words.asked(Asked.OFFICE)}：请看“{words.reply}”"
    return f"{read}，认可的不必再处理。" if found.severity is not Severity.MUST else f"{read}；{told}"


def _quantity(award: BonusScore) -> Cell:
    """Give 数量 as a number, else as the county wrote it."""
    entry = award.row.quantity
    return entry.raw if entry.number is None else entry.number


RANKING: Listing[Standing] = Listing(
    RANKING_SHEET,
    (
        (Column("名次", 8, font_size=_BODY), _rank),
        (Column(UNIT, 15, font_size=_BODY), lambda own: own.unit.name),
        (
            Column("自评总分", 11, num_format=POINTS, font_size=_BODY),
            lambda own: own.score.self_total if own.score else None,
        ),
        (Column(BASE, 11, num_format=POINTS, font_size=_BODY), lambda own: own.score.base if own.score else None),
        (Column(BONUS, 11, num_format=POINTS, font_size=_BODY), lambda own: own.score.bonus if own.score else None),
        (Column(TOTAL, 12, num_format=POINTS, font_size=_BODY), lambda own: own.total),
        (Column("建议等次", 12, font_size=_BODY), lambda own: own.level),
        (Column("审定等次", 12, font_size=_BODY), lambda own: own.approved or None),
        (Column("备注", 42, align="left", font_size=_REMARK), lambda own: own.remark),
    ),
    telling=("名次", UNIT, TOTAL, "建议等次"),
)
"""汇总表: its header row stands over a block a category."""


def ranking_of(scheme: Scheme) -> Listing[Standing]:
    """Give 汇总表 as a scheme needs it: without a bonus, 核定分 is 综合评分."""
    return RANKING if scheme.has_bonus else RANKING.without(BASE, BONUS)


def items_of(scheme: Scheme) -> Listing[ItemLine]:
    """Give 逐项得分 as a scheme needs it: one category is not worth a column."""
    return ITEMS if scheme.has_categories else ITEMS.without(CATEGORY)


ITEMS: Listing[ItemLine] = Listing(
    ITEMS_SHEET,
    (
        (Column(CATEGORY, 8), lambda line: line.standing.unit.category),
        (Column(UNIT, 13), lambda line: line.standing.unit.name),
        (Column("编号", 8), lambda line: line.item.id),
        (Column("分值", 7.5), lambda line: _known(line.item.points, UNLIMITED)),
        (Column("自评", 7.5), lambda line: _known(line.item.self_score, NO_SELF)),
        (Column("核算", 7.5), lambda line: UNSETTLED if line.item.computed.is_pending else line.item.computed.low),
        (Column("现场", 7.5), lambda line: _onsite(line.item)),
        (Column("复核", 7.5), lambda line: _known(line.item.ruling, NOT_DONE)),
        (Column("采用", 7.5), lambda line: line.item.adopted),
        (Column("依据", 66, align="left"), lambda line: basis(line.item)),
        (Column("佐证材料", 24, align="left"), lambda line: line.evidence),
    ),
    telling=(UNIT, "编号", "分值", "采用"),
)
"""逐项得分: a text wherever there is no number; 采用 alone stays empty while it is pending."""

AWARDS: Listing[AwardLine] = Listing(
    AWARDS_SHEET,
    (
        (Column(UNIT, 13), lambda line: line.unit),
        (Column("编号", 7), lambda line: line.award.item),
        (Column("加分情形", 25, align="left"), lambda line: line.award.row.kind),
        (Column("工作（事项）名称", 26, align="left"), lambda line: line.award.row.work),
        (Column("奖项或文件名称", 20, align="left"), lambda line: line.award.row.award),
        (Column("文号或证书编号", 24, align="left"), lambda line: line.award.row.certificate),
        (Column("获得日期", 12), lambda line: line.award.row.date_text),
        (Column("数量", 7), lambda line: _quantity(line.award)),
        (Column("核定加分", 10), lambda line: line.award.points),
        (Column("说明", 34, align="left"), lambda line: line.award.note),
        (Column("佐证材料", 18, align="left"), lambda line: line.award.row.evidence),
    ),
    telling=(UNIT, "加分情形", "文号或证书编号", "核定加分"),
    # 单位 stays empty: next year's reading takes no such row for a claim.
    empty={"说明": "没有申报加分的事项"},
)
"""加分审核: next year's 上年汇总; what the county wrote stands as it was written."""


@cache
def differences(words: SchemeWords) -> Listing[Finding]:
    """差异清单: what does not hold, and what to do about it, in the words of the scheme."""
    return Listing(
        "差异清单",
        (
            (Column(UNIT, 13), lambda found: found.unit),
            (Column("编号", 7), lambda found: found.row),
            (
                Column("程度", 9, fills={Severity.MUST: MUST_FILL, Severity.ASK: ASK_FILL}),
                lambda found: str(found.severity),
            ),
            (Column("代码", 8), lambda found: found.code),
            (Column("问题", 48, align="left"), lambda found: found.message),
            (Column("自评", 7), lambda found: found.self_score),
            (Column("核算", 7), lambda found: found.computed),
            (Column("位置", 22, align="left", font_size=SMALL), lambda found: str(found.place)),
            (Column("处理建议", 30, align="left"), lambda found: _what_to_do(found, words)),
            (Column(words.reply, 18, align="left"), lambda found: found.reply),
        ),
        telling=(UNIT, "代码", "问题"),
        empty={"问题": "没有需要处理的差异"},
    )


DIFFERENCES = differences(NEUTRAL)
"""The same in nobody's words, for who looks for the sheet or for what is told of it whatever the words are."""

_FILLS = {
    str(Fate.UNREADABLE): MUST_FILL,
    str(UnitState.MISSING): MUST_FILL,
    str(Fate.UNDECIDED): ASK_FILL,
    str(Fate.NOT_A_FORM): ASK_FILL,
}
RECEIPTS: Listing[ReceiptLine] = Listing(
    "收件登记",
    (
        (Column("文件", 44, align="left"), lambda line: line.file),
        (Column(UNIT, 13), lambda line: line.unit),
        (Column("结果", 12, fills=_FILLS), lambda line: line.result),
        (Column("说明", 36, align="left"), lambda line: line.note),
        (Column("修改时间", 18, num_format=MOMENT), lambda line: line.modified),
        (Column("大小", 11, align="right", num_format="#,##0"), lambda line: line.size),
        (Column("校验码", 36, align="left", font_size=SMALL), lambda line: line.sha256),
    ),
    telling=("文件", UNIT, "结果", "校验码"),
)
"""收件登记: what became of every file."""

ENCLOSURES: Listing[ReceiptLine] = Listing(
    "附件",
    (
        (Column(UNIT, 13), lambda line: line.unit),
        (Column("附件", 80, align="left"), lambda line: line.file),
        (Column("修改时间", 18, num_format=MOMENT), lambda line: line.modified),
        (Column("大小", 11, align="right", num_format="#,##0"), lambda line: line.size),
        (Column("校验码", 36, align="left", font_size=SMALL), lambda line: line.sha256),
    ),
)
"""附件: what came beside the forms."""
