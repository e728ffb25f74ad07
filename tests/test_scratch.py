"""Folders of temporary files: what killed runs have left goes with the next run, what is being worked in stays."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kexie_excel import scratch as room
from kexie_excel.scratch import scratch

HOLD = """
import sys
from kexie_excel.scratch import scratch
with scratch() as folder:
    (folder / "county.xlsx").write_bytes(b"theirs")
    print(folder.name, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the system's temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def names(folder: Path) -> list[str]:
    """Give the names of everything in a folder."""
    return sorted(path.name for path in folder.iterdir())


def aged(path: Path, seconds: float) -> None:
    """Make a file or folder so old."""
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_it_goes_at_the_end(place: Path) -> None:
    with scratch() as folder:
        assert folder.parent == place
        (folder / "sub").mkdir()
        (folder / "sub" / "表.xlsx").write_bytes(b"theirs")
    assert names(place) == []


def test_what_a_killed_run_left_goes_at_once_and_what_is_worked_in_stays(place: Path) -> None:
    """County files are among it; only whoever holds a folder keeps it."""
    environment = os.environ | {"TMPDIR": str(place), "TEMP": str(place), "TMP": str(place)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as other:
        assert other.stdout is not None
        name = other.stdout.readline().strip()
        with scratch():  # it is so new that it may not be locked yet
            assert name in names(place)
        aged(place / name / "held", 90)
        with scratch():
            assert name in names(place)
        other.kill()
        other.wait()
        assert names(place) == [name]
        with scratch():
            assert name not in names(place)
    assert names(place) == []


def test_a_folder_of_before_without_a_mark_goes_by_its_age(place: Path) -> None:
    for name, age in (("kexie-old", 7 * 3600), ("kexie-new", 3600), ("another", 7 * 3600)):
        (place / name).mkdir()
        (place / name / "表.xlsx").write_bytes(b"theirs")
        aged(place / name, age)
    with scratch() as folder:
        assert names(place) == sorted(["another", "kexie-new", folder.name])
    assert names(place) == ["another", "kexie-new"]


def test_where_nothing_can_be_locked_the_age_tells(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: object) -> None:
        raise OSError

    monkeypatch.setattr(room, "_lock", refuse)
    (place / "kexie-other").mkdir()
    mark = place / "kexie-other" / "held"
    mark.write_bytes(b"")
    aged(mark, 3600)
    with scratch() as folder:
        assert names(place) == sorted(["kexie-other", folder.name])
    aged(mark, 7 * 3600)
    with scratch() as folder:
        assert names(place) == [folder.name]
    assert names(place) == []
