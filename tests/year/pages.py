"""A summary as another program opens it, held cell by cell against a reckoning."""

from collections.abc import Mapping
from fractions import Fraction
from io import BytesIO

import openpyxl

from tests.builders import SCHEME
from tests.test_through_files import exact
from tests.year.reckoning import Reckoning, printed

Line = dict[str, object]


class Pages:
    """The sheets of a summary."""

    def __init__(self, content: bytes) -> None:
        """Open it."""
        book = openpyxl.load_workbook(BytesIO(content))
        self.rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}

    def data(self, sheet: str) -> list[Line]:
        """Give the records of a data sheet, up to the notes below them."""
        header, *below = self.rows[sheet]
        whole = next((at for at, row in enumerate(below) if not any(row[1:])), len(below))
        return [dict(zip(map(str, header), row, strict=True)) for row in below[:whole]]

    def text(self, sheet: str) -> str:
        """Give every text of a sheet."""
        return "\n".join(str(value) for row in self.rows[sheet] for value in row if value is not None)

    def ranking(self) -> list[Line]:
        """Give the units' lines of 汇总表, from the top down."""
        lines: list[Line] = []
        headers: tuple[str, ...] = ()
        names = {unit.name for unit in SCHEME.units}
        for row in self.rows["汇总表"]:
            if row[:2] == ("名次", "单位"):
                headers = tuple(map(str, row))
            elif row[1] in names:
                lines.append(dict(zip(headers, row, strict=True)))
        return lines

    def items(self) -> dict[tuple[str, str], Line]:
        """Give 逐项得分 by unit and 编号."""
        return {(str(line["单位"]), str(line["编号"])): line for line in self.data("逐项得分")}


def number(value: object) -> Fraction | None:
    """Give a figure; ``None`` for an empty cell and for words."""
    return None if value is None or isinstance(value, str) else exact(value)


def on_paper(value: Fraction | None) -> Fraction | None:
    """Give a figure as it is printed."""
    return None if value is None else printed(value)


def assert_items(pages: Pages, due: Reckoning) -> None:
    """Hold 核算, 现场, 复核, 采用 and 自评 of every row of every unit against the reckoning."""
    items = pages.items()
    for unit, county in due.counties.items():
        computed, adopted, selfs = due.computed(unit), due.adopted(unit), county.self_scores(due.year)
        for row in computed:
            line, at = items.pop((unit, row)), (unit, row)
            figures = [number(line[header]) for header in ("核算", "现场", "复核", "采用")]
            expected = [computed[row], due.visits.get(at), due.rulings.get(at), adopted[row]]
            assert figures == [on_paper(value) for value in expected], (unit, row, line)
            assert exact(line["自评"]) == Fraction(str(selfs[row])), (unit, row)
    assert items == {}


def assert_ranking(pages: Pages, due: Reckoning, approved: Mapping[str, str] | None = None) -> None:
    """Hold every figure, rank and level of 汇总表 against the reckoning."""
    verdicts = due.verdicts()
    lines = {str(line["单位"]): line for line in pages.ranking()}
    assert set(lines) == {unit.name for unit in SCHEME.units}
    for unit, line in lines.items():
        headers = ("自评总分", "核定分", "加分", "综合评分")
        assert line["审定等次"] == (approved or {}).get(unit)
        if unit not in due.counties:
            assert [line[header] for header in ("名次", *headers, "建议等次")] == [None] * 5 + ["未报送"]
            continue
        scores = due.counties[unit].self_scores(due.year).values()
        own = sum((Fraction(str(score)) for score in scores), Fraction(0))
        figures = [own, *due.sums(unit), due.total(unit)]
        assert [exact(line[header]) for header in headers] == [printed(value) for value in figures], unit
        rank, level = verdicts[unit].rank, verdicts[unit].level
        assert line["名次"] == ("—" if rank is None else rank), unit
        assert line["建议等次"] == ("待定" if due.is_open(unit) and rank is not None else level), unit


def assert_order(pages: Pages, due: Reckoning) -> None:
    """Each category stands in the order of 名次."""
    verdicts = due.verdicts()
    order = [str(line["单位"]) for line in pages.ranking()]
    for category in SCHEME.categories:
        names = {unit.name for unit in SCHEME.units_in(category)}
        ranks = [verdicts[unit].rank or len(names) + 1 for unit in order if unit in names and unit in verdicts]
        assert ranks == sorted(ranks)
