"""What is found out beside the evaluation: what the readings do to it, what differs from last year and from the last run.

A part that was not looked into is ``None``; the report then leaves it out or says so.
"""

from dataclasses import dataclass

from kexie_excel.scoring.insight.changes import Changes
from kexie_excel.scoring.insight.compare import Comparison
from kexie_excel.scoring.insight.sensitivity import OtherReading


@dataclass(frozen=True)
class Study:
    """The parts, each as it was found out."""

    comparison: Comparison | None = None
    """纵向对比; ``None`` without last year's summary."""
    changes: Changes | None = None
    """本次变动."""
    sensitivity: tuple[OtherReading, ...] | None = None
    """What every other reading would change."""
    seal: str = ""
    """The digest of the result; empty where it was not taken."""


NO_STUDY = Study()
