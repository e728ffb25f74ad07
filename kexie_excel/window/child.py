"""One step as a process of its own: the window cannot freeze, whatever the step meets, and can stop it."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from kexie_excel import channel
from kexie_excel.beside import UNSEEN, own_program
from kexie_excel.channel import Event

_DONE, _FAILED = 0, 2
"""Exit codes of the program; 1 is Python's own, of a fault, because nothing here asks what is pending (``--strict``)."""
_MOST_NOISE = 60
"""Lines that are kept of what was not meant for us: a library's warnings, what Python says of a fault."""


@dataclass(frozen=True)
class Ended:
    """The process is over."""

    code: int
    noise: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it did its work."""
        return self.code == _DONE

    @property
    def has_said_why_not(self) -> bool:
        """Whether it could not be done, for a reason that it has said."""
        return self.code == _FAILED


class Child:
    """A running step."""

    def __init__(self, words: Sequence[str]) -> None:
        """Start the program with these words."""
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [*own_program(), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=os.environ | {channel.VARIABLE: "1", "PYTHONIOENCODING": "utf-8"},
            creationflags=UNSEEN,
        )
        self._told: SimpleQueue[Event | Ended] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        """Hand over what it tells until it is over."""
        noise: list[str] = []
        with self._process as process:
            for line in process.stdout or ():
                event = channel.read(line)
                if event is None:
                    noise = [*noise, line][-_MOST_NOISE:]
                else:
                    self._told.put(event)
        self._told.put(Ended(process.returncode, "".join(noise)))

    def told(self) -> Iterator[Event | Ended]:
        """Give what was told since the last time; never waits."""
        while True:
            try:
                yield self._told.get_nowait()
            except Empty:
                return

    def ask_to_stop(self) -> None:
        """Ask it to stop; what it is writing it still writes whole, or not at all."""
        if self._process.stdin:
            self._process.stdin.close()

    def kill(self) -> None:
        """End it at once."""
        self.ask_to_stop()
        self._process.kill()
