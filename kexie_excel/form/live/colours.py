"""Which remarks are red, amber or green: by the words in them, the first colour that fits."""

from collections.abc import Iterable, Sequence
from string import Formatter

from kexie_excel.findings import Severity, catalogue
from kexie_excel.form.live.scores import OFF_ANY
from kexie_excel.form.live.status import COMPLETE, NOTHING_OFF
from kexie_excel.form.live.words import AGREES, PENDING, UNDECIDED, hint
from kexie_excel.sheets.style import Tone

Colours = Sequence[tuple[Tone, Sequence[str]]]
"""Tones with the words that call for them; no words: any text."""


def _words(text: str) -> str:
    """Give the words by which a text with ``{names}`` in it is known: the first that it has."""
    return next(part for part, _, _, _ in Formatter().parse(text) if part)


def _must(codes: Iterable[str]) -> list[str]:
    """Give the words of the hints that must be acted on, leaving out what is only not filled yet."""
    return [_words(hint(code)) for code in codes if catalogue()[code].severity is Severity.MUST]


def _hinted(family: str) -> list[str]:
    """Give the codes of a family that have a hint."""
    return [code for code, check in catalogue().items() if code.startswith(family) and check.hint]


PENDING_ONLY: Colours = ((Tone.ASK, (PENDING, UNDECIDED)),)
ON_FACTS: Colours = ((Tone.ASK, (PENDING, hint("K203"))), (Tone.MUST, ()))
ON_SCORES: Colours = ((Tone.MUST, [*_must(_hinted("K3")), _words(OFF_ANY)]), (Tone.FINE, (AGREES,)), (Tone.ASK, ()))
ON_BONUS: Colours = ((Tone.MUST, _must(["K202", *_hinted("K5")])), (Tone.ASK, ()))
ON_COVER: Colours = ((Tone.MUST, (_words(OFF_ANY),)), (Tone.FINE, (COMPLETE, NOTHING_OFF)), (Tone.ASK, ()))
