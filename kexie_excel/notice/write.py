"""通报.docx (四、4. 发文通报评估结果): the results as they were decided, in the form of an official document.

The scheme holds the words that do not depend on the results; everything else is said from the evaluation.
"""

import datetime as dt
from dataclasses import dataclass

from kexie_excel.errors import KexieError
from kexie_excel.notice.paper import CENTRE, LEFT, RIGHT, SECOND, Look, Paper
from kexie_excel.notice.results import Result, all_results, by_level, results_in
from kexie_excel.numbers import numeral, round_half_up
from kexie_excel.scheme.model import Notice
from kexie_excel.scheme.naming import heading
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.style import HEI, KAI, SONG, text_width
from kexie_excel.text import day_text

_DRAFT_MARK = "（征求意见稿）"
_SUGGESTED, _VETOED = "建议", "一票否决"
RANK, UNIT, TOTAL, LEVEL = "名次", "单位", "综合评分", "等次"
_WIDTHS = (18, 38, 32, 68)
_NO_RANK = "—"
_TITLE = Look(SONG, SECOND, CENTRE, bold=True, first=0, line=36, with_next=True)
_PLAIN = Look(align=LEFT, first=0)
_GAP = Look(align=LEFT, first=0, with_next=True)
_FIRST_HEADING = Look(HEI, with_next=True)
_SECOND_HEADING = Look(KAI, with_next=True)
_DATE_FROM_EDGE = 8
"""Half characters: 成文日期 stands four characters from the right edge."""


@dataclass(frozen=True)
class Particulars:
    """What only a person can say; empty where nobody has yet."""

    number: str = ""
    """发文字号."""
    date: dt.date | None = None
    """成文日期."""


def write_notice(evaluation: Evaluation, particulars: Particulars, *, draft: bool) -> bytes:
    """Write the notice; the same evaluation and particulars give the same bytes.

    Raises:
        KexieError: the scheme has no words for a notice.
    """
    words = evaluation.scheme.notice
    if words is None:
        raise KexieError("方案里没有通报的文字：请照内置方案的“[notice]”一节，在方案文件里补上后再运行。")
    return _Writer(evaluation, words, particulars, draft=draft).write()


class _Writer:
    """Writes one notice."""

    def __init__(self, evaluation: Evaluation, words: Notice, particulars: Particulars, *, draft: bool) -> None:
        """Start an empty paper."""
        self._evaluation = evaluation
        self._scheme = evaluation.scheme
        self._words = words
        self._particulars = particulars
        self._draft = draft
        self._annex = heading(evaluation.scheme, "结果表")
        self._paper = Paper(words.title)

    def write(self) -> bytes:
        """Write it from the top down."""
        self._head()
        self._body()
        self._foot()
        self._results_table()
        return self._paper.content()

    def _head(self) -> None:
        """Write 发文字号, title and 主送机关."""
        day = self._particulars.date
        year = str(day.year) if day else "　　"
        number = self._particulars.number or f"{self._words.symbol}〔{year}〕　　号"
        self._paper.put(number, Look(align=CENTRE, first=0))
        self._paper.put(look=_PLAIN)
        self._paper.put(self._words.title, _TITLE)
        self._mark_draft()
        self._paper.put(look=_PLAIN)
        self._paper.put(f"{self._words.recipients}：", _PLAIN)

    def _mark_draft(self) -> None:
        """Say below a title that this is a draft, if it is one."""
        if self._draft:
            self._paper.put(_DRAFT_MARK, Look(KAI, align=CENTRE, first=0, with_next=True))

    def _body(self) -> None:
        """Write why, how, the results, and what is asked."""
        self._paper.put(self._words.opening)
        self._paper.put("一、评估工作情况", _FIRST_HEADING)
        self._paper.put(self._words.steps)
        self._paper.put(self._whole())
        self._paper.put("二、评估结果", _FIRST_HEADING)
        for number, category in enumerate(self._scheme.categories, 1):
            results = results_in(self._evaluation, category)
            if self._scheme.has_categories:
                self._paper.put(f"（{numeral(number)}）{category}（{len(results)}个）", _SECOND_HEADING)
            for level, group in by_level(self._evaluation, results).items():
                self._paper.put(f"{level}（{len(group)}个）：{'、'.join(map(_named, group))}。")
        open_units = [result.unit for result in all_results(self._evaluation) if not result.is_approved]
        if open_units:
            named = "各单位" if len(open_units) == len(self._scheme.units) else "、".join(open_units)
            self._paper.put(f"注：{named}的等次尚未审定，以上按评估等次建议列出，供征求意见。", Look(KAI))
        self._paper.put("三、工作要求", _FIRST_HEADING)
        self._paper.put(self._words.request, Look(with_next=True))

    def _whole(self) -> str:
        """Say how many were evaluated, in which categories, and how many reached which level."""
        scheme, results = self._scheme, all_results(self._evaluation)
        categories = "、".join(f"{name}（{len(scheme.units_in(name))}个）" for name in scheme.categories)
        tally = "、".join(f"{level}{len(group)}个" for level, group in by_level(self._evaluation, results).items())
        parts = f"分{categories}{len(scheme.categories)}个类别" if scheme.has_categories else ""
        return f"参加评估的{len(results)}个单位{parts}，结果为{tally}。"

    def _foot(self) -> None:
        """Write what is enclosed, who signs, and the date, which a person gives."""
        day = self._particulars.date
        date = day_text(day) if day else "　　　　年　　月　　日"
        self._paper.put(look=_GAP)
        self._paper.put(f"附件：{self._annex}", Look(first=-6, left=10, with_next=True))
        for _line in range(2):
            self._paper.put(look=_GAP)
        centred = _DATE_FROM_EDGE + (text_width(date) - text_width(self._words.office)) // 2
        self._paper.put(self._words.office, Look(align=RIGHT, first=0, right=max(0, centred), with_next=True))
        self._paper.put(date, Look(align=RIGHT, first=0, right=_DATE_FROM_EDGE))

    def _results_table(self) -> None:
        """Write the enclosure on a page of its own: a table a category."""
        self._paper.put("附件", Look(HEI, align=LEFT, first=0, new_page=True))
        self._paper.put(look=_PLAIN)
        self._paper.put(self._annex, _TITLE)
        self._mark_draft()
        for number, category in enumerate(self._scheme.categories, 1):
            results = results_in(self._evaluation, category)
            if self._scheme.has_categories:
                caption = f"{numeral(number)}、{category}（{len(results)}个）"
                self._paper.put(caption, Look(HEI, align=LEFT, first=0, line=36, with_next=True))
            self._paper.put_table((RANK, UNIT, TOTAL, LEVEL), [_row(result) for result in results], _WIDTHS)


def _named(result: Result) -> str:
    """Name a unit in a list; a veto is named with it."""
    return f"{result.unit}（{_VETOED}）" if result.is_vetoed else result.unit


def _row(result: Result) -> tuple[str, str, str, str]:
    """Give a unit's row; without a return it has no numbers, vetoed perhaps no rank."""
    standing = result.standing
    total = _NO_RANK if standing.total is None else f"{round_half_up(standing.total)}"
    rank = _NO_RANK if standing.rank is None else str(standing.rank)
    marks = (_VETOED if result.is_vetoed else "", _SUGGESTED if result.is_suggested else "")
    remark = "，".join(filter(None, marks))
    return rank, result.unit, total, f"{result.level}（{remark}）" if remark else result.level
