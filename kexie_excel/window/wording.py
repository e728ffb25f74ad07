"""The program's sentences name commands to type; in the window the same is said of what is clicked."""

import re
from collections.abc import Mapping

from kexie_excel.window.steps import BACK, LOOK, PROGRESS, YEAR

_WAYS: Mapping[tuple[str, ...], str] = {
    **{step.ways[0].words: step.name for step in YEAR},
    **{way.words: f"{step.name}”里的“{way.label}" for step in YEAR for way in step.ways[1:]},
    **{way.words: way.label for way in (PROGRESS, LOOK, BACK)},
}
"""The words of a command → what it is called in the window."""
_COMMAND = re.compile(
    r"(?P<run>运行)?(?P<once>一次)? ?kexie (?P<verb>[a-z]+)"
    r"(?P<more>(?: (?:文件夹|下发|反馈|催报|上会|序号|--[a-z-]+|\"[^\"]+\"|[^\s，。；：、]+\.docx|\S+(?= --check)))*)[ ]?"
)
_PHRASES = {
    "请加 --draft": "请点“通报”里的“征求意见稿”",
    "请用 --scheme 指定，": "在“新建”里选方案文件，",
    "或者不带 --scheme 再运行": "或者不另选方案文件再做",
    "再运行": "再做一次",
}
"""What else speaks of a command line → the same in the window."""


def in_window(text: str) -> str:
    """Say of what is clicked what a sentence says of what is typed."""
    text = _COMMAND.sub(_clicked, text)
    for typed, clicked in _PHRASES.items():
        text = text.replace(typed, clicked)
    return text


def _clicked(found: re.Match[str]) -> str:
    """Name the button of a command; a command that has none stays as it is."""
    named = [
        word for word in found["more"].split() if word in {"下发", "反馈", "催报", "上会"} or word.startswith("--")
    ]
    name = _name((found["verb"], *named)) or _name((found["verb"],))
    if not name:
        return found[0]
    return f"{'点' if found['run'] else ''}{found['once'] or ''}“{name}”"


def _name(words: tuple[str, ...]) -> str:
    """Give what the window calls a command; empty where it has no such button."""
    return next((name for own, name in _WAYS.items() if own[: len(words)] == words), "")
