"""进度: how far each unit has come, what is to be done next, and the text with which to chase a unit. For the screen only."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table

from kexie_excel.returns.model import UnitState
from kexie_excel.scoring.open import OpenUnits, open_points
from kexie_excel.scoring.result import Evaluation
from kexie_excel.screen.ranking import plain_table
from kexie_excel.text import day_text

_DONE = "√"
_APPROVE = "把汇总表报{approver}审定（要印的几页：运行 kexie print 文件夹 上会），审定等次填进台账“审定”，再运行 kexie notice。"
_ANNOUNCE = "全部审定：可以运行 kexie notice 写通报。"
_CATEGORY, _LACKING = "类别", "缺材料"
_HEADERS = ("单位", "已下发", "已回收", "待补正", "已现场", "待定", "审定")


@dataclass(frozen=True)
class Stage:
    """How far one unit has come."""

    unit: str
    category: str
    is_issued: bool
    """Whether its form stands in 1-下发."""
    state: UnitState
    to_mend: int
    """How many findings must be mended by the unit; none while no return of its is adopted."""
    onsite: int
    """How many rows have an on-site score."""
    is_visited: bool
    """Whether its on-site workbook says who inspected or when, or gives a score."""
    open_questions: int
    """How many things wait for a decision of the office."""
    approved: str
    """审定等次; empty until it is decided."""
    lacking: tuple[str, ...]
    """Required materials that are not there; all of them where nothing came."""


@dataclass(frozen=True)
class Status:
    """The whole round, seen on a day."""

    evaluation: Evaluation
    stages: tuple[Stage, ...]
    deadline: str
    """截止日期 as the ledger has it; empty where nobody has filled it in."""
    deadline_day: dt.date | None
    """The same as a day; ``None`` where it names none."""
    today: dt.date
    notes: tuple[str, ...] = ()
    """What lies where it is not read."""

    def units(self, *states: UnitState) -> list[str]:
        """Give the units that are in one of these states."""
        return [stage.unit for stage in self.stages if stage.state in states]

    @property
    def due(self) -> str:
        """Write the deadline as a sentence has it."""
        return day_text(self.deadline_day) if self.deadline_day else self.deadline

    @property
    def by_day(self) -> str:
        """Ask for something by the deadline, as a sentence goes on."""
        if self.deadline_day and self.deadline_day < self.today:
            return f"截止日期（{self.due}）已过，请尽快"
        return f"请于{self.due}前" if self.due else "请尽快"


def stage_table(status: Status) -> Table:
    """Give the table: a line a unit, a column a stage."""
    scheme = status.evaluation.scheme
    category, lacking = (_CATEGORY,) if scheme.has_categories else (), (_LACKING,) if scheme.materials else ()
    table = plain_table("", (*category, *_HEADERS, *lacking))
    for stage in status.stages:
        is_read = stage.state is UnitState.READ
        table.add_row(
            *((stage.category,) if category else ()),
            stage.unit,
            _DONE if stage.is_issued else "",
            _DONE if is_read else stage.state.value,
            f"{stage.to_mend}处" if stage.to_mend else "",
            f"{stage.onsite}项" if stage.onsite else _DONE if stage.is_visited else "",
            f"{stage.open_questions}项" if stage.open_questions else "",
            stage.approved,
            *(("、".join(stage.lacking) if is_read else "",) if lacking else ()),
        )
    return table


def tally(status: Status) -> dict[str, int]:
    """Count how far the year has come."""
    stages = status.stages
    return {
        "units": len(stages),
        "issued": sum(own.is_issued for own in stages),
        "returned": len(status.units(UnitState.READ)),
        "to_mend": sum(own.to_mend > 0 for own in stages),
        "visited": sum(own.is_visited for own in stages),
        "open": sum(own.open_questions for own in stages),
        "final": int(status.evaluation.is_final),
        "approved": sum(bool(own.approved) for own in stages),
    }


def next_steps(status: Status) -> Iterator[str]:
    """Say what is to be done next, in the order in which a year goes."""
    yield from status.notes
    yield from _about_deadline(status)
    evaluation, stages = status.evaluation, status.stages
    points = open_points(evaluation)
    unreadable, unusable = status.units(UnitState.UNREADABLE), evaluation.intake.unusable
    undecided, competing = status.units(UnitState.UNDECIDED), evaluation.intake.competing
    groups = (
        OpenUnits("还没有评估表", tuple(own.unit for own in stages if not own.is_issued)).asking(
            "请运行 kexie init，再发给他们"
        ),
        points.missing.asking("请催报（催报的话在下面，可以直接复制）"),
        OpenUnits("收到的文件不能用", tuple(unit for unit in unreadable if unit in unusable)).asking(
            "请他们重新发来，放进“2-回收”"
        ),
        OpenUnits("收到的文件要先在本机打开", tuple(unit for unit in unreadable if unit not in unusable)).asking(
            "怎么办写在“3-核对/收件登记.xlsx”里（先运行 kexie check）"
        ),
        OpenUnits("收到的填报以哪一份为准没有定", tuple(unit for unit in undecided if unit in competing)).asking(
            "请在台账“采用文件”里选定"
        ),
        OpenUnits("收到的填报看不准是哪个单位的", tuple(unit for unit in undecided if unit not in competing)).asking(
            "请看“3-核对/收件登记.xlsx”里的说明，问清后请他们重新发来"
        ),
        OpenUnits("有必须改的问题", tuple(own.unit for own in stages if own.to_mend)).asking(
            "请运行 kexie check，把“3-核对”里的核对反馈发给他们，改好发来再放进“2-回收”"
        ),
        points.pending.asking("请他们补正，或在台账“裁定”里裁定"),
    )
    yield from filter(None, groups)
    yield from (f"{refused}：请运行 kexie check，看“3-核对”里的差异清单。" for refused in points.refused)
    if not evaluation.is_final:
        return
    if not any(own.is_visited for own in stages):
        yield "还没有现场评分：请运行 kexie onsite 准备现场评估表；已经看过、各项都按核算分的，不必再填。"
    if points.before_notice:
        yield f"分数已经核定：请运行 kexie summary，{_approve(evaluation)}"
    else:
        yield _ANNOUNCE


def after_check(evaluation: Evaluation) -> str:
    """Say what is next once the returns are checked."""
    if not evaluation.intake.receipts:
        return "下一步：收到的文件放进“2-回收”，再运行 kexie check；催报的话运行 kexie status 就有。"
    if evaluation.is_final:
        return "下一步：运行 kexie onsite 准备现场评估表；已经看过的，运行 kexie summary 汇总。"
    return (
        "下一步：问题和办法都在“收件登记.xlsx”的“差异清单”里。单位改好发来的放进“2-回收”再运行 kexie check，"
        "说不准的在台账“裁定”里定；哪个单位还差什么，运行 kexie status。"
    )


def after_summary(evaluation: Evaluation) -> str:
    """Say what is next once the summary is written."""
    if not evaluation.is_final:
        return "下一步：哪个单位还差什么、怎么办，运行 kexie status；都办完再汇总一次。"
    return f"下一步：{_approve(evaluation) if open_points(evaluation).before_notice else _ANNOUNCE}"


def _approve(evaluation: Evaluation) -> str:
    """Say who decides next."""
    return _APPROVE.format(approver=evaluation.scheme.words.approver)


def _about_deadline(status: Status) -> Iterator[str]:
    """Say how the deadline stands, while a return is missing."""
    missing = status.units(UnitState.MISSING)
    if not missing:
        return
    if not status.deadline:
        yield "台账“基本信息”里还没有填截止日期。"
    elif status.deadline_day is None:
        yield f"台账“基本信息”里的截止日期写的是“{status.deadline}”，看不出年月日：请写成 2017年12月8日 这样。"
    else:
        days = (status.deadline_day - status.today).days
        when = (
            f"还有{days}天" if days > 0 else "就是今天" if days == 0 else f"已过{-days}天，{len(missing)}个单位逾期未报"
        )
        yield f"截止日期{status.due}，{when}。"


def chasing_texts(status: Status) -> Iterator[str]:
    """Give the text to send to each unit from which something is missing, each in one line."""
    words = status.evaluation.scheme.words
    yield from (f"催报：{words.address(unit)}：{text}" for unit, text in chasing(status))


def chasing(status: Status) -> Iterator[tuple[str, str]]:
    """Give what is to be said to each unit from which something is missing."""
    scheme, by_day = status.evaluation.scheme, status.by_day
    for stage in status.stages:
        what = "、".join(stage.lacking)
        head = f"根据{scheme.source}，{scheme.term.name}{scheme.words.subject_short}"
        if stage.state is UnitState.MISSING:
            wanted = what or scheme.form_name
            yield stage.unit, f"{head}的材料还没有收到。{by_day}报来：{wanted}。"
        elif stage.unit in status.evaluation.intake.unusable:
            why = status.evaluation.intake.unusable[stage.unit]
            yield stage.unit, f"{head}的文件已收到，但{why}。{by_day}重新发来评估表（Excel 工作簿）。"
        elif stage.lacking and stage.state is UnitState.READ:
            yield stage.unit, f"{head}的填报已收到，还缺（或表里没有注明）{what}。{by_day}补报。"
