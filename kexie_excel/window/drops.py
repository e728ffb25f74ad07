"""What is dropped onto the window out of another program: files and folders, where the desktop and this Python can do it."""

import tkinter as tk
from collections.abc import Callable, Iterable
from pathlib import Path
from tkinter import ttk
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tkinterdnd2.TkinterDnD import DnDEvent

_COPY, _REFUSE = "copy", "refuse_drop"
"""Never a move: some programs offer one first, and then take away what was dropped."""
_AT_ONCE = 1
"""Milliseconds after which it is taken; until the drop is answered, the other program stands still."""


class Drops:
    """Takes what is dropped onto some places of a window."""

    def __init__(
        self, root: tk.Tk, can_take: Callable[[], bool], take: Callable[[list[Path]], None], places: Iterable[ttk.Frame]
    ) -> None:
        """Have the places take it; ``are_possible`` tells whether they can.

        Args:
            root: the window.
            can_take: asked while something is held above the window.
            take: given what was dropped.
            places: frames that, together, are the window.
        """
        self._root, self._can_take, self._take = root, can_take, take
        self.are_possible = self._load()
        if self.are_possible:
            for place in places:
                self._watch(place)

    def _load(self) -> bool:
        """Bring the library in, and tell whether that worked; not every processor and desktop has it."""
        try:
            from tkinterdnd2 import TkinterDnD  # noqa: PLC0415 - the window opens without it, too

            TkinterDnD.require(self._root)
        except (ImportError, RuntimeError, tk.TclError):
            return False
        return True

    def _watch(self, place: ttk.Frame) -> None:
        """Make a place take what is dropped onto it and onto what stands in it."""
        from tkinterdnd2 import DND_FILES, TkinterDnD  # noqa: PLC0415 - it was brought in

        library = TkinterDnD.DnDWrapper
        library.drop_target_register(place, DND_FILES)
        for event in ("<<DropEnter>>", "<<DropPosition>>"):
            library.dnd_bind(place, event, lambda _event: self._answer())
        library.dnd_bind(place, "<<DropLeave>>", lambda _event: self._give_back_focus(place))
        library.dnd_bind(place, "<<Drop>>", lambda event: self._drop(place, event))

    def _answer(self) -> str:
        """Say whether it would be taken now; not behind a dialog that waits for an answer."""
        return _COPY if self._can_take() and not self._root.tk.eval("grab current") else _REFUSE

    def _drop(self, place: ttk.Frame, event: "DnDEvent") -> str:
        """Take it, once the other program has its answer."""
        self._give_back_focus(place)
        paths = [Path(name) for name in self._root.tk.splitlist(event.data)]
        answer = self._answer()
        if answer == _COPY and paths:
            self._root.after(_AT_ONCE, lambda: self._take(paths))
        return answer

    def _give_back_focus(self, place: ttk.Frame) -> None:
        """Put the keyboard back where it is of use; the library lays it onto the place."""
        if self._root.focus_get() is place and (following := place.tk_focusNext()):
            following.focus_set()
