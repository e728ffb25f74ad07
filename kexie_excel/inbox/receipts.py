"""收件登记: what became of every file that came in."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of a file, in the words of 收件登记."""

    ADOPTED = "已读"
    DUPLICATE = "重复"
    UNDECIDED = "待定"
    SET_ASIDE = "未采用"
    SUPERSEDED = "已被替代"
    UNREADABLE = "不可读"
    NOT_A_FORM = "不是评估表"
    ENCLOSURE = "附件"
    """What a unit sent beside its form."""
    SKIPPED = "已略过"
    OPENED = "已拆开"
    """An archive or a mail: each file in it has a line of its own."""


@dataclass(frozen=True)
class Receipt:
    """One line of 收件登记."""

    file: str
    unit: str
    """Empty where it is not known."""
    fate: Fate
    note: str
    modified: dt.datetime | None
    """``None`` where it is not known."""
    size: int
    sha256: str
