"""docs/方案说明.md against the loader: every key that a scheme can have stands there, in an example that loads."""

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from kexie_excel.scheme.load import build_scheme
from kexie_excel.scheme.table import SchemeTable

GUIDE = (Path(__file__).parents[2] / "docs" / "方案说明.md").read_text(encoding="utf-8")
EXAMPLE = "\n".join(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL))


QUANTITY = {"count", "share", "rate", "label", "unit"}
"""The keys of what a rule or a condition measures: they are read in one place, wherever they stand."""


def named(table: SchemeTable, keys: Iterable[str]) -> set[tuple[str, str]]:
    """Give each key with the sort of table it stands in: the keys that lead there without the ids, and a rule's kind."""
    path = ".".join(step for step in table.path.split(".") if re.fullmatch(r"[a-z_]{2,}", step))
    if path.startswith("item.rule"):
        path = f"rule {table.data.get('kind', 'condition')}"
    return {("quantity" if path.startswith("rule") and key in QUANTITY else path, key) for key in keys}


def test_the_guide_shows_every_key_the_loader_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is added to the loader and not to the guide, or shown there in no example, is found."""
    asked, shown = set[tuple[str, str]](), set[tuple[str, str]]()
    close = SchemeTable.close

    def watched(table: SchemeTable) -> None:
        asked.update(named(table, table._asked))  # noqa: SLF001 - what the loader asked for is nowhere else
        shown.update(named(table, table.data))
        close(table)

    monkeypatch.setattr(SchemeTable, "close", watched)
    scheme = build_scheme(tomllib.loads(EXAMPLE, parse_float=Decimal), "方案说明")
    assert [item.id for item in scheme.items] == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"]
    assert ("rule steps", "partial") in shown
    assert asked - shown == set()
