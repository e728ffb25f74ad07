"""What tests of archives and mails begin with."""

import pytest

from kexie_excel.returns import intake as taking


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: what dies and what hangs is tested elsewhere."""
    monkeypatch.setattr(taking, "read_each", lambda read, tasks: enumerate(map(read, tasks)))
