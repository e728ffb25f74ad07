"""Load a scheme: its plain data, with one option of every interpretation laid over it.

The data states the document to the letter; every interpretation, the default included, is a patch over it. So the slips of
the document stay visible to ``lint``, and nothing else in the code knows that an interpretation exists.
"""

import re
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.build import build_interpretation, build_model
from kexie_excel.scheme.model import Interpretation, Option, Scheme
from kexie_excel.scheme.older import updated
from kexie_excel.scheme.patch import patched
from kexie_excel.scheme.table import SchemeTable
from kexie_excel.scheme.wording import UNIT_MARK

BUILT_IN = Path(__file__).parent / "data" / "yueyang-2017.toml"
"""The scheme that is used where no other is named."""

WORDS = "wording"
"""The table of a scheme's words."""
_LINE = re.compile(r"at line (\d+)")
"""Where the reader of TOML says that it stopped."""


def read_document(path: Path) -> dict[str, object]:
    """Read a scheme file into plain data, the caller's own.

    Raises:
        SchemeError: the file is not there, is not text, is empty, or is not TOML.
    """
    return deepcopy(_document(path))


def unopened(path: Path) -> SchemeError:
    """Say that a scheme file cannot be opened."""
    return SchemeError(f"打不开方案文件 {path}：请检查文件名、位置和读取权限。")


def _document(path: Path) -> dict[str, object]:
    """Read a scheme file into plain data that nobody changes."""
    try:
        document = _parsed(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise unopened(path) from None
    except UnicodeDecodeError:
        raise SchemeError(f"方案文件 {path} 不是 UTF-8 文本：请用记事本另存为 UTF-8 编码。") from None
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"第{line[1]}行" if line else "文件末尾"
        raise SchemeError(f"方案文件 {path} 的写法有误（{where}）：请改正，或用备份换回，再运行。") from None
    if not document:
        raise SchemeError(f"方案文件 {path} 是空的，不是评分方案：请用备份换回，再运行。")
    return document


@lru_cache(maxsize=2)
def _parsed(text: str) -> dict[str, object]:
    """Parse a text once: one command asks for the scheme of every reading."""
    return updated(tomllib.loads(text, parse_float=Decimal))


def load_scheme(path: Path = BUILT_IN, choices: Mapping[str, str] | None = None) -> Scheme:
    """Load a scheme file with the chosen options; see ``build_scheme``."""
    return build_scheme(_document(path), path.name, choices)


def build_scheme(document: Mapping[str, object], source: str, choices: Mapping[str, str] | None = None) -> Scheme:
    """Build the scheme with one option of every interpretation laid over the data.

    Args:
        document: the scheme as plain tables, lists, texts and numbers, from whatever file.
        source: the file's name, for messages.
        choices: interpretation id → option label; the default where an id is not there.

    Raises:
        SchemeError: anything in the data or the choices that cannot be used; the text names file and dotted key.
    """
    interpretations = [
        build_interpretation(table)
        for table in SchemeTable(document, "", source).tables("interpretation", required=False)
    ]
    chosen = {entry.id: entry.default for entry in interpretations}
    for name, label in (choices or {}).items():
        if name not in chosen:
            raise SchemeError(f"没有“{name}”这一条口径，可用的是 {'、'.join(chosen)}", source)
        chosen[name] = label
    patch: dict[str, object] = {}
    for entry in interpretations:
        patch |= _option(entry, chosen[entry.id], source).patch
    return build_model(SchemeTable(patched(with_words(document), patch, source), "", source), chosen)


def literal_scheme(document: Mapping[str, object], source: str) -> Scheme:
    """Build the scheme as the document literally states it, no interpretation laid over it; for ``lint``."""
    return build_model(SchemeTable(with_words(document), "", source), {})


def with_words(document: Mapping[str, object]) -> Mapping[str, object]:
    """Give a scheme's data with words for its people and things.

    A scheme that was written when these stood in the program has none. Where its title or its source says whom the built-in
    one addresses (科协), it goes on speaking as it did, in the built-in one's words; any other speaks in nobody's.
    """
    head, own = document.get("scheme"), _document(BUILT_IN)[WORDS]
    if WORDS in document or not isinstance(head, Mapping) or not isinstance(own, Mapping):
        return document
    addressed = str(own["addressee"]).partition(UNIT_MARK)[2]
    says_so = any(addressed in value for value in head.values() if isinstance(value, str))
    return {**document, WORDS: dict(own)} if says_so else document


def _option(entry: Interpretation, label: str, source: str) -> Option:
    """Give the option with this label."""
    for option in entry.options:
        if option.label == label:
            return option
    labels = "、".join(option.label for option in entry.options)
    raise SchemeError(f"口径“{entry.id}”没有“{label}”这种读法，可用的是 {labels}", source)
