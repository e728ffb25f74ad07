"""The documentation says what the program says."""

import re
from pathlib import Path

import pytest

from kexie_excel.cli import COMMANDS
from kexie_excel.findings import catalogue
from scripts.make_findings import page

ROOT = Path(__file__).parents[1]


def test_findings_page_is_the_catalogue() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == page()


def test_every_code_has_one_heading() -> None:
    headings = re.findall(r"^### (K\d{3}) ", page(), flags=re.MULTILINE)
    assert headings == list(catalogue())


def test_readme_names_every_command_and_its_chinese_word() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for verb, word, *_rest in COMMANDS:
        assert f"kexie {verb}" in readme
        assert word in readme


@pytest.mark.parametrize("page_of", ["README.md", "docs/使用手册.md"])
def test_pictures_are_there(page_of: str) -> None:
    path = ROOT / page_of
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    assert pictures
    assert all((path.parent / picture).is_file() for picture in pictures)


def test_the_manual_begins_with_the_steps_and_what_to_do_about_a_sentence() -> None:
    """The rest stands behind, to be looked up."""
    manual = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
    assert re.findall("^## (.*)$", manual, flags=re.MULTILINE) == ["一年的步骤", "遇到这句话怎么办", "参考"]
