"""佐证材料: what a county names as evidence for each row of the 评估表, beside its answers and in its list of enclosures."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kexie_excel.form.headers import Facts, Materials
from kexie_excel.returns.model import Return
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.sheets.read.raw import Raw, plain, shown

_ROW_ID = re.compile(r"\d+(?:\.\d+)+")


def named_evidence(scheme: Scheme, entry: Return) -> Mapping[str, str]:
    """Give the evidence by item id and bonus item id, as the county wrote it; nothing for a row without any."""
    beside = dict(zip((fact.id for fact in scheme.facts), _column(entry, Facts.SHEET, Facts.EVIDENCE), strict=False))
    enclosed = _enclosed(scheme, entry)
    awards: dict[str, list[str]] = {}
    item_of = {kind.label: kind.item for kind in scheme.bonus_kinds}
    for row in entry.bonus:
        awards.setdefault(item_of.get(row.kind, ""), []).append(row.evidence)
    own = {item.id: [*_beside(item, beside), *enclosed.get(item.id, ())] for item in scheme.items}
    own |= {bonus.id: [*awards.get(bonus.id, ()), *enclosed.get(bonus.id, ())] for bonus in scheme.bonus}
    return {key: text for key, names in own.items() if (text := "；".join(dict.fromkeys(filter(None, names))))}


def _beside(item: Item, beside: Mapping[str, Raw]) -> Iterator[str]:
    """Give what stands beside an item's answers; the same for all of them is said once, without their ids."""
    named = {fact.id: text for fact in item.facts if (text := shown(beside.get(fact.id, "")).strip())}
    if len(set(named.values())) == 1:
        yield next(iter(named.values()))
    else:
        yield from (f"{key} {text}" for key, text in named.items())


def _enclosed(scheme: Scheme, entry: Return) -> Mapping[str, Sequence[str]]:
    """Give the enclosures of the list by the rows they are said to be for; the required materials are for all."""
    found: dict[str, list[str]] = {}
    headers = (Materials.MATERIAL, Materials.FOR_ITEM, Materials.REMARK)
    columns = [_column(entry, Materials.SHEET, header)[len(scheme.materials) :] for header in headers]
    names, rows, remarks = ([*map(shown, own), *[""] * (max(map(len, columns)) - len(own))] for own in columns)
    for name, row, remark in zip(names, rows, remarks, strict=True):
        for key in _ROW_ID.findall(plain(row)):
            found.setdefault(key, []).append(" ".join(filter(None, (name.strip(), remark.strip()))))
    return found


def _column(entry: Return, sheet: str, header: str) -> Sequence[Raw]:
    """Give what a county typed into a column, row by row."""
    return entry.typed.get((sheet, header), ())
