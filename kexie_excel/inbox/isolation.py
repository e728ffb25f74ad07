"""Read files in worker processes that may die: a file that kills, hangs or bloats its reader costs one line, not the batch.

The spreadsheet reader is native code. On a damaged file it can end the whole process, never return, or ask for all memory;
none of that can be caught. So each file is read in a worker with a time limit and, where the system has one, a memory
limit; a worker that is gone is replaced, and the other files are read as if nothing had happened.

A worker says once that it is there, and is given files only then: one that something keeps from starting says nothing about
a file. It has the list of them from the start and is told numbers. As long as there is enough for all it knows its next file
while it is at one, so that it need not wait for the process that takes the results; that one is somebody else's when it is
lost or stuck.
"""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from kexie_excel.errors import KexieError
from kexie_excel.inbox.memory import limit_memory, results_stay
from kexie_excel.inbox.preload import PRELOAD

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

SECONDS_PER_FILE = 60.0
"""A form takes a few hundredths of a second."""
SECONDS_TO_START = 60.0
"""A worker that must load the program takes a second, on a slow disk under a virus scanner ten."""
_FILES_PER_WORKER = {"fork": 4, "spawn": 16}
"""A worker is only worth starting for so many files; where it cannot be forked, it has to load the program first."""
_ABORTED = frozenset({-6, 134, 3, 0xC0000409})
"""How a process ends that aborts itself, here and on Windows, where it may be reported or not."""

_HELLO = "here"
_BLOCKED = (
    "读取进程启动不了，可能被安全软件拦截，一个文件也没有读："
    "请把本程序加入安全软件的信任名单，关掉别的大程序，再运行；还不行就重启电脑。"
)

Task = TypeVar("Task")
Result = TypeVar("Result")


class Crash(Enum):
    """How a worker was lost over a file; the value is the sentence for 收件登记."""

    DIED = "读这个文件时程序出错退出，文件可能已损坏；请用 Excel 或 WPS 打开后另存为 xlsx 重新发来"
    TOO_SLOW = "读这个文件用时太长，已放弃；请用 Excel 或 WPS 打开后另存为 xlsx 重新发来"
    TOO_LARGE = "读这个文件要用的内存太多，已放弃（格子太多，或文件有毛病）；请只留填报内容，另存为 xlsx 重新发来"

    @property
    def code(self) -> str:
        """The code of the finding."""
        return {Crash.DIED: "K101", Crash.TOO_SLOW: "K137", Crash.TOO_LARGE: "K136"}[self]


def read_each(
    read: Callable[[Task], Result], tasks: Sequence[Task], seconds: float = SECONDS_PER_FILE
) -> Iterator[tuple[int, Result | Crash]]:
    """Give the result of every task with its place in ``tasks``, in the order in which they are finished.

    Args:
        read: what is done with a task, in a worker; it and its tasks and results can be pickled.
        tasks: what to read; every worker gets the whole list.
        seconds: how long one task may take.

    Raises:
        KexieError: no worker can be started.
    """
    context = _context()
    count = min(os.cpu_count() or 1, -(-len(tasks) // _FILES_PER_WORKER[context.get_start_method()]))
    waiting = list(range(len(tasks)))[::-1]
    workers: list[_Worker[Task, Result]] = []
    with results_stay(len(tasks)):
        try:
            workers += [_Worker(context, read, tasks, waiting, seconds) for _ in range(count)]
            PRELOAD.start()
            while waiting or any(worker.has for worker in workers):
                _hand_out(waiting, workers)
                yield from _finished(workers)
                if not workers:
                    raise KexieError(_BLOCKED)
        finally:
            for worker in workers:
                worker.stop()


def _hand_out(waiting: list[int], workers: "list[_Worker[Task, Result]]") -> None:
    """Give every worker a task; and as long as each can still get one, another for when it is done."""
    ready = [worker for worker in workers if worker.is_ready]
    for most, kept in ((1, 0), (2, len(workers))):
        for worker in ready:
            if len(worker.has) < most and len(waiting) > kept:
                worker.take(waiting.pop())


def _finished(workers: "list[_Worker[Task, Result]]") -> Iterator[tuple[int, Result | Crash]]:
    """Wait until a worker is there or has a result, is gone, or is too late; one that never came is left out."""
    pending = {worker.pipe: worker for worker in workers if worker.has or not worker.is_ready}
    patience = max(0.0, min(worker.deadline for worker in pending.values()) - monotonic())
    ready = wait(list(pending), patience)
    for pipe, worker in pending.items():
        is_late = monotonic() >= worker.deadline
        if not worker.is_ready:
            if (pipe in ready and not worker.greet()) or (pipe not in ready and is_late):
                worker.stop()
                workers.remove(worker)
        elif pipe in ready:
            yield worker.collect()
        elif is_late:
            yield worker.give_up()


def _context() -> BaseContext:
    """Start workers the fast way where the system has it."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else "spawn")


@dataclass
class _Worker(Generic[Task, Result]):
    """One worker process, its pipe, and what it has to do."""

    context: BaseContext
    read: Callable[[Task], Result]
    tasks: Sequence[Task]
    """All there are; the other lists hold places in this one."""
    waiting: list[int]
    """What nobody has; what it did not come to goes back there."""
    seconds: float
    """How long one task may take."""
    has: deque[int] = field(default_factory=deque)
    """The task it is at, and the one ahead."""
    deadline: float = 0.0
    """Until when it must have said that it is there, or be done with its task."""
    is_ready: bool = False
    """Whether it has said that it is there."""

    def __post_init__(self) -> None:
        """Start the process."""
        self._launch()

    def _launch(self) -> None:
        """Start a process with a pipe to it.

        Raises:
            KexieError: the system does not let it start.
        """
        self.is_ready, self.deadline = False, monotonic() + SECONDS_TO_START
        self.pipe: Connection
        self.pipe, far = self.context.Pipe()
        PRELOAD.finish()
        self.process: BaseProcess = self.context.Process(target=work, args=(far, self.read, self.tasks), daemon=True)  # type: ignore[attr-defined]
        try:
            self.process.start()
        except OSError:
            self.pipe.close()
            raise KexieError(_BLOCKED) from None
        finally:
            far.close()

    def greet(self) -> bool:
        """Take the word that it is there, and tell whether it came."""
        try:
            self.is_ready = self.pipe.recv() == _HELLO
        except (EOFError, OSError):
            self.is_ready = False
        return self.is_ready

    def take(self, number: int) -> None:
        """Hand a task over; a number never fills a pipe that nobody reads from meanwhile."""
        self.has.append(number)
        if len(self.has) == 1:
            self.deadline = monotonic() + self.seconds
        with suppress(OSError):  # a worker that is gone already is noticed when its result is collected
            self.pipe.send(number)

    def collect(self) -> tuple[int, Result | Crash]:
        """Take the result, or notice that the process is gone."""
        try:
            result: Result = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            # the native reader has no other way to say that there was not enough memory
            return self._replace(Crash.TOO_LARGE if self.process.exitcode in _ABORTED else Crash.DIED)
        # the next was begun at the latest now
        self.deadline = monotonic() + self.seconds
        return self.has.popleft(), result

    def give_up(self) -> tuple[int, Crash]:
        """End a process that takes too long."""
        return self._replace(Crash.TOO_SLOW)

    def _replace(self, crash: Crash) -> tuple[int, Crash]:
        """Put a new process in the place of one that was lost over its task; the task ahead was not begun."""
        number = self.has.popleft()
        self.waiting.extend(self.has)
        self.has.clear()
        self.stop()
        self._launch()
        return number, crash

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def work(pipe: Connection, read: Callable[[Task], Result], tasks: Sequence[Task]) -> None:
    """Serve the tasks whose numbers come, until the other end is closed; runs in the worker."""
    _silence()
    limit_memory()
    # what a forked worker has from the start is nobody's to look through: each look copies it
    gc.freeze()
    gc.enable()
    pipe.send(_HELLO)
    while True:
        try:
            task = tasks[pipe.recv()]
        except EOFError:
            return
        try:
            result: Result | Crash = read(task)
        except MemoryError:
            result = Crash.TOO_LARGE
        pipe.send(result)


def _silence() -> None:
    """Keep the native reader's dying words off the user's screen; what happened to the file is said in 收件登记."""
    os.environ["RUST_BACKTRACE"] = "0"
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
