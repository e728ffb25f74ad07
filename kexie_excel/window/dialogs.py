"""What is asked for in a small window of its own: where a new working folder goes, and by which scheme."""

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import filedialog, ttk

from kexie_excel.desktop import cleaned
from kexie_excel.window.spoken import PartNames

_INSET = 80
"""Dots from the window's corner."""
_FORBIDDEN = '\\/:*?"<>|'
"""What Windows takes in no name."""


class NewFolderDialog(tk.Toplevel):
    """Asks for a new working folder."""

    def __init__(self, parent: tk.Tk, beside: Path | None, spoken: PartNames) -> None:
        """Show it; ``made`` holds the answer once it is closed.

        Args:
            parent: the window it stands before.
            beside: a folder beside which the new one goes, unless another place is chosen.
            spoken: has a screen reader say what is asked for.
        """
        super().__init__(parent, padx=14, pady=12, background=parent["background"])
        self.geometry(f"+{parent.winfo_rootx() + _INSET}+{parent.winfo_rooty() + _INSET}")
        self._spoken = spoken
        self.made: tuple[Path, Path | None] | None = None
        self.choosers: list[ttk.Button] = []
        self.title("新建工作文件夹")
        self.transient(parent)
        self.columnconfigure(1, weight=1)
        self.name = tk.StringVar(self)
        self.place = tk.StringVar(self, str(beside.parent if beside else Path.home()))
        self.scheme = tk.StringVar(self)
        self.said = tk.StringVar(self)
        """What is the matter with the answer."""
        self._first = first = self._row(0, "名称(M)", "M", self.name)
        self._row(1, "放在(P)", "P", self.place, self._choose_place)
        self._row(2, "方案(F)", "F", self.scheme, self._choose_scheme)
        note = "例如 2018年度评估。方案不填，就用内置的方案；下一年的方案（方案.xlsx）在“方案”里做。"
        ttk.Label(self, text=note).grid(row=3, column=0, columnspan=3, sticky="w", pady=(8, 0))
        ttk.Label(self, textvariable=self.said, foreground="#b00020").grid(row=4, column=0, columnspan=3, sticky="w")
        foot = ttk.Frame(self)
        foot.grid(row=5, column=0, columnspan=3, sticky="e", pady=(10, 0))
        ttk.Button(foot, text="建立", command=self.accept, default="active").pack(side="left", padx=8)
        ttk.Button(foot, text="取消", command=self.destroy).pack(side="left")
        self.bind("<Return>", self._enter)
        self.bind("<Escape>", lambda _event: self.destroy())
        spoken.refresh()
        first.focus_set()
        self.wait_visibility()
        self.grab_set()

    def _row(
        self, at: int, label: str, key: str, text: tk.StringVar, choose: Callable[[], None] | None = None
    ) -> ttk.Entry:
        """Lay out one thing that is asked for."""
        ttk.Label(self, text=label, underline=label.index(key)).grid(row=at, column=0, sticky="w", pady=3)
        entry = ttk.Entry(self, textvariable=text, width=46)
        entry.grid(row=at, column=1, sticky="ew", padx=8)
        self.bind(f"<Alt-Key-{key.lower()}>", lambda _event: entry.focus_set())
        asked = label.partition("(")[0]
        self._spoken.call(entry, lambda: f"{asked}，{self.said.get()}" if self.said.get() else asked)
        if choose:
            button = ttk.Button(self, text="选择…", command=choose)
            button.grid(row=at, column=2)
            self._spoken.call(button, lambda: f"{asked}，选择")
            self.choosers.append(button)
        return entry

    def _choose_place(self) -> None:
        if named := filedialog.askdirectory(parent=self, title="放在哪个文件夹里", initialdir=self.place.get()):
            self.place.set(named)

    def _choose_scheme(self) -> None:
        kinds = [("方案", "*.xlsx *.xls *.ods *.toml"), ("所有文件", "*")]
        if named := filedialog.askopenfilename(parent=self, title="选择方案文件", filetypes=kinds):
            self.scheme.set(named)

    def _enter(self, event: "tk.Event[tk.Misc]") -> None:
        """Do what the button does that the keyboard is on; anywhere else, take the answer."""
        if isinstance(event.widget, ttk.Button):
            event.widget.invoke()
        else:
            self.accept()

    def _say(self, what: str) -> None:
        """Say what is the matter, and have the name corrected."""
        self.said.set(what)
        self._spoken.refresh()
        self._first.focus_set()

    def accept(self) -> None:
        """Take the answer, or say what is the matter with it."""
        name, place, scheme = (cleaned(own.get()) for own in (self.name, self.place, self.scheme))
        if not name or not place:
            self._say("请写上名称和放在哪里。")
        elif set(name) & set(_FORBIDDEN):
            self._say(f"名称里不能有 {' '.join(_FORBIDDEN)}。")
        else:
            self.made = Path(place) / name, Path(scheme) if scheme else None
            self.destroy()
