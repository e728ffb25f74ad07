"""One scheme, two files: 方案.xlsx and the TOML say the same. Clause: scheme-as-a-workbook, “one model, two loaders”."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from kexie_excel.form.write import write_form
from kexie_excel.numbers import exact
from kexie_excel.scheme.load import BUILT_IN, build_scheme, literal_scheme, load_scheme, read_document
from kexie_excel.scheme_book.read import SchemeBook, read_scheme_book
from kexie_excel.scheme_book.writing.book import write_scheme_book
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.read.grid import Workbook, open_workbook
from scripts.office import PROGRAM, convert

DOCUMENT = read_document(BUILT_IN)
SCHEME = load_scheme()
ALL_OPTIONS = [(entry.id, option.label) for entry in SCHEME.interpretations for option in entry.options]
NUMBERS = {"points", "cap", "at_least", "low", "high", "step", "top", "class_size", "free"}
FLAGS = {"low_included", "high_included"}


def canonical(value: object, key: str = "") -> object:
    """Write plain data in one way: numbers by value, and no border that does not count."""
    if isinstance(value, Mapping):
        kept = {name: own for name, own in value.items() if not (name in FLAGS and own is False)}
        return {name: canonical(own, str(name)) for name, own in kept.items()}
    if isinstance(value, list):
        return [canonical(own) for own in value]
    if key in NUMBERS and isinstance(value, str):
        return exact(value)
    return Fraction(str(value)) if not isinstance(value, str | bool) else value


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in scheme as a workbook."""
    path = tmp_path_factory.mktemp("方案") / "方案.xlsx"
    path.write_bytes(write_scheme_book(DOCUMENT, BUILT_IN.name))
    return path


@pytest.fixture(scope="module")
def book(written: Path) -> SchemeBook:
    """The workbook, read back."""
    return read_scheme_book(written)


@pytest.fixture(scope="module", params=[".xlsx", ".xls", ".ods"])
def saved_again(request: pytest.FixtureRequest, written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook as the office program saves it."""
    if PROGRAM is None:
        pytest.skip("no office program")
    return convert([written], request.param, tmp_path_factory.mktemp("另存"))[0]


def test_a_scheme_of_another_trade_is_the_same_in_both(tmp_path: Path) -> None:
    """Four levels without a share, 扣分 and 评分, and nothing of what 2017 has besides."""
    source = Path("scripts/stores-2026.toml")
    path = tmp_path / "方案.xlsx"
    path.write_bytes(write_scheme_book(read_document(source), source.name))
    own = read_scheme_book(path)
    assert own.findings == ()
    assert build_scheme(own.document, "方案") == load_scheme(source)


def test_the_data_are_the_same(book: SchemeBook) -> None:
    assert book.findings == ()
    assert canonical(book.document) == canonical(DOCUMENT)


def test_numbers_and_shares_are_compared_by_value_only_where_they_are_numbers() -> None:
    """The comparison itself must not hide a 编号 that lost its zero."""
    assert canonical({"id": "1.10", "points": "30%"}) == {"id": "1.10", "points": Fraction(3, 10)}
    assert canonical({"id": "1.1"}) != canonical({"id": "1.10"})


def test_the_literal_models_are_the_same(book: SchemeBook) -> None:
    assert literal_scheme(book.document, "方案.xlsx") == literal_scheme(DOCUMENT, "方案.xlsx")


def test_there_are_21_options() -> None:
    assert len(ALL_OPTIONS) == 21


@pytest.mark.parametrize(("name", "label"), [("", ""), *ALL_OPTIONS])
def test_the_models_are_the_same_under_every_reading(book: SchemeBook, name: str, label: str) -> None:
    choices = {name: label} if name else {}
    assert build_scheme(book.document, "方案.xlsx", choices) == build_scheme(DOCUMENT, "方案.xlsx", choices)


@pytest.mark.no_cover
@pytest.mark.slow
def test_the_forms_are_the_same_byte_for_byte(book: SchemeBook) -> None:
    scheme = build_scheme(book.document, "方案.xlsx")
    assert write_form(scheme) == write_form(SCHEME)
    assert write_form(scheme, "平江县") == write_form(SCHEME, "平江县")


@pytest.mark.no_cover
def test_the_workbook_is_the_same_every_time(written: Path, book: SchemeBook) -> None:
    """Also when it is written from what was read out of it."""
    assert write_scheme_book(DOCUMENT, BUILT_IN.name) == written.read_bytes()
    assert write_scheme_book(book.document, "方案.xlsx") == written.read_bytes()


@pytest.mark.no_cover
def test_any_program_may_have_saved_it(saved_again: Path) -> None:
    """Excel, WPS or LibreOffice; xlsx, also xls and ods."""
    again = read_scheme_book(saved_again)
    assert again.findings == ()
    assert canonical(again.document) == canonical(DOCUMENT)
    assert write_form(build_scheme(again.document, saved_again.name)) == write_form(SCHEME)


def live_cells(path: Path) -> Iterator[tuple[str, str]]:
    """Give what the checks of every sheet say, where they say anything."""
    book = open_workbook(path)
    assert isinstance(book, Workbook)
    for sheet in book.sheets:
        live = {at for at, value in enumerate(sheet.rows[0], 1) if value in {"检查", "事项名称", "读法"}}
        for row, values in enumerate(sheet.rows[1:], 2):
            yield from (
                (f"{sheet.name}!{cell_name(row, at)}", str(value))
                for at, value in enumerate(values, 1)
                if at in live and value
            )


def test_the_live_checks_show_the_documents_own_slip_and_no_other(written: Path) -> None:
    """Design §4.1: section 4 is headed 28, its items sum to 27."""
    said = {place: text for place, text in live_cells(written) if text and not place.startswith("口径")}
    checks = {place: text for place, text in said.items() if not place.startswith("计分规则!H")}
    assert checks == {"指标!I22": "标题28分，各项合计27分"}
    assert said["计分规则!H19"] == "已建党组织的县级学会数 ÷ 县级学会总数"


def test_the_office_program_calculates_what_the_cells_hold(written: Path, saved_again: Path) -> None:
    if saved_again.suffix == ".xlsx":
        assert dict(live_cells(saved_again)) == dict(live_cells(written))
