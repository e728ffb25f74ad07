"""The form's live check against the program. Clauses: design §5.1 (live status, formulas, cached values), §7 (no drift)."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from kexie_excel.form.headers import Bonus, Cover, Facts, Live, Scores
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.status import COMPLETE, NOT_CLAIMED, NOT_SCORED, NOTHING_OFF
from kexie_excel.form.live.words import AGREES, PENDING, UNDECIDED, hint
from kexie_excel.form.write import write_form
from kexie_excel.numbers import ZERO, looks_like
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.result import UnitScore
from kexie_excel.sheets import worksheet
from kexie_excel.sheets.calc.node import Key
from kexie_excel.sheets.calc.sheets import Content
from scripts.fill import fill
from scripts.office import PROGRAM, convert
from tests.form.cell_by_cell import cell_by_cell
from tests.form.random_forms import graded_scheme, random_answers, random_scheme, taking_scheme
from tests.form.sheet_cells import calculated, differing

FORMS = int(os.environ.get("KEXIE_LIVE_FORMS") or ("60" if os.environ.get("CI") else "20"))
"""How many random forms are compared; thousands by the switch."""
SEED = int(os.environ.get("KEXIE_LIVE_SEED", "2017"))
BATCH = 20
NEEDS_OFFICE = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")

_OFF = ("K302", "K303", "K304", "K305", "K309", "K310")
_UNSCORED = ("K301", "K308")
_NO_MATERIAL = ("K601", "K602")


@dataclass(frozen=True)
class Case:
    """A form as the spreadsheet program recalculated it, and what the program makes of it."""

    name: str
    scheme: Scheme
    book: Workbook
    calculated: Mapping[Key, Content]
    """What the program itself calculates of the same form."""
    entry: Return
    score: UnitScore

    @property
    def layout(self) -> Layout:
        """The form's layout."""
        return Layout(self.scheme)

    def cell(self, sheet: str, address: str) -> object:
        """Give what a cell shows; an empty text where it shows nothing."""
        value: object = self.book[sheet][address].value
        return "" if value is None else value

    @property
    def codes(self) -> Counter[str]:
        """How often each finding was made."""
        return Counter(found.code for found in self.score.findings)


def _cases(folder: Path, count: int, seed: int, draw: Callable[[Random], Scheme] = random_scheme) -> Iterator[Case]:
    """Fill forms, let the office program recalculate many at once, and read them."""
    schemes: dict[str, Scheme] = {}
    values: dict[str, Mapping[Key, Content]] = {}
    paths: list[Path] = []
    for at in range(count):
        rng = Random(f"{seed}-{at}")  # noqa: S311 - no secret hangs on it
        scheme = draw(rng)
        unit = rng.choice(scheme.units).name
        path = folder / f"{seed}-{at}-{unit}.xlsx"
        book = fill(write_form(scheme, unit), scheme, random_answers(rng, scheme, unit))
        values[path.name] = calculated(book)
        book.save(path)
        schemes[path.name] = scheme
        paths.append(path)
    made = convert(paths, ".xlsx", folder / "recalculated")
    for typed, path in zip(paths, made, strict=True):
        scheme = schemes[path.name]
        entry, uncalculated = (Reader(scheme).read(own, path.name) for own in (path, typed))
        assert isinstance(entry, Return), entry
        assert isinstance(uncalculated, Return), uncalculated
        assert _values(uncalculated) == _values(entry)
        book = openpyxl.load_workbook(path, data_only=True)
        alone = cell_by_cell(entry, scheme)
        yield Case(path.name, scheme, book, values[path.name], alone, evaluate_unit(scheme, alone))


@pytest.fixture
def unreckoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write forms without the values of their formulas: openpyxl, which fills them, keeps none."""
    monkeypatch.setattr(worksheet, "calculate", lambda _inputs, formulas: dict.fromkeys(formulas, 0))


def _values(entry: Return) -> object:
    """Give what was read of input cells: the same, whether the file was ever calculated or not."""
    # blanks around a name mean nothing to the program, and not every producer keeps them
    rows = [
        (row.number, row.kind, row.work.strip(" "), row.year, row.quantity.value, row.evidence) for row in entry.bonus
    ]
    cells = [{key: own.value for key, own in part.items()} for part in (entry.facts, entry.self_scores)]
    return entry.unit, cells, rows, entry.materials


def _points(shown: object, expected: Fraction | None, otherwise: str = PENDING) -> bool:
    """Tell whether a cell shows points, or a word where there are none."""
    if expected is None:
        return shown == otherwise
    return isinstance(shown, int | float) and abs(Fraction(shown) - expected) < Fraction(1, 10**9)


def _wrong(case: Case) -> Iterator[str]:
    """Give everything in which form and program differ."""
    layout, score = case.layout, case.score
    open_facts = _open_facts(case)
    for item in score.items:
        facts = [] if item.points is None else case.scheme.item_of[item.id].facts
        is_asked = item.points is None or any(fact.id in open_facts for fact in facts)
        for header, expected in (
            (Scores.COMPUTED, item.adopted),
            (Live.LOW, item.computed.low),
            (Live.HIGH, item.computed.high),
        ):
            shown = case.cell(Scores.SHEET, layout.scores.cell(item.id, header))
            if not _points(shown, expected, PENDING if is_asked else UNDECIDED):
                yield f"{item.id} {header}: {shown!r}, {expected} ({item.computed.why})"
    for row in score.bonus_rows:
        shown = case.cell(Bonus.SHEET, layout.bonus.cell(row.row.number, Bonus.POINTS))
        if not _points(shown, row.points):
            yield f"{Bonus.SHEET} {row.row.number}: {shown!r}, {row.points} ({row.row})"
    for fact in case.scheme.facts:
        marked = case.cell(Facts.SHEET, layout.facts.cell(fact.id, Live.OPEN)) == 1
        remark = case.cell(Facts.SHEET, layout.facts.cell(fact.id, Facts.HINT))
        if marked != (fact.id in open_facts) or (marked and not remark):
            yield f"{fact.id}: {marked}, {remark!r}"


def _open_facts(case: Case) -> set[str]:
    """Give the facts that leave something open; not those for whose 不适用 the form offers a ruling."""
    items = [item for item in case.score.items if item.points is not None and item.adopted is None]
    facts = {fact for item in items for doubt in item.computed.doubts for fact in doubt.facts}
    vetoes = [item.veto.count.fact.id for item in case.scheme.items if item.veto]
    given = {
        fact.id
        for fact in case.scheme.facts
        if fact.may_not_apply and case.entry.facts[fact.id].value is Gap.NOT_APPLICABLE
    }
    return (facts - given) | {fact for fact in vetoes if isinstance(case.entry.facts[fact].value, Gap)}


def _wrong_sums(case: Case) -> Iterator[str]:
    """Compare the totals and the status on the cover."""
    layout, score, codes = case.layout, case.score, case.codes
    total = None if score.pending else score.base + score.bonus
    otherwise = PENDING if _open_facts(case) or any(row.points is None for row in score.bonus_rows) else UNDECIDED
    typed = [entry for entry in case.entry.self_scores.values() if entry.value is not Gap.BLANK]
    own = sum((entry.number or ZERO for entry in typed), ZERO)
    own_shown = own if typed and all(entry.number is not None for entry in typed) else None
    rows = sum(row.points is None for row in score.bonus_rows)
    counts = {
        "填报事项": len(_open_facts(case)),
        "自评分": sum(codes[code] for code in _UNSCORED),
        "加分项": rows,
        "必报材料": sum(codes[code] for code in _NO_MATERIAL),
    }
    lacks, off = sum(counts.values()), sum(codes[code] for code in _OFF)
    parts = "、".join(f"{name}{count}{'行' if name == '加分项' else ''}" for name, count in counts.items())
    status = {name: case.cell(Cover.SHEET, f"C{row}") for name, row in layout.status.items()}
    pairs: Mapping[str, tuple[object, object]] = {
        "核算": (
            _points(case.cell(Scores.SHEET, layout.scores.cell(Scores.TOTAL, Scores.COMPUTED)), total, otherwise),
            True,
        ),
        "自评": (_own(case.cell(Scores.SHEET, layout.scores.cell(Scores.TOTAL, Scores.SELF)), own_shown), True),
        Cover.STATE: (status[Cover.STATE], f"还差{lacks}项：{parts}" if lacks else COMPLETE),
        Cover.DIFFERENCES: (
            str(status[Cover.DIFFERENCES]).split("，")[0],
            f"{off}处不一致" if off else NOTHING_OFF if typed else NOT_SCORED,
        ),
        Cover.SELF_TOTAL: (_own(status[Cover.SELF_TOTAL], own_shown, hint("K308") if typed else ""), True),
        Cover.COMPUTED_TOTAL: (_points(status[Cover.COMPUTED_TOTAL], total) or (total is None), True),
    }
    for name, (shown, expected) in pairs.items():
        if shown != expected:
            yield f"{name}: {shown!r}, {expected!r}"
    yield from _wrong_parts(case, status)


def _wrong_parts(case: Case, status: Mapping[str, object]) -> Iterator[str]:
    """Compare the status of each section."""
    unscored = {found.row for found in case.score.findings if found.code in _UNSCORED}
    open_facts = _open_facts(case)
    lacking = {
        section.id: sum((item.id in unscored) + sum(f.id in open_facts for f in item.facts) for item in section.items)
        for section in case.scheme.sections
    }
    rows = sum(row.points is None for row in case.score.bonus_rows)
    lacking[Bonus.SHEET] = rows + sum(item.id in unscored for item in case.scheme.bonus)
    claimed = [case.entry.self_scores[item.id].value for item in case.scheme.bonus]
    nothing = not case.entry.bonus and all(value is Gap.BLANK for value in claimed)
    for name, count in lacking.items():
        complete = NOT_CLAIMED if name == Bonus.SHEET and nothing else COMPLETE
        expected = f"还差{count}项" if count else complete
        if status[name] != expected:
            yield f"{name}: {status[name]!r}, {expected!r}"


def _own(shown: object, expected: Fraction | None, otherwise: str = "") -> bool:
    """Tell whether a cell shows the county's own sum; something else where a score is no number."""
    return shown == otherwise if expected is None else _points(shown, expected)


_SAID = {
    "K302": "超过分值",
    "K303": "不能为负",
    "K304": "自评高",
    "K305": "自评低",
    "K309": "自评偏高",
    "K310": "自评偏低",
    "K308": "只填数字",
}


def _wrong_hints(case: Case) -> Iterator[str]:
    """Compare the remarks beside the self scores with the findings."""
    for item in case.score.items:
        remark = str(case.cell(Scores.SHEET, case.layout.scores.cell(item.id, Scores.HINT)))
        codes = {found.code for found in case.score.findings if found.row == item.id}
        for code, words in _SAID.items():
            if (code in codes) != (words in remark):
                yield f"{item.id}: {codes}, {remark}"
        claimed = item.self_score
        settled = None not in {item.adopted, claimed} and looks_like(item.adopted or ZERO, claimed or ZERO)
        filled = case.entry.self_scores[item.id].value is not Gap.BLANK
        if (settled and filled and not codes & {"K302", "K303"}) != (remark == AGREES):
            yield f"{item.id}: {codes}, {remark}"


@pytest.mark.no_cover
@pytest.mark.usefixtures("unreckoned")
@NEEDS_OFFICE
@pytest.mark.parametrize("at", range(0, FORMS, BATCH))
def test_the_form_says_what_the_program_says(at: int, tmp_path: Path) -> None:
    """§7: the form's live check and the program cannot drift apart; a real spreadsheet program recalculates both.

    §5.1 ⟂: and every formula cell of every sheet, the hidden ones too, holds what the program itself calculates of it.
    """
    wrong = [
        f"{case.name}: {what}"
        for case in _cases(tmp_path, min(BATCH, FORMS - at), SEED + at)
        for what in (*_wrong(case), *_wrong_sums(case), *_wrong_hints(case), *differing(case.calculated, case.book))
    ]
    assert not wrong, "\n".join(wrong[:40])


@pytest.mark.no_cover
@pytest.mark.usefixtures("unreckoned")
@NEEDS_OFFICE
@pytest.mark.parametrize("draw", [taking_scheme, graded_scheme])
def test_points_taken_off_or_given_by_people_say_the_same(draw: Callable[[Random], Scheme], tmp_path: Path) -> None:
    """扣分, 评分: the form's live check and the program, in schemes that take points off, or leave them to people."""
    wrong = [
        f"{case.name}: {what}"
        for case in _cases(tmp_path, 10, SEED, draw)
        for what in (*_wrong(case), *_wrong_sums(case), *_wrong_hints(case), *differing(case.calculated, case.book))
    ]
    assert not wrong, "\n".join(wrong[:40])
