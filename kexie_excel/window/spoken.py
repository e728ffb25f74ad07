"""What a screen reader says of each part of the window: its name, what kind of thing it is, and when the keyboard comes to it.

Tk 8.6 tells readers nothing. In Windows each widget is a window of its own, of which a reader asks the system; there the
answers are laid down (``window.heard``). On Linux nothing of Tk can be asked: who needs that has the menu in the console.
"""

import re
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from weakref import WeakKeyDictionary

_BEHIND = re.compile(r"…?(?:\((?P<key>[A-Z])\))?\Z")
"""What stands behind a button's words: that it asks for more, and its key."""


class PartKind(Enum):
    """What a part of the window is, to a reader."""

    BUTTON = auto()
    FIELD = auto()
    READING = auto()
    """Text to read only."""
    ROW = auto()
    """A table, of which the chosen row is said."""
    PROGRESS = auto()
    LABEL = auto()


_KINDS = {
    "TButton": PartKind.BUTTON,
    "TEntry": PartKind.FIELD,
    "Text": PartKind.READING,
    "Treeview": PartKind.ROW,
    "TProgressbar": PartKind.PROGRESS,
    "TLabel": PartKind.LABEL,
}


class Happened(Enum):
    """Why a reader is told."""

    NOTHING = auto()
    """It is only laid down, to be asked for."""
    FOCUSED = auto()
    RENAMED = auto()
    """What the keyboard is on says something else now."""


@dataclass(frozen=True)
class WindowPart:
    """What a reader can know of one part."""

    name: str
    kind: PartKind
    key: str = ""
    value: str = ""
    """What is typed into it."""
    is_focused: bool = False
    is_usable: bool = True


Tell = Callable[[int, WindowPart, Happened], None]
"""Given the system's number of a widget, lays down what is to be said of it."""


class PartNames:
    """Keeps a reader informed of a window and its dialogs."""

    def __init__(self, root: tk.Tk, tell: Tell) -> None:
        """Listen to where the keyboard goes; no widget need be named for that."""
        self._root, self._tell = root, tell
        self._names: WeakKeyDictionary[tk.Misc, Callable[[], str]] = WeakKeyDictionary()
        self._told: WeakKeyDictionary[tk.Misc, WindowPart] = WeakKeyDictionary()
        root.bind_all("<FocusIn>", lambda event: self._moved(event.widget, Happened.FOCUSED), add=True)
        root.bind_all("<FocusOut>", lambda event: self._moved(event.widget, Happened.NOTHING), add=True)
        root.bind_all("<KeyRelease>", lambda event: self._moved(event.widget, Happened.RENAMED), add=True)

    def call(self, widget: tk.Misc, name: Callable[[], str]) -> None:
        """Have a widget called something else than what stands on it."""
        self._names[widget] = name

    def of(self, widget: tk.Misc) -> WindowPart | None:
        """Give what is said of a widget; ``None`` of one that nobody need know of."""
        kind = _KINDS.get(widget.winfo_class())
        if kind is None:
            return None
        text = str(widget.cget("text")) if kind in {PartKind.BUTTON, PartKind.LABEL} else ""
        behind = _BEHIND.search(text)
        name = self._names[widget]() if widget in self._names else text[: behind.start()] if behind else text
        is_usable = kind is not PartKind.BUTTON or str(widget.cget("state")) != "disabled"
        value = str(widget.tk.call(widget, "get")) if kind is PartKind.FIELD else ""
        key = (behind["key"] or "") if behind else ""
        return WindowPart(name, kind, key, value, str(widget.tk.call("focus")) == str(widget), is_usable)

    def refresh(self) -> None:
        """Lay down what has changed."""
        waiting: list[tk.Misc] = [self._root]
        while waiting:
            widget = waiting.pop()
            waiting += widget.winfo_children()
            self._moved(widget, Happened.RENAMED)

    def _moved(self, widget: tk.Misc | str, happened: Happened) -> None:
        """Say what is new of a widget; a part of a Tk dialog is known to Tkinter by its name only, and has no more."""
        said = self.of(widget) if isinstance(widget, tk.Misc) else None
        if said is None or isinstance(widget, str):
            return
        was, self._told[widget] = self._told.get(widget), said
        if happened is Happened.FOCUSED and said.is_focused:
            self._tell(widget.winfo_id(), said, happened)
        elif said != was:
            is_heard = happened is Happened.RENAMED and said.is_focused and was is not None and was.is_focused
            self._tell(widget.winfo_id(), said, Happened.RENAMED if is_heard else Happened.NOTHING)
