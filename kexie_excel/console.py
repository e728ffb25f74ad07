"""Speaking to the user: sentences, tables and a progress bar, on a console, into a file, or to the window that runs us."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from kexie_excel import channel

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.table import Table

Report = Callable[[int, int], None]
"""Told after each step: how many are done, of how many."""

TITLE = "绩效评估工具"
"""What the program calls itself before it knows a scheme, which has a name of its own for what it does."""
_change: ContextVar[Callable[[str], str]] = ContextVar("change", default=str)
"""What is made of a sentence before it is said."""
_MANY_FILES = 30
_LEAST_WIDTH = 110


def console(*, error: bool = False) -> Console:
    """Give the console; a redirected output is wide enough for the tables."""
    screen = Console(stderr=error, highlight=False, soft_wrap=False)
    if not screen.is_terminal:
        screen.width = max(screen.width, _LEAST_WIDTH)
    return screen


@contextmanager
def worded(change: Callable[[str], str]) -> Iterator[None]:
    """Let every sentence that is said meanwhile be changed like this."""
    before = _change.set(change)
    try:
        yield
    finally:
        _change.reset(before)


def say(text: str, *, error: bool = False) -> None:
    """Print a sentence as it is, on one line however long."""
    text = _change.get()(text)
    if not channel.send(channel.Spoken(text, error)):
        console(error=error).print(text, markup=False, soft_wrap=True)


def show_table(table: "Table") -> None:
    """Print a table."""
    if channel.is_open():
        headers = {str(column.header): column for column in table.columns}
        rows = zip(*(map(str, column.cells) for column in table.columns), strict=True)
        numeric = tuple(header for header, column in headers.items() if column.justify == "right")
        channel.send(channel.Listed(str(table.title or ""), tuple(headers), tuple(rows), numeric))
    else:
        console().print(table)


def offer(*paths: Path) -> None:
    """Name results to a window, which opens them by a click; a console's sentences name them already."""
    for path in paths:
        channel.send(channel.Wrote(str(path.absolute())))


def count(counts: Mapping[str, int]) -> None:
    """Tell a window how far the year has come; a console shows the table."""
    channel.send(channel.Counted(counts))


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """Show a bar once there are many files."""

    def relay(done: int, total: int) -> None:
        channel.send(channel.Progressed(title, done, total))

    if channel.is_open():
        yield relay
        return
    bars: list[Progress] = []

    def report(done: int, total: int) -> None:
        if total > _MANY_FILES:
            bars.extend(() if bars else (_bar(title),))
            bars[0].update(bars[0].task_ids[0], completed=done, total=total)

    try:
        yield report
    finally:
        for bar in bars:
            bar.stop()


def _bar(title: str) -> "Progress":
    """Show a bar."""
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - with few files there is none to wait for

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    bar = Progress(*columns, console=console(error=True), transient=True)
    bar.add_task(title)
    bar.start()
    return bar
