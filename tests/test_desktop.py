"""The user's desktop: what opens a result, where the last folder is remembered, how a dropped path is understood."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kexie_excel.desktop import cleaned, memory_file, open_result


@pytest.mark.parametrize(
    ("typed", "meant"),
    [('"D:\\评 估"', "D:\\评 估"), ("& 'D:\\评估'", "D:\\评估"), ("“评估”", "评估"), (" 评估\r", "评估"), ('""', "")],
)
def test_a_path_is_understood_as_it_was_dropped(typed: str, meant: str) -> None:
    assert cleaned(typed) == meant


def test_the_memory_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert memory_file({"APPDATA": "甲"}) == Path("甲/kexie/folder.txt")
    assert memory_file({"XDG_CONFIG_HOME": "乙"}) == Path("乙/kexie/folder.txt")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert memory_file({}) == tmp_path / ".config/kexie/folder.txt"


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Pretend to be on a system, and see what opens there."""
    shown: list[str] = []

    def on(system: str) -> list[str]:
        monkeypatch.setattr(sys, "platform", system)
        return shown

    monkeypatch.setattr(os, "startfile", lambda path: shown.append(f"startfile {path}"), raising=False)
    monkeypatch.setattr(subprocess, "Popen", lambda words, **_more: shown.append(" ".join(words)))
    monkeypatch.setattr(shutil, "which", lambda name: name)
    return on


@pytest.mark.parametrize(
    ("system", "told"), [("win32", "startfile 甲"), ("darwin", "open 甲"), ("linux", "xdg-open 甲")]
)
def test_a_result_is_opened_as_the_system_does(system: str, told: str, desktop: Callable[[str], list[str]]) -> None:
    shown = desktop(system)
    open_result(Path("甲"))
    assert shown == [told]


def test_where_nothing_can_open_it_it_stays_closed(
    desktop: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = desktop("linux")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    open_result(Path("甲"))
    assert shown == []
