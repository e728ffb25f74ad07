"""What was changed in a returned form besides its answers: accepted, read all the same, and reported where it stands."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from kexie_excel.findings import Finding, Place, Severity, finding
from kexie_excel.form.headers import Bonus, Facts, Scores
from kexie_excel.numbers import cell_number
from kexie_excel.returns.doubts.opinion import Opinion
from kexie_excel.returns.input_cells import Inputs
from kexie_excel.returns.locate import FormTable
from kexie_excel.returns.vocabulary import NO, YES
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.address import Cell, cell_name, column_letter
from kexie_excel.sheets.look.sheet_look import SheetLook
from kexie_excel.sheets.read.raw import compact, plain, shown
from kexie_excel.sheets.read.tables import twin_letters

Issued = Mapping[tuple[str, str], Mapping[str, tuple[str, Collection[str]]]]
"""(Sheet, header) → key → the text that the form was issued with, and for comparing all that we may have written there."""
_ASKED = re.compile(rf"(?:[^\n]+[:：]\s*)?【(?:{Severity.MUST}|{Severity.ASK})】")
"""How the comments of a feedback workbook begin, whatever the office called itself when it went out."""
_MOST_NAMED = 5
"""Cells named one by one; of more, the first are named and all are counted."""


def issued_texts(scheme: Scheme) -> Issued:
    """Give the texts of a scheme's form that nobody is to change."""
    then = scheme.issued or scheme
    issued = {
        (Scores.SHEET, Scores.TEXT): {row.id: row.text for row in scheme.items}
        | {row.id: row.text for row in scheme.bonus},
        (Scores.SHEET, Scores.POINTS): {item.id: shown(cell_number(item.points)) for item in then.items},
        (Facts.SHEET, Facts.ASK): {fact.id: fact.ask for fact in scheme.facts},
        (Facts.SHEET, Facts.UNIT): {fact.id: fact.unit for fact in scheme.facts},
    }
    texts = {at: {key: (text, {compact(text)}) for key, text in own.items()} for at, own in issued.items()}
    for item in scheme.items:
        # a workbook that went out since, with questions, bears the points of today
        texts[Scores.SHEET, Scores.POINTS][item.id][1].add(compact(shown(cell_number(item.points))))
    return texts


@dataclass(frozen=True)
class Alterations:
    """The alterations of one workbook."""

    issued: Issued
    file: str
    unit: str
    inputs: Mapping[str, Inputs]
    """Of every located table, by the name of its layout."""
    opinion: Opinion
    office: str
    """Whose comments are the office's own."""

    def findings(self) -> Iterator[Finding]:
        """Report everything, sheet by sheet, then what concerns the workbook as a whole."""
        for inputs in self.inputs.values():
            table = inputs.table
            yield from self._texts(table)
            yield from self._twins(inputs)
            yield from self._neighbours(table)
            yield from self._comments(inputs)
            seen = self.opinion.looks.get(table.sheet.name)
            if seen:
                yield from self._hidden(inputs, seen)
            yield from self._merged(inputs)
        yield from self._formulas()
        yield from self._protection()
        yield from self._doubts()

    def _make(self, table: FormTable, cell: str = "", row: str = "") -> Callable[..., Finding]:
        """Give what makes a finding at a cell."""
        return partial(finding, unit=self.unit, row=row, place=Place(self.file, table.sheet.name, cell))

    def _texts(self, table: FormTable) -> Iterator[Finding]:
        """Report texts and points that are not as issued."""
        for (sheet, header), issued in self.issued.items():
            if sheet != table.layout.name or header not in table.columns:
                continue
            changed = [
                (key, row)
                for key, (written, texts) in issued.items()
                for row in table.rows.get(key, ())
                if (now := table.at(row, header)) != written and compact(now) not in texts and key not in table.mixed
            ]
            if len(changed) > _MOST_NAMED:
                cells = _named([table.cell(row, header) for _key, row in changed])
                yield self._make(table)("K214", sheet=table.layout.name, header=header, cells=cells)
                continue
            for key, row in changed:
                words = {"header": header, "now": shown(table.at(row, header)), "issued": issued[key][0]}
                yield self._make(table, table.cell(row, header), key)("K213", words=words)

    def _twins(self, inputs: Inputs) -> Iterator[Finding]:
        """Report a column of answers that is there more than once."""
        for header in dict.fromkeys(inputs.columns.values()):
            columns = inputs.table.twins.get(header, ())
            if columns:
                words = {"sheet": inputs.table.layout.name, "header": header, "columns": twin_letters(columns)}
                yield self._make(inputs.table)("K226", words=words)

    def _neighbours(self, table: FormTable) -> Iterator[Finding]:
        """Report what looks like an answer beside an answer's empty cell."""
        for key, rows in table.rows.items() if table.layout.name == Facts.SHEET else ():
            for row in rows:
                beside = plain(table.at(row, Facts.EVIDENCE))
                if plain(table.at(row, Facts.ANSWER)) or not _looks_like_answer(beside):
                    continue
                at = table.cell(row, Facts.EVIDENCE)
                yield self._make(table, at, key)(
                    "K218", answer=table.cell(row, Facts.ANSWER), header=Facts.EVIDENCE, text=beside
                )

    def _comments(self, inputs: Inputs) -> Iterator[Finding]:
        """Show what the county wrote in comments; the office's own, by author or first word, are left out."""
        table, keys = inputs.table, inputs.key_of
        seen = self.opinion.looks.get(table.sheet.name)
        for comment in seen.comments if seen else ():
            is_ours = (
                comment.author == self.office or comment.text.startswith(self.office) or _ASKED.match(comment.text)
            )
            if comment.text and not is_ours:
                number = "".join(filter(str.isdecimal, comment.cell))
                row = keys.get(int(number), "") if number and table.layout.name != Bonus.SHEET else ""
                yield self._make(table, comment.cell, row)("K211", text=comment.text)

    def _merged(self, inputs: Inputs) -> Iterator[Finding]:
        """Report answers that were merged into one cell."""
        groups: dict[Cell, list[Cell]] = {}
        for cell, first in self.opinion.merged.get(inputs.table.sheet.name, {}).items():
            groups.setdefault(first, []).append(cell)
        for first, rest in groups.items():
            cells = "、".join(cell_name(*cell) for cell in (first, *rest))
            at = inputs.key_of.get(first[0], "") if inputs.table.layout.name != Bonus.SHEET else ""
            header = inputs.columns[first[1]]
            yield self._make(inputs.table, cell_name(*first), at)("K217", header=header, cells=cells)

    def _hidden(self, inputs: Inputs, seen: SheetLook) -> Iterator[Finding]:
        """Report what is hidden and holds something that was typed."""
        is_typed = any(at in hidden for hidden in seen.hidden_columns for at in inputs.columns)
        if not (seen.hidden_rows or is_typed or seen.is_hidden):
            return
        filled = [cell for cell, _value in inputs.typed()]
        rows = sorted({row for row, _column in filled if row in seen.hidden_rows})
        columns = sorted({at for _row, at in filled if any(at in hidden for hidden in seen.hidden_columns)})
        parts = [f"第{_named([str(row) for row in rows])}行"] if rows else []
        parts += [f"第{_named([column_letter(at) for at in columns])}列"] if columns else []
        if filled and seen.is_hidden:
            parts = ["整张表"]
        if parts:
            yield self._make(inputs.table)("K212", sheet=inputs.table.layout.name, what="和".join(parts))

    def _formulas(self) -> Iterator[Finding]:
        """Report formulas that became values: those in one sheet, or all at once where a program keeps none."""
        lost: dict[str, list[str]] = {}
        kept = False
        for name, inputs in self.inputs.items():
            sheet = inputs.table.sheet
            seen = self.opinion.looks.get(sheet.name)
            if seen:
                kept = kept or seen.has_formulas
                over = [cell for cell in inputs.formula_cells() if cell in seen.typed_over] if seen.typed_over else []
                filled = [cell_name(*cell) for cell in over if sheet.at(*cell) != ""]
                lost |= {name: filled} if filled else {}
        if lost and not kept:
            yield finding("K215", unit=self.unit, place=Place(self.file))
            return
        for name, cells in lost.items():
            yield self._make(self.inputs[name].table, cells[0])("K216", sheet=name, cells=_named(cells))

    def _protection(self) -> Iterator[Finding]:
        """Report protection that was taken off; a program that drops it drops the form's rules as well."""
        looks = {name: self.opinion.looks.get(own.table.sheet.name) for name, own in self.inputs.items()}
        bare = [name for name, seen in looks.items() if seen and seen.has_rules and not seen.is_protected]
        if bare:
            sheets = "、".join(f"“{name}”" for name in bare)
            yield finding("K219", unit=self.unit, place=Place(self.file), sheets=sheets)

    def _doubts(self) -> Iterator[Finding]:
        """Report the doubtful cells that no answer speaks of, and what could not be looked at."""
        for name, inputs in self.inputs.items():
            table = inputs.table
            doubts = self.opinion.doubts.get(table.sheet.name, {}) if name not in {Scores.SHEET, Facts.SHEET} else {}
            for (row, column), doubt in sorted(doubts.items()):
                words = {"header": inputs.columns[column], "raw": doubt.raw, "why": doubt.why}
                yield self._make(table, cell_name(row, column))("K210", words=words)
            if table.sheet.name in self.opinion.unasked:
                yield self._make(table)("K220", sheet=name)


def _looks_like_answer(text: str) -> bool:
    """Tell whether a text is a bare number, or 是 or 否 by another name."""
    return text.upper() in YES | NO or text.replace(".", "", 1).isdecimal()


def _named(cells: list[str]) -> str:
    """Name cells; of many, the first and how many there are."""
    if len(cells) <= _MOST_NAMED:
        return "、".join(cells)
    return f"{'、'.join(cells[:_MOST_NAMED])}等{len(cells)}"
