"""What the window shows: which folder, how far the year has come, what the last step said. No Tk in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from kexie_excel.channel import Counted, Event, Incoming, Listed, Progressed, Spoken, Wrote
from kexie_excel.console import TITLE
from kexie_excel.window.child import Ended
from kexie_excel.window.steps import BACK, Counts, Way
from kexie_excel.window.wording import in_window

_NEXT = "下一步："
_AT_FIRST = (
    "第一次用：点“新建…”，给工作文件夹起个名字（例如 2018年度评估），程序写好台账和要下发的评估表。",
    "已经有工作文件夹：点“选择…”。下次打开窗口，就是上次用的那个。",
    "只想知道一个文件是什么：点“看看文件…”，什么都不改。",
)
_OFFER = (
    "下一步：是收到的评估表、还没有放进“2-回收”的，点上面的“放进“2-回收””，复制一份进去（原来的不动，同名的不覆盖）。"
)


class LineKind(Enum):
    """How a sentence is shown."""

    PLAIN = auto()
    NEXT = auto()
    """What to do now."""
    ERROR = auto()


@dataclass(frozen=True)
class Line:
    """A sentence of the program's."""

    text: str
    kind: LineKind = LineKind.PLAIN


@dataclass
class ShownTable:
    """Tables with the same columns, one below the other."""

    headers: tuple[str, ...]
    numeric: tuple[str, ...]
    groups: list[tuple[str, Sequence[Sequence[str]]]] = field(default_factory=list)
    """Title (it may be empty) → lines."""


@dataclass
class WindowModel:
    """Everything that the window shows."""

    folder: Path | None = None
    subject: str = TITLE
    """What it is all for, in the words of the folder's scheme."""
    counts: Counts = field(default_factory=dict)
    title: str = "请选择工作文件夹，或新建一个"
    state: str = ""
    """How the step stands, in a word or two."""
    way: Way | None = None
    """What is shown."""
    lines: list[Line] = field(default_factory=lambda: [Line(text, LineKind.NEXT) for text in _AT_FIRST])
    tables: list[ShownTable] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    incoming: list[Path] = field(default_factory=list)
    """What was looked at and may go into 2-回收."""
    is_running: bool = False
    is_quiet: bool = False
    """Whether what runs only counts, and shows nothing of its own."""
    is_stopping: bool = False
    progress: Progressed | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a step runs that somebody waits for."""
        return self.is_running and not self.is_quiet

    @property
    def can_restore(self) -> bool:
        """Whether what is shown is a list of what one can go back to."""
        return self.way == BACK and bool(self.tables) and not self.is_busy

    @property
    def can_receive(self) -> bool:
        """Whether there is something that may go into 2-回收, and a folder to go into."""
        return bool(self.folder and self.incoming) and not self.is_busy

    @property
    def doing(self) -> str:
        """Say what runs, and how far it has come."""
        if not self.is_busy:
            return "正在看进度…" if self.is_running else "就绪" if self.folder else ""
        if self.is_stopping:
            return "正在停止…"
        own = self.progress
        return f"{own.title} {own.done}/{own.total}" if own else f"正在做“{self.title}”…"

    @property
    def window_title(self) -> str:
        """What the window is called; a screen reader says it when the window comes up."""
        parts = (
            f"{self.title}：{self.state}" if self.state else "",
            self.folder.name if self.folder else "",
            self.subject,
        )
        return " - ".join(filter(None, parts))

    def enter(self, folder: Path, subject: str = "") -> None:
        """Take another folder; nothing is known yet of how far its year has come."""
        self.folder, self.counts, self.subject = folder, {}, subject or TITLE

    def begin(self, way: Way, *, quiet: bool = False) -> None:
        """Begin a step: what the one before has said goes, unless this one only counts."""
        self.is_running, self.is_quiet, self.is_stopping, self.progress = True, quiet, False, None
        if not quiet:
            self.way, self.title, self.state = way, way.title, "正在进行"
            self.lines, self.tables, self.written, self.incoming = [], [], [], []

    def take(self, event: Event) -> None:
        """Take in what the step tells."""
        if isinstance(event, Counted):
            self.counts = event.counts
        elif self.is_quiet:
            return
        elif isinstance(event, Progressed):
            self.progress = event
        elif isinstance(event, Listed):
            self._take_table(event)
        elif isinstance(event, Wrote):
            self.written.append(Path(event.path))
        elif isinstance(event, Incoming):
            self.incoming.append(Path(event.path))
        else:
            self._say(event)

    def _say(self, said: Spoken) -> None:
        kind = LineKind.ERROR if said.is_error else LineKind.NEXT if said.text.startswith(_NEXT) else LineKind.PLAIN
        self.lines.append(Line(in_window(said.text), kind))

    def _take_table(self, table: Listed) -> None:
        own = next((own for own in self.tables if own.headers == table.headers), None)
        if own is None:
            own = ShownTable(table.headers, table.numeric)
            self.tables.append(own)
        own.groups.append((table.title, table.rows))

    def stop(self) -> None:
        """Somebody has asked it to stop."""
        self.is_stopping = True
        self.state = "正在停止"

    def end(self, ended: Ended) -> None:
        """Take in that the step is over."""
        is_quiet, self.is_running, self.is_quiet, self.progress = self.is_quiet, False, False, None
        if is_quiet:
            return
        if self.is_stopping:
            self.state = "已停止"
            self.lines = [Line("已停止。已经写好的文件都是完整的，没有写到一半的；再点一次就重新做。", LineKind.NEXT)]
        elif ended.is_done:
            self.state = "完成"
            if self.can_receive:
                self.lines.append(Line(_OFFER, LineKind.NEXT))
        elif ended.has_said_why_not:
            self.state = "没有做成"
        else:
            self.state = "程序出错"
            self.lines += [
                Line("程序自己出了错，没有做完。请把下面的文字发给维护程序的人：", LineKind.ERROR),
                Line(ended.noise),
            ]
