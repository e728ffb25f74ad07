"""What the sentences of a notice claim: who has which level, points and rank, and how many there are of what.

Only what is surely said is taken; where several figures could each be meant, that is said instead.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kexie_excel.returns.spelling.numerals import read_numeral
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme.wording import NEUTRAL
from kexie_excel.sheets.read.raw import compact

COUNT = r"[0-9]+|[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九]"
_POINTS = re.compile(
    r"(?<![0-9.加高低差扣])(?<!加分)(?<!加分项)(?<!自评)(?<!自评分)([0-9]+(?:\.[0-9]+)?)分(?![以之钟值项析别类数])"
)
_TOTAL = re.compile(r"(?:综合评分|综合得分|总得分|总分)(?:均|都)?[为是得:]?([0-9]+(?:\.[0-9]+)?)分?")
_RANK = re.compile(rf"(?:第({COUNT})[名位]|(?:名次|排名|排序|[位排]列|居|排)[为是在:]?第?({COUNT})(?![0-9.]*[%分个]))")
_JOINED = "[、,和与及]"
_TOGETHER = "(?:两地|[二两三]个单位)?(?:综合评分|综合得分|得分|名次|排名)?(?:并列|均|都|同)"
_VERBS = tuple("为获得是到于成入")
"""A level behind one of these is said of the units before it."""


@dataclass(frozen=True)
class LevelClaim:
    """A unit is said to have a level."""

    unit: str
    level: str


@dataclass(frozen=True)
class CountClaim:
    """So many units are said to have a level; which ones, where they are named with it."""

    level: str
    count: int
    units: tuple[str, ...]


@dataclass(frozen=True)
class FigureClaim:
    """A unit is said to have these points, or this rank; ``None`` where it cannot be told which figure is meant."""

    unit: str
    what: str
    text: str | None


def _count_of(text: str) -> int:
    """Give a count written in figures or in Chinese, as ``COUNT`` finds it."""
    return int(text) if text.isascii() else read_numeral(text) or 0


class Wording:
    """Knows the names that a scheme gives, and finds them in sentences."""

    def __init__(self, scheme: Scheme) -> None:
        """Take the names of the scheme."""
        self.scheme = scheme

    @property
    def unit(self) -> re.Pattern[str]:
        """A unit's name."""
        return self.scheme.roster.pattern

    @cached_property
    def level(self) -> re.Pattern[str]:
        """A level's name."""
        return re.compile(f"(?:{self._levels})(?!率)")

    def _behind(self, pattern: str) -> re.Pattern[str]:
        """What follows a unit's name, addressed or not."""
        return re.compile(f"(?:{re.escape(compact(self.scheme.words.suffix))})?{pattern}")

    @cached_property
    def _joined(self) -> re.Pattern[str]:
        return self._behind(_JOINED)

    @cached_property
    def _together_all(self) -> re.Pattern[str]:
        return self._behind(_TOGETHER)

    @property
    def _levels(self) -> str:
        return "|".join(sorted(map(re.escape, self.scheme.levels.names), key=len, reverse=True))

    @cached_property
    def _token(self) -> re.Pattern[str]:
        return re.compile(f"(?P<unit>{self.unit.pattern})|(?P<level>{self.level.pattern})|(?P<edge>[,;])")

    @cached_property
    def _counted(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        after = rf"({self._levels})(?:等次|单位|等级)?的?[有为共是:(]{{0,3}}({COUNT})[个家](?!等次|等级|类别)"
        before = rf"({COUNT})[个家](?:单位)?(?:被评为|评为|获评|确定为|定为|获|为|是)?({self._levels})"
        return re.compile(after), re.compile(before)

    def levels_claimed(self, sentence: str, heading: str = "") -> list[LevelClaim]:
        """Give which unit is said to have which level; ``heading`` is the level that the heading above names."""
        given: dict[str, str] = {}
        waiting: list[str] = []
        since_edge: list[str] = []
        current = heading
        for token in self._token.finditer(sentence):
            if found := token["unit"]:
                name = self.scheme.roster.names[found]
                since_edge.append(name)
                if current:
                    given[name] = current
                else:
                    waiting.append(name)
            elif level := token["level"]:
                if (waiting or since_edge) and sentence[: token.start()].rstrip("“\"'").endswith(_VERBS):
                    given |= dict.fromkeys((*waiting, *since_edge), level)
                    current = ""
                else:
                    current = level
                waiting, since_edge = [], []
            else:
                since_edge = []
        return [LevelClaim(unit, level) for unit, level in given.items()]

    def counts_claimed(self, sentence: str, levels: Sequence[LevelClaim]) -> Iterator[CountClaim]:
        """Give how many units are said to have a level."""
        after, before = self._counted
        taken: set[int] = set()
        for found in after.finditer(sentence):
            taken.add(found.start(2))
            yield self._count(found[1], found[2], levels)
        for found in before.finditer(sentence):
            if found.start(1) not in taken:
                yield self._count(found[2], found[1], levels)

    @staticmethod
    def _count(level: str, count: str, levels: Sequence[LevelClaim]) -> CountClaim:
        """Make the claim, with the units that the same sentence gives this level."""
        return CountClaim(level, _count_of(count), tuple(own.unit for own in levels if own.level == level))

    def sizes_claimed(self, sentence: str) -> Iterator[tuple[str, int]]:
        """Give how many units a category is said to have; an empty name stands for all of them."""
        unit, endings = compact(self.scheme.words.unit), re.escape(self.scheme.words.name_endings)
        every = rf"(?:评估的|参评的?|全部|全市|共有?)({COUNT})[个家]单位"
        # 3个单位 may be any three; 3个门店 are all there are
        own = rf"|({COUNT})[个家]{re.escape(unit)}" if unit != NEUTRAL.unit else ""
        for found in re.finditer(every + own, sentence):
            yield "", _count_of(next(filter(None, found.groups())))
        for category in self.scheme.categories:
            name = re.escape(compact(category))
            pattern = (
                rf"({COUNT})个{name}(?![{endings}域级])|(?:^|[^\u4e00-\u9fff]|[分和及与为]){name}类?\(({COUNT})个\)"
            )
            for found in re.finditer(pattern, sentence):
                yield category, _count_of(found[1] or found[2])

    def figures_claimed(self, sentence: str) -> Iterator[FigureClaim]:
        """Give which points and which rank are said of which unit."""
        units = list(self.unit.finditer(sentence))
        after = [*(unit.start() for unit in units), len(sentence)][1:]
        parts = [sentence[unit.end() : end] for unit, end in zip(units, after, strict=True)] if units else []
        for what, find in (("综合评分", _points_in), ("名次", _ranks_in)):
            figures = [find(part) for part in parts]
            found = [figure for own in figures for figure in own]
            if "分别" in sentence and len(found) == len(units):
                figures = [[figure] for figure in found]
            for at, own in enumerate(figures):
                first = self._together(parts, at) if own and self._together_all.match(parts[at]) else at
                for unit in units[first : at + 1] if own else ():
                    yield FigureClaim(self.scheme.roster.names[unit[0]], what, own[0] if len(own) == 1 else None)

    def _together(self, parts: Sequence[str], at: int) -> int:
        """Give the first of the units that are named in one breath with this one."""
        while at and self._joined.fullmatch(parts[at - 1]):
            at -= 1
        return at


def _points_in(text: str) -> list[str]:
    """Give the points that a text names; those called a total go before others."""
    return [found[1] for found in (_TOTAL.finditer(text) if _TOTAL.search(text) else _POINTS.finditer(text))]


def _ranks_in(text: str) -> list[str]:
    """Give the ranks that a text names."""
    return [str(_count_of(found[1] or found[2])) for found in _RANK.finditer(text)]
