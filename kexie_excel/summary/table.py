"""An evaluation as tables: one row for each thing that a data sheet lists.

pandas lives here and nowhere else. Columns hold Python objects, so that points stay exact until they reach a cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import pandas as pd

from kexie_excel.returns.model import UnitState
from kexie_excel.scoring.result import NO_SELF, UNLIMITED, BonusScore, Evaluation, ItemScore, Standing
from kexie_excel.sheets.cells import Cell

CATEGORY, UNIT = "类别", "单位"
BONUS, TOTAL = "加分", "综合评分"
UNSETTLED, NOT_DONE = "待核", "—"
"""核算 that is pending, 现场 or 复核 that did not take place."""

RULED = "；复核："
"""In 依据, between what was computed and why it was ruled."""

_FINDINGS = (UNIT, "编号", "程度", "代码", "问题", "自评", "核算", "位置", "处理建议", "县区回复")
_BONUS = (
    *(UNIT, "编号", "加分情形", "工作（事项）名称", "奖项或文件名称", "文号或证书编号"),
    *("获得日期", "数量", "核定加分", "说明"),
)
_RECEIPTS = ("文件", UNIT, "结果", "说明", "修改时间", "大小", "校验码")
_POINTS = (UNIT, "section", "known")


def records(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """Give the rows of a table with the columns in this order."""
    columns: list[list[Cell]] = [frame[name].tolist() for name in names]
    return zip(*columns, strict=True)


def item_rows(evaluation: Evaluation) -> Iterator[tuple[Cell, ...]]:
    """逐项得分: every row of the 评估表 of every unit that has a score, one by one: of a country's they are a hundred thousand.

    The cells are 类别, 单位, 编号, 分值, 自评, 核算, 现场, 复核, 采用 and 依据.
    """
    for standing in evaluation.standings:
        for item in standing.score.items if standing.score else ():
            yield standing.unit.category, standing.unit.name, *_item_cells(item)


def section_table(evaluation: Evaluation) -> pd.DataFrame:
    """分项得分: a unit's known points by section id, its bonus and its 综合评分; empty for a unit without score."""
    units = _table(
        (CATEGORY, UNIT, BONUS, TOTAL),
        (
            (standing.unit.category, standing.unit.name, _bonus(standing), standing.total)
            for standing in evaluation.standings
        ),
    )
    points = _section_points(evaluation)
    merged = units.merge(points, how="left", left_on=UNIT, right_index=True)
    return merged.astype(object).where(merged.notna(), None)


def finding_table(evaluation: Evaluation) -> pd.DataFrame:
    """差异清单: every finding in the order of the evaluation, with room for the unit's answer."""
    return _table(
        _FINDINGS,
        (
            (
                *(entry.unit, entry.row, str(entry.severity), entry.code, entry.message),
                *(entry.self_score, entry.computed, str(entry.place), entry.remedy, entry.reply),
            )
            for entry in evaluation.findings
        ),
    )


def bonus_table(evaluation: Evaluation) -> pd.DataFrame:
    """加分审核: every row that was claimed, and what it came to."""
    return _table(
        _BONUS,
        (
            (standing.unit.name, *_bonus_cells(entry))
            for standing in evaluation.standings
            if standing.score is not None
            for entry in standing.score.bonus_rows
        ),
    )


def receipt_table(evaluation: Evaluation) -> pd.DataFrame:
    """收件登记: every file that came in, then every unit of which nothing came."""
    intake = evaluation.intake
    came: list[tuple[Cell, ...]] = [
        (entry.file, entry.unit, str(entry.fate), entry.note, entry.modified, entry.size, entry.sha256)
        for entry in intake.receipts
    ]
    missing: list[tuple[Cell, ...]] = [
        ("", unit, str(state), "", None, None, "")
        for unit, state in intake.states.items()
        if state is UnitState.MISSING
    ]
    return _table(_RECEIPTS, [*came, *missing])


def _table(columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> pd.DataFrame:
    """Make a table of objects; nothing is converted."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def _section_points(evaluation: Evaluation) -> pd.DataFrame:
    """Add up the known points: one row a unit with a score, one column a section."""
    scheme = evaluation.scheme
    section_of = {item.id: section.id for section in scheme.sections for item in section.items}
    known = _table(
        _POINTS,
        (
            (standing.unit.name, section_of[item.id], item.known)
            for standing in evaluation.standings
            if standing.score is not None
            for item in standing.score.items
            if item.id in section_of
        ),
    )
    wide = known.pivot_table(index=UNIT, columns="section", values="known", aggfunc="sum", sort=False)
    return wide.reindex(columns=[section.id for section in scheme.sections])


def _bonus(standing: Standing) -> Fraction | None:
    """Give a unit's bonus; nothing without a score."""
    return None if standing.score is None else standing.score.bonus


def _item_cells(item: ItemScore) -> tuple[Cell, ...]:
    """Give the cells of 逐项得分 from 编号 on: a text wherever there is no number, 采用 alone stays empty."""
    return (
        item.id,
        UNLIMITED if item.points is None else item.points,
        NO_SELF if item.self_score is None else item.self_score,
        UNSETTLED if item.computed.is_pending else item.computed.low,
        _onsite(item),
        NOT_DONE if item.ruling is None else item.ruling,
        item.adopted,
        basis(item),
    )


def _onsite(item: ItemScore) -> Cell:
    """Give the cell of 现场: the points, or why there are none."""
    if item.visit is None:
        return NOT_DONE
    return UNSETTLED if item.onsite is None else item.onsite


def basis(item: ItemScore) -> str:
    """Give 依据: why a row has its points, by the rules, then by the inspectors, then by the ruling."""
    visit = f"；现场：{item.visit.reason or '与核算一致'}" if item.visit is not None else ""
    return f"{item.computed.why}{visit}" + (f"{RULED}{item.ruling_reason}" if item.ruling_reason else "")


def _bonus_cells(entry: BonusScore) -> tuple[Cell, ...]:
    """Give the cells of 加分审核 from 编号 on; what the county wrote stands as it was written."""
    row = entry.row
    quantity = row.quantity.raw if row.quantity.number is None else row.quantity.number
    return (
        *(entry.item, row.kind, row.work, row.award, row.certificate, row.date_text),
        *(quantity, entry.points, entry.note),
    )
