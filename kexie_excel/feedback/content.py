"""核对反馈: one unit's form, filled as it came back, with what is asked of the county; its content, not yet a file."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kexie_excel.findings import Asked, FileIs, Finding, Severity
from kexie_excel.form.filling import CellAt, Filling, QuestionLine, Remark, Written
from kexie_excel.form.headers import Bonus, Cover, Scores
from kexie_excel.form.layout import Layout
from kexie_excel.numbers import cell_number
from kexie_excel.returns.form_cells import Anchors
from kexie_excel.returns.model import Reply, Return, Typed
from kexie_excel.scheme.issued import with_issued
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.result import Evaluation, ItemScore, UnitScore
from kexie_excel.sheets.read.raw import Raw, compact, shown
from kexie_excel.sheets.style import Tone, text_width

_TONES = {Severity.MUST: Tone.MUST, Severity.ASK: Tone.ASK}
_PENDING = "待核"
_MOST_WIDTH = 800
"""Half-width characters of a question or its ground: what the highest row of a page holds."""
_FIRST_YEAR = 1900
"""Where the calendar of the file format begins."""


@dataclass(frozen=True)
class Feedback:
    """What there is to say to one unit about its adopted return."""

    scheme: Scheme
    entry: Return
    score: UnitScore
    asked: tuple[Finding, ...]
    """What it must change and what it is to verify, item by item; what is about no item comes last."""

    is_unsure: bool = False
    """Whether it is not known that what was read is what the county wrote; then it cannot be sent back as that."""

    @property
    def is_due(self) -> bool:
        """Whether there is something to say that the county has not answered.

        What 必须改 stays due until it is changed or ruled. What 请核实 is done with once the county has replied to the question
        as it stands now.
        """
        before = {reply.mark: compact(reply.problem) for reply in self.entry.replies if reply.mark}
        return any(
            found.severity is Severity.MUST
            or not found.reply
            or before.get(mark, compact(self._problem(found))) != compact(self._problem(found))
            for mark, found in zip(self._marks, self.asked, strict=True)
        )

    @property
    def form_scheme(self) -> Scheme:
        """The scheme by which the form that goes back computes: where the unit is right by the one it has, that is not called wrong."""
        return with_issued(self.scheme, {item.id for item in self.score.items if item.held_as_issued})

    @cached_property
    def _layout(self) -> Layout:
        """The form's layout."""
        return Layout(self.scheme)

    @cached_property
    def _anchors(self) -> Anchors:
        """Where in the form the findings stand."""
        return Anchors(self.entry)

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        """The mark of every question."""
        return tuple(map(self._anchors.mark, self.asked))

    @property
    def overflow(self) -> str:
        """What the county wrote more rows into than the form has; empty where there is room for all."""
        keys = _keys(self._layout)
        return "、".join(
            dict.fromkeys(sheet for (sheet, _), raws in self.entry.typed.items() if len(raws) > len(keys[sheet]))
        )

    def filling(self) -> Filling:
        """Give the content of the feedback workbook; its round is the writer's to count."""
        lines = (*map(self._line, self._marks, self.asked), *map(_settled, self._settled()))
        cells = written_cells(self.entry.typed, self._layout)
        return Filling(self.entry.unit, 0, cells, self._remarks(), lines, (self.entry.said, *self.entry.grown_from))

    def _settled(self) -> Iterator[Reply]:
        """Give the replies whose question is gone."""
        for reply in self.entry.replies:
            is_open = reply.mark in self._marks if reply.mark else any(reply.text in own.reply for own in self.asked)
            if not is_open:
                yield reply

    def _item(self, found: Finding) -> ItemScore | None:
        """Give the item that a finding is about."""
        return self.score.item_of.get(item_id(self.scheme, found.row))

    def _problem(self, found: Finding) -> str:
        """Write what is wrong and what to do; the ground stands in a column of its own."""
        return _fitting(f"{found.severity}：{found.problem.rstrip('。')}。{found.remedy}")

    def _line(self, mark: str, found: Finding) -> QuestionLine:
        """Give the line of a finding."""
        item, tone, problem = self._item(found), _TONES[found.severity], self._problem(found)
        if item is None:
            return QuestionLine(mark, found.row, found.place.sheet, None, None, None, problem, "", tone, found.reply)
        own, computed = item.self_score, item.adopted
        difference = None if own is None or computed is None else own - computed
        return QuestionLine(
            mark=mark,
            row=found.row,
            title=self.scheme.title_of[item.id],
            own=_number(own),
            computed=_PENDING if computed is None else _number(computed),
            difference=_number(difference),
            problem=problem,
            ground=_fitting(_ground(item)),
            tone=tone,
            reply=found.reply,
        )

    def _remarks(self) -> Mapping[CellAt, Remark]:
        """Give the comments: everything that is asked about a cell together, the more urgent tone for all."""
        texts: dict[CellAt, list[str]] = {}
        tones: dict[CellAt, Tone] = {}
        for found in self.asked:
            cell = self._anchors.cell(found)
            if cell is None:
                continue
            item = self._item(found)
            ground = [f"依据：{_ground(item)}"] if item and cell[0] == Scores.SHEET else []
            message = found.problem if ground else found.message
            texts.setdefault(cell, []).extend([f"【{found.severity}】{message}", *ground, f"怎么办：{found.remedy}"])
            if tones.get(cell) is not Tone.MUST:
                tones[cell] = _TONES[found.severity]
        return {cell: Remark("\n".join(parts), tones[cell], self.scheme.words.office) for cell, parts in texts.items()}


def feedback_for(evaluation: Evaluation, score: UnitScore) -> Feedback:
    """Give what there is to say to a unit.

    Notes ask for nothing and are left out, and so is what concerns another of its files or asks somebody else.
    """
    scheme, unit = evaluation.scheme, score.unit.name
    entry = evaluation.intake.returns[unit]
    order = {row: at for at, row in enumerate(scheme.row_ids)}
    own = [found for found in evaluation.findings if found.unit == unit and found.place.file in {"", entry.file}]
    asked = [found for found in own if found.severity in _TONES and found.asks is Asked.COUNTY]
    asked.sort(key=lambda found: order.get(item_id(scheme, found.row), len(order)))
    return Feedback(scheme, entry, score, tuple(asked), any(found.check.file is FileIs.UNSURE for found in own))


def item_id(scheme: Scheme, row: str) -> str:
    """Give the row of the 评估表 that a 编号 belongs to."""
    return scheme.item_of[row].id if row in scheme.item_of else row


def written_cells(typed: Typed, layout: Layout) -> Mapping[CellAt, Written]:
    """Give what a county typed as the form's writer takes it: numbers as numbers, everything else as it was shown."""
    keys = _keys(layout)
    return {
        (sheet, key, header): _written(raw, is_date=header == Bonus.DATE or key == Cover.DATE)
        for (sheet, header), raws in typed.items()
        for key, raw in zip(keys[sheet], raws, strict=False)
        if raw != ""
    }


def _keys(layout: Layout) -> Mapping[str, Sequence[str]]:
    """Give the keys of every sheet's rows."""
    return {Cover.SHEET: Cover.FIELDS} | {table.name: table.keys for table in layout.data_sheets}


def _written(raw: Raw, *, is_date: bool) -> Written:
    """Give one cell as it will be read again: text where a cell's own format would make something else of it.

    A date where none is asked for: whatever is typed over it would become a date again. A number where a date is asked for: it
    would become the day that many days after 1900.
    """
    match raw:
        case dt.date() if is_date and raw.year > _FIRST_YEAR:
            return raw
        case float() if not math.isfinite(raw):
            return shown(raw)
        case int() | float() if is_date:
            return shown(raw)
        case bool() | int() | float() | str():
            return raw
        case _:
            return shown(raw)


def _settled(reply: Reply) -> QuestionLine:
    """Give the line of a question that is gone."""
    return QuestionLine(reply.mark, reply.row, "", None, None, None, reply.problem, "", Tone.FINE, reply.text)


def _ground(item: ItemScore) -> str:
    """Give the sentence how the computed score came about, and what was ruled."""
    return f"{item.computed.why}；复核：{item.ruling_reason}" if item.ruling_reason else item.computed.why


def _number(value: Fraction | None) -> int | float | None:
    """Give a number for a cell."""
    return None if value is None else cell_number(value)


def _fitting(text: str) -> str:
    """Give a text on one line, and no longer than a page shows; what it quotes stands whole in the cell it is about."""
    text = " ".join(text.split())
    while text_width(text) > _MOST_WIDTH:
        text = f"{text[: len(text) * 9 // 10]}……"
    return text
