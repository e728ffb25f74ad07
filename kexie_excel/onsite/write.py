"""现场评估表.xlsx: what the inspectors take to a unit, on a laptop or on a clipboard (四、2)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from io import BytesIO

from kexie_excel.form.digest import stamp_of
from kexie_excel.form.headers import ONSITE, Stamp
from kexie_excel.form.sheet import FormSheet
from kexie_excel.form.validation import anything, number_from_zero, number_up_to, one_of
from kexie_excel.numbers import cell_number, show
from kexie_excel.onsite.layout import ONSITE_VERSION, Visit, onsite_layout
from kexie_excel.onsite.rows import Briefing, Row
from kexie_excel.scheme.naming import in_place_of_form
from kexie_excel.scheme.wording import SchemeWords
from kexie_excel.scoring.result import Standing
from kexie_excel.sheets.cells import cell_text
from kexie_excel.sheets.stamp import write_stamp
from kexie_excel.sheets.style import (
    HEI,
    KEY_GREY,
    LEFT,
    SONG,
    TEXT_FORMAT,
    UNSCALED,
    Styles,
    line_count,
    new_workbook,
    set_page,
)
from kexie_excel.text import clean

_WIDTHS = {
    Visit.KEY: 6,
    Visit.CONTENT: 36,
    Visit.POINTS: 5.5,
    Visit.SELF: 6,
    Visit.COMPUTED: 8,
    Visit.ANSWERS: 31,
    Visit.EVIDENCE: 19,
    Visit.DOUBT: 32,
    Visit.SCORE: 9,
    Visit.REASON: 20,
}
_LONG = frozenset({Visit.CONTENT, Visit.ANSWERS, Visit.EVIDENCE})
"""The columns of sentences."""
_SIZE = 10
_LEAST_HEIGHT = 32.0
"""Points; room to write by hand."""
_DOUBT_LINES = 14
"""A row of more lines would take most of a page."""
_SENTENCE_MOST = 180
"""Characters; what a county wrote can be much longer."""
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.65, "bottom": 0.65}
_SIGNED_HEIGHT, _LINE_HEIGHT, _SIGNATURE_HEIGHT = 26, 22, 42
_NOTE = (
    f"有疑点的在前，其次是会改变等次的，再按分数多少。{Visit.SCORE}空着就是按核算分；填的分与核算不同，必须写{Visit.REASON}。{{awards}}"
    f"填好后（纸上的请录入本表）把文件放回“4-现场”，再汇总。"
)
_AWARDS_NOTE = f"奖项和推广逐项填“{Visit.RECOGNISED}”或“{Visit.REFUSED}”。"


def write_onsite(briefing: Briefing, standing: Standing) -> bytes:
    """Write a unit's on-site workbook; the same evaluation gives the same bytes."""
    rows = briefing.rows(standing)
    stream = BytesIO()
    book = new_workbook(stream)
    styles, layout = Styles(book), onsite_layout([row.id for row in rows])
    page = FormSheet(book.add_worksheet(ONSITE), styles, layout, _WIDTHS)
    _write_head(page, briefing, standing)
    for row in rows:
        _write_row(page, row)
    # 编号 is text on purpose.
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:A{layout.last_row}"})
    set_page(page.sheet, landscape=True, margins=_MARGINS)
    unit = clean(standing.unit.name).replace("&", "&&")
    page.sheet.set_header(f'&L&"{SONG},Regular"&9{ONSITE}　{unit}', dict(UNSCALED))
    page.close((rows[0].id, Visit.SCORE))
    scheme = briefing.evaluation.scheme
    _write_signatures(page, scheme.words)
    stamp: dict[str, str | int] = {
        Stamp.SCHEME: scheme.id,
        Stamp.VERSION: ONSITE_VERSION,
        Stamp.UNIT: standing.unit.name,
        Stamp.PURPOSE: Stamp.FOR_VISIT,
        **stamp_of(scheme),
    }
    write_stamp(book.add_worksheet(Stamp.SHEET), styles, stamp)
    book.close()
    return stream.getvalue()


def _write_head(page: FormSheet, briefing: Briefing, standing: Standing) -> None:
    """Write the title, the unit and where it stands, who inspects and when, and how the sheet is filled."""
    headers, styles = page.layout.headers, page.styles
    page.title(clean(in_place_of_form(briefing.evaluation.scheme, ONSITE)), headers)
    page.across(
        Visit.UNIT_ROW, headers[:2], clean(f"单位：{standing.unit.name}"), styles.get(font_name=HEI, font_size=12)
    )
    page.across(Visit.UNIT_ROW, headers[2:], clean(_place(briefing, standing)), styles.note(align="right"))
    label, typed = styles.head(font_size=_SIZE), styles.input(font_size=_SIZE, num_format=TEXT_FORMAT, **LEFT)
    page.sheet.write_string(Visit.SIGNED_ROW - 1, 0, Visit.INSPECTOR, label)
    page.sheet.write_blank(Visit.SIGNED_ROW - 1, 1, None, typed)
    page.across(Visit.SIGNED_ROW, (Visit.POINTS, Visit.SELF), Visit.DAY, label)
    page.across(Visit.SIGNED_ROW, (Visit.COMPUTED, Visit.ANSWERS), "", typed)
    page.sheet.set_row(Visit.SIGNED_ROW - 1, _SIGNED_HEIGHT)
    awards = _AWARDS_NOTE if briefing.evaluation.scheme.has_bonus else ""
    page.across(Visit.NOTE_ROW, headers, _NOTE.format(awards=awards), styles.note(align="left"))
    page.sheet.set_row(Visit.UNIT_ROW - 1, _LINE_HEIGHT)
    page.sheet.set_row(Visit.NOTE_ROW - 1, _LINE_HEIGHT)


def _place(briefing: Briefing, standing: Standing) -> str:
    """Say where the unit stands now."""
    if standing.score is None:
        return f"{standing.level}：没有可用的填报，自评、核算从缺；现场评分要等有了填报才生效。"
    now = briefing.what_if.now(standing)
    scheme, category = briefing.evaluation.scheme, standing.unit.category
    size = f"{category if scheme.has_categories else scheme.words.unit}{len(scheme.units_in(category))}个"
    rank = "不占名次" if now.rank is None else f"名次{now.rank}{'（并列）' if now.tied else ''}"
    place = f"{size}；目前综合评分{show(now.total)}，{rank}"
    if standing.score.open_questions:
        return f"{place}（待核{standing.score.open_questions}项，只算已核定的部分），等次{standing.level}。"
    return f"{place}，{standing.level}。{briefing.outlook(standing)}"


def _write_signatures(page: FormSheet, words: SchemeWords) -> None:
    """Write below the table where the inspectors and the unit sign on paper."""
    row = page.layout.last_row + 1
    line = Visit.SIGNATURES.format(inspectors=words.inspectors, gap="　" * 12)
    page.across(row, (Visit.CONTENT, Visit.DOUBT), line, page.styles.get(font_size=11, text_wrap=False))
    page.sheet.set_row(row - 1, _SIGNATURE_HEIGHT)
    page.sheet.print_area(0, 0, row - 1, len(page.layout.headers) - 1)


def _write_row(page: FormSheet, row: Row) -> None:
    """Write a row, high enough for all it says."""
    styles, doubt = page.styles, clean(_doubt(row))
    text, given = styles.boxed(font_size=_SIZE, **LEFT), styles.boxed(font_size=_SIZE, align="center")
    page.write(row.id, Visit.KEY, row.id, styles.boxed(num_format=TEXT_FORMAT, font_color=KEY_GREY, align="center"))
    page.write(row.id, Visit.DOUBT, doubt, text)
    for header, value in row.cells.items():
        laid = cell_number(value) if isinstance(value, Fraction) else clean(cell_text(value))
        page.write(row.id, header, laid, text if header in _LONG else given)
    page.write(row.id, Visit.SCORE, None, styles.input(align="center"))
    page.write(row.id, Visit.REASON, None, styles.input(font_size=_SIZE, num_format=TEXT_FORMAT, **LEFT))
    title, hint = f"{row.id} {Visit.SCORE}", "空着就是按核算分"
    if row.is_award:
        rule = one_of((Visit.RECOGNISED, Visit.REFUSED), title, "空着就是按核算；不认定的写明理由")
    else:
        rule = number_from_zero(title, hint) if row.limit is None else number_up_to(row.limit, title, hint)
    page.accept([row.id], Visit.SCORE, rule)
    page.accept([row.id], Visit.REASON, anything(f"{row.id} {Visit.REASON}", "与核算分不同的，必须写明理由"))
    texts = [(header, clean(cell_text(value))) for header, value in row.cells.items()]
    page.height(row.id, [*texts, (Visit.DOUBT, doubt)], _SIZE, _LEAST_HEIGHT)


def _doubt(row: Row) -> str:
    """Put 疑点 together: what the row decides is never left out, the rest as far as there is room."""
    doubts = _fitted(row.doubts, _DOUBT_LINES, "差异清单")
    return "\n".join([*doubts, *row.decides])


def _fitted(sentences: Sequence[str], most: int, where: str) -> Iterator[str]:
    """Give as many sentences as the lines hold, and say where the others are."""
    used = 0
    for at, sentence in enumerate(sentences):
        line = sentence.replace("\n", " ")
        short = line if len(line) <= _SENTENCE_MOST else f"{line[:_SENTENCE_MOST]}…"
        used += line_count(short, _WIDTHS[Visit.DOUBT], _SIZE)
        if used > most:
            yield f"另有{len(sentences) - at}条，见汇总表“{where}”"
            return
        yield short
