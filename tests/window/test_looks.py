"""Sizes follow the desktop's scaling."""

import os
import sys
from pathlib import Path

import pytest

pytest.importorskip("tkinter", reason="this Python has no Tk", exc_type=ImportError)

import tkinter as tk

from kexie_excel.window.looks import dots_per_inch, dress

USUAL = 96 / 72


@pytest.mark.parametrize(
    ("resources", "dots"),
    [("Xft.dpi:\t144\n", 144.0), ("Xft.hinting: 1\nXft.dpi:  120.5\n", 120.5), ("Xft.dpi: large\n", None), ("", None)],
)
def test_an_x_desktop_says_its_scaling(resources: str, dots: float | None) -> None:
    assert dots_per_inch(resources) == dots


@pytest.mark.usefixtures("display")
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="no X desktop")
@pytest.mark.parametrize(("said", "scaling"), [("", USUAL), ("Xft.dpi: 144", 2.0)])
def test_the_window_follows_it(said: str, scaling: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "xrdb"
    program.write_text(f"#!/bin/sh\necho '{said}'\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    root = tk.Tk()
    dress(root)
    assert float(root.tk.call("tk", "scaling")) == pytest.approx(scaling, rel=0.02)
    root.tk.call("tk", "scaling", USUAL)  # the display keeps it
    root.destroy()
