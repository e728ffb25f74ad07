"""What a file is, in plain words for the screen: a paragraph a file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from kexie_excel.findings import Finding, Severity
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.inbox.unpack import MARK
from kexie_excel.returns.model import Entry, Return
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.model import Scheme

_MOST_SHOWN = 10
_KILO = 1024
_BESIDE_OTHERS = frozenset({Fate.DUPLICATE, Fate.UNDECIDED, Fate.SET_ASIDE, Fate.SUPERSEDED})
"""Fates for which the other files of the unit are the reason."""


def describe_file(receipt: Receipt, read: Return | None, scheme: Scheme, findings: Sequence[Finding]) -> Iterator[str]:
    """Say what a file is, whose, and how far it is filled; line by line."""
    yield receipt.file
    yield f"  文件：{_outside(receipt)}"
    if read is None:
        inside = "，里面的文件见下" if receipt.fate is Fate.OPENED else ""
        yield f"  内容：{receipt.note}{inside}"
        if receipt.unit:
            yield f"  谁的：可能是{receipt.unit}的"
        yield from (f"  怎么办：{found.remedy}" for found in findings)
        return
    yield f"  这是：{scheme.form_name}，能读"
    yield f"  谁的：{read.unit}{f'（{read.known_by}）' if read.known_by else ''}"
    yield f"  哪一轮：{f'第{read.round}轮核对后重报' if read.round else '首次填报'}"
    yield f"  填了：{_filled(read, scheme)}"
    yield f"  问题：{_counts(findings)}"
    severities = list(Severity)
    for found in sorted(findings, key=lambda found: severities.index(found.severity))[:_MOST_SHOWN]:
        yield f"    {' '.join(filter(None, (found.severity.value, found.row, found.message)))}"
    if len(findings) > _MOST_SHOWN:
        yield f"    ……还有{len(findings) - _MOST_SHOWN}条，放进“2-回收”后运行 kexie check 看全部"


def foretell(receipt: Receipt, registered: Receipt | None) -> str:
    """Say what ``check`` makes of a file: beside all that came in where it lies there, and on its own otherwise."""
    if registered is None:
        return f"  核对时：不在“2-回收”里，不读；放进去会登记为“{receipt.fate}”"
    why = f"（{registered.note}）" if registered.fate in _BESIDE_OTHERS else ""
    return f"  核对时：登记为“{registered.fate}”{why}"


def _outside(receipt: Receipt) -> str:
    """Give a file's ending, or its name where it has none, its size and time."""
    own = receipt.file.rpartition(MARK)[2]
    ending = PurePosixPath(own).suffix.lower() or PurePosixPath(own).name
    size = f"{receipt.size}字节" if receipt.size < _KILO else f"{receipt.size / _KILO:,.0f} KB"
    changed = f"修改于 {receipt.modified:%Y-%m-%d %H:%M}" if receipt.modified else ""
    return "，".join(filter(None, (ending, size, changed)))


def _filled(read: Return, scheme: Scheme) -> str:
    """Count what is filled in."""
    materials = sum(not isinstance(had, Gap) for had in read.materials.values())
    parts = (
        f"填报事项{_share(read.facts)}",
        f"自评分{_share(read.self_scores)}",
        *([f"加分项{len(read.bonus)}行"] if scheme.has_bonus else ()),
        *([f"材料{materials}/{len(scheme.materials)}"] if scheme.materials else ()),
    )
    blank = [key for key, entry in read.facts.items() if entry.value is Gap.BLANK]
    return "，".join(parts) + (
        f"；没填：{'、'.join(blank[:_MOST_SHOWN])}{'等' * (len(blank) > _MOST_SHOWN)}" if blank else ""
    )


def _share(entries: Mapping[str, Entry]) -> str:
    """Count the cells that are filled, of how many."""
    return f"{sum(entry.value is not Gap.BLANK for entry in entries.values())}/{len(entries)}"


def _counts(findings: Sequence[Finding]) -> str:
    """Count the findings by how urgent they are."""
    counts = Counter(found.severity for found in findings)
    return "、".join(f"{severity}{counts[severity]}" for severity in Severity if counts[severity]) or "没有"
