"""Reading without workers: what they would do is done in the test's own process."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from kexie_excel.inbox.isolation import SECONDS_PER_FILE, Crash
from tests.measuring import TRACER

Task = TypeVar("Task")
Result = TypeVar("Result")


def read_here(
    read: Callable[[Task], Result], tasks: Sequence[Task], _seconds: float = SECONDS_PER_FILE
) -> Iterator[tuple[int, Result | Crash]]:
    """Stand in for ``read_each``: to start a worker takes longer than to read ten forms.

    As there, nothing looks at what is read, and every result comes back as it is pickled.
    """
    for number, task in enumerate(tasks):
        was = TRACER.pause()
        try:
            result: Result = pickle.loads(pickle.dumps(read(task)))  # noqa: S301 - our own
        finally:
            if was:
                TRACER.go_on()
        yield number, result
