"""The program's sentences name commands to type; where a person clicks or presses a number, the same is said of that."""

import re
from collections.abc import Callable

Named = Callable[[str, tuple[str, ...]], str]
"""Given a command and what it is told to do (a kind, an option), names what does the same; empty where nothing does."""

_COMMAND = re.compile(
    r"(?P<run>运行)?(?P<once>一次)? ?kexie (?P<verb>[a-z]+)"
    r"(?P<more>(?: (?:文件夹|下发|反馈|催报|上会|序号|--[a-z-]+|\"[^\"]+\"|[^\s，。；：、]+\.docx|\S+(?= --check)))*)[ ]?"
)
_KINDS = frozenset({"下发", "反馈", "催报", "上会"})


def said_of(text: str, do: str, named: Named) -> str:
    """Say a sentence of what is done here; a command that cannot be done here stays as it is.

    Args:
        text: the sentence.
        do: what takes the place of “运行”.
        named: names what takes the place of a command.
    """

    def change(found: re.Match[str]) -> str:
        told = tuple(word for word in found["more"].split() if word in _KINDS or word.startswith("--"))
        name = named(found["verb"], told)
        return f"{do if found['run'] else ''}{found['once'] or ''}{name}" if name else found[0]

    return _COMMAND.sub(change, text)
