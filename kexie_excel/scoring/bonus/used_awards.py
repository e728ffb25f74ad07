"""跨年度获得的奖项，仅在当年或来年使用一次 (7.1): an award of before the assessed year, held against last year's 加分审核.

Counted last year: not again. Not counted last year: once this year. What is not surely the same award, and not surely
another, is a question; so is an award whose fate last year is not known.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from kexie_excel.numbers import show
from kexie_excel.returns.model import BonusRow
from kexie_excel.returns.spelling.dates import date_of
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.model import BonusItem, BonusKind, Scheme
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.past import AWARDS, ITEMS, Past, PastAward
from kexie_excel.sheets.read.raw import compact
from kexie_excel.text import essence, is_number


class Same(Enum):
    """Whether a claim is an award that was claimed last year."""

    SURE = "同一奖项"
    UNSURE = "可能是同一奖项"
    WORK = "同一工作的另一奖项"
    NO = "不是"


class Use(NamedTuple):
    """What last year's summary says against a claim: the code of the finding, and its words."""

    code: str
    words: dict[str, str]


def earlier_uses(
    scheme: Scheme, unit: str, kind: BonusKind, row: BonusRow, last_year: LastYear | None
) -> Iterator[Use]:
    """Hold one claim of a unit against last year's summary (``None`` where there is none); give the worst that is found.

    A bonus item to which dates do not matter has no memory, nor has an award that is out of time anyway.
    """
    item = next(item for item in scheme.bonus if item.id == kind.item)
    if item.years_back is None or not isinstance(row.year, int) or not _in_time(scheme, item, row.year):
        return
    is_old = row.year < scheme.year
    if last_year is None:
        if is_old:
            yield Use("K526", {"year": str(row.year)})
        return
    past, unit = last_year.past, compact(unit)
    unknown = (
        f"{last_year.file}用不了"
        if past is None
        else f"{last_year.file}里没有“{AWARDS}”"
        if AWARDS in past.missing
        else f"{last_year.file}里没有这个单位"
        if unit not in past.units
        else f"{last_year.file}的“{ITEMS}”“{AWARDS}”里没有写这个单位的加分"
        if past.lacks_awards(unit, item.id)
        else ""
    )
    if past is not None and not unknown:
        own = list(_against(past, unit, kind, row, is_old=is_old))
        yield from own or (_of_others(past, unit, row) if is_old else ())
    elif is_old:
        yield Use("K525", {"why": unknown})


def _in_time(scheme: Scheme, item: BonusItem, year: int) -> bool:
    """Tell whether an award of a year can be used at all."""
    return scheme.year - (item.years_back or 0) <= year <= scheme.year


def _against(past: Past, unit: str, kind: BonusKind, row: BonusRow, *, is_old: bool) -> Iterator[Use]:
    """Hold a claim against each line of the unit, and give the worst finding.

    Where one line is surely the same award, the others are not.
    """
    pairs = [(compare(award, kind, row, is_old=is_old), award) for award in past.awards.get(unit, ())]
    if any(same is Same.SURE for same, _award in pairs):
        pairs = [(same, award) for same, award in pairs if same is not Same.UNSURE]
    uses = [use for same, award in pairs if (use := _use(same, award, is_clear=_is_clear(past, unit, award)))]
    yield from sorted(uses, key=lambda use: use.code)[:1]


def _of_others(past: Past, unit: str, row: BonusRow) -> Iterator[Use]:
    """Ask about an award whose number another unit counted last year, whether it was merged with it or not."""
    number = essence(row.certificate)
    if not is_number(number):
        return
    users = {
        other: award
        for other, awards in past.awards.items()
        for award in awards
        if other != unit and award.points and essence(award.certificate) == number and _agree(_date(award), _date(row))
    }
    if users:
        where = "、".join(str(award.place) for award in users.values())
        yield Use("K533", {"certificate": row.certificate, "units": "、".join(users), "where": where})


def _is_clear(past: Past, unit: str, award: PastAward) -> bool:
    """Tell whether it is known what a line came to."""
    return award.points is not None and past.is_itemised(unit, award.item)


def _use(same: Same, award: PastAward, *, is_clear: bool) -> Use | None:
    """Say what one line of last year means for a claim."""
    if same is Same.NO or (is_clear and not award.points):
        return None
    points = "" if award.points is None else show(award.points)
    words = {"where": str(award.place), "award": award.award or award.work or award.kind}
    if same is Same.WORK:
        return Use("K524", {**words, "points": points}) if award.points else None
    if not is_clear:
        state = "核定加分空着" if award.points is None else "所在的加分项是按裁定计分的"
        return Use("K523", {**words, "state": state})
    return Use("K521" if same is Same.SURE else "K522", {**words, "points": points})


def compare(award: PastAward, kind: BonusKind, row: BonusRow, *, is_old: bool) -> Same:
    """Tell whether a claim is the award of a line of last year.

    A number decides where kind, work, award and date agree with it: one document often commends several works. Without
    numbers a name is needed, and the date must be the same to the day. A claim of the assessed year itself can only be the
    old award where it bears its number; the same award is often won anew every year.
    """
    numbers = essence(award.certificate), essence(row.certificate)
    numbered = [is_number(number) for number in numbers]
    same_kind = essence(award.kind) == essence(kind.label)
    same_work, work = essence(award.work) == essence(row.work), essence(row.work)
    same_award, name = essence(award.award) == essence(row.award), essence(row.award)
    is_same = is_old and same_kind and same_work and same_award
    if numbers[0] == numbers[1] and all(numbered):
        return Same.SURE if is_same and _agree(_date(award), _date(row)) else Same.UNSURE
    if is_same and (work or name) and not any(numbered) and _date(award) == _date(row):
        return Same.SURE
    alike = (
        is_old and same_kind and same_work and (work or name) and (same_award or not name or not essence(award.award))
    )
    is_other = all(numbered) and not _agree(_date(award), _date(row))
    if alike and not is_other:
        return Same.UNSURE
    return Same.WORK if work and same_work and kind.same_work and (is_old or not same_kind) else Same.NO


_Date = tuple[int, int, int]
"""Year, month, day; 0 where it is not named."""


def _date(own: PastAward | BonusRow) -> _Date:
    """Give the date of a line or a claim; of a claim at least the year is known."""
    found = date_of(own.date if isinstance(own, PastAward) else own.date_text)
    if not isinstance(found, Gap):
        return found
    return (own.year, 0, 0) if isinstance(own, BonusRow) and isinstance(own.year, int) else (0, 0, 0)


def _agree(one: _Date, other: _Date) -> bool:
    """Tell whether two dates can be the same day, as far as both are written."""
    return all(not first or not second or first == second for first, second in zip(one, other, strict=True))
