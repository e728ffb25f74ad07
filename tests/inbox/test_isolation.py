"""A file that kills, hangs or bloats its reader costs one line (badfiles 4d: SIGABRT, panic, endless, out of memory)."""

import faulthandler
import gc
import os
import signal
import time
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

import pytest

from kexie_excel.errors import KexieError
from kexie_excel.inbox import isolation, memory
from kexie_excel.inbox.isolation import Crash, read_each, work
from tests.systems import ON_WINE


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
    if task == "pause":
        time.sleep(1)
    if task == "talk":
        os.write(2, b"dying words")
    return task.upper()


def test_results_come_back_with_their_places() -> None:
    tasks = [f"t{number}" for number in range(100)]
    assert dict(read_each(perform, tasks)) == {at: task.upper() for at, task in enumerate(tasks)}


def test_nothing_to_read_starts_nothing() -> None:
    assert list(read_each(perform, [])) == []


@pytest.mark.parametrize(
    ("bad", "crash"),
    [
        ("die", Crash.DIED),
        ("abort", Crash.TOO_LARGE),
        pytest.param("bloat", Crash.TOO_LARGE, marks=pytest.mark.skipif(ON_WINE, reason="Wine bounds no memory")),
    ],
)
def test_a_dead_worker_costs_one_task(bad: str, crash: Crash) -> None:
    """The native reader aborts where memory is refused, Python raises: both are said of the memory, not of the file."""
    tasks = ["a", bad, "b", bad, "c"]
    assert dict(read_each(perform, tasks)) == {0: "A", 1: crash, 2: "B", 3: crash, 4: "C"}


def test_memory_is_bounded_beyond_what_a_worker_starts_with(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource")
    assert dict(read_each(perform, ["fill"])) == {0: str(300 * 1024**2)}
    monkeypatch.setattr(memory, "_STATM", Path("/nowhere"))
    assert memory._address_space(4096) == 2 * 1024**3  # noqa: SLF001 - a system that does not say how much it is


def test_a_hanging_worker_is_given_up() -> None:
    assert dict(read_each(perform, ["a", "hang", "b"], seconds=1.0)) == {0: "A", 1: Crash.TOO_SLOW, 2: "B"}


@pytest.mark.slow
@pytest.mark.parametrize("bad", ["die", "hang"])
def test_what_a_lost_worker_had_ahead_is_read_by_another(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One worker alone, so that every file but the last is handed over while another is read."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    crash = {"die": Crash.DIED, "hang": Crash.TOO_SLOW}[bad]
    found = list(read_each(perform, ["a", bad, "b", bad, bad, "c", "d"], seconds=1.0))
    assert found == [(0, "A"), (1, crash), (2, "B"), (3, crash), (4, crash), (5, "C"), (6, "D")]


@pytest.mark.slow
def test_the_time_of_a_file_that_was_handed_over_ahead_begins_when_it_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes one second of its 1.8; from when it was handed over, the second would have taken two."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert dict(read_each(perform, ["pause"] * 3, seconds=1.8)) == dict.fromkeys(range(3), "PAUSE")


def test_a_worker_has_the_next_file_in_hand_as_long_as_each_can_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of five files two workers get two each at first, and at last none has two while the other has none."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    handed: list[int] = []
    take = isolation._Worker.take  # noqa: SLF001 - who gets which file is nowhere to be seen

    def noted(worker: "isolation._Worker[str, str]", number: int) -> None:
        handed.append(len(worker.has))
        take(worker, number)

    monkeypatch.setattr(isolation._Worker, "take", noted)  # noqa: SLF001
    assert len(list(read_each(perform, [f"t{at}" for at in range(30)]))) == 30
    assert handed.count(1) > 20
    assert handed[-2:] == [0, 0]


def test_nothing_is_looked_through_for_garbage_while_results_come_in() -> None:
    """All of it stays; afterwards everything is as it was, whether it was looked through before or not."""
    for is_on in (True, False):
        (gc.enable if is_on else gc.disable)()
        try:
            seen = {gc.isenabled() for _result in read_each(perform, ["a"] * 100)}
            assert (seen, gc.isenabled()) == ({False}, is_on)
            assert gc.get_freeze_count()
        finally:
            gc.enable()
            gc.unfreeze()


def test_a_few_results_keep_nothing_that_was_made_before_them() -> None:
    """A menu that is open all day reads the ten returns again and again: what one reading leaves behind goes with the next."""
    before = gc.get_freeze_count()
    assert {gc.isenabled() for _result in read_each(perform, ["a"] * 10)} == {True}
    assert gc.get_freeze_count() == before


def test_a_worker_throws_away_what_it_does_not_need() -> None:
    """It is forked while nothing is looked through; what a file leaves behind is."""
    assert dict(read_each(collects, ["a"])) == {0: True}


def collects(_task: str) -> bool:
    """Tell whether this process looks for garbage."""
    return gc.isenabled()


def test_a_worker_says_nothing_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    assert dict(read_each(perform, ["talk", "die"])) == {0: "TALK", 1: Crash.DIED}
    assert capfd.readouterr().err == ""


def test_a_worker_serves_until_the_other_end_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_silence", lambda: None)
    monkeypatch.setattr(isolation, "limit_memory", lambda: None)
    near, far = Pipe()
    worker = Thread(target=work, args=(far, perform, ["a", "b"]))
    worker.start()
    near.send(0)
    near.send(1)
    assert [near.recv() for _ in range(3)] == ["here", "A", "B"]
    near.close()
    worker.join(timeout=10)
    assert not worker.is_alive()


def sleep_instead() -> None:
    """Start and never say that one is there."""
    time.sleep(60)


def leave_instead() -> None:
    """Be ended before a word is said."""
    os._exit(1)


@pytest.mark.parametrize("instead", [sleep_instead, leave_instead])
def test_workers_that_are_kept_from_starting_say_nothing_about_the_files(
    instead: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner that freezes or ends them: one sentence, and no file is called damaged."""
    monkeypatch.setattr(isolation, "limit_memory", instead)
    monkeypatch.setattr(isolation, "SECONDS_TO_START", 0.5)
    with pytest.raises(KexieError, match="读取进程启动不了，可能被安全软件拦截，一个文件也没有读"):
        list(read_each(perform, ["a"] * 10))


def test_a_start_that_the_system_refuses_is_the_same_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_process: object) -> None:
        raise PermissionError

    monkeypatch.setattr(BaseProcess, "start", refuse)
    with pytest.raises(KexieError, match="读取进程启动不了"):
        list(read_each(perform, ["a"]))


def test_one_worker_that_starts_reads_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The first to come makes the folder; whoever finds it there is one too many."""

    def first_only() -> None:
        try:
            (tmp_path / "taken").mkdir()
        except FileExistsError:
            os._exit(1)

    monkeypatch.setattr(isolation, "limit_memory", first_only)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert dict(read_each(perform, ["a"] * 10)) == dict.fromkeys(range(10), "A")


def test_the_time_of_a_file_begins_once_its_worker_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "limit_memory", lambda: time.sleep(1.5))
    assert dict(read_each(perform, ["a"], seconds=1.0)) == {0: "A"}


def test_every_sentence_says_what_to_do() -> None:
    assert all("另存为 xlsx" in crash.value for crash in Crash)
    assert [crash.code for crash in Crash] == ["K101", "K137", "K136"]


def test_a_worker_that_is_refused_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(_task: str) -> str:
        raise MemoryError

    monkeypatch.setattr(isolation, "_silence", lambda: None)
    monkeypatch.setattr(isolation, "limit_memory", lambda: None)
    near, far = Pipe()
    server = Thread(target=work, args=(far, greedy, ["a"]))
    server.start()
    near.send(0)
    assert [near.recv() for _ in range(2)] == ["here", Crash.TOO_LARGE]
    near.close()
    server.join(5)
    assert not server.is_alive()
