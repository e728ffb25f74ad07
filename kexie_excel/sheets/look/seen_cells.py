"""What was seen in the cells of a sheet, put down while they are gone through."""

from dataclasses import dataclass, field

from kexie_excel.sheets.address import Cell
from kexie_excel.sheets.read.raw import Raw


@dataclass
class SeenCells:
    """What was seen, each under the name that it has in the look at the sheet."""

    values: dict[Cell, Raw] = field(default_factory=dict)
    errors: dict[Cell, str] = field(default_factory=dict)
    uncalculated: dict[Cell, str] = field(default_factory=dict)
    struck: set[Cell] = field(default_factory=set)
    unseen: set[Cell] = field(default_factory=set)
    raised: set[Cell] = field(default_factory=set)
    looks: dict[Cell, str | None] = field(default_factory=dict)
    rounded: dict[Cell, str] = field(default_factory=dict)
    yearless: set[Cell] = field(default_factory=set)
