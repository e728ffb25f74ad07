"""A working folder of one's own."""

import shutil
from pathlib import Path

import pytest

from kexie_excel.workspace.folder import Folder


@pytest.fixture(autouse=True)
def _reads_here(reads_here: None) -> None:
    """Start no workers, a dozen times in a test."""


@pytest.fixture
def folder(established: Path, tmp_path: Path) -> Folder:
    """A fresh working folder."""
    shutil.copytree(established, tmp_path / "评估")
    return Folder(tmp_path / "评估")
