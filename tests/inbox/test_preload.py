"""What is imported while the workers read: it is there afterwards, and no worker is forked in the middle of it."""

import importlib
import os
import sys
from pathlib import Path

import pytest

from kexie_excel.inbox.isolation import Crash, read_each
from kexie_excel.inbox.preload import PRELOAD, Preload

SLOW = "slow_to_import"


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that takes a moment to import."""
    (tmp_path / f"{SLOW}.py").write_text("import time\ntime.sleep(0.3)\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.delitem(sys.modules, SLOW, raising=False)
    return SLOW


def test_what_is_asked_for_is_there_once_it_is_finished(slow: str) -> None:
    preload = Preload()
    preload.start()
    preload.finish()
    assert slow not in sys.modules
    preload.ask(slow, "there_is_no_such_module")
    preload.start()
    preload.finish()
    assert slow in sys.modules


def die_or_import(name: str) -> bool:
    """End the process, or import a module in it."""
    if not name:
        os._exit(1)
    importlib.import_module(name)
    return True


def test_a_worker_that_is_replaced_meanwhile_can_import_the_same(slow: str) -> None:
    """A child that is forked while a module is imported would wait for that import for ever."""
    PRELOAD.ask(slow)
    assert dict(read_each(die_or_import, ["", slow], seconds=20)) == {0: Crash.DIED, 1: True}
    PRELOAD.finish()
