"""What keeps the tests quick, held without a clock: CONTRIBUTING, “How the tests stay quick”."""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import FrameType

import openpyxl
import pytest

from tests import measuring

ROOT = Path(__file__).parents[1]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
DRIVER = {
    "scripts/office.py",
    "tests/scripts/test_office.py",
    "tests/workspace/prints/test_pdf.py",  # an empty file of its name, to be found
}
"""Who may name the office program: it starts once in a run, and is handed the files of every test."""
MAKERS = {
    "tests/conftest.py",  # `established`, which others copy
    "tests/workspace/own_scheme/test_sealed.py",  # the scheme is a workbook
    "tests/workspace/test_start.py",  # what is made anew in a folder that is there
    "tests/workspace/years.py",  # another year's scheme
}
"""Who may make a working folder: ten forms are written for it, which takes two seconds."""


def named(path: Path) -> str:
    """Give a file's place in the repository."""
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path) -> Iterator[ast.AST]:
    """Give everything that stands in a file."""
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.no_cover
def test_what_is_not_measured_is_not_traced() -> None:
    assert sys.gettrace() is None


@pytest.mark.no_cover
def test_the_office_program_is_started_in_one_place() -> None:
    files = [*TESTS, *(ROOT / "scripts").glob("*.py")]
    names = ("soffice", "libreoffice", "lowriter")
    found = {
        named(path)
        for path in files
        for node in nodes(path)
        if isinstance(node, ast.Constant) and node.value in names and path != Path(__file__)
    }
    assert found == DRIVER


@pytest.mark.no_cover
def test_working_folders_are_copied_from_the_one_that_is_there() -> None:
    found = {
        named(path)
        for path in TESTS
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "establish"
    }
    assert found == MAKERS


@pytest.mark.no_cover
def test_libraries_are_not_looked_at_and_tests_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever traces a test sees it before and after a workbook is saved and opened, and nothing of either."""
    seen: list[tuple[str, str]] = []

    def look(frame: FrameType, _event: str, _argument: object) -> None:
        seen.append((str(frame.f_globals["__name__"]), frame.f_code.co_name))

    def before() -> None:
        """Be called."""

    def after() -> None:
        """Be called."""

    stream, usual = BytesIO(), sys.gettrace()
    book = openpyxl.Workbook()
    monkeypatch.setattr(measuring, "TRACER", measuring.Tracer())
    sys.settrace(look)
    try:
        before()
        book.save(stream)
        openpyxl.load_workbook(stream)
        after()
    finally:
        sys.settrace(usual)
    names = [name for _module, name in seen]
    assert "before" in names
    assert "after" in names
    inside = {module for module, _name in seen if module.startswith(("openpyxl.worksheet", "openpyxl.styles"))}
    assert inside == set()
