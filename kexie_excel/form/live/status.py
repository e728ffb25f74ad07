"""填报说明: how far the form is filled, what does not agree, and the two sums; part by part as well."""

from collections.abc import Mapping, Sequence

from kexie_excel.form.headers import Bonus, Cover, Live, Materials, Scores
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.scores import LACKS_ANY, OFF_ANY
from kexie_excel.form.live.words import said, sentence, shown
from kexie_excel.scheme.kinds.formula import quoted
from kexie_excel.scheme.model import BonusItem, Item

COMPLETE, NOTHING_OFF = "填报完整", "全部相符"
NOT_SCORED, NOT_CLAIMED = "还没有填自评分", "没有填加分事项"
"""Of what is blank nothing can be said yet."""
_STATE = "还差{count}项："
_PARTS = {
    "facts": "填报事项{facts}",
    "scores": "自评分{scores}",
    "rows": "加分项{rows}行",
    "materials": "必报材料{materials}",
}
_DIFFERENCES = f"{OFF_ANY}，见“{Scores.SHEET}”的“{Scores.HINT}”栏"
_OPEN_TOTAL = "{word}：现可计{low}分，最多{high}分"


class StatusCells:
    """The computed cells of 填报说明."""

    def __init__(self, layout: Layout) -> None:
        """Take the layout."""
        self._layout = layout

    def formulas(self) -> Mapping[str, str]:
        """Give every line of the status by its field or section."""
        scheme, scores = self._layout.scheme, self._layout.scores
        parts = {section.id: self._part(section.items) for section in scheme.sections}
        if scheme.bonus:
            parts[Bonus.SHEET] = self._bonus_part()
        off, own = scores.from_afar(Scores.TOTAL, Live.OFF), scores.from_afar(Scores.TOTAL, Scores.SELF)
        typed = scores.span_from_afar(Scores.SELF, scheme.row_ids[0], scheme.row_ids[-1])
        self_total = f"IF(COUNTA({typed})>COUNT({typed}),{said('K308')},{own})"
        agrees = f"IF(COUNTA({typed})=0,{quoted(NOT_SCORED)},{quoted(NOTHING_OFF)})"
        differences = f"IF({off}=0,{agrees},{sentence(_DIFFERENCES, count=off)})"
        return {
            Cover.STATE: self._state(),
            Cover.DIFFERENCES: f"={differences}",
            Cover.SELF_TOTAL: f"={self_total}",
            Cover.COMPUTED_TOTAL: self._computed(),
            **parts,
        }

    def _sum(self, header: str, items: Sequence[Item | BonusItem]) -> str:
        """Add a hidden column of 评估表 up over some rows."""
        return f"SUM({self._layout.scores.span_from_afar(header, items[0].id, items[-1].id)})" if items else "0"

    def _state(self) -> str:
        """Say what is missing in all."""
        scheme, materials = self._layout.scheme, self._layout.scheme.materials
        present = "0"
        if materials:
            span = self._layout.materials.span_from_afar(Materials.PRESENT, materials[0].id, materials[-1].id)
            present = f"COUNTIF({span},{quoted(Materials.HAVE)})"
        counts = {
            "facts": self._sum(Live.LACKS, scheme.items),
            "scores": self._layout.scores.from_afar(Scores.TOTAL, Live.UNSCORED),
            **({"rows": self._sum(Live.LACKS, scheme.bonus)} if scheme.has_bonus else {}),
            **({"materials": f"({len(materials)}-{present})"} if materials else {}),
        }
        count = f"({'+'.join(counts.values())})"
        said_parts = _STATE + "、".join(_PARTS[name] for name in counts)
        return f"=IF({count}=0,{quoted(COMPLETE)},{sentence(said_parts, count=count, **counts)})"

    def _part(self, items: Sequence[Item | BonusItem], otherwise: str = quoted(COMPLETE)) -> str:
        """Say how much one section lacks."""
        count = f"({self._sum(Live.LACKS, items)}+{self._sum(Live.UNSCORED, items)})"
        return f"=IF({count}=0,{otherwise},{sentence(LACKS_ANY, count=count)})"

    def _bonus_part(self) -> str:
        """Say the same of 加分项, where nothing need be claimed."""
        bonus, scores = self._layout.scheme.bonus, self._layout.scores
        own = scores.span_from_afar(Scores.SELF, bonus[0].id, bonus[-1].id)
        typed = f"COUNTA({own})+COUNTA({self._layout.bonus.span_from_afar(Bonus.KIND)})"
        return self._part(bonus, f"IF({typed}=0,{quoted(NOT_CLAIMED)},{quoted(COMPLETE)})")

    def _computed(self) -> str:
        """Give the computed sum; while it is open, what is certain and what is possible."""
        scores = self._layout.scores
        computed, low, high = (
            scores.from_afar(Scores.TOTAL, header) for header in (Scores.COMPUTED, Live.LOW, Live.HIGH)
        )
        is_open = sentence(_OPEN_TOTAL, word=computed, low=shown(low), high=shown(high))
        return f"=IF(ISNUMBER({computed}),{computed},{is_open})"
