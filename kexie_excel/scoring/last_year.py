"""上年汇总: last year's summary as this year's scoring and comparison use it."""

from dataclasses import dataclass

from kexie_excel.findings import Finding
from kexie_excel.scoring.past import Past


@dataclass(frozen=True)
class LastYear:
    """The file that was laid into the working folder, and what came of reading it."""

    file: str
    past: Past | None
    """``None`` where the file cannot be used; nothing is then known of last year."""
    findings: tuple[Finding, ...] = ()
    digest: str = ""
    """SHA-256 of the file."""
