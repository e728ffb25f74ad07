"""What one can go back to, as a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table

from kexie_excel.screen.ranking import plain_table


@dataclass(frozen=True)
class KeptStep:
    """The small files as they were before one step."""

    time: str
    step: str
    remark: str
    """What was kept, and what the ledger of today says beyond it."""


def steps_table(steps: Iterable[KeptStep]) -> Table:
    """Give a line a step, numbered as one asks for them."""
    table = plain_table("", ("序号", "时间", "哪一步之前", "备注"))
    for number, own in enumerate(steps, 1):
        table.add_row(str(number), own.time, own.step, own.remark)
    return table
