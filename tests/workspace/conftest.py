"""A working folder of one's own."""

import shutil
from pathlib import Path

import pytest

from kexie_excel.workspace.folder import Folder


@pytest.fixture
def folder(established: Path, tmp_path: Path) -> Folder:
    """A fresh working folder."""
    shutil.copytree(established, tmp_path / "评估")
    return Folder(tmp_path / "评估")
