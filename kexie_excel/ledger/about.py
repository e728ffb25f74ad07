"""基本信息: what it says that nobody reads, or that cannot be read."""

from collections.abc import Iterator
from difflib import get_close_matches

from kexie_excel.findings import Finding, finding
from kexie_excel.ledger.model import About, Ledger, Record, Rulings
from kexie_excel.text import day_of, squeeze

_DATES = (About.DEADLINE, About.NOTICE_DATE)
_TOPICS = (*_DATES, Rulings.CLERK, About.LAST_SUMMARY, About.NOTICE_NUMBER)
"""What people fill."""
_ALIKE = 0.5
"""截止时间 is 截止日期; 备注 is something else."""


def doubtful_topics(ledger: Ledger) -> Iterator[Finding]:
    """Report a topic that is there twice, one that was renamed, and a date that is none."""
    filled: dict[str, list[Record]] = {}
    for record in ledger.of(About.SHEET):
        if record.text(About.CONTENT):
            filled.setdefault(record.key(About.TOPIC), []).append(record)
    known = {squeeze(topic): topic for topic in _TOPICS}
    for key, records in filled.items():
        if key in known:
            yield from _known(known[key], records)
        else:
            lacking = {own: topic for own, topic in known.items() if own not in filled}
            for close in get_close_matches(key, lacking, 1, _ALIKE):
                yield _renamed(lacking[close], records[0])


def _known(topic: str, records: list[Record]) -> Iterator[Finding]:
    """Report what is wrong with a topic that is read: the first of its rows counts."""
    raws = list(dict.fromkeys(record.text(About.CONTENT) for record in records))
    if len(raws) > 1:
        words = {"topic": topic, "raws": "、".join(f"“{raw}”" for raw in raws), "used": raws[0]}
        yield finding("K707", place=records[-1].place(About.CONTENT), words=words)
    if topic in _DATES and day_of(raws[0]) is None:
        yield finding("K710", place=records[0].place(About.CONTENT), words={"topic": topic, "raw": raws[0]})


def _renamed(topic: str, record: Record) -> Finding:
    """Say that a content stands beside a topic that nobody reads."""
    words = {"topic": topic, "found": record.text(About.TOPIC), "content": record.text(About.CONTENT)}
    return finding("K708", place=record.place(About.TOPIC), words=words)
