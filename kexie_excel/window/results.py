"""The right side: what a step said. Tables as tables, sentences that can be copied, buttons that open what was written."""

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import font, ttk
from typing import Literal

from kexie_excel.window.looks import BOLD
from kexie_excel.window.model import Line, LineKind, ShownTable, WindowModel

_Anchor = Literal["w", "center", "e"]
_MOST_ROWS = 13
_WIDEST = 34
"""Chinese characters of the widest column; what is longer is scrolled to."""
_MOST_RESULTS = 3
_COLOURS = {LineKind.NEXT: "#0b5394", LineKind.ERROR: "#b00020"}
_SHORT = 2
"""Columns whose lines hold no more than this many characters stand in the middle."""


class ResultPane(ttk.Frame):
    """Shows the model's title, tables, sentences and results."""

    def __init__(
        self,
        parent: tk.Misc,
        open_path: Callable[[Path], None],
        restore: Callable[[str], None],
        receive: Callable[[], None],
        call: Callable[[tk.Misc, Callable[[], str]], None],
    ) -> None:
        """Lay it out, empty.

        Args:
            parent: the window.
            open_path: opens a result.
            restore: goes back to a line of the list of steps.
            receive: lays what was looked at into 2-回收.
            call: has a widget called by what a function gives.
        """
        super().__init__(parent, padding=(12, 8))
        self._open, self._restore, self._receive, self._call = open_path, restore, receive, call
        self.columnconfigure(0, weight=1)
        self.title = ttk.Label(self, style="Title.TLabel")
        self.title.grid(row=0, column=0, sticky="w")
        self.actions = ttk.Frame(self)  # before the tables: the keyboard comes to what is made first
        self.actions.grid(row=1, column=0, sticky="ew")
        self._tables = ttk.Frame(self)
        self._tables.grid(row=2, column=0, sticky="nsew", pady=(8, 0))
        self.trees: list[ttk.Treeview] = []
        self.text = self._make_text()
        self._shown: tuple[object, ...] = ()

    def _make_text(self) -> tk.Text:
        """Make the place of the sentences: to read and to copy, not to type into."""
        frame = ttk.Frame(self)
        frame.grid(row=3, column=0, sticky="nsew", pady=(8, 0))
        self.rowconfigure(3, weight=1)
        usual = font.nametofont("TkDefaultFont", self)
        text = tk.Text(frame, wrap="char", relief="flat", padx=8, pady=6, height=6, width=40, font=usual, spacing3=5)
        bar = ttk.Scrollbar(frame, command=text.yview)
        text.configure(yscrollcommand=bar.set)
        bar.pack(side="right", fill="y")
        text.pack(side="left", fill="both", expand=True)
        text.bind("<Key>", _only_reading)
        text.bind("<<PrevWindow>>", lambda _event: _leave(text.tk_focusPrev()))
        text.bind("<Tab>", lambda _event: _leave(text.tk_focusNext()))
        text.bind("<FocusIn>", lambda _event: text.mark_set("insert", "1.0"))
        self._call(text, lambda: _line_at_cursor(text))
        text.bind("<<Paste>>", lambda _event: "break")
        text.bind("<<Cut>>", lambda _event: "break")
        for kind, colour in _COLOURS.items():
            text.tag_configure(kind.name, foreground=colour)
        return text

    def show(self, model: WindowModel) -> None:
        """Show what the model holds; what stands there already is left alone, so that nobody's place in it is lost."""
        self.title.configure(text=f"{model.title}：{model.state}" if model.state else model.title)
        rows = [len(table.groups) for table in model.tables]
        shown = (id(model.tables), rows, list(model.lines), list(model.written), model.can_receive, model.is_busy)
        if shown == self._shown:
            return
        self._shown = shown
        self._show_tables(model)
        self._show_lines(model.lines)
        self._show_actions(model)

    def _show_tables(self, model: WindowModel) -> None:
        self.rowconfigure(2, weight=1 if model.tables else 0)
        if model.tables:
            self._tables.grid()
        else:
            self._tables.grid_remove()
        for child in self._tables.winfo_children():
            child.destroy()
        self.trees = [self._make_tree(table) for table in model.tables]

    def _make_tree(self, table: ShownTable) -> ttk.Treeview:
        """Make a table, its columns as wide as what they hold."""
        frame = ttk.Frame(self._tables)
        frame.pack(fill="both", expand=True)
        lines = [row for _title, rows in table.groups for row in rows]
        titles = [title for title, _rows in table.groups if title]
        height = min(len(lines) + len(titles), _MOST_ROWS)
        tree = ttk.Treeview(frame, columns=table.headers, show="headings", height=height, selectmode="browse")
        usual = font.nametofont("TkDefaultFont", self)
        for at, header in enumerate(table.headers):
            widest = max((usual.measure(text) for text in (header + "中", *(row[at] for row in lines))), default=0)
            width = min(widest, usual.measure("中") * _WIDEST) + usual.measure("中")
            short = all(len(row[at]) <= _SHORT for row in lines)
            anchor: _Anchor = "e" if header in table.numeric else "center" if short else "w"
            has_room = at == len(table.headers) - 1 and anchor == "w"
            tree.heading(header, text=header, anchor=anchor)
            tree.column(header, width=width, minwidth=width, anchor=anchor, stretch=has_room)
        tree.tag_configure("title", font=BOLD)
        tree.bind("<FocusIn>", lambda _event: _choose_a_row(tree))
        self._call(tree, lambda: _chosen_row(tree))
        for title, rows in table.groups:
            if title:
                place = next((at for at, header in enumerate(table.headers) if header not in table.numeric), 0)
                tree.insert("", "end", values=("",) * place + (title,), tags=("title",))
            for row in rows:
                tree.insert("", "end", values=list(row))
        _add_bars(frame, tree)
        return tree

    def _show_lines(self, lines: list[Line]) -> None:
        self.text.delete("1.0", "end")
        # what to do now first: below a long table only a few lines are in sight
        for line in sorted(lines, key=lambda line: line.kind is not LineKind.NEXT):
            self.text.insert("end", f"{line.text}\n", (line.kind.name,))
        self.text.mark_set("insert", "1.0")

    def _show_actions(self, model: WindowModel) -> None:
        for child in self.actions.winfo_children():
            child.destroy()
        if model.is_busy:
            return
        if model.can_restore:
            self._add("恢复选中的这一份(H)", self._restore_chosen, "H")
        if model.can_receive:
            self._add("放进“2-回收”(R)", self._receive, "R")
        there = [path for path in model.written if path.exists()]
        for path in there[:_MOST_RESULTS]:
            self._add(f"打开 {path.name}", lambda path=path: self._open(path))  # type: ignore[misc]
        if there and there[0].is_file():
            folder = there[0].parent
            self._add(f"打开文件夹 {folder.name}", lambda: self._open(folder))
        if model.lines:
            self._add("复制文字", self._copy)

    def _add(self, label: str, command: Callable[[], None], key: str = "") -> None:
        """Add a button; with a key, Alt and that key do the same while the button stands there."""
        underline = label.index(key) if key else -1
        button = ttk.Button(self.actions, text=label, command=command, underline=underline)
        button.pack(side="left", padx=(0, 8), pady=(8, 0))
        button.bind("<Return>", lambda _event: button.invoke())
        for spelt in {key.lower(), key} - {""}:
            self.winfo_toplevel().bind(f"<Alt-Key-{spelt}>", lambda _event: _press(button))

    def _restore_chosen(self) -> None:
        """Restore the line that is chosen; the first, where none is."""
        tree = self.trees[0]
        (chosen,) = tree.selection() or tree.get_children()[:1]
        self._restore(str(tree.set(chosen, 0)))

    def _copy(self) -> None:
        """Put all sentences where they can be pasted from."""
        self.clipboard_clear()
        self.clipboard_append(self.text.get("1.0", "end-1c"))


def _leave(following: tk.Misc | None) -> str:
    """Let the keyboard go on, out of the sentences; a tab would else be typed into them."""
    if following:
        following.focus_set()
    return "break"


def _choose_a_row(tree: ttk.Treeview) -> None:
    """Have a row for the arrow keys to start from."""
    if not tree.focus() and (rows := tree.get_children()):
        tree.focus(rows[0])
        tree.selection_set(rows[0])


def _chosen_row(tree: ttk.Treeview) -> str:
    """Say the chosen row, each cell with its header."""
    rows = tree.get_children()
    chosen = (*tree.selection(), *rows)[:1]
    if not chosen:
        return "空表"
    headers = [str(name) for name in tree["columns"]]
    cells = [f"{header} {text}" for header in headers if (text := str(tree.set(chosen[0], header)))]
    return f"第{rows.index(chosen[0]) + 1}行，共{len(rows)}行：{'，'.join(cells)}"


def _line_at_cursor(text: tk.Text) -> str:
    """Say the sentence that the cursor is in, and of how many."""
    at, count = (int(text.index(place).split(".")[0]) for place in ("insert", "end-1c"))
    said = text.get("insert linestart", "insert lineend").strip()
    return f"第{at}行，共{max(count - 1, 1)}行：{said}" if said else "没有文字"


def _press(button: ttk.Button) -> None:
    """Do what a button does, if it is still there."""
    if button.winfo_exists():
        button.invoke()


def _add_bars(frame: ttk.Frame, tree: ttk.Treeview) -> None:
    """Lay a table out with the scroll bars that it needs, once it needs them."""
    frame.columnconfigure(0, weight=1)
    frame.rowconfigure(0, weight=1)
    tree.grid(row=0, column=0, sticky="nsew")
    across = ttk.Scrollbar(frame, orient="horizontal", command=tree.xview)
    down = ttk.Scrollbar(frame, command=tree.yview)
    across.grid(row=1, column=0, sticky="ew")
    down.grid(row=0, column=1, sticky="ns")
    tree.configure(xscrollcommand=_shown_where_needed(across), yscrollcommand=_shown_where_needed(down))


def _shown_where_needed(bar: ttk.Scrollbar) -> Callable[[float, float], None]:
    """Move a scroll bar, and hide it while everything is in sight."""

    def move(first: float, last: float) -> None:
        bar.set(first, last)
        if float(first) <= 0 and float(last) >= 1:
            bar.grid_remove()
        else:
            bar.grid()

    return move


def _only_reading(event: "tk.Event[tk.Misc]") -> str | None:
    """Let through what moves or copies, and nothing that changes."""
    moves = {"Up", "Down", "Left", "Right", "Prior", "Next", "Home", "End", "Tab", "ISO_Left_Tab", "F5", "Escape"}
    with_control = bool(int(event.state) & 0x4)
    if event.keysym in moves or (with_control and event.keysym.lower() in {"c", "a", "insert"}):
        return None
    return "break"
