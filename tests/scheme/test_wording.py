"""The words that name a scheme's people and things, as data. Clause: words that are the scheme's, not the program's."""

import tomllib
from copy import deepcopy
from decimal import Decimal

import pytest

from kexie_excel.findings import Asked
from kexie_excel.scheme.faults import find_faults
from kexie_excel.scheme.load import BUILT_IN, build_scheme, load_scheme, read_document
from kexie_excel.scheme.wording import NEUTRAL, SchemeWords

DOCUMENT = read_document(BUILT_IN)
WORDS = load_scheme().words


def with_words(table: str) -> SchemeWords:
    """Give the words of the built-in scheme with this table in the place of its own."""
    return build_scheme({**deepcopy(DOCUMENT), **tomllib.loads(table, parse_float=Decimal)}, "方案.toml").words


def test_the_words_of_2017() -> None:
    assert WORDS.items() == (
        ("host", "市科协"),
        ("office", "市科协办公室"),
        ("office_short", "办公室"),
        ("approver", "领导小组"),
        ("inspectors", "检查组"),
        ("unit", "县市区"),
        ("unit_short", "县区"),
        ("addressee", "{单位}科协"),
        ("endings", "县、市、区"),
        ("subject", "县市区科协绩效评估"),
        ("subject_short", "绩效评估"),
    )
    assert WORDS.address("平江县") == "平江县科协"
    assert (WORDS.suffix, WORDS.name_endings, WORDS.reply) == ("科协", "县市区", "县区回复")
    assert [WORDS.asked(who) for who in Asked] == ["县区", "办公室", "检查组"]


def test_a_scheme_of_before_speaks_as_it_did() -> None:
    """A 方案.toml that lies in a folder made when the words stood in the program."""
    old = {key: value for key, value in deepcopy(DOCUMENT).items() if key != "wording"}
    assert build_scheme(old, "方案.toml").words == WORDS


def test_a_scheme_of_another_trade_without_words_names_nobody_of_2017() -> None:
    """Nobody who writes it has to know that there are words: neither title nor source says 科协."""
    other = {key: value for key, value in deepcopy(DOCUMENT).items() if key != "wording"}
    head = {"title": "门店2017年度考核表", "form_name": "考核表", "source": "《门店考核办法》"}
    other["scheme"] = {**DOCUMENT["scheme"], **head}  # type: ignore[dict-item]
    assert build_scheme(other, "方案.toml").words == NEUTRAL


def test_what_a_scheme_leaves_out_is_said_in_words_that_fit_anybody() -> None:
    words = with_words('[wording]\nunit = "门店"\nunit_short = "店"')
    assert (words.unit, words.reply, words.host, words.address("南门店")) == ("门店", "店回复", "主办单位", "南门店")
    assert (words.suffix, words.name_endings, words.asked(Asked.INSPECTORS)) == ("", "", "评估人员")
    assert with_words("[wording]") == NEUTRAL


FAULTS = {
    "an empty word": ('host = " "', "wording/host", "用语是空的"),
    "a long word": ('unit = "一二三四五六七八九十一二三四五六七八九十一"', "wording/unit", "有21个字"),
    "no place for the name": ('addressee = "各科协"', "wording/addressee", "里没有{单位}"),
}


@pytest.mark.parametrize(("line", "at", "said"), FAULTS.values(), ids=FAULTS)
def test_a_word_that_cannot_be_used(line: str, at: str, said: str) -> None:
    document = {**deepcopy(DOCUMENT), **tomllib.loads(f"[wording]\n{line}")}
    (fault,) = [own for own in find_faults(build_scheme(document, "方案.toml")) if own.code == "K937"]
    assert fault.at == at
    assert said in fault.words["text"]


def test_a_period_of_another_year() -> None:
    document = deepcopy(DOCUMENT)
    head = document["scheme"]
    assert isinstance(head, dict)
    head["period"] = "2018年第一季度"
    scheme = build_scheme(document, "方案.toml")
    (fault,) = [own for own in find_faults(scheme) if own.code == "K937"]
    assert (fault.at, fault.words["text"]) == ("scheme/period", "评估期“2018年第一季度”与年度2017不是同一年")
    head["period"] = "2017年第一季度"
    assert "K937" not in {own.code for own in find_faults(build_scheme(document, "方案.toml"))}


def test_no_word_of_2017_has_a_fault() -> None:
    assert "K937" not in {own.code for own in find_faults(load_scheme())}
