"""The program's sentences name commands to type; in the window the same is said of what is clicked."""

from collections.abc import Mapping

from kexie_excel.commanded import said_of
from kexie_excel.window.steps import BACK, LOOK, PROGRESS, RECEIVE, RESTORE, YEAR

_WAYS: Mapping[tuple[str, ...], str] = {
    **{step.ways[0].words: step.name for step in YEAR},
    **{way.words: f"{step.name}”里的“{way.label.rstrip('…')}" for step in YEAR for way in step.ways[1:]},
    **{way.words: way.label for way in (PROGRESS, LOOK, BACK, RECEIVE)},
    RESTORE: "恢复选中的这一份",
}
"""The words of a command → what it is called in the window."""
_PHRASES = {
    "请加 --draft": "请点“通报”里的“征求意见稿”",
    "请用 --scheme 指定，": "在“新建”里选方案文件，",
    "或者不带 --scheme 再运行": "或者不另选方案文件再做",
    "再运行": "再做一次",
}
"""What else speaks of a command line → the same in the window."""


def in_window(text: str) -> str:
    """Say of what is clicked what a sentence says of what is typed."""
    text = said_of(text, "点", _button)
    for typed, clicked in _PHRASES.items():
        text = text.replace(typed, clicked)
    return text


def _button(verb: str, told: tuple[str, ...]) -> str:
    """Name the button of a command; empty where the window has none."""
    name = _name((verb, *told)) or _name((verb,))
    return f"“{name}”" if name else ""


def _name(words: tuple[str, ...]) -> str:
    """Give what the window calls a command; empty where it has no such button."""
    return next((name for own, name in _WAYS.items() if own[: len(words)] == words), "")
