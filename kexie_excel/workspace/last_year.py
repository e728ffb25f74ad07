"""上年汇总.xlsx: last year's summary, laid into the working folder by hand; what it can be used for, and what is wrong with it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.ledger.model import About
from kexie_excel.returns.vocabulary import NO
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.moved import follow, moved_items
from kexie_excel.scoring.past import AWARDS, Past
from kexie_excel.sheets.read.raw import compact


def read_last_year(path: Path, scheme: Scheme) -> LastYear | None:
    """Read last year's summary; ``None`` where there is no such file.

    A file that cannot be used is no reason to stop, but it was meant to be used: awards of last year then wait.
    """
    if not path.exists():
        others = sorted(other.name for other in path.parent.glob(f"{path.stem}.*"))
        return _unusable(others[0], f"要存成 {path.name}") if others else None
    try:
        content = path.read_bytes()
    except OSError:
        return _unusable(path.name, "文件打不开，可能正被打开")
    from kexie_excel.summary.read import read_past  # noqa: PLC0415 - in most years' folders there is nothing to read

    past = read_past(path)
    if isinstance(past, str):
        return _unusable(path.name, past)
    wanted = scheme.term.previous()
    # of 第三期 nobody can tell what came before
    is_before = past.period == wanted.name if past.period else past.year in {None, wanted.begins}
    if not is_before and wanted != scheme.term:
        return _unusable(path.name, f"是{past.period or f'{past.year}年度'}的，应放{wanted.name}的")
    doubts = tuple(_doubts(path.name, past, scheme))
    return LastYear(path.name, follow(past, scheme), doubts, hashlib.sha256(content).hexdigest())


def named_elsewhere(path: Path, named: str) -> Iterator[str]:
    """Say so where the ledger names last year's summary, and it was not laid here; a name alone brings nothing."""
    if named and compact(named) not in NO and not any(path.parent.glob(f"{path.stem}.*")):
        yield (
            f"台账“基本信息”的{About.LAST_SUMMARY}写的是“{named}”：程序只看工作文件夹里的 {path.name}，"
            "请把那份汇总表复制进来，改成这个名字，再运行。"
        )


def _unusable(file: str, why: str) -> LastYear:
    """Say why a file cannot be used."""
    return LastYear(file, None, (finding("K761", place=Place(file), file=file, why=why),))


def _doubts(file: str, past: Past, scheme: Scheme) -> Iterator[Finding]:
    """Say what a person must know before relying on the comparison."""
    place = Place(file)
    if past.year is None:
        yield finding("K762", place=place, file=file, period=scheme.term.previous().name)
    lost = [name for name in past.missing if name != AWARDS or scheme.has_bonus]
    if lost:
        yield finding("K763", place=place, file=file, sheets="、".join(f"“{name}”" for name in lost))
    if past.twins:
        yield finding("K767", place=place, file=file, headers="、".join(past.twins))
    if past.is_draft:
        yield finding("K764", place=place, file=file)
    moved = moved_items(past, scheme)
    if moved:
        pairs = "、".join(f"{old}→{new}" for old, new in moved.items())
        yield finding("K766", place=place, file=file, pairs=pairs)
    now, this = scheme.roster.names, scheme.term.this
    lists = {
        f"上年汇总里有、{this}名单里没有的单位": sorted(past.units - now.keys()),
        f"{this}名单里有、上年汇总里没有的单位": [name for key, name in now.items() if key not in past.units],
        "上年汇总里有几行内容不同的单位": past.doubled,
    }
    for which, units in lists.items():
        if units:
            yield finding("K765", place=place, which=which, units="、".join(units))
