"""What 方案检查.xlsx is written from."""

from collections.abc import Sequence
from dataclasses import dataclass

from kexie_excel.findings import Finding
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme_book.review import Review


@dataclass(frozen=True)
class Checked:
    """What there is to say about a scheme workbook."""

    findings: Sequence[Finding]
    review: Review
    scheme: Scheme | None
    """As it is read; ``None`` while it cannot be."""
    last_year: Scheme | None
    tried: Sequence[tuple[str, str, str, str]]
    """指标, 填报, 应得, and what the program gives."""
