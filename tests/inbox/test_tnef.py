"""winmail.dat is opened like the mail that it stands for (case 23)."""

from pathlib import Path

import pytest

from kexie_excel.inbox import tnef as tnef_module
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import Intake
from kexie_excel.sheets.read.kind import Kind
from tests.builders import SCHEME
from tests.returns.strange import mail
from tests.sheets.read.containers import inner_mail, long_name, tnef, winmail

pytestmark = pytest.mark.usefixtures("read_here")


def came(folder: Path, data: bytes) -> Intake:
    """Read one winmail.dat."""
    (folder / "winmail.dat").write_bytes(data)
    return collect(SCHEME, folder)


def test_the_return_in_a_mail_s_winmail_is_read(tmp_path: Path, filled: bytes) -> None:
    sent = mail([("winmail.dat", winmail({"自评表.xlsx".encode("gbk"): filled, b"a/b.txt": b"x"}))])
    (tmp_path / "信.eml").write_bytes(sent.as_bytes())
    intake = collect(SCHEME, tmp_path)
    assert {receipt.file: receipt.fate for receipt in intake.receipts} == {
        "信.eml": Fate.OPENED,
        "信.eml!winmail.dat": Fate.OPENED,
        "信.eml!winmail.dat!自评表.xlsx": Fate.ADOPTED,
        "信.eml!winmail.dat!a-b.txt": Fate.ENCLOSURE,
    }
    assert intake.receipts[1].note == "邮件，里面有2个文件：已读1、附件1"


def test_the_long_name_goes_before_the_old_one(tmp_path: Path, filled: bytes) -> None:
    intake = came(tmp_path, winmail({b"ABCDEF~1.XLS": filled}, long_name("湘阴县的评估表.xlsx")))
    assert [receipt.file for receipt in intake.receipts] == ["winmail.dat", "winmail.dat!湘阴县的评估表.xlsx"]


def test_what_is_attached_to_an_attached_mail(tmp_path: Path, filled: bytes) -> None:
    forwarded = inner_mail(winmail({b"a.xlsx": filled}))
    assert [receipt.file for receipt in came(tmp_path, winmail({b"Fwd": b""}, forwarded)).receipts] == [
        "winmail.dat",
        "winmail.dat!a.xlsx",
    ]


def test_a_file_without_a_name_is_numbered(tmp_path: Path, filled: bytes) -> None:
    assert came(tmp_path, winmail({b"": filled})).receipts[1].file == "winmail.dat!附件1"


@pytest.mark.parametrize("length", [5, 20, 60, 90, -1])
def test_what_breaks_off_says_so(tmp_path: Path, length: int) -> None:
    (found,) = came(tmp_path, winmail({b"a.xlsx": b"x" * 999})[:length]).findings
    assert (found.code, found.message) == ("K132", Kind.CUT_OFF.sentence)


def test_a_wrong_checksum_gives_nothing(tmp_path: Path, filled: bytes) -> None:
    data = bytearray(winmail({b"a.xlsx": filled}))
    data[len(data) // 2] ^= 1
    (found,) = came(tmp_path, bytes(data)).findings
    assert (found.code, found.message) == ("K143", Kind.BROKEN.sentence)


def test_what_stands_behind_it_does_not_matter(tmp_path: Path, filled: bytes) -> None:
    """Nor does a property that the library cannot read, of which it would speak on the screen."""
    data = winmail({b"a.xlsx": filled}, b"\1\0\0\0\x99\x99\x07\x37")
    assert came(tmp_path, data + b"\r\n").receipts[1].fate is Fate.ADOPTED


def test_what_makes_no_sense_is_one_sentence(tmp_path: Path) -> None:
    (found,) = came(tmp_path, tnef((2, 0x0006800F, b"x" * 20))).findings
    assert (found.code, found.message) == ("K113", Kind.WINMAIL.sentence)


def test_nothing_attached_is_said(tmp_path: Path) -> None:
    (found,) = came(tmp_path, winmail({})).findings
    assert (found.code, found.message) == ("K115", "winmail.dat 里没有附件，请核实对方是否漏发")


def test_what_is_too_large_for_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tnef_module, "MOST_BYTES_OF_A_MAIL", 10)
    (found,) = came(tmp_path, winmail({b"a.xlsx": b"x"})).findings
    assert found.message == Kind.WINMAIL.sentence


def test_too_little_memory_is_not_the_file_s_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_words: object, **_named: object) -> None:
        raise MemoryError

    monkeypatch.setattr(tnef_module, "TNEF", refuse)
    with pytest.raises(MemoryError):
        came(tmp_path, winmail({b"a.xlsx": b"x"}))
