"""亮点短板: what stands out of each unit, what separates it from the next better level, what all units have in common."""

from collections.abc import Iterator, Sequence

from kexie_excel.numbers import show
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.scoring.insight.distance import distances
from kexie_excel.scoring.insight.strengths import MOST, NOTABLE, Common, ItemStanding, Profile, common_items, profiles
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.cells import Cell
from kexie_excel.summary.book import Report
from kexie_excel.summary.columns import CATEGORY, UNIT
from kexie_excel.summary.datasheet import Column, write_data_sheet
from kexie_excel.summary.notes import write_notes
from kexie_excel.summary.phrases.distance import distance_text

_COLUMNS = (
    Column(CATEGORY, 9),
    Column(UNIT, 14),
    Column("亮点", 48, align="left"),
    Column("短板", 48, align="left"),
    Column("距上一等次", 50, align="left"),
)


def write_strengths(report: Report) -> None:
    """Add the sheet 亮点短板; a unit without score keeps its row."""
    first = 0 if report.scheme.has_categories else 1
    rows = (record[first:] for record in _records(report.evaluation))
    table = write_data_sheet(report, "亮点短板", _COLUMNS[first:], rows)
    common = common_items(report.evaluation)
    told = _how_to_read(report.scheme)
    notes = {"共同的长处和短处（供总结推广、完善下一年方案参考）": _common(common), "说明": told}
    write_notes(report, table, notes)


def _how_to_read(scheme: Scheme) -> Iterator[str]:
    """Say what is compared with what."""
    own = "本类别" if scheme.has_categories else ""
    bonus = "；加分项没有满分，不比" if scheme.has_bonus else ""
    apart = f"得分率比{own}已核定单位的平均高（低）{show(NOTABLE * 100)}个百分点以上的指标"
    yield f"亮点、短板：{apart}，相差最多的在前，各至多{MOST}项{bonus}。"
    readings = "和采用的口径" if scheme.interpretations else ""
    yield f"距上一等次：按已核定的得分{readings}，其他单位不变；“失分最多”只列已核定的指标。"


def _records(evaluation: Evaluation) -> Iterator[tuple[Cell, ...]]:
    """Give one record a unit, in the order of 汇总表."""
    profile_of = {profile.standing.unit.name: profile for profile in profiles(evaluation)}
    distance_of = distances(evaluation)
    for standing in evaluation.standings:
        name = standing.unit.name
        profile = profile_of.get(name)
        strong, weak = ("", "") if profile is None else _marks(profile)
        yield (
            standing.unit.category,
            name,
            strong,
            weak,
            distance_text(evaluation.scheme, standing, distance_of.get(name)),
        )


def _marks(profile: Profile) -> tuple[str, str]:
    """Write what stands out, one item a line; what could not be compared is said."""
    open_items = f"待核未比：{'、'.join(profile.pending)}" if profile.pending else ""
    strong = [_mark(mark) for mark in profile.strong] or ["没有明显高于平均的"]
    weak = [_mark(mark) for mark in profile.weak] or ["没有明显低于平均的"]
    return "\n".join(strong), "\n".join(filter(None, [*weak, open_items]))


def _mark(mark: ItemStanding) -> str:
    """Write one item beside its category."""
    points = f"{show(mark.adopted)}分（满分{show(mark.item.maximum)}，平均{show(mark.mean)}）"
    return f"{_name(mark.item)}：{points}"


def _common(common: Common) -> Iterator[str]:
    """Say what all units fulfil, and what none does."""
    if common.units > 1:
        yield f"已读的{common.units}个单位都得满分：{_names(common.full)}。"
        yield f"已读的{common.units}个单位都没有得分：{_names(common.none)}。"


def _names(items: Sequence[Item]) -> str:
    """Name items one after the other."""
    return "、".join(map(_name, items)) or "没有这样的指标"


def _name(item: Item) -> str:
    """Name an item."""
    return f"{item.id} {item.title}"
