"""加分项, settled together: the rows of one work (``scoring.same_work``) and the classes beyond the first (``scoring.beyond``).

A row that stands alone is a group of its own. What a group comes to, least and most, stands in every row of it.
"""

from collections.abc import Mapping

from kexie_excel.form.headers import Bonus, Live
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.claims import COUNTS, EXCLUDED, IS_OPEN
from kexie_excel.form.live.row import RowTemplate, only_for
from kexie_excel.form.live.words import PENDING
from kexie_excel.scheme.kinds.formula import UNKNOWN, literal, quoted, times
from kexie_excel.scheme.model import Beyond

_LARGE = 10**9
"""More than any row can come to."""
_EXACT, _EXACT_OF_LARGE = 9, 6
"""Decimal places to which sums of points are the same."""


class Groups:
    """The helper columns that settle the rows of a group, and the points of a row."""

    def __init__(self, row: RowTemplate, layout: Layout) -> None:
        """Take the row to write for, and the layout."""
        self._row = row
        self._layout = layout
        self.beyond: Mapping[int, Beyond] = {
            at: kind.beyond for at, kind in enumerate(layout.scheme.bonus_kinds, 1) if kind.beyond
        }
        """The kinds of classes beyond the first, by number."""
        self._ours = f"({row.all(Live.FIRST)}={row.cell(Live.FIRST)})"
        self._countdown = f"({row.count + 1}-{row.places})"

    def formulas(self) -> Mapping[str, str]:
        """Give the helper columns from the group to what it comes to, and 核算加分."""
        row, ours = self._row, self._ours
        sure = f"({row.all(Live.VERDICT)}={COUNTS})"
        ours_of_kind = f"{ours}*({row.all(Live.KIND_NO)}={row.cell(Live.KIND_NO)})"
        at_top = f"({row.all(Live.WORTH)}={row.cell(Live.TOP)})"
        equal = f"(ROUND({row.all(Live.SURE_OF_KIND)}-{row.cell(Live.SURE)},{_EXACT})=0)"
        last = row.count + 1
        return {
            Live.FIRST: f'IF({row.cell(Live.GROUP)}="",0,{last}-{_most(f"EXACT({row.cell(Live.GROUP)},{row.all(Live.GROUP)})*{self._countdown}")})',
            Live.OWN: self._live(self._once(f"{row.cell(Live.WORTH)}*MAX(1,{row.cell(Live.AMOUNT)})")),
            Live.ALL_OF_KIND: self._live(self._once(_sum(f"{ours_of_kind}*{row.all(Live.OWN)}"))),
            Live.SURE_OF_KIND: f"IF({row.cell(Live.VERDICT)}={COUNTS},{self._once(_sum(f'{ours_of_kind}*{sure}*{row.all(Live.OWN)}'))},0)",
            Live.TOP: self._live(_most(f"{ours}*{sure}*{row.all(Live.WORTH)}")),
            Live.SURE: self._live(_most(f"{ours}*{at_top}*{row.all(Live.SURE_OF_KIND)}")),
            Live.COUNTED: self._live(f"{last}-{_most(f'{ours}*{sure}*{at_top}*{equal}*{self._countdown}')}"),
            Live.ALLOWED: only_for(
                row.cell(Live.KIND_NO), {at: self._allowed(rule) for at, rule in self.beyond.items()}
            ),
            Live.LOW: self._live(self._low(sure)),
            Live.HIGH: self._live(self._high()),
            Bonus.POINTS: self._points(sure),
        }

    @property
    def is_beyond(self) -> str:
        """Tell whether the row is of a kind that is held against the classes."""
        return only_for(self._row.cell(Live.KIND_NO), dict.fromkeys(self.beyond, "TRUE"), "FALSE")

    @property
    def is_first(self) -> str:
        """Tell whether the row is the first of its group."""
        return f"{self._row.cell(Live.FIRST)}={self._row.number}"

    @property
    def allowance(self) -> str:
        """Give the points that the classes allow."""
        return f"{self._row.cell(Live.WORTH)}*{self._row.cell(Live.ALLOWED)}"

    @property
    def claimed(self) -> str:
        """Give the points of all rows of the group."""
        return f"SUMPRODUCT({self._ours}*{self._row.all(Live.OWN)})"

    def reading(self, fact_id: str) -> str:
        """Give the number a fact was answered with; one that the form does not ask for is not known."""
        if fact_id not in self._layout.facts.keys:
            return str(UNKNOWN)
        return self._layout.facts.from_afar(fact_id, Live.READING)

    def _live(self, value: str) -> str:
        """Give a value in rows that take part."""
        return f"IF({self._row.cell(Live.FIRST)}=0,0,{value})"

    def _once(self, value: str) -> str:
        """Count once what counts once."""
        return f"IF({self._row.cell(Live.ONCE)}=1,{self._row.cell(Live.WORTH)},{value})"

    def _allowed(self, rule: Beyond) -> str:
        """Give how many classes beyond those paid elsewhere the facts allow, or that it is not known."""
        number = self.reading((rule.students if rule.by_students else rule.classes).id)
        size = rule.class_size
        classes = f"INT({times(number, size.denominator)}/{size.numerator})" if rule.by_students else number
        return f"IF({number}<0,{UNKNOWN},MAX(0,{classes}-{literal(rule.free)}))"

    def _low(self, sure: str) -> str:
        """Give the least: an open row of a higher kind may put the certain ones out."""
        row = self._row
        higher = f"({row.all(Live.VERDICT)}={IS_OPEN})*({row.all(Live.WORTH)}>{row.cell(Live.TOP)})"
        least = f"{_LARGE}-{_most(f'{self._ours}*{higher}*({_LARGE}-{row.all(Live.OWN)})')}"
        work = f"MIN({row.cell(Live.SURE)},ROUND({least},{_EXACT_OF_LARGE}))"
        certain = f"SUMPRODUCT({self._ours}*{sure}*{row.all(Live.OWN)})"
        classes = f"IF({row.cell(Live.ALLOWED)}<0,0,MIN({certain},{self.allowance}))"
        return f"IF({self.is_beyond},{classes},{work})" if self.beyond else work

    def _high(self) -> str:
        """Give the most: the best kind that the certain rows leave possible, with all its rows."""
        row = self._row
        work = _most(f"{self._ours}*({row.all(Live.WORTH)}>={row.cell(Live.TOP)})*{row.all(Live.ALL_OF_KIND)}")
        classes = f"IF({row.cell(Live.ALLOWED)}<0,{self.claimed},MIN({self.claimed},{self.allowance}))"
        return f"IF({self.is_beyond},{classes},{work})" if self.beyond else work

    def _points(self, sure: str) -> str:
        """Give a row's points, 待填 while they are open."""
        row, pending = self._row, quoted(PENDING)
        low, high, verdict = row.cell(Live.LOW), row.cell(Live.HIGH), row.cell(Live.VERDICT)
        is_open = f"IF(AND({row.cell(Live.KIND_NO)}>0,ROUND({high}-{low},{_EXACT})=0),0,{pending})"
        share = f"IF({self.counts_in_group},{row.cell(Live.OWN)},0)"
        work = f"IF(ROUND({row.cell(Live.SURE)}-{low},{_EXACT})=0,{share},{pending})"
        before = f"SUMPRODUCT({self._ours}*{sure}*({row.places}<{row.number})*{row.all(Live.OWN)})"
        classes = f"IF({row.cell(Live.ALLOWED)}<0,{pending},MAX(0,MIN({row.cell(Live.OWN)},{self.allowance}-{before})))"
        certain = f"IF({self.is_beyond},{classes},{work})" if self.beyond else work
        return f'IF({verdict}=0,"",IF({verdict}={EXCLUDED},0,IF({verdict}={IS_OPEN},{is_open},{certain})))'

    @property
    def counts_in_group(self) -> str:
        """Tell whether a certain row is of the kind that counts; where it counts once, its first row."""
        row = self._row
        counted = f"INDEX({row.all(Live.KIND_NO)},{row.cell(Live.COUNTED)})={row.cell(Live.KIND_NO)}"
        return f"AND({counted},OR({row.cell(Live.ONCE)}=0,{row.cell(Live.COUNTED)}={row.number}))"


def _most(values: str) -> str:
    """Give the largest of several products."""
    # within SUMPRODUCT, every program takes all rows; MAX alone would have to be typed in as an array formula
    return f"SUMPRODUCT(MAX({values}))"


def _sum(values: str) -> str:
    """Add up, with the decimals that points have."""
    return f"ROUND(SUMPRODUCT({values}),{_EXACT})"
