"""The paper of an official document (GB/T 9704—2012): page, grid, fonts, page numbers; and its bytes, always the same."""

import datetime as dt
import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kexie_excel.sheets.style import FANG, HEI, SONG
from kexie_excel.text import clean

LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
BOTH = WD_ALIGN_PARAGRAPH.JUSTIFY
SECOND, THIRD, FOURTH = 22, 16, 14
"""二号, 三号, 四号 in points."""

_WIDTH, _HEIGHT = 210, 297
_TOP, _LEFT, _BOTTOM, _RIGHT = 37, 28, 35, 26
"""Millimetres: 天头, 订口, and what is left of the page around the 156 × 225 of the type area."""
_NUMBER_FROM_EDGE = 23
"""Millimetres from the lower edge to the page number, which begins 7 below the type area."""
_LINES, _CHARS = 22, 28
_PITCH = Mm(_HEIGHT - _TOP - _BOTTOM).twips // _LINES
"""Twips from line to line."""
_CHAR_SPACE = Mm(_WIDTH - _LEFT - _RIGHT).twips // _CHARS - 20 * THIRD
"""What a character of 三号 takes more than its size, in twips: less than nothing, so that a line holds its 28."""
_ROW_HEIGHT = 10
_KEPT_PARTS = ("styles", "settings", "footer", "officeDocument", "core-properties", "extended-properties")
_KEPT_STYLES = frozenset({"Normal", "DefaultParagraphFont", "TableNormal", "NoList"})
_PROPERTIES = "docProps/core.xml"
_MADE = dt.datetime(2017, 9, 21)  # noqa: DTZ001 - the day of the 办法: the same content gives the same file, whenever it is made


@dataclass(frozen=True)
class Look:
    """How a paragraph looks; indents count half characters."""

    font: str = FANG
    size: int = THIRD
    align: WD_ALIGN_PARAGRAPH = BOTH
    bold: bool = False
    first: int = 4
    """Of the first line; less than nothing: the other lines stand in."""
    left: int = 0
    right: int = 0
    line: float = _PITCH / 20
    """Points from line to line."""
    new_page: bool = False
    with_next: bool = False
    """Whether it stands on one page with what follows."""


_BODY = Look()


class Paper:
    """A document while it is being written, from the top down."""

    def __init__(self, title: str) -> None:
        """Take an empty page of the standard."""
        self._document = docx.Document()
        _strip(self._document)
        _set_page(self._document)
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = clean(title).replace("\n", ""), "", ""
        properties.created = properties.modified = _MADE

    def put(self, text: str = "", look: Look = _BODY) -> None:
        """Add a paragraph; an empty text is an empty line."""
        _fill(self._document.add_paragraph(), text, look)

    def put_table(self, headers: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """Add a table with lines, its heading repeated on every page; the widths are millimetres."""
        table = self._document.add_table(0, len(headers))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _rule(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for number, texts in enumerate((headers, *rows)):
            row = table.add_row()
            row.height, row.height_rule = Mm(_ROW_HEIGHT), WD_ROW_HEIGHT_RULE.AT_LEAST
            marks = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no other way to them
            marks.append(OxmlElement("w:cantSplit"))
            if number == 0:
                marks.append(OxmlElement("w:tblHeader"))
            look = Look(HEI if number == 0 else FANG, FOURTH, CENTRE, first=0, line=FOURTH * 1.4)
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                _put_cell(cell, text, look, width)

    def content(self) -> bytes:
        """Give the file: the same content gives the same bytes; it tells later whether anybody has edited it since."""
        properties = self._document.core_properties
        properties.identifier = _digest(_parts(self._saved()))
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as target:
            for name, part in _parts(self._saved()).items():
                entry = zipfile.ZipInfo(name)
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
                target.writestr(entry, part)
        return packed.getvalue()

    def _saved(self) -> bytes:
        """Give the file as the library writes it, with the time of writing in it."""
        stream = BytesIO()
        self._document.save(stream)
        return stream.getvalue()


def is_untouched(content: bytes) -> bool:
    """Tell whether a file is one of ours that nobody has edited."""
    try:
        parts = _parts(content)
    except Exception:  # noqa: BLE001 - whatever it is, it is not ours
        return False
    return _digest(parts).encode() in parts.get(_PROPERTIES, b"")


def _parts(content: bytes) -> Mapping[str, bytes]:
    """Give the parts of a file by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _digest(parts: Mapping[str, bytes]) -> str:
    """Give the SHA-256 of all parts but the one that it is written in."""
    digest = hashlib.sha256()
    for name in sorted(parts.keys() - {_PROPERTIES}):
        digest.update(name.encode() + b"\0" + parts[name])
    return digest.hexdigest()


def _strip(document: Document) -> None:
    """Take away what the library's own template brings along: its theme, fonts and styles."""
    for owner in (document.part, document.part.package):
        for key, relation in list(owner.rels.items()):
            if not relation.reltype.endswith(_KEPT_PARTS):
                del owner.rels[key]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)
    for language in document.settings.element.findall(qn("w:themeFontLang")):
        document.settings.element.remove(language)
    for defaults in styles.findall(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"):
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        defaults[:] = [_fonts(FANG), language]
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FANG, Pt(THIRD)
    rest = normal.element.get_or_add_rPr()
    rest[0] = _fonts(FANG)
    # as a distance and not as a grid of characters, which the office programs do not lay out alike
    space = OxmlElement("w:spacing")
    space.set(qn("w:val"), str(_CHAR_SPACE))
    rest.insert(1, space)


def _set_page(document: Document) -> None:
    """Set the page up: margins, 22 lines of 28 characters, page numbers at the outer side."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.footer_distance = Mm(_NUMBER_FROM_EDGE)
    for grid in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 - the library does not know the grid
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), str(_PITCH))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Normal"]
        look = Look(SONG, FOURTH, align, first=0, left=2 * (align is LEFT), right=2 * (align is RIGHT), line=FOURTH)
        _fill(paragraph, "— ", look)
        _put_page_number(paragraph, look)
        _style(paragraph.add_run(" —"), look)


def _put_page_number(paragraph: Paragraph, look: Look) -> None:
    """Add the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    _style(run, look)
    field.append(run._r)  # noqa: SLF001 - the library does not know fields
    paragraph._p.append(field)  # noqa: SLF001


def _fill(paragraph: Paragraph, text: str, look: Look) -> None:
    """Write a text into a paragraph."""
    form = paragraph.paragraph_format
    form.alignment = look.align
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    form.space_before = form.space_after = Pt(0)
    form.page_break_before = look.new_page or None
    form.keep_with_next = look.with_next or None
    if look.line != _BODY.line:
        snap = OxmlElement("w:snapToGrid")
        snap.set(qn("w:val"), "0")
        paragraph._p.get_or_add_pPr().insert_element_before(snap, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001 - as below
    _indent(paragraph, look)
    run = paragraph.add_run()
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            run.add_break()
        run.add_text(line)
    _style(run, look)


def _indent(paragraph: Paragraph, look: Look) -> None:
    """Indent by characters, as the office program counts them, and by points for a program that does not."""
    half = look.size / 2
    first = "firstLine" if look.first > 0 else "hanging"
    indent = OxmlElement("w:ind")
    for name, count in ((first, abs(look.first)), ("left", look.left), ("right", look.right)):
        # counted in characters, the left indent is where a hanging first line begins; in points, where the others do
        chars = count + min(0, look.first) if name == "left" else count
        indent.set(qn(f"w:{name}Chars"), str(chars * 50))
        indent.set(qn(f"w:{name}"), str(round(count * half * 20)))
    paragraph._p.get_or_add_pPr()._insert_ind(indent)  # noqa: SLF001 - the library knows no characters


def _style(run: Run, look: Look) -> None:
    """Set a run's font, for Chinese text as for figures."""
    run.font.size = Pt(look.size)
    run.font.bold = look.bold or None
    run._r.get_or_add_rPr().insert(0, _fonts(look.font))  # noqa: SLF001 - the library sets no East Asian font


def _fonts(name: str) -> BaseOxmlElement:
    """Give the element that names a font for every kind of character."""
    fonts = OxmlElement("w:rFonts")
    for kind in ("ascii", "eastAsia", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), name)
    return fonts


def _put_cell(cell: _Cell, text: str, look: Look, width: int) -> None:
    """Write a cell of a table, centred both ways."""
    cell.width = Mm(width)
    upright = OxmlElement("w:vAlign")
    upright.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(upright)  # noqa: SLF001 - as above
    _fill(cell.paragraphs[0], text, look)


def _rule(table: Table) -> None:
    """Draw the lines of a table."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = table._tbl.tblPr  # noqa: SLF001 - as above
    properties.insert_element_before(borders, "w:tblLayout", "w:tblLook")
    for look in properties.findall(qn("w:tblLook")):
        # written as the oldest office program does not know it, and about a style that the table has not
        properties.remove(look)
