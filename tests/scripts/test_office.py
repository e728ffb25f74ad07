"""The office program saves a filled form again, and it reads the same (cases 5, 13, 14)."""

import os
import signal
import subprocess
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from kexie_excel.form.headers import Facts, Scores
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader
from scripts import office
from scripts.fill import Answers, Cell, fill
from tests.builders import SCHEME, UNIT, full_answers, issued
from tests.returned import AWARDS, LAYOUT, content, typed

SUFFIXES = (".xlsx", ".xls", ".ods")
needs_office = pytest.mark.skipif(office.PROGRAM is None, reason="LibreOffice is not installed")


def read(path: Path, name: str = "表") -> Return:
    """Read a file as a return."""
    entry = Reader(SCHEME).read(path, name)
    assert isinstance(entry, Return), entry
    return entry


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled form, saved by openpyxl: none of its formulas has a value."""
    known = {key: value for key, value in full_answers().items() if isinstance(value, Fraction | bool | str)}
    facts = {key: typed(value) for key, value in known.items()}
    facts |= {"1.1a": "４次", "1.5b": 36.55, "1.5c": "５８．２", "1.3a": "√", "4.3d": "约3", "4.4f": 0, "6.1a": None}
    scores: dict[str, Cell] = dict.fromkeys(SCHEME.row_ids, 1) | {"2.3": 3.6}
    materials = {material.id: True for material in SCHEME.materials}
    path = tmp_path_factory.mktemp("filled") / f"{UNIT}.xlsx"
    fill(issued(), SCHEME, Answers(facts, scores, AWARDS, materials, evidence="附件")).save(path)
    return path


@pytest.fixture(scope="module")
def resaved(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The form saved by the office program, by suffix."""
    folder = tmp_path_factory.mktemp("resaved")
    return {suffix: office.convert([source], suffix, folder / suffix[1:])[0] for suffix in SUFFIXES}


@pytest.mark.no_cover
@needs_office
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_saved_by_the_office_program_it_reads_the_same(source: Path, resaved: dict[str, Path], suffix: str) -> None:
    before, after = read(source), read(resaved[suffix])
    assert content(after) == content(before)
    assert [(row.number, row.place) for row in after.bonus] == [(row.number, row.place) for row in before.bonus]
    assert after.facts == before.facts
    assert after.self_scores == before.self_scores
    assert (after.unit, after.round, after.findings) == (before.unit, before.round, before.findings)


@pytest.mark.no_cover
@needs_office
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_office_program_calculates_the_county_s_sum(resaved: dict[str, Path], suffix: str) -> None:
    """What the county sees under its scores is what its own scores add up to."""
    assert read(resaved[suffix]).own_total.value == Fraction("36.6")
    assert read(resaved[suffix]).own_total.place.cell == LAYOUT.scores.cell(Scores.TOTAL, Scores.SELF)


@pytest.mark.no_cover
@needs_office
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("called", ["表.xlsx", "表.xls", "表.ods", "表.et", "表"])
def test_whatever_it_is_called(
    source: Path, resaved: dict[str, Path], tmp_path: Path, suffix: str, called: str
) -> None:
    """Cases 2 and 4: the content says what a file is."""
    path = tmp_path / called
    path.write_bytes(resaved[suffix].read_bytes())
    assert content(read(path)) == content(read(source))


@needs_office
def test_several_files_in_one_run_and_in_print(source: Path, tmp_path: Path) -> None:
    other = tmp_path / "小.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 1
    book.save(other)
    made = office.convert([source, other], ".pdf", tmp_path / "新" / "pdf")
    assert [path.name for path in made] == [f"{UNIT}.pdf", "小.pdf"]
    assert {path.read_bytes()[:4] for path in made} == {b"%PDF"}


@needs_office
def test_the_formats_are_what_they_are_called(resaved: dict[str, Path]) -> None:
    starts = {suffix: path.read_bytes()[:4] for suffix, path in resaved.items()}
    assert starts == {".xlsx": b"PK\x03\x04", ".xls": b"\xd0\xcf\x11\xe0", ".ods": b"PK\x03\x04"}
    with python_calamine.load_workbook(str(resaved[".ods"])) as book:
        assert {Scores.SHEET, Facts.SHEET} <= set(book.sheet_names)


def test_without_the_program_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(office, "PROGRAM", None)
    with pytest.raises(FileNotFoundError, match="LibreOffice"):
        office.convert([tmp_path / "表.xlsx"], ".xls", tmp_path)


def test_a_file_that_was_not_made_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program ends without an error where it cannot open a file."""
    done = subprocess.CompletedProcess[bytes]([], 0)
    monkeypatch.setattr(office, "PROGRAM", "soffice")
    monkeypatch.setattr(office, "_kept", None)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(FileNotFoundError, match=r"表\.xls"):
        office.convert([tmp_path / "表.xlsx"], ".xls", tmp_path)


@needs_office
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="it is not kept running there")
def test_what_is_kept_running_and_answers_no_more_is_ended(
    source: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The files are converted all the same, and so are the next."""
    run, kept = subprocess.run, office._Kept()  # noqa: SLF001
    waited: list[object] = []

    def never_answers(words: list[str], *, timeout: float, **named: object) -> object:
        waited.append(timeout)
        if len(waited) == 1:
            raise subprocess.TimeoutExpired(words, timeout)
        return run(words, timeout=timeout, **named)  # type: ignore[call-overload]  # as it was called

    monkeypatch.setattr(office, "_kept", kept)
    monkeypatch.setattr(subprocess, "run", never_answers)
    try:
        (first,) = office.convert([source], ".ods", tmp_path / "first")
        assert waited == [60, 180]
        (second,) = office.convert([source], ".ods", tmp_path / "second")
        assert waited == [60, 180, 60]
        assert first.is_file()
        assert second.is_file()
    finally:
        kept.leave()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="it is not kept running there")
def test_what_is_kept_running_ends_with_whoever_started_it() -> None:
    process = subprocess.Popen([*office.UNTIL_ALONE, "sleep", "60"], stdin=subprocess.PIPE, start_new_session=True)
    assert process.stdin
    assert process.poll() is None
    process.stdin.close()
    assert process.wait(timeout=30) == -signal.SIGTERM
