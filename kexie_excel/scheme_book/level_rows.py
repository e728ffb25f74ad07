"""等次 → the levels of a scheme, the best first."""

from collections.abc import Iterable

from kexie_excel.findings import Place
from kexie_excel.numbers import ZERO
from kexie_excel.scheme_book.requirement import Bound, Within, parse_requirement
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.rows import AuthorRow
from kexie_excel.scheme_book.sheets import LevelSheet
from kexie_excel.scheme_book.terms import QUOTAS
from kexie_excel.scheme_book.values import RowReader, written
from kexie_excel.text import squeeze

_FEWEST = 2
_NO_BOUND = Bound("≥", ZERO, "0")


def read_levels(rows: Iterable[AuthorRow], review: Review) -> dict[str, object]:
    """Read 等次: each level with its bound and its share, the last without; nothing where there are too few."""
    lines = list(rows)
    named: dict[str, RowReader] = {}
    for row in lines:
        reader = RowReader(review, row, f"levels/level/{row.typed(LevelSheet.LEVEL) or row.number}")
        name = reader.text(LevelSheet.LEVEL, "写等次的名称")
        if squeeze(name) in named:
            others = named[squeeze(name)].row.place(LevelSheet.LEVEL).cell
            reader.fault("K909", LevelSheet.LEVEL, what="等次", others=others)
        elif name:
            named[squeeze(name)] = reader
    if len(lines) < _FEWEST:
        why = f"只有{len(lines)}个等次" if lines else "没有等次"
        review.add(
            "K930", Place("", LevelSheet.SHEET), "levels", why=why, expected="至少写两个等次，一行一个，好的在上"
        )
    if len(named) < _FEWEST:
        return {}
    *reached, last = named.values()
    reached[0].locate("levels", LevelSheet.LEVEL)
    entries = []
    above: Bound | None = None
    for reader in reached:
        above = _from(reader, above)
        entries.append(_level(reader, above))
    last.locate(last.at, LevelSheet.LEVEL)
    _check_last(last, above or _NO_BOUND)
    return {"level": [*entries, {"name": last.row.typed(LevelSheet.LEVEL)}]}


def _level(reader: RowReader, bound: Bound) -> dict[str, object]:
    """Give a level that takes points."""
    reader.locate(reader.at, LevelSheet.LEVEL)
    reader.locate(f"{reader.at}/bound", LevelSheet.SCORE)
    reader.locate(f"{reader.at}/top", LevelSheet.TOP)
    entry: dict[str, object] = {
        "name": reader.row.typed(LevelSheet.LEVEL),
        "bound": written(bound.text),
        "bound_included": bound.sign == "≥",
    }
    if reader.has(LevelSheet.TOP):
        entry["top"] = reader.share(LevelSheet.TOP)
        entry["quota"] = str(reader.need_one_of(LevelSheet.QUOTA, QUOTAS) or "literal")
    elif reader.has(LevelSheet.QUOTA):
        reader.lacks(LevelSheet.TOP, "写份额，如 30%；没有限额的，“取法”也留空")
    return entry


def _from(reader: RowReader, above: Bound | None) -> Bound:
    """Read from which 综合评分 on a level is reached; where it ends may be said as well, if the level above begins there."""
    if not reader.has(LevelSheet.SCORE):
        reader.lacks(LevelSheet.SCORE, "写分数线，如 ≥85；只看名次的写 ≥0")
        return _NO_BOUND
    wanted = parse_requirement(reader.row.text(LevelSheet.SCORE))
    if isinstance(wanted, Within) and wanted.low and not wanted.low.is_share and _ends(wanted.high, above):
        return wanted.low
    reader.fault("K907", LevelSheet.SCORE, guess="", expected="写一个下限，如 ≥85（含本数）或 >85（不含）")
    return _NO_BOUND


def _ends(high: Bound | None, above: Bound | None) -> bool:
    """Tell whether a level ends where the one above it begins, to which the border belongs if it begins with it."""
    return high is None or (above is not None and high.value == above.value)


def _check_last(reader: RowReader, above: Bound) -> None:
    """Look at the level of the rest: what else is written for it must mean just that."""
    if reader.has(LevelSheet.SCORE):
        wanted = parse_requirement(reader.row.text(LevelSheet.SCORE))
        is_rest = isinstance(wanted, Within) and _ends(wanted.high, above) and (wanted.low or _NO_BOUND) == _NO_BOUND
        if not is_rest:
            expected = "最后一个等次不写分数线：够不上别的等次的都是它"
            reader.fault("K907", LevelSheet.SCORE, guess="", expected=expected)
    if reader.has(LevelSheet.TOP):
        reader.fault("K907", LevelSheet.TOP, guess="", expected="留空：最后一个等次没有限额")
