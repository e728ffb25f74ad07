"""What tests of every room begin with."""

from pathlib import Path

import pytest

from kexie_excel.workspace.jobs import establish


@pytest.fixture(scope="session")
def established(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh working folder, made once; tests change copies of it."""
    root = tmp_path_factory.mktemp("established") / "评估"
    establish(root)
    return root
