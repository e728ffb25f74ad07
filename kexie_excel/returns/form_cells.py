"""Where a finding stands in the form, wherever the row stood in the return; and the mark by which a reply to it is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from kexie_excel.findings import Finding, Place
from kexie_excel.form.filling import CellAt
from kexie_excel.form.headers import Bonus, Facts, Materials, Scores
from kexie_excel.returns.model import Return

_DIGEST = 12


@dataclass(frozen=True)
class Anchors:
    """The places of one return, as cells of the form."""

    # Looked up from the places, not kept with them: each of a return's hundred places would carry a cell through the workers'
    # pipe (3,000 returns: 8 MB and 0.1 s more), for the few that a finding names, in the few returns that go back or reply.
    entry: Return

    @cached_property
    def _cells(self) -> dict[Place, CellAt]:
        """Place in the return → cell of the form."""
        return dict(self._pairs())

    def _pairs(self) -> Iterator[tuple[Place, CellAt]]:
        """Give every keyed place and its cell."""
        entry = self.entry
        for key, fact in entry.facts.items():
            yield fact.place, (Facts.SHEET, key, Facts.ANSWER)
        for key, score in entry.self_scores.items():
            yield score.place, (Scores.SHEET, key, Scores.SELF)
        for key, place in entry.material_places.items():
            yield place, (Materials.SHEET, key, Materials.PRESENT)
        for row in entry.bonus:
            yield row.place, (Bonus.SHEET, row.slot, Bonus.KIND)

    def cell(self, found: Finding) -> CellAt | None:
        """Give the cell of the form that a finding is about; ``None`` where it is about none or several."""
        if found.row in self.entry.facts:
            return Facts.SHEET, found.row, Facts.ANSWER
        score = self.entry.self_scores.get(found.row)
        if score and score.place == found.place:
            return Scores.SHEET, found.row, Scores.SELF
        if found.place.cell and found.place in self._cells:
            sheet, key, header = self._cells[found.place]
            return sheet, key, (found.check.cell or Bonus.KIND) if sheet == Bonus.SHEET else header
        return (Scores.SHEET, found.row, Scores.SELF) if score else None

    def mark(self, found: Finding) -> str:
        """Give a text that stays the same as long as the question does: what is asked, and about which row."""
        cell = self.cell(found)
        about = cell[1] if cell else sha256(found.message.encode()).hexdigest()[:_DIGEST]
        return f"{found.code}|{found.row}|{about}"
