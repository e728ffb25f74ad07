"""What the editing library would drop from a workbook, or change in it: found before anything is edited.

Known-good parts and elements are listed; whatever else is found counts as a loss. So something new is never lost unseen.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

COMMENTS = re.compile(r"xl/(?:comments/)?comments?\d*\.xml")
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core|custom)\.xml"
    r"|xl/(?:workbook|styles|sharedStrings|calcChain|theme/theme\d*)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/worksheets/(?:sheet\d+\.xml|_rels/sheet\d+\.xml\.rels)|xl/tables/table\d+\.xml"
    rf"|{COMMENTS.pattern}|xl/drawings/(?:commentsDrawing\d+\.vml|vmlDrawing\d+\.vml|drawing\d+\.xml)"
    # what a printer's own dialog remembers; the sheet's print settings are elsewhere
    r"|xl/printerSettings/printerSettings\d+\.bin"
)
_LOST_PARTS = (
    (re.compile(r"vbaProject"), "宏"),
    (re.compile(r"charts?/|chartsheets/"), "图表"),
    (re.compile(r"media/|cellimages"), "图片"),
    (re.compile(r"pivot"), "数据透视表"),
    (re.compile(r"threadedComments|persons/"), "会话式批注"),
    (re.compile(r"externalLinks/"), "外部链接"),
    (re.compile(r"drawings/"), "图形"),
    (re.compile(r"ctrlProps/|activeX/|embeddings/"), "控件或嵌入对象"),
)
"""What a part outside the list is, in words; the first that fits."""
_OTHER = "这个程序不认识的内容"

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ELEMENT = re.compile(rb"<([\w:]+)")
_SHEET_DATA = re.compile(rb"<(?:\w+:)?sheetData[ >].*</(?:\w+:)?sheetData>", re.DOTALL)
_EXTENSIONS = re.compile(rb"<(?:\w+:)?extLst[ >].*?</(?:\w+:)?extLst>", re.DOTALL)
_ELEMENTS = re.compile(
    r"worksheet|sheetPr|tabColor|outlinePr|pageSetUpPr|dimension|sheetViews|sheetView|pane|selection"
    r"|sheetFormatPr|cols|col|sheetData|sheetProtection|autoFilter|filterColumn|filters|filter"
    r"|customFilters|customFilter|dynamicFilter|colorFilter|iconFilter|top10|dateGroupItem|sortState"
    r"|sortCondition|mergeCells|mergeCell|phoneticPr|conditionalFormatting|cfRule|formula|colorScale|cfvo"
    r"|color|dataBar|iconSet|dataValidations|dataValidation|formula1|formula2|hyperlinks|hyperlink"
    r"|printOptions|pageMargins|pageSetup|headerFooter|oddHeader|oddFooter|evenHeader|evenFooter"
    r"|firstHeader|firstFooter|rowBreaks|colBreaks|brk|ignoredErrors|ignoredError|drawing|legacyDrawing|tableParts"
    r"|tablePart"
)
"""What may stand in a worksheet beside its cells."""
_LOST_ELEMENTS = {"extLst": "扩展的条件格式或数据有效性", "controls": "控件", "picture": "背景图片"}
_SIGNS = (
    # LibreOffice writes an empty drawing beside every comment
    (re.compile(r"xl/drawings/drawing"), re.compile(rb"[aA]nchor[ >]"), "图形"),
    (re.compile(r"xl/drawings/vmlDrawing"), re.compile(rb"""ObjectType=["'](?!Note["'])"""), "控件或图形"),
    (re.compile(r"xl/sharedStrings"), re.compile(rb"<(?:\w+:)?rPh[ >]"), "拼音标注"),
    (re.compile(r"xl/workbook\.xml"), re.compile(rb"<(?:\w+:)?fileSharing[ />]"), "只读建议"),
)
"""Part, what in it would be lost, and its words."""


def losses(content: bytes) -> tuple[str, ...]:
    """Name what editing would lose, in words, each once; nothing where the file can be edited."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return tuple(dict.fromkeys(_losses(archive)))
    except zipfile.BadZipFile:
        return ("旧格式的内容",)


def _losses(archive: zipfile.ZipFile) -> Iterator[str]:
    """Go through the parts, then through the worksheets."""
    for name in archive.namelist():
        if not _PARTS.fullmatch(name) and not name.endswith("/"):
            yield next((words for pattern, words in _LOST_PARTS if pattern.search(name)), _OTHER)
        else:
            yield from (words for part, sign, words in _SIGNS if part.match(name) and sign.search(archive.read(name)))
    for name in filter(_SHEET.fullmatch, archive.namelist()):
        yield from _sheet_losses(archive.read(name))


def _sheet_losses(part: bytes) -> Iterator[str]:
    """Go through the cells of a worksheet, then through what stands beside them."""
    if any(_FORMULA.search(cells) for cells in _SHEET_DATA.findall(part)):
        # the library keeps the formula and drops its result; the next reading would find the cell empty
        yield "公式"
    around = _EXTENSIONS.sub(b"<extLst/>", _SHEET_DATA.sub(b"", part))
    names = {name.decode("ascii", "replace").rpartition(":")[2] for name in _ELEMENT.findall(around)}
    yield from (_LOST_ELEMENTS.get(name, _OTHER) for name in sorted(names) if not _ELEMENTS.fullmatch(name))
