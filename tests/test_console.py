"""What the console shows while something goes on."""

import pytest

from kexie_excel.console import progress


def test_a_bar_is_shown_once_there_are_many_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # which says that it is a console
    with progress("读回收件") as report:
        report(30, 30)
    assert capsys.readouterr() == ("", "")
    with progress("读回收件") as report:
        report(1, 31)
        report(31, 31)
    told = capsys.readouterr()
    assert told.out == ""
    assert "读回收件" in told.err
    assert "31/31" in told.err
