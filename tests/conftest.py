"""What tests of every room begin with."""

import gc
import os
import shutil
import sys
from collections.abc import Generator, Iterator, Mapping
from contextlib import nullcontext
from fractions import Fraction
from pathlib import Path

import pytest

from kexie_excel.onsite import read as onsite_read
from kexie_excel.returns import intake
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader
from kexie_excel.sheets.read.grid import Unreadable, Workbook, open_workbook
from kexie_excel.workspace.establish import establish
from scripts import office
from scripts.fill import Answers, Cell, fill, to_bytes
from tests.builders import SCHEME, full_answers, issued
from tests.examples import ALL, FEW, SOME, set_examples
from tests.measuring import TRACER, load_all, measured, spare_libraries
from tests.returned import AWARDS, Desk, typed
from tests.workers import read_here

QUICK, ALL_MUTATIONS, ALL_EXAMPLES = "--quick", "--all-mutations", "--all-examples"
_OF_SLOW_TESTS = frozenset({"established", "display", "slim"})
"""What a quick test does not begin with."""
_GARBAGE = 20_000
"""New objects after which the collector looks for garbage; a workbook has as many cells."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever is at work ask for the tests of a minute, or for all of a catalogue."""
    parser.addoption(ALL_MUTATIONS, action="store_true", help="every way of spoiling a return, not a few dozen")
    parser.addoption(ALL_EXAMPLES, action="store_true", help="every property on all of its examples, not on two fifths")
    parser.addoption(QUICK, action="store_true", help="no office program, no slow tests, a tenth of the examples")


def pytest_configure(config: pytest.Config) -> None:
    """Set the number of examples, and hide the office program, before any test is collected."""
    spare_libraries()
    quick = bool(config.getoption(QUICK))
    set_examples(FEW if quick else ALL if config.getoption(ALL_EXAMPLES) else SOME)
    if quick:
        office.PROGRAM = None
    if sys.platform != "win32":  # nobody collects what a worker would measure: it is killed when all is read
        os.register_at_fork(after_in_child=lambda: sys.settrace(None))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Measure the loading of the package, not the collecting of tests."""
    if sys.gettrace():
        load_all()
        TRACER.pause()
    return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is slow where the tests are to be quick; begin with it where a worker would end on it alone."""
    slow = [item for item in items if _is_slow(item)]
    if config.getoption(QUICK):
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not _is_slow(item)]
    else:
        first = {item.path for item in slow}
        items.sort(key=lambda item: item.path not in first)


def _is_slow(item: pytest.Item) -> bool:
    """Tell whether a test says so, opens windows, or begins with a whole folder."""
    return bool(item.get_closest_marker("slow")) or not _OF_SLOW_TESTS.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over the thousands of tests, again and again, here and in forked workers."""
    gc.freeze()
    gc.set_threshold(_GARBAGE)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Let nobody measure pytest; what begins anew after a ``no_cover`` test does, too."""
    TRACER.pause()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Measure what a test does; in a worker, pytest-cov leaves another tracer at work where it is not to be."""
    if pyfuncitem.get_closest_marker("no_cover"):
        TRACER.pause()
        return (yield)
    with measured():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Measure what a test begins with, not what is made once for many of them."""
    is_own = fixturedef.scope == "function" and not request.node.get_closest_marker("no_cover")
    with measured() if is_own else nullcontext():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop() -> Generator[None, object, object]:
    """Start the office program once, whoever asks for it first."""
    with office.kept_running():
        return (yield)


@pytest.fixture(scope="session")
def established(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A fresh working folder, made once; tests change copies of it, and who changes this one spoils it for all others."""
    root = tmp_path_factory.mktemp("established") / "评估"
    establish(root)
    before = _files(root)
    yield root
    assert _files(root) == before


def _files(root: Path) -> Mapping[Path, int]:
    """Give the files of a folder, and when each was written."""
    return {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def folder(established: Path, tmp_path: Path) -> Path:
    """A fresh working folder."""
    return shutil.copytree(established, tmp_path / "2017年度评估")


@pytest.fixture
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files without workers; those have their tests in ``tests/inbox`` and ``tests/returns``, and in whole years."""
    for module in (intake, onsite_read):
        monkeypatch.setattr(module, "read_each", read_here)


@pytest.fixture(scope="session")
def filled() -> bytes:
    """One county's complete form, filled by a program that is not our writer."""
    answers = full_answers() | {"1.5b": Fraction("36.5"), "1.5c": Fraction("58.2"), "1.3a": False, "4.4f": Fraction(0)}
    facts = {key: typed(value) for key, value in answers.items() if isinstance(value, Fraction | bool | str)}
    scores: dict[str, Cell] = dict.fromkeys(SCHEME.row_ids, 1) | {"2.3": 3.6}
    materials = {material.id: material is not SCHEME.materials[0] for material in SCHEME.materials}
    cover: dict[str, Cell] = {"联系人": "张三", "电话": "0730-0000000", "填报日期": "2017-12-8"}
    typing = Answers(facts, scores, AWARDS, materials, cover, evidence="附件")
    return to_bytes(fill(issued(), SCHEME, typing))


@pytest.fixture(scope="session")
def filled_file(filled: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled form as a file; nobody changes it."""
    path = tmp_path_factory.mktemp("filled") / "表.xlsx"
    path.write_bytes(filled)
    return path


@pytest.fixture(scope="session")
def original(filled_file: Path) -> Return:
    """What the filled form says."""
    entry = Reader(SCHEME).read(filled_file, filled_file.name)
    assert isinstance(entry, Return)
    return entry


@pytest.fixture(scope="session")
def book(filled_file: Path) -> Workbook:
    """The filled form's sheets; nobody changes them."""
    opened = open_workbook(filled_file)
    assert not isinstance(opened, Unreadable)
    return opened


@pytest.fixture
def desk(book: Workbook, tmp_path: Path) -> Desk:
    """The filled form, ready to be changed."""
    return Desk(tmp_path, {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets})
