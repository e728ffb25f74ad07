"""The shape of the code: imports go strictly downwards, files stay small, no rule stands in Python."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kexie_excel.scheme.load import load_scheme

pytestmark = pytest.mark.no_cover

PACKAGE = Path(__file__).parents[1] / "kexie_excel"
CATALOGUE = PACKAGE / "catalogue.toml"
FILES = sorted(PACKAGE.rglob("*.py"))
SHELVES = sorted({path.parent for path in FILES})
MOST_ON_A_SHELF = 20
FLOORS = (
    ("cli", "__main__"),
    ("menu", "window", "commands"),
    ("console", "commanded", "desktop"),
    ("workspace",),
    ("screen", "ledger", "mailing"),
    ("summary", "notice", "onsite", "feedback"),
    ("scoring",),
    ("returns",),
    ("form", "inbox", "scheme_book"),
    ("sheets", "scheme"),
    ("output", "scratch", "beside", "findings", "numbers", "text", "channel"),
    ("errors",),
)
"""From the top down; a room may import from itself and from floors below."""


def room(path: Path) -> str:
    """Give the room a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    """Give a room's floor, counted from the top."""
    return next(at for at, rooms in enumerate(FLOORS) if name in rooms)


def imported_rooms(path: Path) -> Iterator[str]:
    """Give the rooms of this package that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kexie_excel."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.module == "kexie_excel":
            yield from (alias.name for alias in node.names if alias.name != "__version__")


def test_imports_go_strictly_downwards() -> None:
    for path in FILES:
        own = room(path)
        for other in imported_rooms(path) if own != "__init__" else ():
            is_below = other == own or floor(other) > floor(own) or {own, other} == {"cli", "__main__"}
            assert is_below, f"{path} imports {other}"


def test_files_and_functions_stay_small() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 50, f"{path} {node.name}"


@pytest.mark.parametrize("shelf", SHELVES, ids=lambda shelf: str(shelf.relative_to(PACKAGE.parent)))
def test_a_shelf_holds_no_more_than_twenty_files(shelf: Path) -> None:
    assert len([path for path in FILES if path.parent == shelf and path.name != "__init__.py"]) <= MOST_ON_A_SHELF


def test_no_class_name_stands_twice() -> None:
    """Private ones too: a name read in one room means the same thing in every other."""
    names = Counter(
        node.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_unit_name_item_text_or_bonus_label_stands_in_the_code() -> None:
    scheme = load_scheme()
    words = [unit.name for unit in scheme.units]
    words += [item.text[:12] for item in scheme.items] + [kind.label for kind in scheme.bonus_kinds]
    for path in FILES:
        strings = _strings(path)
        found = [word for word in words if any(word in string for string in strings)]
        assert not found, (path, found)


_PEOPLE = ("科协", "县市区", "县区", "岳阳", "领导小组", "检查组", "党组")
"""Whom the built-in scheme names: words that are a scheme's, not the program's."""


def test_nobody_of_2017_is_named_in_the_code_or_the_catalogue() -> None:
    texts = {path: _strings(path) for path in FILES} | {CATALOGUE: {CATALOGUE.read_text(encoding="utf-8")}}
    found = [(path, word) for path, own in texts.items() for word in _PEOPLE if any(word in text for text in own)]
    assert found == []


def _strings(path: Path) -> set[str]:
    """Give the texts that stand in a file, docstrings left out."""
    tree = _without_docstrings(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _without_docstrings(tree: ast.Module) -> ast.Module:
    """Drop the bare strings, which speak to readers of the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            node.body = [
                part for part in node.body if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
            ]
    return tree
