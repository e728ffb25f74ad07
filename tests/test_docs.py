"""The documentation says what the program says."""

import re
from pathlib import Path

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


def test_readme_pictures_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", readme)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
