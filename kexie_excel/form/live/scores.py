"""评估表: each row's points, least and most, and what to say beside its self score."""

from collections.abc import Mapping

from kexie_excel.form.headers import Bonus, Live, Scores
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.claims import ANY_ITEM
from kexie_excel.form.live.words import AGREES, PENDING, UNDECIDED, first, said, sentence, shown
from kexie_excel.numbers import PRINT_PLACES, ZERO
from kexie_excel.scheme.kinds.formula import literal, quoted
from kexie_excel.scheme.kinds.judge import waits_for_people
from kexie_excel.scheme.model import BonusItem, Item

_LACKS_FACTS, _LACKS_ROWS = "还差{count}项填报", "还差{count}行加分项补正"
LACKS_ANY, OFF_ANY = "还差{count}项", "{count}处不一致"
_TO_BE_GIVEN = "等待评估人员评分"
_EXACT = 9
"""Decimal places to which two sums of points are the same."""


class ScoreCells:
    """The computed cells of 评估表."""

    def __init__(self, layout: Layout) -> None:
        """Take the layout."""
        self._layout = layout
        self._readings = {fact.id: layout.facts.from_afar(fact.id, Live.READING) for fact in layout.scheme.facts}

    def item(self, item: Item) -> Mapping[str, str]:
        """Give the formulas of an item: header → formula."""
        bounds = item.rule.formula(self._readings)
        span = self._layout.facts.span_from_afar(Live.OPEN, item.facts[0].id, item.facts[-1].id) if item.facts else "0"
        return {
            Live.LOW: f"={bounds.low}",
            Live.HIGH: f"={bounds.high}",
            Live.LACKS: f"=SUM({span})",
            Live.UNSCORED: f"=IF(ISNUMBER({self._at(item.id, Scores.SELF)}),0,1)",
            Live.OFF: self._off(item.id),
            Scores.COMPUTED: self._computed(
                item.id, self._open_word(item.id) if self._waiting(item) else quoted(PENDING)
            ),
            Scores.HINT: f"={self._item_hint(item)}",
        }

    def bonus(self, item: BonusItem, number: int) -> Mapping[str, str]:
        """Give the formulas of a bonus item, the ``number``-th from 1."""
        rows = self._layout.bonus
        own = f"({rows.span_from_afar(Live.ROW_ITEM)}={number})"
        any_item = f"({rows.span_from_afar(Live.ROW_ITEM)}={ANY_ITEM})"
        places = f"(ROW({rows.span_from_afar(Live.ROW_ITEM)})-{rows.header_row})"
        firsts = f"({rows.span_from_afar(Live.FIRST)}={places})"
        low, high = (f"=SUMPRODUCT({own}*{firsts}*{rows.span_from_afar(header)})" for header in (Live.LOW, Live.HIGH))
        # a row of no known kind could add points by any kind of any item
        amount = rows.span_from_afar(Live.AMOUNT)
        best = literal(max((kind.points for kind in item.kinds), default=ZERO))
        high += f"+SUMPRODUCT({any_item}*(({amount}<1)+({amount}>=1)*{amount}))*{best}"
        # counted with the first item alone, lest the sum hold it twice
        counted = f"({own}+{any_item})" if number == 1 else own
        lacks = f"=SUMPRODUCT({counted}*({rows.span_from_afar(Bonus.POINTS)}={quoted(PENDING)}))"
        self_score, most = self._at(item.id, Scores.SELF), self._at(item.id, Live.HIGH)
        unscored = f"=IF(ISNUMBER({self_score}),0,IF(AND(ISBLANK({self_score}),{most}=0),0,1))"
        return {
            Live.LOW: low,
            Live.HIGH: high,
            Live.LACKS: lacks,
            Live.UNSCORED: unscored,
            Live.OFF: self._off(item.id),
            Scores.COMPUTED: self._computed(item.id, quoted(PENDING)),
            Scores.HINT: f"={self._bonus_hint(item)}",
        }

    def total(self) -> Mapping[str, str]:
        """Give the formulas of the 合计 row."""
        points = self._span(Scores.COMPUTED)
        computed = (
            f"=IF(COUNT({points})<{len(self._layout.scheme.row_ids)},{self._open_word(Scores.TOTAL)},"
            f"ROUND(SUM({points}),{_EXACT}))"
        )
        missing = f"({self._at(Scores.TOTAL, Live.LACKS)}+{self._at(Scores.TOTAL, Live.UNSCORED)})"
        off = self._at(Scores.TOTAL, Live.OFF)
        remarks = [
            (f"{missing}>0", sentence(LACKS_ANY, count=missing)),
            (f"{off}>0", sentence(OFF_ANY, count=off)),
        ]
        return {
            Scores.COMPUTED: computed,
            Scores.HINT: f"={first(remarks, quoted(AGREES))}",
            **{
                header: f"=SUM({self._span(header)})"
                for header in (Live.LOW, Live.HIGH, Live.LACKS, Live.UNSCORED, Live.OFF)
            },
        }

    def own_total(self) -> str:
        """Give the sum of the self scores: nothing while there is none, or one that is no number."""
        scores = self._span(Scores.SELF)
        none = f"OR(COUNT({scores})=0,COUNTA({scores})>COUNT({scores}))"
        return f'=IF({none},"",SUM({scores}))'

    def _at(self, key: str, header: str) -> str:
        return self._layout.scores.cell(key, header)

    def _span(self, header: str) -> str:
        """Give a column's cells, the 合计 row left out."""
        rows = self._layout.scheme.row_ids
        return self._layout.scores.span(header, rows[0], rows[-1])

    def _settled(self, key: str) -> str:
        """Tell whether a row's points are certain."""
        return f"ROUND({self._at(key, Live.HIGH)}-{self._at(key, Live.LOW)},{_EXACT})=0"

    def _computed(self, key: str, otherwise: str) -> str:
        """Show a row's points once they are certain."""
        return f"=IF({self._settled(key)},{self._at(key, Live.LOW)},{otherwise})"

    def _open_word(self, key: str) -> str:
        """Give what stands in place of points: is the county asked, or do others decide?"""
        return f"IF({self._at(key, Live.LACKS)}=0,{quoted(UNDECIDED)},{quoted(PENDING)})"

    def _above(self, key: str, bound: str) -> str:
        """Tell whether a self score lies above what cannot be exceeded."""
        return f"ROUND({self._at(key, Scores.SELF)}-{bound},{_EXACT})>0"

    def _beyond(self, key: str, header: str, sign: str) -> str:
        """Tell whether a self score lies above or below computed points by as much as is printed."""
        score, bound = self._at(key, Scores.SELF), self._at(key, header)
        return f"ROUND({score},{PRINT_PLACES})-ROUND(ROUND({bound},{_EXACT}),{PRINT_PLACES}){sign}"

    def _off(self, key: str) -> str:
        """Count a self score that is not what the facts give."""
        off = f"OR({self._beyond(key, Live.HIGH, '>0')},{self._beyond(key, Live.LOW, '<0')})"
        return f"=IF(ISNUMBER({self._at(key, Scores.SELF)}),IF({off},1,0),0)"

    def _item_hint(self, item: Item) -> str:
        """Say what is to be done about an item's row."""
        limit = literal(max(item.points, item.maximum))
        limits = [(self._above(item.id, limit), said("K302"))]
        return self._hint(item.id, limits, _LACKS_FACTS, said("K301"), self._waiting(item))

    @staticmethod
    def _waiting(item: Item) -> str:
        """Say whom an item waits for while the county lacks nothing; empty where it cannot."""
        if waits_for_people(item.rule):
            return quoted(_TO_BE_GIVEN)
        return said("K203") if any(fact.offers_ruling for fact in item.facts) else ""

    def _bonus_hint(self, item: BonusItem) -> str:
        """Say what is to be done about a bonus item's row; one that claims nothing needs no self score."""
        unscored = f'IF({self._at(item.id, Live.HIGH)}=0,"",{said("K301")})'
        return self._hint(item.id, [], _LACKS_ROWS, unscored)

    def _hint(self, key: str, limits: list[tuple[str, str]], lacks: str, unscored: str, waiting: str = "") -> str:
        """Hold a self score against the points; where they are open, say how much is missing."""
        score, low, high, settled = (
            self._at(key, Scores.SELF),
            self._at(key, Live.LOW),
            self._at(key, Live.HIGH),
            self._settled(key),
        )
        missing = sentence(lacks, count=f"MAX(1,{self._at(key, Live.LACKS)})")
        if waiting:
            missing = f"IF({self._at(key, Live.LACKS)}=0,{waiting},{missing})"
        words = {"difference": shown(f"ABS({score}-{low})"), "computed": shown(low)}
        over = f"IF({settled},{said('K304', **words)},{said('K309', high=shown(high))})"
        under = f"IF({settled},{said('K305', **words)},{said('K310', low=shown(low))})"
        held = [
            *limits,
            (f"{score}<0", said("K303")),
            (self._beyond(key, Live.HIGH, ">0"), over),
            (self._beyond(key, Live.LOW, "<0"), under),
            (settled, quoted(AGREES)),
        ]
        unread = [(f"NOT(ISBLANK({score}))", said("K308")), (settled, unscored)]
        return f"IF(ISNUMBER({score}),{first(held, missing)},{first(unread, missing)})"
