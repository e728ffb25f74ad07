"""What the program tells another program: the same sentences and tables, one JSON object a line."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kexie_excel import channel
from kexie_excel.channel import Counted, Event, Incoming, Listed, Progressed, Spoken, Wrote, read
from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED

EVENTS: tuple[Event, ...] = (
    Spoken("没有做成：“甲”。", is_error=True),
    Listed("县市", ("名次", "单位"), (("1", "平江县"), ("2", "")), ("名次",)),
    Progressed("读回收件", 3, 10),
    Wrote("/甲 乙/汇总表.xlsx"),
    Incoming("/甲 乙/平江县.xlsx"),
    Counted({"units": 10, "returned": 7}),
)


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody listens, as the window does."""
    monkeypatch.setenv(channel.VARIABLE, "1")
    monkeypatch.setattr(channel, "stop_with_listener", lambda: None)  # pytest's own input is closed


def heard(capsys: pytest.CaptureFixture[str]) -> list[Event | None]:
    """Give what was told since."""
    return [read(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.usefixtures("listener")
@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_what_is_told_arrives_as_it_was(event: Event, capsys: pytest.CaptureFixture[str]) -> None:
    assert channel.send(event)
    line = capsys.readouterr().out
    assert line.isascii()
    assert line.count("\n") == 1
    assert read(line) == event


def test_where_nobody_listens_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert not any(channel.send(event) for event in EVENTS)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "line", ["", "UserWarning: 甲", "3", "[]", '{"Spoken": 3}', '{"Other": {}}', "{}", '{"Spoken": {"name": "甲"}}']
)
def test_what_is_none_of_ours_is_no_event(line: str) -> None:
    assert read(line) is None


@pytest.mark.slow
@pytest.mark.usefixtures("listener")
def test_check_tells_its_table_its_sentences_its_result_and_how_far_it_has_come(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(folder)]) == DONE
    told = heard(capsys)
    (table,) = (event for event in told if isinstance(event, Listed))
    assert table.headers[:3] == ("类别", "单位", "状态")
    assert [row[:3] for row in table.rows][:1] == [("县市", "平江县", "未报送")]
    assert "自评总分" in table.numeric
    assert Wrote(str(folder.absolute() / "3-核对" / "收件登记.xlsx")) in told
    assert Spoken("“2-回收”里还没有任何文件。") in told
    assert None not in told


@pytest.mark.usefixtures("listener")
def test_status_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", str(folder)]) == DONE
    (counted,) = (event for event in heard(capsys) if isinstance(event, Counted))
    assert counted.counts == {
        "units": 10,
        "issued": 10,
        "returned": 0,
        "to_mend": 0,
        "visited": 0,
        "open": 0,
        "final": 0,
        "approved": 0,
    }


@pytest.mark.slow
@pytest.mark.usefixtures("listener")
def test_a_long_step_tells_how_far_it_has_come(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "评估")]) == DONE
    told = heard(capsys)
    assert [event.done for event in told if isinstance(event, Progressed)] == list(range(1, 11))
    assert Wrote(str(tmp_path / "评估" / "1-下发")) in told


@pytest.mark.usefixtures("listener")
def test_a_mistake_is_told_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == FAILED
    (said,) = heard(capsys)
    assert isinstance(said, Spoken)
    assert said.is_error


def test_the_program_stops_once_the_listener_is_gone(folder: Path) -> None:
    """As by Ctrl+C: one sentence and exit code 2, whatever it was at."""
    before = sorted(folder.rglob("*"))
    process = subprocess.Popen(
        [sys.executable, "-m", "kexie_excel", "onsite", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {channel.VARIABLE: "1"},
    )
    assert process.stdin
    process.stdin.close()
    process.stdin = None
    began = time.monotonic()
    out, error = process.communicate(timeout=60)
    assert time.monotonic() - began < 30
    assert process.returncode == FAILED
    assert Spoken("已中止，没有写出结果。", is_error=True) in [read(line) for line in out.splitlines()]
    assert error == ""
    assert sorted(folder.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="a sleep hears nothing there")
def test_the_end_of_the_input_is_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    monkeypatch.setenv(channel.VARIABLE, "1")
    with open(ours, encoding="ascii") as end:  # noqa: PTH123 - a pipe
        monkeypatch.setattr(sys, "stdin", end)
        channel.stop_with_listener()
        os.write(theirs, b"what is typed is nothing to us")
        with pytest.raises(KeyboardInterrupt):
            close_and_wait(theirs)


def close_and_wait(handle: int) -> None:
    """Close a pipe, and wait longer than anybody should have to."""
    os.close(handle)
    time.sleep(30)


def test_where_nobody_listens_the_input_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    channel.stop_with_listener()
