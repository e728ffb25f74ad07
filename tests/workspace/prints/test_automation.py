"""A PDF by the WPS or Excel of a Windows desktop: which one is asked, and that its user's own work stays as it is."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kexie_excel.workspace.prints import automation
from kexie_excel.workspace.prints.automation import DONE, FAILED, NONE, main


@dataclass
class Office:
    """A program of the desktop as it looks from outside: it holds workbooks, and is told what to do with one."""

    open: int = 0
    """Workbooks of its user."""
    fails: bool = False
    DisplayAlerts: bool = True
    is_gone: bool = False
    told: list[object] = field(default_factory=list)

    @property
    def Workbooks(self) -> "Office":  # noqa: N802 - the program's own names
        """All that is open."""
        return self

    @property
    def Count(self) -> int:  # noqa: N802
        """How many are open."""
        return self.open

    def Open(self, path: str, links: int, read_only: bool) -> "Office":  # noqa: N802, FBT001
        """Open one more."""
        self.told.append((Path(path).name, links, read_only, self.DisplayAlerts))
        self.open += 1
        return self

    def ExportAsFixedFormat(self, kind: int, path: str) -> None:  # noqa: N802
        """Write it."""
        if self.fails:
            raise OSError(kind)
        Path(path).write_bytes(b"%PDF-")

    def Close(self, save: bool) -> None:  # noqa: N802, FBT001
        """Close it."""
        self.told.append(save)
        self.open -= 1

    def Quit(self) -> None:  # noqa: N802
        """End."""
        self.is_gone = True


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, **installed: Office) -> int:
    """Ask for a PDF where these programs are installed."""

    def start(name: str, _cache: Path) -> Office:
        if name.removesuffix(".Application") not in installed:
            raise OSError(name)
        return installed[name.removesuffix(".Application")]

    monkeypatch.setattr(automation, "start", start)
    return main([str(folder / "print.xlsx"), str(folder / "print.pdf")])


def test_wps_goes_first_and_ends_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wps, excel = Office(), Office()
    assert run(tmp_path, monkeypatch, Ket=wps, Excel=excel) == DONE
    assert (tmp_path / "print.pdf").read_bytes() == b"%PDF-"
    assert wps.told == [("print.xlsx", 0, True, False), False]
    assert (wps.is_gone, wps.DisplayAlerts, excel.told) == (True, True, [])


def test_what_its_user_has_open_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wps = Office(open=2)
    assert run(tmp_path, monkeypatch, Ket=wps) == DONE
    assert (wps.is_gone, wps.open, wps.DisplayAlerts) == (False, 2, True)


def test_where_one_fails_the_next_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wps, excel = Office(fails=True), Office()
    assert run(tmp_path, monkeypatch, Ket=wps, Excel=excel) == DONE
    assert (wps.is_gone, excel.is_gone) == (True, True)
    assert run(tmp_path, monkeypatch, Ket=Office(fails=True)) == FAILED


def test_another_system_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([str(tmp_path / "print.xlsx"), str(tmp_path / "print.pdf")]) == NONE
