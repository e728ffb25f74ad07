"""加分项, row by row: which kind, how many, and does the row count, is it open, or is it out (``scoring.claim``)."""

from collections.abc import Iterable, Mapping

from kexie_excel.form.evidence_words import NO_CLAIM
from kexie_excel.form.headers import INPUTS, Bonus, Live
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.evidence import full_width, without_spaces
from kexie_excel.form.live.row import RowTemplate, array, by_kind
from kexie_excel.scheme.kinds.formula import UNKNOWN, any_of, literal, looks_like_date, quoted
from kexie_excel.scheme.model import BonusItem, BonusKind

COUNTS, IS_OPEN, EXCLUDED = 1, 2, 3
"""What the column 判定 says; 0 in an empty row."""
ANY_ITEM = -1
"""What the column 指标号 says of a row of no known kind: it could belong to every bonus item."""
_MOST_QUANTITY = 10**6
"""Quantities from here on are not read."""
WORK_GROUP, BEYOND_GROUP, ALONE = 1, 2, 3
"""How the rows of a kind are settled: by work, against the classes held, each by itself."""


def settled_by(kind: BonusKind) -> int:
    """Tell how the rows of a kind are settled."""
    return WORK_GROUP if kind.same_work else BEYOND_GROUP if kind.beyond else ALONE


class Claims:
    """The conditions that a row of a known kind meets or fails; for use where the kind's number is not 0."""

    def __init__(self, row: RowTemplate, layout: Layout) -> None:
        """Take the row to write for, and the layout."""
        self._row = row
        self._layout = layout
        self._scheme = layout.scheme
        self._items: Mapping[str, BonusItem] = {item.id: item for item in layout.scheme.bonus}
        self.settled_by = self.of_kind(str(settled_by(kind)) for kind in self._kinds)

    @property
    def _kinds(self) -> tuple[BonusKind, ...]:
        return self._scheme.bonus_kinds

    def of_kind(self, values: Iterable[str]) -> str:
        """Choose by the row's kind."""
        return by_kind(self._row.cell(Live.KIND_NO), list(values) or ["0"])

    @property
    def needs_evidence(self) -> str:
        """Tell whether a row without evidence is open."""
        return f"{self.of_kind(str(int(self._items[kind.item].needs_evidence)) for kind in self._kinds)}=1"

    @property
    def first_year(self) -> str:
        """Give the first year that counts; 0 where the date does not matter."""
        backs = (self._items[kind.item].years_back for kind in self._kinds)
        return self.of_kind("0" if back is None else str(self._scheme.year - back) for back in backs)

    @property
    def nameless(self) -> str:
        """Tell whether the work has no name although it needs one."""
        return f'AND({self.settled_by}={WORK_GROUP},TRIM(CLEAN({without_spaces(self._row.cell(Bonus.WORK))}))="")'

    @property
    def uncounted(self) -> str:
        """Tell whether the quantity is missing or no number."""
        return f"{self._row.cell(Live.AMOUNT)}<0"

    @property
    def unproven(self) -> str:
        """Tell whether evidence is missing."""
        return f"AND({self.needs_evidence},{self._row.cell(Live.PROVEN)}=0)"

    @property
    def undated(self) -> str:
        """Tell whether the year is not known although it matters."""
        return f"AND({self.first_year}>0,{self._row.cell(Live.YEAR)}<0)"

    @property
    def out_of_time(self) -> str:
        """Tell whether the year does not count."""
        year = self._row.cell(Live.YEAR)
        beyond = f"OR({year}<{self.first_year},{year}>{self._scheme.year})"
        return f"AND({self.first_year}>0,{year}>0,{beyond})"

    @property
    def misattributed(self) -> str:
        """Tell whether the seal is another level's."""
        return f"{self._row.cell(Live.SEAL)}=2"

    def formulas(self) -> Mapping[str, str]:
        """Give the helper columns from the kind to the verdict and the group."""
        row, kind = self._row, self._row.cell(Live.KIND_NO)
        labels = ["".join(entry.label.split()) for entry in self._kinds]
        typed = without_spaces(row.cell(Bonus.KIND))
        numbers = f"{{{','.join(str(at) for at in range(1, len(labels) + 1))}}}"
        item_no = {item.id: str(at) for at, item in enumerate(self._scheme.bonus, 1)}
        unknown = f"{row.cell(Live.VERDICT)}=0"
        return {
            Live.KIND_NO: f"SUMPRODUCT(EXACT({typed},{array(labels)})*{numbers})" if labels else "0",
            Live.WORTH: self._known("0", (literal(entry.points) for entry in self._kinds)),
            Live.ONCE: self._known("0", (str(int(entry.once)) for entry in self._kinds)),
            Live.ROW_ITEM: self._known(f"IF({unknown},0,{ANY_ITEM})", (item_no[entry.item] for entry in self._kinds)),
            Live.AMOUNT: self._amount(),
            Live.VERDICT: self._verdict(kind),
            Live.GROUP: self._group(kind),
        }

    def _known(self, otherwise: str, values: Iterable[str]) -> str:
        """Choose by the kind, where it is known."""
        return f"IF({self._row.cell(Live.KIND_NO)}=0,{otherwise},{self.of_kind(values)})"

    def _amount(self) -> str:
        """Read 数量; one that counts once needs none."""
        cell, year = self._row.cell(Bonus.QUANTITY), self._scheme.year
        fits = f"AND({cell}>=1,{cell}<{_MOST_QUANTITY},INT({cell})={cell},NOT({looks_like_date(cell, year)}))"
        number = f"IF(AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell}))),IF({fits},{cell},{UNKNOWN}),{UNKNOWN})"
        return f"IF(ISBLANK({cell}),IF({self._row.cell(Live.ONCE)}=1,1,{UNKNOWN}),{number})"

    def _verdict(self, kind: str) -> str:
        """Judge the row: out of time goes before anything that could still be mended."""
        content = f"TRIM({'&'.join(self._row.cell(header) for header in INPUTS[Bonus.SHEET])})"
        nothing = array(list(dict.fromkeys(form for word in NO_CLAIM for form in (word, full_width(word)))))
        empty = f"OR(LEN({content})=0,SUMPRODUCT(--EXACT({content},{nothing}))>0)"
        faults = any_of([self.nameless, self.uncounted, self.unproven, self.undated, self.misattributed])
        judged = f"IF({self.out_of_time},{EXCLUDED},IF({faults},{IS_OPEN},{COUNTS}))"
        return f"IF({empty},0,IF({kind}=0,{IS_OPEN},{judged}))"

    def _group(self, kind: str) -> str:
        """Name what the row is settled together with; empty for a row that does not take part."""
        row, own = self._row, f'"#"&{self._row.number}'
        work = f"TRIM({row.cell(Bonus.WORK)})"
        names = self.of_kind(
            quoted(entry.same_work.value if entry.same_work else f"={at}") for at, entry in enumerate(self._kinds, 1)
        )
        rest = f'CHOOSE({self.settled_by},IF({work}="",{own},"|"&{work}),"",{own})'
        verdict = row.cell(Live.VERDICT)
        return f'IF(OR({verdict}=0,{verdict}={EXCLUDED}),"",IF({kind}=0,{own},{names}&{rest}))'
