"""What the program tells another program that runs it: one JSON object a line, in place of a person's tables and sentences.

The window runs every step as a process of its own and reads this. Written and read back here, so that the two cannot drift apart.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from threading import Thread

VARIABLE = "KEXIE_CHANNEL"
"""Set in the environment of a process that is to speak this way."""
_PAUSE = 0.2
"""Seconds between two looks at whether anybody still listens."""


@dataclass(frozen=True)
class Spoken:
    """A sentence."""

    text: str
    is_error: bool = False


@dataclass(frozen=True)
class Listed:
    """A table."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[str, ...] = ()
    """The headers above numbers."""


@dataclass(frozen=True)
class Progressed:
    """How far a long step has come."""

    title: str
    done: int
    total: int


@dataclass(frozen=True)
class Wrote:
    """A result that can be opened: a file or a folder."""

    path: str


@dataclass(frozen=True)
class Incoming:
    """A file or folder that was looked at, and that somebody may want to have in 2-回收."""

    path: str


@dataclass(frozen=True)
class Counted:
    """How far the year has come, in numbers."""

    counts: Mapping[str, int] = field(default_factory=dict)


Event = Spoken | Listed | Progressed | Wrote | Incoming | Counted
_KINDS: Mapping[str, type[Event]] = {
    kind.__name__: kind for kind in (Spoken, Listed, Progressed, Wrote, Incoming, Counted)
}


def is_open() -> bool:
    """Tell whether another program listens."""
    return VARIABLE in os.environ


def send(event: Event) -> bool:
    """Tell the program that listens, and tell whether there is one."""
    if is_open():
        # ASCII, because what the other end takes a byte for depends on the computer
        sys.stdout.write(f"{json.dumps({type(event).__name__: asdict(event)})}\n")
        sys.stdout.flush()
    return is_open()


def read(line: str) -> Event | None:
    """Give what a line tells; ``None`` where it is none of ours, such as a library's warning."""
    try:
        ((kind, told),) = json.loads(line).items()
        if kind == Listed.__name__:
            rows = tuple(map(tuple, told["rows"]))
            return Listed(told["title"], tuple(told["headers"]), rows, tuple(told["numeric"]))
        return _KINDS[kind](**told)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def stop_with_listener() -> None:
    """Where another program listens: stop as by Ctrl+C once it closes our standard input, or is gone."""
    if is_open():
        Thread(target=_await_end, args=(sys.stdin.fileno(),), daemon=True).start()


def _await_end(handle: int) -> None:
    """Wait for the end of the input, and stop."""
    _await_input_end(handle)
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGINT)


if sys.platform == "win32":
    import _winapi
    import msvcrt

    def _await_input_end(handle: int) -> None:
        """Look now and then: while a pipe is being read, Windows loads no library that asks what it is, as numpy does."""
        pipe = msvcrt.get_osfhandle(handle)
        try:
            while True:
                _winapi.PeekNamedPipe(pipe, 0)
                time.sleep(_PAUSE)
        except BrokenPipeError:
            return
        except OSError:  # no pipe
            while os.read(handle, 1):
                pass

else:

    def _await_input_end(handle: int) -> None:
        """Read, unbuffered: a reader's lock would hold up the end of the program."""
        while os.read(handle, 1):
            pass
