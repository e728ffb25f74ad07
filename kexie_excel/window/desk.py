"""Runs the steps for the window, one at a time, and keeps what is shown up to date. No Tk in it."""

import time
from collections.abc import Sequence
from pathlib import Path

from kexie_excel.desktop import UsualFolder, is_working_folder, subject_of
from kexie_excel.window.child import Child, Ended
from kexie_excel.window.model import WindowModel
from kexie_excel.window.steps import BACK, LOOK, NEW, PROGRESS, RECEIVE, RESTORE, Way

_PATIENCE = 3.0
"""Seconds in which a step may stop by itself."""


class Desk:
    """One window's work."""

    def __init__(self, usual: UsualFolder) -> None:
        """Start with no folder."""
        self.model = WindowModel()
        self._usual = usual
        self._child: Child | None = None
        self._new: Path | None = None
        self._asked_at = 0.0

    def start(self, path: Path | None = None) -> None:
        """Take the folder that was named, else the usual one; a file that was named is looked at."""
        usual = self._usual.find()
        if path and path.is_file():
            if usual:
                self.model.enter(usual, subject_of(usual))
            self.look([path])
        elif found := path or usual:
            self.choose(found)

    def choose(self, folder: Path) -> None:
        """Take another folder, and see how far its year has come."""
        self.model.enter(folder, subject_of(folder))
        if is_working_folder(folder):
            self._usual.remember(folder)
        self.run(PROGRESS)

    def make(self, folder: Path, scheme: Path | None) -> None:
        """Make a new folder; it is taken once it stands."""
        self._new = folder
        options = ("--scheme", str(scheme)) if scheme else ()
        self._begin(NEW, (NEW.words[0], str(folder), *options))

    def run(self, way: Way, *files: str) -> None:
        """Do a step on the folder, with what files were asked for."""
        if self.model.folder:
            verb, *options = way.words
            self._begin(way, (verb, str(self.model.folder), *options, *files))

    def look(self, files: Sequence[Path]) -> None:
        """Say what files are; those that lie elsewhere, to this folder."""
        folder = self.model.folder
        home = ("--folder", str(folder)) if folder and is_working_folder(folder) else ()
        self._begin(LOOK, (*LOOK.words, *home, *map(str, files)))

    def receive(self) -> None:
        """Copy what was looked at into 2-回收."""
        self.run(RECEIVE, *map(str, self.model.incoming))

    def restore(self, number: str) -> None:
        """Go back to a line that was listed."""
        self.run(Way(BACK.label, (*RESTORE, number)))

    def _begin(self, way: Way, words: Sequence[str], *, quiet: bool = False) -> None:
        """Start a step; what only counts gives way, what somebody waits for does not."""
        if self.model.is_busy:
            return
        self.close()
        self.model.begin(way, quiet=quiet)
        try:
            self._child = Child(words)
        except OSError as error:
            self.model.end(Ended(-1, str(error)))

    def stop(self) -> None:
        """Stop what runs."""
        if self._child and self.model.is_busy and not self.model.is_stopping:
            self._asked_at = time.monotonic()
            self.model.stop()
            self._child.ask_to_stop()

    def close(self) -> None:
        """End what runs, at once."""
        if self._child:
            self._child.kill()
            self._child = None

    def poll(self) -> bool:
        """Take in what was told since, and tell whether there was anything."""
        if self._child is None:
            return False
        told = list(self._child.told())
        for event in told:
            if isinstance(event, Ended):
                self._end(event)
            else:
                self.model.take(event)
        if self.model.is_stopping and self._child and time.monotonic() - self._asked_at > _PATIENCE:
            self._child.kill()
        return bool(told)

    def _end(self, ended: Ended) -> None:
        """Take in the end of a step, and count anew where it may have changed something."""
        was_quiet, way = self.model.is_quiet, self.model.way
        self._child = None
        self.model.end(ended)
        if self._new and ended.is_done:
            self.model.enter(self._new, subject_of(self._new))
            self._usual.remember(self._new)
        self._new = None
        if was_quiet or way == PROGRESS or (way == LOOK and self.model.counts):
            return
        if self.model.folder and is_working_folder(self.model.folder):
            self._begin(PROGRESS, (*PROGRESS.words, str(self.model.folder)), quiet=True)
