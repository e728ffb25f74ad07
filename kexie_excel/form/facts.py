"""完成情况: one row a fact, with the cell that the county fills."""

from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.filling import Filling
from kexie_excel.form.headers import Facts
from kexie_excel.form.layout import Layout, item_heading
from kexie_excel.form.live.colours import ON_FACTS
from kexie_excel.form.live.facts import FactCells
from kexie_excel.form.sheet import FormSheet
from kexie_excel.form.validation import Lists, anything, for_fact
from kexie_excel.scheme.fact import Fact
from kexie_excel.scheme.model import Item
from kexie_excel.sheets.style import BAND_FILL, KEY_GREY, LEFT, LINE, SOFT_LINE, TEXT_FORMAT, Styles, set_page

_WIDTHS = {
    Facts.KEY: 7,
    Facts.ITEM: 22,
    Facts.ASK: 44,
    Facts.ANSWER: 13,
    Facts.UNIT: 7,
    Facts.EVIDENCE: 25,
    Facts.HINT: 27,
}
_LEAST_HEIGHT = 24
_NOTE = f"“{Facts.ANSWER}”栏每行都要填，没有发生的填 0，不要留空；编号和行、列不要改动。"
_EVIDENCE_HINT = "写明证明材料的名称、文号或在材料汇编中的页码。"


def write_facts(sheet: Worksheet, styles: Styles, layout: Layout, filling: Filling, lists: Lists) -> None:
    """Write the sheet."""
    page = FormSheet(sheet, styles, layout.facts, _WIDTHS, filling)
    page.title(layout.facts.name, layout.facts.shown)
    page.unit_line(layout, (Facts.KEY, Facts.ITEM), _NOTE)
    cells = FactCells(layout)
    for at, item in enumerate(item for item in layout.scheme.items if item.facts):
        _write_item(page, item, cells, lists, banded=at % 2 == 1)
    page.colour(Facts.HINT, ON_FACTS)
    page.accept(layout.facts.keys, Facts.EVIDENCE, anything(Facts.EVIDENCE, _EVIDENCE_HINT))
    set_page(sheet, landscape=True)
    page.close((layout.facts.keys[0], Facts.ANSWER), frozen=Facts.ASK)


def _look(item: Item, fact: Fact) -> dict[str, object]:
    """Give the lines of a row: a strong one above an item's first and below its last."""
    return {
        "top_color": LINE if fact is item.facts[0] else SOFT_LINE,
        "bottom_color": LINE if fact is item.facts[-1] else SOFT_LINE,
    }


def _write_item(page: FormSheet, item: Item, cells: FactCells, lists: Lists, *, banded: bool) -> None:
    """Write an item's rows: one shade for all, its name grey where it only repeats."""
    named, live = item_heading(item), cells.item(item)
    for fact in item.facts:
        look = _look(item, fact)
        fill: dict[str, object] = {"bg_color": BAND_FILL} if banded else {}
        styles, said = page.styles, {} if fact is item.facts[0] else {"font_color": KEY_GREY}
        page.write(
            fact.id,
            Facts.KEY,
            fact.id,
            styles.boxed(num_format=TEXT_FORMAT, align="center", font_color=KEY_GREY, **look, **fill),
        )
        page.write(fact.id, Facts.ITEM, named, styles.boxed(**LEFT, **said, **look, **fill))
        page.write(fact.id, Facts.ASK, fact.ask, styles.boxed(**LEFT, **look, **fill))
        page.ask(fact.id, Facts.ANSWER, align="center", **look)
        page.write(fact.id, Facts.UNIT, fact.unit, styles.boxed(align="center", **look, **fill))
        page.ask(fact.id, Facts.EVIDENCE, **LEFT, num_format=TEXT_FORMAT, **look)
        page.compute(fact.id, live[fact.id], {Facts.HINT: styles.boxed(**LEFT, **look, **fill)})
        page.accept([fact.id], Facts.ANSWER, for_fact(fact, lists))
        texts = [(Facts.ITEM, named), (Facts.ASK, fact.ask), (Facts.UNIT, fact.unit)]
        page.height(fact.id, [*texts, (Facts.HINT, cells.longest_reason(item, fact))], least=_LEAST_HEIGHT)
