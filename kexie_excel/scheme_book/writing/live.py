"""The checks in the sheets themselves: what a formula can see while the author types. Only functions of Excel 2007."""

from collections.abc import Callable, Mapping

from kexie_excel.scheme_book.sheets import BonusSheet, FactSheet, ItemSheet, ReadingSheet, RuleSheet, UnitSheet
from kexie_excel.scheme_book.terms import Ways
from kexie_excel.sheets.address import column_letter

Ends = Mapping[str, int]
"""Sheet → the last row that a check looks at."""


class Ranges:
    """The columns of the workbook, as formulas name them."""

    def __init__(self, headers: Mapping[str, tuple[str, ...]], ends: Ends) -> None:
        """Know the sheets' headers and how far they reach."""
        self._headers = headers
        self._ends = ends

    def cell(self, sheet: str, header: str, row: int) -> str:
        """Name a cell of the row in which a formula stands."""
        return f"{column_letter(self._headers[sheet].index(header) + 1)}{row}"

    def column(self, sheet: str, header: str) -> str:
        """Name a column, from its first record on."""
        letter = column_letter(self._headers[sheet].index(header) + 1)
        return f"'{sheet}'!${letter}$2:${letter}${self._ends[sheet]}"

    def down_to(self, sheet: str, header: str, row: int) -> str:
        """Name a column from its first record to this row."""
        letter = column_letter(self._headers[sheet].index(header) + 1)
        return f"${letter}$2:{letter}{row}"

    def is_in(self, cell: str, sheet: str, header: str) -> str:
        """Tell whether a column holds what a cell holds; MATCH takes 1.1 and 1.10 for two texts, COUNTIF does not."""
        return f"ISNUMBER(MATCH({cell},{self.column(sheet, header)},0))"

    def is_second(self, sheet: str, header: str, row: int) -> str:
        """Tell whether the same stands further up."""
        cell = self.cell(sheet, header, row)
        return f"MATCH({cell},{self.column(sheet, header)},0)<ROWS({self.down_to(sheet, header, row)})"


def _chain(*cases: tuple[str, str], otherwise: str = '""') -> str:
    """Give the answer of the first case that holds."""
    text = otherwise
    for when, answer in reversed(cases):
        text = f"IF({when},{answer},{text})"
    return f"={text}"


def _unit_check(ranges: Ranges, row: int) -> str:
    """Look at a unit."""
    sheet = UnitSheet.SHEET
    name, category = (ranges.cell(sheet, header, row) for header in (UnitSheet.NAME, UnitSheet.CATEGORY))
    return _chain(
        (f'{name}=""', '""'),
        (ranges.is_second(sheet, UnitSheet.NAME, row), '"单位重名"'),
        (f'{category}=""', '"缺类别"'),
    )


def _item_check(ranges: Ranges, row: int) -> str:
    """Look at a line of the 评估表: a heading against its items, an item against the other sheets."""
    sheet = ItemSheet.SHEET
    kind, own, points, reading, section = (
        ranges.cell(sheet, header, row)
        for header in (ItemSheet.KIND, ItemSheet.ID, ItemSheet.POINTS, ItemSheet.READING, ItemSheet.SECTION)
    )
    columns = [ranges.column(sheet, header) for header in (ItemSheet.POINTS, ItemSheet.KIND, ItemSheet.SECTION)]
    total = f'SUMIFS({columns[0]},{columns[1]},"{ItemSheet.AN_ITEM}",{columns[2]},{section})'
    ruled, ways = (ranges.column(RuleSheet.SHEET, header) for header in (RuleSheet.ITEM, RuleSheet.WAY))
    judged = f'SUMPRODUCT(({ruled}={own})*({ways}="{Ways.JUDGE}"))'
    heading = f'IF(ROUND({total}-{points},6)=0,"","标题"&{points}&"分，各项合计"&{total}&"分")'
    return _chain(
        (f'{kind}="{ItemSheet.A_SECTION}"', heading),
        (f'OR({kind}<>"{ItemSheet.AN_ITEM}",{reading}<>"",{own}="")', '""'),
        (f"NOT(ISTEXT({own}))", '"编号要写成文本"'),
        (ranges.is_second(sheet, ItemSheet.ID, row), '"编号重复"'),
        (f"NOT({ranges.is_in(own, RuleSheet.SHEET, RuleSheet.ITEM)})", '"没有计分规则"'),
        (f"AND({judged}=0,NOT({ranges.is_in(own, FactSheet.SHEET, FactSheet.ITEM)}))", '"没有填报事项"'),
    )


def _fact_check(ranges: Ranges, row: int) -> str:
    """Look at a question."""
    sheet = FactSheet.SHEET
    own, item, kind, choices = (
        ranges.cell(sheet, header, row) for header in (FactSheet.ID, FactSheet.ITEM, FactSheet.KIND, FactSheet.CHOICES)
    )
    users = (
        (RuleSheet.SHEET, RuleSheet.FACT),
        (RuleSheet.SHEET, RuleSheet.WHOLE),
        (BonusSheet.SHEET, BonusSheet.CLASSES),
        (BonusSheet.SHEET, BonusSheet.STUDENTS),
    )
    return _chain(
        (f'{own}=""', '""'),
        (ranges.is_second(sheet, FactSheet.ID, row), '"编号重复"'),
        (f"NOT({ranges.is_in(item, ItemSheet.SHEET, ItemSheet.ID)})", '"没有这个指标"'),
        (f"NOT(OR({','.join(ranges.is_in(own, *user) for user in users)}))", '"没有用在计分规则里"'),
        (f'AND({kind}="从选项中选",{choices}="")', '"缺选项"'),
    )


def _rule_name(ranges: Ranges, row: int) -> str:
    """Say what a rule looks at, in the words of the question."""
    fact, whole = (ranges.cell(RuleSheet.SHEET, header, row) for header in (RuleSheet.FACT, RuleSheet.WHOLE))
    asks, ids = (ranges.column(FactSheet.SHEET, header) for header in (FactSheet.ASK, FactSheet.ID))
    named, divided = (f'IFERROR(INDEX({asks},MATCH({cell},{ids},0)),"？")' for cell in (fact, whole))
    return f'=IF({fact}="","",{named}&IF({whole}="",""," ÷ "&{divided}))'


def _rule_check(ranges: Ranges, row: int) -> str:
    """Look at a row of a rule."""
    item, fact, whole, wanted, reading, way = (
        ranges.cell(RuleSheet.SHEET, header, row)
        for header in (
            RuleSheet.ITEM,
            RuleSheet.FACT,
            RuleSheet.WHOLE,
            RuleSheet.WANTED,
            RuleSheet.READING,
            RuleSheet.WAY,
        )
    )
    lost = (f'AND({cell}<>"",NOT({ranges.is_in(cell, FactSheet.SHEET, FactSheet.ID)}))' for cell in (fact, whole))
    return _chain(
        (f'OR({item}="",{reading}<>"")', '""'),
        (f"NOT({ranges.is_in(item, ItemSheet.SHEET, ItemSheet.ID)})", '"没有这个指标"'),
        (next(lost), '"没有这个填报事项"'),
        (next(lost), '"分母没有这个填报事项"'),
        (f'AND({wanted}="",OR({way}<>"{Ways.JUDGE}",{fact}<>""))', '"缺要求"'),
    )


def _reading_name(ranges: Ranges, row: int) -> str:
    """Say how other sheets name a reading."""
    name, label = (ranges.cell(ReadingSheet.SHEET, header, row) for header in (ReadingSheet.ID, ReadingSheet.LABEL))
    return f'=IF({label}="","",{name}&"："&{label})'


LIVE: Mapping[tuple[str, str], Callable[[Ranges, int], str]] = {
    (UnitSheet.SHEET, UnitSheet.CHECK): _unit_check,
    (ItemSheet.SHEET, ItemSheet.CHECK): _item_check,
    (FactSheet.SHEET, FactSheet.CHECK): _fact_check,
    (RuleSheet.SHEET, RuleSheet.ASK): _rule_name,
    (RuleSheet.SHEET, RuleSheet.CHECK): _rule_check,
    (ReadingSheet.SHEET, ReadingSheet.NAME): _reading_name,
}
"""Sheet and header → the formula of a row."""
