"""Answers in words: 是 and 否, and the choices of a list, typed out or ticked in a row of boxes."""

import re
from collections.abc import Collection, Sequence

from kexie_excel.returns.spelling.coerced import Coerced, ask, contradicted
from kexie_excel.returns.spelling.remarks import affirms, changes_nothing, denies, peel
from kexie_excel.returns.vocabulary import CROSSED, MARKED, NO, NONE_OF_IT, UNMARKED, YES
from kexie_excel.text import squeeze

_NEGATION = re.compile("[无未没不非]")
_BRACKETED = re.compile(r"\([^()]*\)")
_NOT_YET = re.compile("^(?:尚未|还未|还没有|还没|没有|没|暂未|从未|并未)")
_FILLING = re.compile("[已但了且]|[,;、]")
_BOXES = {"是": True, "有": True, "否": False, "无": False}
_SIGNS = re.compile(rf"[{MARKED}{UNMARKED}{CROSSED}]")
_SEPARATORS = re.compile(r"[\s,;/、]+")
_OPEN_MARKS = re.compile(r"[(\[【〔]\s*([^()\[\]【】〔〕\s]?)\s*[)\]】〕]")


def read_yes_no(text: str, question: str) -> Coerced:
    """Read 是 or 否 from a folded text."""
    whole = _ticked(text, _BOXES)
    if whole is not None:
        return Coerced(_BOXES[whole])
    body, remarks = peel(text)
    word = _ticked(body, _BOXES) or squeeze(body).upper()
    if word not in YES and word not in NO:
        return ask("看不出是“是”还是“否”")
    if word in NONE_OF_IT and _NEGATION.search(_BRACKETED.sub("", squeeze(question))):
        return ask("说不清是做到了还是没有做到")
    value = word in YES
    for remark in remarks:
        if not (changes_nothing(remark) or (affirms if value else denies)(remark)):
            return contradicted(remark)
    return Coerced(value)


def read_choice(text: str, choices: Sequence[str]) -> Coerced:
    """Read one of a fact's choices from a folded text."""
    written = {squeeze(choice): choice for choice in choices}
    plain = {_bare(choice): choice for choice in choices}
    body, remarks = peel(text)
    for words, behind in ((text, ()), (body, remarks)):
        told = squeeze(words)
        found = written.get(_ticked(words, written) or told)
        if not found and len(plain) == len(choices):
            found = plain.get(_bare(told)) or plain.get(_bare(_NOT_YET.sub("未", told)))
        if found and all(changes_nothing(remark) for remark in behind):
            return Coerced(found)
    return ask("不在选项里")


def _bare(text: str) -> str:
    """Take out of a choice what says nothing."""
    return _FILLING.sub("", squeeze(text).rstrip("。.!"))


def _ticked(text: str, options: Collection[str]) -> str | None:
    """Give the one option that is ticked in a row of boxes; ``None`` where it is no such row, or not surely one option."""
    joined = _OPEN_MARKS.sub(lambda found: found[1] or UNMARKED[0], text)
    if not _SIGNS.search(joined):
        return None
    parts = [part for part in _SEPARATORS.split(joined.strip()) if part]
    stands_alone = any(map(_SIGNS.fullmatch, parts))
    marks: dict[str, str] = {}
    for part in _cut("".join(parts)) if len(parts) == 1 or stands_alone else parts:
        option = _SIGNS.sub("", part)
        signs = set(_SIGNS.findall(part))
        if option not in options or option in marks or len(signs) > 1:
            return None
        marks[option] = next(iter(signs), "")
    chosen = [option for option, sign in marks.items() if sign and sign in MARKED]
    return chosen[0] if len(chosen) == 1 else None


def _cut(row: str) -> list[str]:
    """Cut a row of boxes that stand close together, each with its sign on the same side."""
    before = re.findall(rf"[{MARKED}{UNMARKED}{CROSSED}][^{MARKED}{UNMARKED}{CROSSED}]+", row)
    behind = re.findall(rf"[^{MARKED}{UNMARKED}{CROSSED}]+[{MARKED}{UNMARKED}{CROSSED}]", row)
    return next((parts for parts in (before, behind) if "".join(parts) == row), [row])
