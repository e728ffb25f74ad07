"""加分项: the computed cells of its rows, and what to say about a row."""

from collections.abc import Iterator, Mapping

from kexie_excel.form.headers import Bonus, Live
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.claims import COUNTS, WORK_GROUP, Claims
from kexie_excel.form.live.dates import date_formulas
from kexie_excel.form.live.evidence import evidence_formulas
from kexie_excel.form.live.groups import Groups
from kexie_excel.form.live.row import RowTemplate
from kexie_excel.form.live.words import first, listed, said
from kexie_excel.scheme.fact import format_count
from kexie_excel.scheme.kinds.formula import quoted
from kexie_excel.scheme.model import Beyond

_DATE_SHAPE = "年-月-日"

Remarks = Iterator[tuple[str, str]]
"""Pairs of (condition, what to say), as expressions."""


class BonusCells:
    """The computed cells of 加分项, the same in every row but for the row's number."""

    def __init__(self, layout: Layout) -> None:
        """Write the formulas once."""
        self._layout = layout
        self._row = RowTemplate(layout.bonus)
        self._claims = Claims(self._row, layout)
        self._groups = Groups(self._row, layout)
        self._templates: Mapping[str, str] = {
            **self._claims.formulas(),
            **date_formulas(self._row),
            **evidence_formulas(self._row, layout),
            **self._groups.formulas(),
            Bonus.HINT: self._hint(),
        }

    def row(self, key: str) -> Mapping[str, str]:
        """Give the formulas of a row: header → formula."""
        return {header: self._row.formula(template, key) for header, template in self._templates.items()}

    def _hint(self) -> str:
        """Say everything that is wrong with a row, or to be asked about it."""
        kind, verdict = self._row.cell(Live.KIND_NO), self._row.cell(Live.VERDICT)
        remarks = listed([*self._faults(), *self._questions(), *self._classes()])
        return first([(f"{verdict}=0", '""'), (f"{kind}=0", said("K501"))], remarks)

    def _faults(self) -> Remarks:
        """Say why a row is open or out."""
        claims, row = self._claims, self._row
        shape = said("K202", expected=quoted(_DATE_SHAPE))
        yield claims.nameless, said("K502")
        yield claims.uncounted, said("K506")
        yield claims.unproven, said("K505")
        yield claims.undated, f"IF(ISBLANK({row.cell(Bonus.DATE)}),{said('K503')},{shape})"
        yield claims.out_of_time, said("K504")
        yield claims.misattributed, said("K514")

    def _questions(self) -> Remarks:
        """Ask about what does not change the points, and say where a row yields to another."""
        claims, row, kinds = self._claims, self._row, self._layout.scheme.bonus_kinds
        per = claims.of_kind(quoted(kind.per) for kind in kinds)
        yield f"AND({row.cell(Live.ONCE)}=1,{row.cell(Live.AMOUNT)}>1)", said("K507", per=per)
        place = claims.of_kind(quoted(kind.issuer) for kind in kinds)
        yield f"{row.cell(Live.SEAL)}=1", said("K515", place=place)
        number, year = f"{row.cell(Live.NUMBERED)}=0", f"{row.cell(Live.YEAR)}<0"
        missing = f'MID(IF({number},"和文号","")&IF({year},"和日期",""),2,9)'
        yield f"AND(NOT({claims.needs_evidence}),OR({number},{year}))", said("K518", missing=missing)
        certain = f"IF(AND({row.cell(Live.VERDICT)}={COUNTS},{claims.settled_by}={WORK_GROUP}),{{test}},FALSE)"
        yield certain.format(test=f"NOT({self._groups.counts_in_group})"), said("K508")
        yield certain.format(test=f"ROUND({row.cell(Live.SURE_OF_KIND)}-{row.cell(Live.SURE)},9)>0"), said("K509")

    def _classes(self) -> Remarks:
        """Hold the classes beyond the first against the facts."""
        row, groups = self._row, self._groups
        for at, rule in groups.beyond.items():
            own, allowed = f"{row.cell(Live.KIND_NO)}={at}", row.cell(Live.ALLOWED)
            basis = rule.students if rule.by_students else rule.classes
            yield f"AND({own},{allowed}<0)", said("K520", fact=quoted(basis.id))
            known = f"AND({own},{groups.is_first},{allowed}>=0)"
            yield f"AND({known},{groups.claimed}<>{groups.allowance})", said("K512", allowed=allowed)
            yield (
                f"AND({own},{groups.is_first},{self._small(rule)})",
                said("K513", size=quoted(format_count(rule.class_size))),
            )

    def _small(self, rule: Beyond) -> str:
        """Tell whether the classes have fewer students than they should."""
        classes, students = (self._groups.reading(fact.id) for fact in (rule.classes, rule.students))
        size = rule.class_size
        return f"AND({classes}>=0,{students}>=0,{students}*{size.denominator}<{classes}*{size.numerator})"
