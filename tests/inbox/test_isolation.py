"""A file that kills, hangs or bloats its reader costs one line (badfiles 4d: SIGABRT, panic, endless, out of memory)."""

import faulthandler
import os
import signal
import time
from multiprocessing import Pipe
from pathlib import Path

import pytest

from kexie_excel.inbox import isolation
from kexie_excel.inbox.isolation import Crash, read_each, work


def perform(task: str) -> str:
    """Do as the task says."""
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "abort":
        faulthandler.disable()
        os.abort()
    if task == "hang":
        time.sleep(60)
    if task == "bloat":
        return str(len(bytearray(600 * 1024**2)))
    if task == "fill":
        return str(len(bytearray(300 * 1024**2)))
    if task == "talk":
        os.write(2, b"dying words")
    return task.upper()


def test_results_come_back_with_their_places() -> None:
    tasks = [f"t{number}" for number in range(100)]
    assert dict(read_each(perform, tasks)) == {at: task.upper() for at, task in enumerate(tasks)}


def test_nothing_to_read_starts_nothing() -> None:
    assert list(read_each(perform, [])) == []


@pytest.mark.parametrize(
    ("bad", "crash"), [("die", Crash.DIED), ("abort", Crash.TOO_LARGE), ("bloat", Crash.TOO_LARGE)]
)
def test_a_dead_worker_costs_one_task(bad: str, crash: Crash) -> None:
    """The native reader aborts where memory is refused, Python raises: both are said of the memory, not of the file."""
    tasks = ["a", bad, "b", bad, "c"]
    assert dict(read_each(perform, tasks)) == {0: "A", 1: crash, 2: "B", 3: crash, 4: "C"}


def test_memory_is_bounded_beyond_what_a_worker_starts_with(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource")
    assert dict(read_each(perform, ["fill"])) == {0: str(300 * 1024**2)}
    monkeypatch.setattr(isolation, "_STATM", Path("/nowhere"))
    assert isolation._address_space(4096) == 2 * 1024**3  # noqa: SLF001 - a system that does not say how much it is


def test_a_hanging_worker_is_given_up() -> None:
    assert dict(read_each(perform, ["a", "hang", "b"], seconds=1.0)) == {0: "A", 1: Crash.TOO_SLOW, 2: "B"}


def test_a_worker_says_nothing_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    assert dict(read_each(perform, ["talk", "die"])) == {0: "TALK", 1: Crash.DIED}
    assert capfd.readouterr().err == ""


def test_a_worker_serves_until_the_other_end_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_silence", lambda: None)
    monkeypatch.setattr(isolation, "_limit_memory", lambda: None)
    near, far = Pipe()
    near.send("a")
    near.send("b")
    near.close()
    with pytest.raises(OSError, match="Broken pipe"):
        work(far, perform)


def test_every_sentence_says_what_to_do() -> None:
    assert all("另存为 xlsx" in crash.value for crash in Crash)
    assert [crash.code for crash in Crash] == ["K101", "K137", "K136"]
