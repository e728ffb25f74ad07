"""Speaking to the user: sentences, tables and a progress bar, on a console or into a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

Report = Callable[[int, int], None]
"""Told after each step: how many are done, of how many."""

TITLE = "绩效评估工具"
"""What the program calls itself before it knows a scheme, which has a name of its own for what it does."""
_MANY_FILES = 30
_LEAST_WIDTH = 110


def console(*, error: bool = False) -> Console:
    """Give the console; a redirected output is wide enough for the tables."""
    screen = Console(stderr=error, highlight=False, soft_wrap=False)
    if not screen.is_terminal:
        screen.width = max(screen.width, _LEAST_WIDTH)
    return screen


def say(text: str, *, error: bool = False) -> None:
    """Print a sentence as it is, on one line however long."""
    console(error=error).print(text, markup=False, soft_wrap=True)


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """Show a bar once there are many files."""
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - help and menu have no use for it

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    bar = Progress(*columns, console=console(error=True), transient=True)
    task = bar.add_task(title)

    def report(done: int, total: int) -> None:
        if total > _MANY_FILES:
            bar.start()
            bar.update(task, completed=done, total=total)

    try:
        yield report
    finally:
        if bar.live.is_started:
            bar.stop()
