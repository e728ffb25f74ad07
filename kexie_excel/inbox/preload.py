"""Import what a later step needs while the workers read, so that nobody waits for it then.

No process may be forked meanwhile: what an import holds at that moment would be held in the child for ever.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from threading import Thread


@dataclass
class Preload:
    """Modules that are wanted soon."""

    _wanted: list[str] = field(default_factory=list)
    _thread: Thread | None = None

    def ask(self, *modules: str) -> None:
        """Name modules; they are imported as soon as workers are there that read beside it."""
        self._wanted += modules

    def start(self) -> None:
        """Import them, now that the workers are there."""
        if self._wanted:
            self.finish()
            self._thread = Thread(target=_import, args=(tuple(self._wanted),), daemon=True)
            self._wanted.clear()
            self._thread.start()

    def finish(self) -> None:
        """Wait until nothing is being imported; a process may be forked then."""
        if self._thread:
            self._thread.join()
            self._thread = None


def _import(modules: Sequence[str]) -> None:
    """Import modules; what stands in the way is said by whoever needs them."""
    for name in modules:
        with suppress(ImportError):
            import_module(name)


PRELOAD = Preload()
"""Of this process; a module is imported once for all."""
