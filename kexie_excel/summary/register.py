"""收件登记.xlsx: what ``check`` leaves with the office: what came in, and what does not hold in it."""

from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.book import render
from kexie_excel.summary.differences import write_differences
from kexie_excel.summary.receipts import write_receipts


def write_register(evaluation: Evaluation) -> bytes:
    """Write 收件登记.xlsx; the same evaluation gives the same bytes."""
    return render(evaluation, (write_receipts, write_differences))
