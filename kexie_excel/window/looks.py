"""How the window looks: sizes in points, so that 125 % and 150 % are the system's affair; the dialogs of Tk in Chinese."""

import re
import shutil
import subprocess
import sys
import tkinter as tk
from tkinter import font, ttk

POINTS = 10
_POINTS_PER_INCH = 72
_PAPER, _RAISED, _TOUCHED, _EDGE, _MARK = "#f4f5f7", "#ffffff", "#e5edf7", "#c3c9d1", "#2f6fb3"
BOLD, TITLE = "KexieBold", "KexieTitle"
"""Names of fonts."""


def be_aware_of_scaling() -> None:
    """Tell Windows, before there is a window, that we draw in the screen's own dots; else it blows up a blurred picture."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - of use on Windows only

        try:
            ctypes.windll.shcore.SetProcessDpiAwareness(1)
        except (AttributeError, OSError):  # before Windows 8.1
            ctypes.windll.user32.SetProcessDPIAware()


def dots_per_inch(resources: str) -> float | None:
    """Give what an X desktop's resources say of its scaling; ``None`` where they say nothing."""
    found = re.search(r"^Xft\.dpi:\s*(\d+(?:\.\d+)?)\s*$", resources, re.MULTILINE)
    return float(found[1]) if found else None


def dress(root: tk.Tk) -> None:
    """Set scaling, fonts, styles and the words of the dialogs."""
    _scale(root)
    for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont", "TkHeadingFont"):
        font.nametofont(name, root).configure(size=POINTS)
    usual = font.nametofont("TkDefaultFont", root)
    style = ttk.Style(root)
    if root.tk.call("tk", "windowingsystem") == "x11":
        _dress_plainly(root, style)
    wide = usual.measure("中")
    style.configure("Treeview", rowheight=round(usual.metrics("linespace") * 1.4))
    style.configure("TButton", padding=(wide // 2, wide // 4))
    style.configure("Step.TButton", anchor="w", padding=(wide // 2, wide // 3))
    _make_bold(root, BOLD, POINTS)
    _make_bold(root, TITLE, POINTS + 4)
    style.configure("Title.TLabel", font=TITLE)
    style.configure("Head.TLabel", font=BOLD)
    style.configure("Treeview.Heading", font=BOLD)
    # the dialogs of Tk itself, where the system has none, whatever language the desktop speaks
    root.tk.eval("::msgcat::mclocale zh_cn; ::msgcat::mcload [file join $::tk_library msgs]")


def _dress_plainly(root: tk.Tk, style: ttk.Style) -> None:
    """Set quiet colours where the system has no looks of its own."""
    style.theme_use("clam")
    root.configure(background=_PAPER)
    root.option_add("*Menu.background", _RAISED)
    style.configure(".", background=_PAPER, bordercolor=_EDGE, lightcolor=_PAPER, darkcolor=_PAPER, focuscolor=_MARK)
    style.configure("TButton", background=_RAISED, lightcolor=_RAISED, darkcolor=_RAISED)
    style.map("TButton", background=[("disabled", _PAPER), ("active", _TOUCHED)], bordercolor=[("focus", _MARK)])
    style.configure("Treeview", background=_RAISED, fieldbackground=_RAISED)
    style.map("Treeview", background=[("selected", _MARK)])
    style.configure("Treeview.Heading", background=_PAPER, relief="flat")
    style.configure("Horizontal.TProgressbar", background=_MARK, troughcolor=_EDGE)


def _make_bold(root: tk.Tk, name: str, points: int) -> None:
    """Make the usual font in bold, under a name."""
    family = font.nametofont("TkDefaultFont", root).actual("family")
    root.tk.call("font", "create", name, "-family", family, "-size", points, "-weight", "bold")


def _scale(root: tk.Tk) -> None:
    """Follow the scaling that an X desktop writes into its resources; elsewhere Tk knows it by itself."""
    program = shutil.which("xrdb")
    if program and root.tk.call("tk", "windowingsystem") == "x11":
        said = subprocess.run([program, "-query"], check=False, capture_output=True, encoding="utf-8").stdout  # noqa: S603 - a program of the desktop's own
        if dots := dots_per_inch(said):
            root.tk.call("tk", "scaling", dots / _POINTS_PER_INCH)
