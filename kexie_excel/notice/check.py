"""An edited notice held against the evaluation: every figure, level, count and name in it that does not agree, with its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path

from kexie_excel.notice.claims import CountClaim, LevelClaim, Wording
from kexie_excel.notice.read import Grid, Passage, read_document
from kexie_excel.notice.results import Result, all_results, by_level
from kexie_excel.notice.tables import NoticeRow, lines
from kexie_excel.numbers import exact, round_half_up, show
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.read.raw import compact

_ORDINAL = re.compile(r"\(?[一二三四五六七八九十]+\)?、?|附件\d*")
_PART = re.compile(r"[一二三四五六七八九十]+、")
_HEADING_MOST = 24
"""Characters; a paragraph of more is no heading."""
_LIST_MARKS = re.compile(r"[、,;和及与]")
_BRACKETS = re.compile(r"\([^)]*\)")
_LAST_BRACKETS = re.compile(r"\([^)]*\)\Z")
_OF_ALL = re.compile("全市|全部|总共|一共|合计")
_ALIKE = 0.5
_A_UNIT = "\0"
"""Stands for a unit's name in a text."""


@dataclass(frozen=True)
class Difference:
    """One thing in the notice that does not agree."""

    place: str
    """Which paragraph, or which row of which table."""
    text: str
    """What stands there and what should, in a whole sentence."""

    def __str__(self) -> str:
        """Write both as one text."""
        return f"{self.place}：{self.text}"


def check_notice(evaluation: Evaluation, path: Path) -> tuple[Difference, ...]:
    """Compare a notice with the evaluation; nothing where everything that it says agrees.

    审定等次 counts, 建议等次 where it is not decided.

    Raises:
        KexieError: the file cannot be read.
    """
    checker = _Checker(evaluation)
    for block in read_document(path):
        if isinstance(block, Grid):
            checker.check_table(block)
        else:
            checker.check_passage(block)
    checker.check_whole()
    return tuple(dict.fromkeys(checker.differences))


@dataclass
class _Met:
    """Which units have been met where."""

    anywhere: set[str] = field(default_factory=set)
    in_tables: set[str] = field(default_factory=set)
    with_level: set[str] = field(default_factory=set)


class _Checker:
    """Goes through one notice."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Take the results that count."""
        self._evaluation = evaluation
        self._wording = Wording(evaluation.scheme)
        self._words = evaluation.scheme.words
        endings = "|".join(map(re.escape, self._words.name_endings))
        self._names = re.compile(rf"[\u4e00-\u9fff]{{1,7}}(?:{endings})") if endings else None
        self._results: Mapping[str, Result] = {result.unit: result for result in all_results(evaluation)}
        self._met = _Met()
        self._level = ""
        """What the heading above names, if it names one."""
        self._category = ""
        self.differences: list[Difference] = []

    def _tell(self, place: str, text: str) -> None:
        """Write a difference down."""
        self.differences.append(Difference(place, text))

    # ── tables

    def check_table(self, grid: Grid) -> None:
        """Compare the rows of a table that has our headings; any other is read as text."""
        found = tuple(lines(grid, self._words))
        for line in found:
            self._check_line(line)
        if not found:
            for number, row in enumerate(grid.rows, 1):
                self.check_passage(Passage(f"{grid.place}第{number}行", ",".join(dict.fromkeys(row))))

    def _check_line(self, line: NoticeRow) -> None:
        """Compare one row."""
        named = self._wording.unit.search(line.unit)
        if named is None:
            self._check_name(line.place, line.unit)
            return
        result = self._results[self._evaluation.scheme.roster.names[named[0]]]
        self._met.anywhere.add(result.unit)
        self._met.in_tables.add(result.unit)
        if line.rank is not None:
            self._compare_rank(line.place, result, line.rank)
        if line.total is not None:
            self._compare_total(line.place, result, line.total)
        if line.level is not None:
            found = self._wording.level.match(line.level)
            written = found[0] if found else _BRACKETS.sub("", line.level)
            if written != result.level:
                self._tell(line.place, f"{result.unit}的等次写的是“{line.level}”，应为“{result.level}”。")

    def _compare_rank(self, place: str, result: Result, written: str) -> None:
        """Compare 名次; a unit without one may have a dash or nothing."""
        rank = result.standing.rank
        if written.strip("-—－无") != ("" if rank is None else str(rank)):
            right = "没有名次" if rank is None else f"应为{rank}"
            self._tell(place, f"{result.unit}的名次写的是“{written}”，{right}。")

    def _compare_total(self, place: str, result: Result, written: str) -> None:
        """Compare 综合评分 as it is printed."""
        total = result.standing.total
        if total is None:
            is_same = not written.strip("-—无")
        else:
            is_same = _is_number(written.removesuffix("分"), exact(round_half_up(total)))
        if not is_same:
            right = "没有评分" if total is None else f"应为{show(total)}"
            self._tell(place, f"{result.unit}的综合评分写的是“{written}”，{right}。")

    # ── sentences

    def check_passage(self, passage: Passage) -> None:
        """Compare what a paragraph says, sentence by sentence."""
        units = list(self._evaluation.scheme.roster.named_in(passage.text))
        levels = self._wording.level.findall(passage.text)
        self._met.anywhere.update(units)
        heading = "" if levels else self._level
        for sentence in re.split("[。!?]", passage.text):
            claims = self._wording.levels_claimed(sentence, heading)
            self._check_levels(passage.place, claims)
            for count in self._wording.counts_claimed(sentence, claims):
                self._check_count(passage.place, sentence, count)
            self._check_sizes(passage.place, sentence)
            self._check_figures(passage.place, sentence)
            if (levels or heading) and units:
                self._check_list(passage.place, sentence)
        self._take_heading(passage.text, units, levels)

    def _take_heading(self, text: str, units: Sequence[str], levels: Sequence[str]) -> None:
        """Keep what a heading says of the paragraphs below it."""
        whole = _ORDINAL.sub("", text, count=1).rstrip(":")
        heading = {name.rstrip("类") for name in (whole, _LAST_BRACKETS.sub("", whole), _BRACKETS.sub("", whole))}
        named = next((own for own in self._evaluation.scheme.categories if compact(own).rstrip("类") in heading), "")
        if named:
            self._category, self._level = named, ""
        elif _PART.match(text):
            self._category = ""
        if not units:
            is_heading = len(set(levels)) == 1 and len(text) <= _HEADING_MOST
            self._level = levels[0] if is_heading else ""

    def _check_levels(self, place: str, claims: Sequence[LevelClaim]) -> None:
        """Compare who is said to have which level."""
        for claim in claims:
            self._met.with_level.add(claim.unit)
            right = self._results[claim.unit].level
            if claim.level != right:
                self._tell(place, f"{claim.unit}在这里是“{claim.level}”，应为“{right}”。")

    def _check_count(self, place: str, sentence: str, claim: CountClaim) -> None:
        """Compare how many are said to have a level: with those named beside it, and with the results."""
        if claim.units and len(claim.units) != claim.count:
            self._tell(place, f"“{claim.level}”写的是{claim.count}个，后面列了{len(claim.units)}个。")
        allowed = self._counts(claim, sentence)
        if claim.count not in allowed:
            self._tell(place, f"“{claim.level}”写的是{claim.count}个，应为{allowed[0]}个。")

    def _counts(self, claim: CountClaim, sentence: str) -> list[int]:
        """Give how many have the level: of the category that is meant, else of all."""
        every, endings = self._evaluation.scheme.categories, re.escape(self._words.name_endings)
        behind = f"(?<![{endings}])" if endings else ""
        meant = {self._results[unit].standing.unit.category for unit in claim.units}
        named = [name for name in every if re.search(rf"{behind}{re.escape(compact(name))}(?:类|中|:)", sentence)]
        if not meant and not named and self._category and not _OF_ALL.search(sentence):
            meant = {self._category}
        if len(meant) == 1:
            return [self._count_in(claim.level, meant)]
        return [self._count_in(claim.level, set(every)), *(self._count_in(claim.level, {name}) for name in named)]

    def _count_in(self, level: str, categories: set[str]) -> int:
        """Count the units of these categories that have the level."""
        own = [result for result in self._results.values() if result.standing.unit.category in categories]
        return len(by_level(self._evaluation, own).get(level, ()))

    def _check_sizes(self, place: str, sentence: str) -> None:
        """Compare how many units there are said to be."""
        scheme = self._evaluation.scheme
        for category, count in self._wording.sizes_claimed(sentence):
            right = len(scheme.units_in(category)) if category else len(scheme.units)
            if count != right:
                self._tell(place, f"“{category or '参加评估的单位'}”写的是{count}个，应为{right}个。")

    def _check_figures(self, place: str, sentence: str) -> None:
        """Compare points and ranks."""
        for claim in self._wording.figures_claimed(sentence):
            if claim.text is None:
                self._tell(place, f"{claim.unit}后面有不止一个{claim.what}，看不出是哪一个，请自己核对。")
            elif claim.what == "名次":
                self._compare_rank(place, self._results[claim.unit], claim.text)
            else:
                self._compare_total(place, self._results[claim.unit], claim.text)

    def _check_list(self, place: str, sentence: str) -> None:
        """Look among the names of a list for one that is no unit."""
        _before, _colon, names = sentence.partition(":")
        # a name may hold what else ends one: 和 in 和平店, brackets
        marked = self._wording.unit.sub(_A_UNIT, names)
        for piece in _LIST_MARKS.split(_BRACKETS.sub("", marked)):
            if piece and _A_UNIT not in piece and not self._wording.level.search(piece):
                self._check_name(place, piece)

    # ── names

    def _check_name(self, place: str, written: str) -> None:
        """Ask about a name that is no unit's; words that are nothing like one are let be."""
        name = written.removesuffix(compact(self._words.suffix))
        alike = get_close_matches(name, list(self._results), n=1, cutoff=_ALIKE)
        if alike:
            self._tell(place, f"“{written}”不是名单里的单位，是不是“{alike[0]}”？")
        elif self._names and self._names.fullmatch(name):
            self._tell(place, f"“{written}”不是名单里的单位。")

    def check_whole(self) -> None:
        """Say who is missing: everywhere, in the tables, in the lists of levels."""
        for unit, result in self._results.items():
            if unit not in self._met.anywhere:
                self._tell("全文", f"没有提到{unit}（{result.level}）。")
            elif self._met.in_tables and unit not in self._met.in_tables:
                self._tell("附表", f"没有{unit}（{result.level}）。")
        names = self._evaluation.scheme.levels.names
        for unit, result in self._results.items():
            is_listed = unit in self._met.with_level or result.level not in names
            if self._met.with_level and not is_listed and unit in self._met.anywhere:
                self._tell("正文", f"等次名单里没有{unit}（{result.level}）。")


def _is_number(text: str, number: Fraction) -> bool:
    """Tell whether a text is this number."""
    try:
        return exact(text) == number
    except ValueError:
        return False
