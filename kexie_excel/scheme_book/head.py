"""基本信息, 单位, 口径 and 附注 → the tables of a scheme that are no items."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from kexie_excel.findings import Place
from kexie_excel.scheme_book.places import slip_path
from kexie_excel.scheme_book.review import Review, guess
from kexie_excel.scheme_book.rows import AuthorRow
from kexie_excel.scheme_book.sheets import HeadSheet, NoteSheet, ReadingSheet, UnitSheet
from kexie_excel.scheme_book.terms import (
    ALL_UNITS,
    BONUS_HEADING,
    MATERIAL,
    NOTICE,
    PERIOD,
    SCORE,
    SETTINGS,
    VETOED,
    VETOED_UNITS,
    WITH_BONUS,
    WORDING,
    YES,
)
from kexie_excel.scheme_book.values import RowReader
from kexie_excel.sheets.read.raw import compact
from kexie_excel.text import squeeze

_WHOLE = {"version", "year"}
_SETTINGS = (*SETTINGS, PERIOD, BONUS_HEADING, SCORE, VETOED_UNITS, MATERIAL, *NOTICE, *WORDING)
_TABLES: Mapping[str, Mapping[str, str]] = {
    "scheme": {**SETTINGS, PERIOD: "period"},
    "notice": NOTICE,
    "wording": WORDING,
}
"""Table of a scheme → 项目 → key."""
_WANTED = {"notice": "写通报里的话", "wording": "写各处的话里怎么称呼，或删去这一行"}


def read_head(rows: Iterable[AuthorRow], needed: Iterable[str], review: Review) -> dict[str, object]:
    """Read 基本信息: ``scheme``, ``bonus_section``, ``material``, ``notice`` and what the levels need of it.

    Args:
        rows: its rows.
        needed: what must be there besides what every scheme has.
        review: where faults are noted.
    """
    head, levels = dict[str, object](), dict[str, object]()
    materials: list[dict[str, object]] = []
    said: dict[str, dict[str, object]] = {"notice": {}, "wording": {}}
    document: dict[str, object] = {"scheme": head, "material": materials, "levels": levels}
    seen: dict[str, RowReader] = {}
    names = {squeeze(name): name for name in _SETTINGS}
    for row in rows:
        reader = RowReader(review, row, f"{HeadSheet.SHEET}/{row.number}")
        name = names.get(compact(row.text(HeadSheet.KEY)), "")
        if not name:
            _unknown_setting(reader)
            continue
        if name in seen and name != MATERIAL:
            reader.fault("K909", HeadSheet.KEY, what="项目", others=_cell(seen[name], HeadSheet.KEY))
            continue
        seen[name] = reader
        table, key = _key(name)
        if table == "scheme":
            head[key] = _setting(reader.for_path(f"{table}/{key}"), key)
        elif table:
            said[table][key] = reader.for_path(f"{table}/{key}").text(HeadSheet.VALUE, _WANTED[table])
        elif name == MATERIAL:
            _add_material(reader, materials)
        elif name == BONUS_HEADING:
            document["bonus_section"] = {"name": reader.text(HeadSheet.VALUE, "写加分项的标题，如 7.加分项")}
        else:
            key, words = ("with_bonus", WITH_BONUS) if name == SCORE else ("vetoed_hold_rank", VETOED)
            levels[key] = bool(reader.for_path(f"levels/{key}").need_one_of(HeadSheet.VALUE, words))
        reader.locate(f"{table}/{key}" if table else name, HeadSheet.VALUE)
    _need_settings(seen, needed, review)
    return document | {table: words for table, words in said.items() if words}


def _key(name: str) -> tuple[str, str]:
    """Give the table of a setting and its key there; both are empty for one that stands elsewhere."""
    return next(((table, keys[name]) for table, keys in _TABLES.items() if name in keys), ("", ""))


def _cell(reader: RowReader, header: str) -> str:
    """Give a cell's address."""
    return reader.row.place(header).cell


def _setting(reader: RowReader, key: str) -> object:
    """Read one value of ``[scheme]``."""
    if key in _WHOLE:
        return reader.need_number(HeadSheet.VALUE, "写整数，如 2018" if key == "year" else "写整数，如 1")
    return reader.text(HeadSheet.VALUE, "写文字")


def _unknown_setting(reader: RowReader) -> None:
    """Note a 项目 that nobody knows; a row without one is a slip too."""
    if reader.has(HeadSheet.KEY):
        typed = reader.row.text(HeadSheet.KEY)
        reader.fault(
            "K907", HeadSheet.KEY, guess=guess(typed, _SETTINGS), expected=f"用规定的名称：{'、'.join(_SETTINGS)}"
        )
    else:
        reader.lacks(HeadSheet.KEY, "写项目的名称，或删去这一行")


def _need_settings(seen: Mapping[str, RowReader], needed: Iterable[str], review: Review) -> None:
    """Note the settings without which there is no scheme; one that may only be misspelt is not missing as well."""
    unknown = any(path.startswith(f"{HeadSheet.SHEET}/") for path in review.doubtful)
    for name in (*SETTINGS, *needed):
        if name not in seen and not unknown:
            review.add("K935", Place("", HeadSheet.SHEET), f"{HeadSheet.SHEET}/{name}", name=name)


def _add_material(reader: RowReader, materials: list[dict[str, object]]) -> None:
    """Read one 必报材料; its 简称 is its name where it has none, and none may be there twice."""
    name = reader.text(HeadSheet.VALUE, "写材料的名称")
    header = HeadSheet.SHORT if reader.has(HeadSheet.SHORT) else HeadSheet.VALUE
    material: dict[str, object] = {"id": reader.row.typed(header), "name": name}
    reader = reader.for_path(f"material/{reader.row.number}")
    if any(own["id"] == material["id"] for own in materials):
        reader.fault("K909", header, what=MATERIAL, others="前面的一行")
    else:
        materials.append(material)


def read_others(rows: Callable[[str], Iterable[AuthorRow]], review: Review) -> dict[str, object]:
    """Read the sheets that no reading changes: 单位 and 附注."""
    return {**_read_units(rows(UnitSheet.SHEET), review), **_read_notes(rows(NoteSheet.SHEET), review)}


def _read_units(rows: Iterable[AuthorRow], review: Review) -> dict[str, object]:
    """Read 单位: ``categories`` in the order in which they come, and ``unit``; they are one category where none is named."""
    categories: list[str] = []
    units: dict[str, RowReader] = {}
    entries: list[object] = []
    lines = list(rows)
    is_told = any(row.text(UnitSheet.CATEGORY) for row in lines)
    for row in lines:
        name = row.typed(UnitSheet.NAME)
        # where files are kept, names that differ in capitals alone are the same
        key = squeeze(name).casefold()
        reader = RowReader(review, row, f"unit/{name or row.number}")
        reader.text(UnitSheet.NAME, "写单位的名称")
        category = reader.text(UnitSheet.CATEGORY, "写类别，分别排名的写不同的类别") if is_told else ALL_UNITS
        reader.locate(f"unit/{name}", UnitSheet.NAME)
        if key in units:
            others = _cell(units[key], UnitSheet.NAME)
            reader.fault("K909", UnitSheet.NAME, what="单位", others=others)
        elif name and category:
            category = next((known for known in categories if squeeze(known) == squeeze(category)), category)
            reader.locate(f"category/{category}", UnitSheet.CATEGORY)
            units[key] = reader
            entries.append({"name": name, "category": category})
            if category not in categories:
                categories.append(category)
    return {"categories": categories, "unit": entries}


def read_readings(rows: Iterable[AuthorRow], review: Review) -> list[dict[str, object]]:
    """Read 口径: each with its question, options and default; the patches are found later."""
    entries: dict[str, dict[str, object]] = {}
    options: dict[str, dict[str, RowReader]] = {}
    for row in rows:
        name = row.typed(ReadingSheet.ID) or next(reversed(entries), "")
        reader = RowReader(review, row, f"interpretation/{name or row.number}")
        label = reader.text(ReadingSheet.LABEL, "写这种读法的名称")
        if not name or not label:
            if not name and ReadingSheet.SHEET not in review.doubtful:
                reader.lacks(ReadingSheet.ID, "写口径的名称")
                review.doubtful |= {ReadingSheet.SHEET, f"{ReadingSheet.SHEET}/{ReadingSheet.ID}"}
            continue
        entry = entries.setdefault(name, {"id": name, "question": "", "default": "", "option": []})
        own = options.setdefault(name, {})
        reader.locate(f"interpretation/{name}", ReadingSheet.ID)
        reader.locate(f"interpretation/{name}/{label}", ReadingSheet.LABEL)
        if label in own:
            reader.fault("K909", ReadingSheet.LABEL, what="选项", others=_cell(own[label], ReadingSheet.LABEL))
            continue
        own[label] = reader
        entry["question"] = entry["question"] or row.typed(ReadingSheet.QUESTION)
        if reader.one_of(ReadingSheet.DEFAULT, {YES: True}):
            if entry["default"]:
                reader.fault("K923", ReadingSheet.DEFAULT, name=name, why="写了不止一个默认")
            entry["default"] = entry["default"] or label
    for name, own in options.items():
        _check_reading(entries[name], list(own.values()))
    return list(entries.values())


def _check_reading(entry: dict[str, object], options: list[RowReader]) -> None:
    """Note what a 口径 lacks; a missing default is the first option for the rest of the review."""
    first = options[0]
    entry["option"] = [{"label": reader.row.typed(ReadingSheet.LABEL)} for reader in options]
    if not entry["question"]:
        first.lacks(ReadingSheet.QUESTION, "写明哪一句可以作两种理解")
    if not entry["default"]:
        first.fault("K923", ReadingSheet.DEFAULT, name=str(entry["id"]), why="没有默认的读法")
        entry["default"] = first.row.typed(ReadingSheet.LABEL)


def _read_notes(rows: Iterable[AuthorRow], review: Review) -> dict[str, object]:
    """Read 附注: ``readings`` and ``slip``."""
    readings: list[object] = []
    slips: list[object] = []
    for row in rows:
        reader = RowReader(review, row, f"{NoteSheet.SHEET}/{row.number}")
        kind = reader.need_one_of(NoteSheet.KIND, {NoteSheet.A_READING: 1, NoteSheet.A_SLIP: 2})
        text = reader.text(NoteSheet.TEXT, "写说明，或删去这一行")
        if kind == 1:
            readings.append(text)
        elif kind:
            slips.append({"at": slip_path(row.typed(NoteSheet.AT)), "text": text})
    return {key: entries for key, entries in (("readings", readings), ("slip", slips)) if entries}


def reading_names(entries: Iterable[Mapping[str, object]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give what is written for each reading, without blanks, and the reading."""
    for entry in entries:
        options = entry["option"]
        for option in options if isinstance(options, list) else ():
            pair = str(entry["id"]), str(option["label"])
            yield squeeze("：".join(pair)), pair
