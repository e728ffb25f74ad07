"""The window itself: Tk shows the desk's model, and hands on what is clicked and typed."""

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import filedialog, messagebox, ttk

from kexie_excel.desktop import cleaned, is_working_folder, open_result
from kexie_excel.ledger.model import FILE
from kexie_excel.window.desk import Desk
from kexie_excel.window.dialogs import NewFolderDialog
from kexie_excel.window.drops import Drops
from kexie_excel.window.heard import tell_readers
from kexie_excel.window.looks import dress
from kexie_excel.window.results import ResultPane
from kexie_excel.window.spoken import PartNames
from kexie_excel.window.steps import BACK, LOOK, PROGRESS, YEAR, Way, YearStep
from kexie_excel.workspace.folder import Folder

_DROP_HINT = "文件、文件夹可以拖进这个窗口。"
_PAUSE = 60
"""Milliseconds between two looks at what the step has told."""


class WindowView:
    """The window of a desk."""

    def __init__(self, root: tk.Tk, desk: Desk, open_path: Callable[[Path], None] = open_result) -> None:
        """Build it; nothing runs yet."""
        self.root, self.desk, self._open = root, desk, open_path
        dress(root)
        root.columnconfigure(1, weight=1)
        root.rowconfigure(1, weight=1)
        self.path = tk.StringVar(root)
        self.spoken = PartNames(root, tell_readers)
        self.buttons: dict[str, ttk.Button] = {}
        """Name → button."""
        self._folder_bound: list[ttk.Button] = []
        self.steps: dict[YearStep, ttk.Button] = {}
        self.standings: dict[YearStep, ttk.Label] = {}
        head, side = self._build_head(), self._build_steps()
        self.results = ResultPane(root, self._open, self._restore, self._receive, self.spoken.call)
        self.results.grid(row=1, column=1, sticky="nsew")
        places = (head, side, self.results, self._build_foot())
        self.drops = Drops(root, lambda: not desk.model.is_busy, self.take, places)
        if self.drops.are_possible:
            ttk.Label(side, text=_DROP_HINT).grid(row=len(YEAR) + 3, column=0, columnspan=2, sticky="w", pady=(8, 0))
        root.bind("<F5>", lambda _event: self._run(PROGRESS))
        root.bind("<Escape>", lambda _event: desk.stop())
        root.protocol("WM_DELETE_WINDOW", self.close)
        self.show()
        self._fit()

    def _fit(self) -> None:
        """Take a good part of the screen, and never more than there is."""
        self.root.update_idletasks()
        wide, high = self.root.winfo_screenwidth(), self.root.winfo_screenheight()
        dots = self.root.winfo_fpixels("1p")
        width = min(int(820 * dots), int(wide * 0.95))
        height = min(max(self.root.winfo_reqheight(), int(540 * dots)), int(high * 0.88))
        self.root.geometry(f"{width}x{height}+{(wide - width) // 2}+{(high - height) // 3}")
        self.root.minsize(int(480 * dots), int(300 * dots))

    def _button(
        self, parent: tk.Misc, label: str, key: str, command: Callable[[], object], *, needs_folder: bool = True
    ) -> ttk.Button:
        """Make a button with its underlined key."""
        button = ttk.Button(parent, text=label, underline=label.index(key), command=command)
        button.bind("<Return>", lambda _event: button.invoke())

        def press(_event: object) -> None:
            if str(button["state"]) != "disabled":
                button.focus_set()
                button.invoke()

        for spelt in {key.lower(), key}:
            self.root.bind(f"<Alt-Key-{spelt}>", press)
        if needs_folder:
            self._folder_bound.append(button)
        self.buttons[label] = button
        return button

    def _build_head(self) -> ttk.Frame:
        head = ttk.Frame(self.root, padding=(12, 10, 12, 4))
        head.grid(row=0, column=0, columnspan=2, sticky="ew")
        ttk.Label(head, text="工作文件夹").pack(side="left", padx=(0, 8))
        self.entry = entry = ttk.Entry(head, textvariable=self.path)
        entry.pack(side="left", fill="x", expand=True)
        self.spoken.call(entry, lambda: "工作文件夹")
        entry.bind("<Return>", lambda _event: self._typed())
        for label, key, command, needs_folder in (
            ("选择…(O)", "O", self.choose, False),
            ("新建…(N)", "N", self.make, False),
            ("打开文件夹(F)", "F", self._open_folder, True),
        ):
            self._button(head, label, key, command, needs_folder=needs_folder).pack(side="left", padx=(8, 0))
        return head

    def _build_steps(self) -> ttk.Frame:
        side = ttk.Frame(self.root, padding=(12, 8, 0, 8))
        side.grid(row=1, column=0, sticky="ns")
        title = ttk.Label(side, text="一年的步骤", style="Head.TLabel")
        title.grid(row=0, column=0, columnspan=2, sticky="w", pady=(0, 4))
        for step in YEAR:
            at = len(self.steps) + 1
            button = self._button(side, step.label, step.key, lambda step=step: self._step(step))  # type: ignore[misc]
            button.configure(style="Step.TButton", width=10)
            button.grid(row=at, column=0, sticky="ew", pady=2)
            standing = ttk.Label(side, width=22)
            standing.grid(row=at, column=1, sticky="w", padx=(8, 0))
            self.spoken.call(button, lambda step=step: self._step_called(step))  # type: ignore[misc]
            self.steps[step] = button
            self.standings[step] = standing
        any_time = ttk.Frame(side)
        any_time.grid(row=len(YEAR) + 2, column=0, columnspan=2, sticky="ew")
        any_time.columnconfigure((0, 1), weight=1, uniform="half")
        title = ttk.Label(side, text="随时", style="Head.TLabel")
        title.grid(row=len(YEAR) + 1, column=0, columnspan=2, sticky="w", pady=(14, 4))
        for at, (label, key, command, needs_folder) in enumerate(
            (
                ("进度(J)", "J", lambda: self._run(PROGRESS), True),
                ("看看文件…(K)", "K", self.look, False),
                ("回到上一步…(U)", "U", lambda: self._run(BACK), True),
                ("打开台账(L)", "L", self._open_ledger, True),
            )
        ):
            button = self._button(any_time, label, key, command, needs_folder=needs_folder)
            button.grid(row=at // 2, column=at % 2, sticky="ew", pady=2, padx=(0, 4))
        return side

    def _build_foot(self) -> ttk.Frame:
        foot = ttk.Frame(self.root, padding=(12, 4, 12, 10))
        foot.grid(row=2, column=0, columnspan=2, sticky="ew")
        self.state = ttk.Label(foot)
        self.state.pack(side="left")
        self.stop = self._button(foot, "停止(S)", "S", self.desk.stop, needs_folder=False)
        self.stop.pack(side="right")
        self.bar = ttk.Progressbar(foot, length=240)
        self.spoken.call(self.bar, lambda: self.desk.model.doing)
        self.bar.pack(side="right", padx=8)
        return foot

    def show(self) -> None:
        """Show the model as it is now."""
        model = self.desk.model
        self.root.title(model.window_title)
        for step, standing in self.standings.items():
            standing.configure(text=step.standing(model.counts))
        usable = "disabled" if model.is_busy else "normal"
        for button in self.buttons.values():
            button.configure(state=usable)
        for button in self._folder_bound:
            button.configure(state=usable if model.folder else "disabled")
        self.stop.configure(state="normal" if model.is_busy and not model.is_stopping else "disabled")
        self._show_progress()
        self.results.show(model)
        self.spoken.refresh()

    def _step_called(self, step: YearStep) -> str:
        """Say of a step how far it has come, and of the one that was asked for how that went."""
        model = self.desk.model
        state = model.state if model.way in step.ways else ""
        return "，".join(filter(None, (step.name, step.standing(model.counts), state)))

    def _show_progress(self) -> None:
        model = self.desk.model
        self.state.configure(text=model.doing)
        if not model.is_busy:
            self.bar.stop()
            self.bar.pack_forget()
            return
        self.bar.pack(side="right", padx=8)
        if model.progress is None and str(self.bar["mode"]) != "indeterminate":
            self.bar.configure(mode="indeterminate")
            self.bar.start(15)
        elif model.progress:
            self.bar.stop()
            self.bar.configure(mode="determinate", maximum=model.progress.total, value=model.progress.done)

    def take_focus(self) -> None:
        """Come to the front, the keyboard on the first step."""
        self.root.lift()
        self.root.focus_force()
        button = self.steps[YEAR[0]] if self.desk.model.folder else next(iter(self.buttons.values()))
        button.focus_set()

    def enter(self) -> None:
        """Show the model's folder in the field."""
        if self.desk.model.folder:
            self.path.set(str(self.desk.model.folder))

    def tick(self) -> None:
        """Look at what the step has told, again and again."""
        if self.desk.poll():
            self.refresh()
        self.root.after(_PAUSE, self.tick)

    def refresh(self) -> None:
        """Show what has changed, the folder among it."""
        self.enter()
        self.show()

    def _step(self, step: YearStep) -> None:
        """Do a step; where there are several ways, ask for one."""
        if len(step.ways) == 1:
            self._run(step.ways[0])
            return
        menu = tk.Menu(self.root, tearoff=False)
        for number, way in enumerate(step.ways, 1):
            menu.add_command(label=f"{number}  {way.label}", underline=0, command=lambda way=way: self._run(way))  # type: ignore[misc]
        button = self.steps[step]
        menu.tk_popup(button.winfo_rootx() + button.winfo_width(), button.winfo_rooty())

    def _run(self, way: Way) -> None:
        """Do a step; nothing where a file is asked for and none is chosen."""
        files = [self._ask_file(way)] if way.asks else []
        if all(files):
            self.desk.run(way, *files)
            self.show()

    def _ask_file(self, way: Way) -> str:
        """Let somebody choose the file that a step is about, in the folder of results first."""
        folder = self.desk.model.folder or Path.cwd()
        return str(
            filedialog.askopenfilename(
                parent=self.root,
                title=way.title,
                initialdir=Folder(folder).notice.parent,
                filetypes=[(way.asks, f"*{way.asks}")],
            )
        )

    def _restore(self, number: str) -> None:
        """Go back, once somebody has said that it is meant."""
        if messagebox.askyesno(BACK.label, f"恢复第{number}份？现在的样子会先存下，“2-回收”不动。", parent=self.root):
            self.desk.restore(number)
            self.show()

    def _typed(self) -> None:
        """Take the folder that was typed or pasted."""
        if cleaned(self.path.get()):
            self.desk.choose(Path(cleaned(self.path.get())).absolute())
            self.show()

    def choose(self) -> None:
        """Let somebody choose the folder."""
        start = str(self.desk.model.folder.parent) if self.desk.model.folder else None
        if named := filedialog.askdirectory(parent=self.root, title="选择工作文件夹", initialdir=start, mustexist=True):
            self.desk.choose(Path(named))
            self.refresh()

    def make(self) -> None:
        """Let somebody say what new folder is to be made."""
        dialog = NewFolderDialog(self.root, self.desk.model.folder, self.spoken)
        self.root.wait_window(dialog)
        if dialog.made:
            self.desk.make(*dialog.made)
            self.show()

    def look(self) -> None:
        """Let somebody choose files, and say what they are."""
        if named := filedialog.askopenfilenames(parent=self.root, title="看看哪个文件"):
            self.desk.look([Path(name) for name in named])
            self.show()

    def take(self, paths: list[Path]) -> None:
        """Take what was dropped: a working folder as the folder to work on; of anything else, say what it is."""
        only = paths[0] if len(paths) == 1 and paths[0].is_dir() else None
        if only and is_working_folder(only):
            self.desk.choose(only)
        elif not only or messagebox.askyesno(
            LOOK.label, f"“{only.name}”不是工作文件夹。要看看里面的文件是什么吗？", parent=self.root
        ):
            self.desk.look(paths)
        self.refresh()

    def _receive(self) -> None:
        """Lay what was looked at into 2-回收."""
        self.desk.receive()
        self.show()

    def _open_folder(self) -> None:
        if self.desk.model.folder:
            self._open(self.desk.model.folder)

    def _open_ledger(self) -> None:
        if self.desk.model.folder:
            self._open(self.desk.model.folder / FILE)

    def close(self) -> None:
        """Close the window; a step that runs is asked about first."""
        model = self.desk.model
        if model.is_busy and not messagebox.askyesno(
            "退出", f"“{model.title}”还没有做完，停止并退出吗？", parent=self.root
        ):
            return
        self.desk.close()
        self.root.destroy()
