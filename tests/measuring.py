"""What coverage is spared: it doubles or triples the time of all that runs while it looks, and most of that is not ours.

It looks while the package is loaded, and while a test runs, or a fixture of its own; not at what is made once for many tests, nor
at pytest itself and its collecting, nor at what a library does within one call: nothing of the package is called from in there,
so that nothing is lost. Nor at the values of a form's formulas, whenever one is written: ``tests/sheets/calc`` calculates every
kind of them, and is looked at; nor at the second look at a scheme's workbook, which is that of ``tests/sheets/look``.
"""

import importlib
import pkgutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import ParamSpec, TypeVar

import _pytest.assertion.rewrite
import openpyxl.reader.excel
import openpyxl.writer.excel
import xlrd
import xlsxwriter.workbook

import kexie_excel.scheme_book.read
import kexie_excel.sheets.worksheet

P = ParamSpec("P")
T = TypeVar("T")

_LONG_CALLS: tuple[tuple[object, str], ...] = (
    (_pytest.assertion.rewrite, "_rewrite_test"),
    (openpyxl.reader.excel.ExcelReader, "read"),
    (openpyxl.writer.excel.ExcelWriter, "save"),
    (xlsxwriter.workbook.Workbook, "_store_workbook"),
    (xlrd, "open_workbook"),
    (tomllib, "loads"),
    (kexie_excel.sheets.worksheet, "calculate"),
    (kexie_excel.scheme_book.read, "look_whole"),
)


class Tracer:
    """Whatever traces this program."""

    def __init__(self) -> None:
        """Take what is at work now."""
        self._seen = sys.gettrace()

    def pause(self) -> bool:
        """Stop it; tell whether it was at work."""
        now = sys.gettrace()
        self._seen = now or self._seen
        sys.settrace(None)
        return now is not None

    def go_on(self) -> None:
        """Let it look again; it only notices when something is called."""
        if self._seen is not None:
            sys.settrace(self._seen)
            _called()


def _called() -> None:
    """Be called."""


TRACER = Tracer()


@contextmanager
def measured() -> Iterator[None]:
    """Let something be looked at, if anything is to be."""
    TRACER.go_on()
    try:
        yield
    finally:
        TRACER.pause()


def spare_libraries() -> None:
    """Keep the tracer out of the long calls of libraries."""
    for owner, name in _LONG_CALLS:
        setattr(owner, name, _unmeasured(getattr(owner, name)))


def _unmeasured(function: Callable[P, T]) -> Callable[P, T]:
    """Call a function without being looked at."""

    @wraps(function)
    def call(*args: P.args, **named: P.kwargs) -> T:
        was = TRACER.pause()
        try:
            return function(*args, **named)
        finally:
            if was:
                TRACER.go_on()

    return call


def load_all() -> None:
    """Load the whole package while it is looked at: what a file does when it is loaded, it does once."""
    for module in pkgutil.walk_packages(kexie_excel.__path__, "kexie_excel."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError):  # another system's, or a Python without Tk
                importlib.import_module(module.name)
