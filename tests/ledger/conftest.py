"""A fresh ledger in a folder of its own."""

from pathlib import Path

import pytest

from tests.ledger.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A fresh ledger, nothing decided."""
    desk = Desk(tmp_path)
    desk.lay()
    return desk
