"""Findings and their catalogue. Clauses: design §7 (code, severity, place, what is wrong, what to do), style “Findings”."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest

from kexie_excel.findings import NOWHERE, Asked, Place, Severity, catalogue, finding
from kexie_excel.form.headers import Bonus
from kexie_excel.scoring.bonus.claim import Verdict

PACKAGE = Path(__file__).parents[1] / "kexie_excel"
SOURCE = (PACKAGE / "catalogue.toml").read_text(encoding="utf-8")
CHECKS = list(catalogue().values())
PARTS = {"unit", "row", "place", "self_score", "computed", "words"}
"""What a finding has beside the words of its message."""


def placeholders(text: str) -> set[str]:
    """Give the names that a template asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[Path, str, set[str], set[str]]]:
    """Give every call with a literal code: file, code, the words it names, the words it may name by a mapping."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        keys = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "finding":
                named = {word.arg for word in node.keywords if word.arg}
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield path, code.value, named - PARTS, keys if "words" in named else set()


def test_codes_are_unique_in_order_and_of_a_family() -> None:
    """Families by hundreds: 1 files and identity, 2 reading, 3 self scores, 4 facts, 5 bonus, 6 materials and so on."""
    headings = re.findall(r"^\[(.+)\]$", SOURCE, flags=re.MULTILINE)
    assert headings == sorted(set(headings)) == list(catalogue())
    assert all(re.fullmatch(r"K[1-9]\d\d", code) for code in headings)


_PARTS = ["severity", "title", "message", "remedy"]


_MORE = {"asks", "hint", "on_sight", "reminder", "cell", "row", "file", "follows", "settled"}


def test_every_entry_has_the_same_four_parts_and_perhaps_more() -> None:
    for entry in tomllib.loads(SOURCE).values():
        assert [key for key in entry if key not in _MORE] == _PARTS


def test_who_is_asked_fits_what_is_to_be_done() -> None:
    """A county has no ledger and does not see the office's folders; a check that sends anybody there asks the office or inspectors."""
    for check in CHECKS:
        if re.search("台账“|“2-回收”|“4-现场”|现场评估表", check.remedy) and check.code != "K522":
            assert check.asks is not Asked.COUNTY, check.code
    assert {check.asks for check in CHECKS} == set(Asked)


def test_what_a_finding_does_fits_the_form() -> None:
    for check in CHECKS:
        assert check.cell in {"", *Bonus.COLUMNS}, check.code
        assert check.row in {verdict.value for verdict in Verdict}, check.code


def _codes(nodes: Iterable[ast.AST | None]) -> int:
    """Count the codes among some parts of the program."""
    return sum(
        isinstance(node, ast.Constant) and re.fullmatch(r"K\d{3}", str(node.value)) is not None for node in nodes
    )


def test_no_code_is_a_policy_in_the_program() -> None:
    """What a code means stands in the catalogue: Python names one to make its finding, and never asks which one it has."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Dict():
                    assert not _codes(node.keys), path
                case ast.Set() | ast.List() | ast.Tuple():
                    assert _codes(node.elts) < 2, path
                case ast.Compare():
                    assert not _codes([node.left, *node.comparators]), path
                case ast.Call(func=ast.Attribute(attr="startswith")):
                    assert not _codes(node.args), path


def test_the_three_severities() -> None:
    """Design §7 ⟂: 必须改 / 请核实 / 提示, all in use."""
    assert [severity.value for severity in Severity] == ["必须改", "请核实", "提示"]
    assert {check.severity for check in CHECKS} == set(Severity)


def test_what_nobody_has_to_do_anything_about_is_kept_apart() -> None:
    """差异清单 lists what somebody can act on; a note that begins 不必 is a record, unless it goes on for somebody."""
    for check in CHECKS:
        assert not check.settled or (check.severity is Severity.NOTE and check.remedy.startswith("不必")), check
        assert check.settled or not check.remedy.startswith("不必") or check.code == "K744", check


def test_texts_are_chinese_and_whole() -> None:
    """No letter of the Latin alphabet but in placeholders and in the 编号 of a fact; a remedy is a sentence, a title is none."""
    for check in CHECKS:
        for text in (check.title, check.message, check.remedy):
            assert not re.search("[A-Za-z]", re.sub(r"\{\w+\}|\d\.\d[a-z]", "", text)), check
            assert text == text.strip(), check
            assert text, check
        assert check.remedy.endswith("。"), check
        assert not check.title.endswith("。"), check
        assert placeholders(check.title) == placeholders(check.remedy) - {"expected", "host"} == set(), check


def test_a_placeholder_is_a_plain_name() -> None:
    """No formats, no attributes: county text is laid in as it is."""
    for check in CHECKS:
        assert all(re.fullmatch("[a-z]+", name) for name in placeholders(check.message)), check


def test_every_call_fills_in_every_placeholder_and_no_other() -> None:
    for path, code, named, keys in calls():
        wanted = placeholders(catalogue()[code].message) | placeholders(catalogue()[code].remedy)
        assert named <= wanted, (path, code)
        assert wanted <= named | keys, (path, code)


def test_every_code_of_the_catalogue_is_used_and_every_used_code_is_there() -> None:
    used = {
        code for path in PACKAGE.rglob("*.py") for code in re.findall(r'"(K\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert used == set(catalogue())


def test_a_finding_takes_everything_from_its_check() -> None:
    place = Place("表.xlsx", "评估表", "E4")
    found = finding(
        "K302",
        unit="平江县",
        row="1.1",
        place=place,
        self_score=Fraction(2),
        computed=Fraction(1),
        words={"self": "2", "points": "1"},
    )
    assert (found.code, found.severity, found.remedy) == ("K302", Severity.MUST, catalogue()["K302"].remedy)
    assert found.message == "自评2分，超过分值1分"
    assert (found.unit, found.row, found.place) == ("平江县", "1.1", place)
    assert found.self_score == 2
    assert found.computed == 1


def test_words_can_be_named_one_by_one() -> None:
    found = finding("K601", material="年度工作总结")
    assert found.message == "没有“年度工作总结”"
    assert (found.unit, found.row, found.place, found.self_score, found.computed) == ("", "", NOWHERE, None, None)


def test_a_countys_braces_are_no_template() -> None:
    assert finding("K501", raw="{unit} {0}").message == "加分情形“{unit} {0}”不在下拉清单里，本行待核"


def test_what_to_do_is_filled_in_as_well() -> None:
    """K202 请改填…: the county is told what an answer looks like."""
    found = finding("K202", words={"ask": "次数", "raw": "约3", "why": "不是数", "expected": "一个整数"})
    assert found.remedy == "请改填一个整数。"


def test_a_missing_word_is_an_error_in_the_program() -> None:
    with pytest.raises(KeyError):
        finding("K302")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (NOWHERE, ""),
        (Place("表.xlsx"), "表.xlsx"),
        (Place("", "评估表", "E4"), "评估表 E4"),
        (Place("表.xlsx", "评估表"), "表.xlsx，评估表"),
        (Place("表.xlsx", "评估表", "E4"), "表.xlsx，评估表 E4"),
    ],
)
def test_a_place_is_written_as_one_text(place: Place, text: str) -> None:
    assert str(place) == text


def test_a_problem_is_the_message_without_its_ground() -> None:
    words = {"self": "2", "computed": "1", "difference": "1", "ground": "不足3次，计1分"}
    found = finding("K304", words=words)
    assert found.message == "自评2分，按填报情况核算1分，高1分。不足3次，计1分"
    assert found.problem == "自评2分，按填报情况核算1分，高1分。"
    plain = finding("K601", material="年度工作总结")
    assert plain.problem == plain.message
