"""Files let go above a window as a file manager does it: by the protocol of X desktops, not by the library that listens."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from Xlib import X, Xatom, display
from Xlib.protocol import event
from Xlib.xobject.drawable import Window

_PROTOCOL = 5
_PATIENCE = 10.0


def drop(pump: Callable[[], object], place: tuple[int, int], paths: Sequence[Path]) -> bool:
    """Drag files to a place of the screen and let them go there; tell whether they were taken.

    Args:
        pump: lets the window work meanwhile; it waits for the files, so that we are a thread of our own.
        place: dots from the screen's corner.
        paths: what is dragged.
    """
    connection = display.Display()
    try:
        with ThreadPoolExecutor(1) as threads:
            dragged = threads.submit(_Source(connection, paths).drag, place)
            while not dragged.done():
                pump()
            return dragged.result()
    finally:
        connection.close()


class _Source:
    """A program out of which files are dragged."""

    def __init__(self, connection: display.Display, paths: Sequence[Path]) -> None:
        """Offer the files."""
        self._connection = connection
        self._content = "".join(f"{path.as_uri()}\r\n" for path in paths).encode("ascii")
        screen = connection.screen()
        self._target = self._find(screen.root)
        self._own = screen.root.create_window(0, 0, 1, 1, 0, screen.root_depth)
        self._kind = self._atom("text/uri-list")
        self._own.change_property(self._atom("XdndTypeList"), Xatom.ATOM, 32, [self._kind])
        self._own.set_selection_owner(self._atom("XdndSelection"), X.CurrentTime)

    def _atom(self, name: str) -> int:
        """Give the number of a name."""
        return int(self._connection.intern_atom(name))

    def _find(self, window: Window) -> Window:
        """Find the window that says it takes what is dropped."""
        if window.get_full_property(self._atom("XdndAware"), X.AnyPropertyType):
            return window
        return next(filter(None, map(self._find, window.query_tree().children)), None)

    def drag(self, place: tuple[int, int]) -> bool:
        """Drag everything there."""
        self._tell("XdndEnter", _PROTOCOL << 24, self._kind)
        where = (place[0] << 16) | place[1]
        self._tell("XdndPosition", 0, where, X.CurrentTime, self._atom("XdndActionCopy"))
        if not self._answer("XdndStatus")[1] & 1:
            self._tell("XdndLeave")
            return False
        self._tell("XdndDrop", 0, X.CurrentTime)
        return self._answer("XdndFinished")[2] == self._atom("XdndActionCopy")

    def _tell(self, kind: str, *data: int) -> None:
        """Tell the window something."""
        told = [self._own.id, *data, 0, 0, 0, 0][:5]
        message = event.ClientMessage(window=self._target, client_type=self._atom(kind), data=(32, told))
        self._target.send_event(message)
        self._connection.flush()

    def _answer(self, kind: str) -> Sequence[int]:
        """Wait for what the window says, and give it the files when it asks for them."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            time.sleep(0.005)
            while self._connection.pending_events():
                came = self._connection.next_event()
                if came.type == X.SelectionRequest:
                    self._hand_over(came)
                elif came.type == X.ClientMessage and came.client_type == self._atom(kind):
                    return list(came.data[1])
        raise AssertionError(kind)

    def _hand_over(self, request: event.SelectionRequest) -> None:
        """Give the names of the files."""
        request.requestor.change_property(request.property, request.target, 8, self._content)
        done = event.SelectionNotify(
            time=request.time,
            requestor=request.requestor,
            selection=request.selection,
            target=request.target,
            property=request.property,
        )
        request.requestor.send_event(done)
        self._connection.flush()
