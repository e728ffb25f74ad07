"""Archives and mails are looked into, within bounds, and leave nothing behind (cases 12, 16 to 22, 24)."""

import datetime as dt
import hashlib
import tempfile
import zipfile
from pathlib import Path

import pytest

from kexie_excel.inbox import container as container_module
from kexie_excel.inbox import mail as mail_module
from kexie_excel.inbox import unpack
from kexie_excel.inbox.archive import decode
from kexie_excel.inbox.receipts import Fate
from kexie_excel.inbox.unpack import Opened, open_container
from kexie_excel.returns.batch import collect
from kexie_excel.returns.model import Intake, UnitState
from kexie_excel.sheets.read.grid import Unreadable
from kexie_excel.sheets.read.sniff import Kind
from tests.builders import SCHEME, UNIT
from tests.returned import receipts
from tests.returns.strange import archive, bomb, mail, nested, raw_mail, with_method

PHOTO = b"\xff\xd8\xff\xe0" + b"x" * 99_000
OTHER = SCHEME.units[1].name


def came(folder: Path, **files: bytes) -> Intake:
    """Put files into a folder (``_`` before the ending stands for the dot), and read it."""
    for name, data in files.items():
        (folder / ".".join(name.rsplit("_", 1))).write_bytes(data)
    return collect(SCHEME, folder)


def codes(intake: Intake) -> list[str]:
    """Give the codes of the findings."""
    return [found.code for found in intake.findings]


@pytest.fixture(autouse=True)
def private(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary folders are made, watched."""
    folder = tmp_path_factory.mktemp("private")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


pytestmark = pytest.mark.usefixtures("read_here")


def test_a_return_in_an_archive_is_read_and_everything_in_it_listed(
    tmp_path: Path, filled: bytes, private: Path
) -> None:
    data = archive({"来件/自评表.xlsx": filled, "照片/1.jpg": PHOTO, "~$自评表.xlsx": b"x", "__MACOSX/._a": b"x"})
    intake = came(tmp_path, 附件_zip=data)
    found = receipts(intake)
    assert {file: receipt.fate for file, receipt in found.items()} == {
        "附件.zip": Fate.OPENED,
        "附件.zip!来件/自评表.xlsx": Fate.ADOPTED,
        "附件.zip!照片/1.jpg": Fate.ENCLOSURE,
        "附件.zip!~$自评表.xlsx": Fate.SKIPPED,
        "附件.zip!__MACOSX/._a": Fate.SKIPPED,
    }
    assert found["附件.zip"].note == "压缩包，里面有4个文件：已读1、附件1、已略过2"
    form, photo = found["附件.zip!来件/自评表.xlsx"], found["附件.zip!照片/1.jpg"]
    moment = dt.datetime(2017, 12, 8, 10, 30)  # noqa: DTZ001 - a clock without a zone
    assert (form.unit, form.size, form.modified) == (UNIT, len(filled), moment)
    assert form.sha256 == hashlib.sha256(filled).hexdigest()
    assert (photo.size, photo.sha256) == (len(PHOTO), hashlib.sha256(PHOTO).hexdigest())
    assert intake.returns[UNIT].file == form.file
    assert codes(intake) == []
    assert intake.reconciliation() == "应报10＝已读1＋不可读0＋待定0＋未报送9"
    assert (tmp_path / "附件.zip").read_bytes() == data
    assert list(private.iterdir()) == []


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_are_read_as_they_were_meant(tmp_path: Path, filled: bytes, encoding: str) -> None:
    """Case 16: most Chinese programs say nothing about a name's encoding."""
    intake = came(tmp_path, 附件_zip=archive({"自评表/评估㈠.xlsx".encode(encoding): filled}))
    assert list(receipts(intake)) == ["附件.zip", "附件.zip!自评表/评估㈠.xlsx"]


def test_a_name_that_says_how_it_is_written(tmp_path: Path) -> None:
    assert decode("镕".encode("gb18030")) == "镕"
    assert decode(b"\xff\xff") == "\ufffd\ufffd"
    stream = tmp_path / "a.zip"
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("表.txt", b"x")
        file.writestr(zipfile.ZipInfo("b.txt", (1980, 0, 0, 0, 0, 0)), b"x")
    opened = open_container(stream, "a.zip", tmp_path)
    assert isinstance(opened, Opened)
    assert [member.receipt.file for member in opened.members] == ["a.zip!表.txt", "a.zip!b.txt"]
    assert opened.members[1].receipt.modified is None


def test_no_member_reaches_beyond_its_private_folder(tmp_path: Path, filled: bytes, private: Path) -> None:
    """Case 17, zip-slip: names are shown, never used."""
    names = ["../../逃.xlsx", "/etc/a.xlsx", "C:\\Windows\\a.xlsx", "..\\a\x07!b.xlsx", "", "..", "a  b.xlsx"]
    folder = tmp_path / "深" / "2-回收"
    folder.mkdir(parents=True)
    before = set(tmp_path.rglob("*"))
    intake = came(folder, 附件_zip=archive(dict.fromkeys(names, filled)))
    shown = ["逃.xlsx", "etc/a.xlsx", "Windows/a.xlsx", "a！b.xlsx", "未命名", "未命名（2）", "a b.xlsx"]
    assert sorted(receipts(intake)) == sorted(["附件.zip", *(f"附件.zip!{name}" for name in shown)])
    assert {receipt.fate for receipt in intake.receipts} == {Fate.OPENED, Fate.ADOPTED, Fate.DUPLICATE}
    assert set(tmp_path.rglob("*")) == before | {folder / "附件.zip"}
    assert list(private.iterdir()) == []


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 6])
def test_archives_within_archives_are_opened_up_to_three_deep(tmp_path: Path, filled: bytes, depth: int) -> None:
    intake = came(tmp_path, 外_zip=nested(filled, "表.xlsx", depth))
    last = intake.receipts[-1]
    if depth <= 3:
        assert (last.fate, last.file.count("!")) == (Fate.ADOPTED, depth)
        assert [receipt.fate for receipt in intake.receipts[:-1]] == [Fate.OPENED] * depth
        assert {receipt.note for receipt in intake.receipts[:-1]} == {"压缩包，里面有1个文件：已读1"}
    else:
        assert (last.fate, last.note) == (
            Fate.UNREADABLE,
            "压缩包套了3层以上，没有打开；请解压后把里面的评估表放进“2-回收”",
        )
        assert codes(intake) == ["K113"]


def test_a_bomb_costs_one_line_and_nothing_of_it_is_unpacked(tmp_path: Path, filled: bytes, private: Path) -> None:
    """Case 17: out of all proportion to the archive, and known before it is unpacked."""
    intake = came(tmp_path, **{f"{UNIT}_zip": bomb(120 * 1024**2), "好_xlsx": filled})
    found = receipts(intake)[f"{UNIT}.zip"]
    assert (found.fate, found.unit) == (Fate.UNREADABLE, UNIT)
    assert found.note.startswith("压缩包里的文件太多或太大")
    assert intake.states[UNIT] is UnitState.READ
    assert codes(intake) == ["K113"]
    assert list(private.iterdir()) == []


def test_who_is_in_what_is_too_much_has_sent_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the archive itself, or in one within it."""
    monkeypatch.setattr(container_module, "MOST_BYTES", 20)
    intake = came(tmp_path, 外_zip=archive({f"{UNIT}.xlsx": b"x" * 21}))
    assert (intake.findings[0].unit, intake.states[UNIT]) == (UNIT, UnitState.UNREADABLE)
    monkeypatch.undo()
    monkeypatch.setattr(container_module, "MOST_FILES", 1)
    two = archive({f"{UNIT}.xlsx": b"x", "b": b""})
    found = open_container(place(tmp_path / "c.zip", nested(two, "a.zip", 1)), "c.zip", tmp_path)
    assert isinstance(found, Unreadable)
    assert found.names == (f"{UNIT}.xlsx", "b", "a.zip")


def place(path: Path, data: bytes) -> Path:
    """Put a file there."""
    path.write_bytes(data)
    return path


def test_the_bounds_are_one_account_for_all_that_is_nested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = {"a.txt": b"x", "b.txt": b"y"}
    inner = archive(small)
    path = tmp_path / "a.zip"
    path.write_bytes(archive({**small, "c.zip": inner}))

    def opened(files: int = 99, size: int = 9999) -> Opened | Unreadable:
        account = unpack._Unpacking(tmp_path, files, size)  # noqa: SLF001 - the account itself is tested
        with monkeypatch.context() as patched:
            patched.setattr(unpack, "_Unpacking", lambda _folder: account)
            return open_container(path, "a.zip", tmp_path)

    assert isinstance(opened(), Opened)
    assert isinstance(opened(files=5), Opened)
    assert isinstance(opened(files=4), Unreadable)
    assert isinstance(opened(size=4 + len(inner)), Opened)
    assert isinstance(opened(size=3 + len(inner)), Unreadable)
    monkeypatch.setattr(container_module, "MOST_FILES", 2)
    assert isinstance(open_container(path, "a.zip", tmp_path), Unreadable)
    monkeypatch.undo()
    monkeypatch.setattr(container_module, "MOST_BYTES", 3)
    assert isinstance(open_container(path, "a.zip", tmp_path), Unreadable)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (archive({"a.xlsx": b"x"}, flags=1), "压缩包设了密码"),
        (with_method(archive({"a.xlsx": b"x"}), 9), "压缩方式本程序不支持"),
    ],
)
def test_what_cannot_be_opened_says_why(tmp_path: Path, data: bytes, said: str) -> None:
    intake = came(tmp_path, **{f"{UNIT}材料_zip": data})
    (receipt,) = intake.receipts
    assert said in receipt.note
    assert (receipt.fate, receipt.unit, codes(intake)) == (Fate.UNREADABLE, UNIT, ["K113"])
    assert intake.states[UNIT] is UnitState.UNREADABLE


def test_a_locked_archive_in_a_good_one_costs_one_line(tmp_path: Path, filled: bytes) -> None:
    intake = came(tmp_path, 外_zip=archive({"内.zip": archive({"a": b"x"}, flags=1), "表.xlsx": filled}))
    assert [receipt.fate for receipt in intake.receipts] == [Fate.OPENED, Fate.UNREADABLE, Fate.ADOPTED]


def test_a_damaged_member_costs_one_line(tmp_path: Path, filled: bytes) -> None:
    """Case 10, within an archive: what does not come out whole is not read at all."""
    data = bytearray(archive({"坏.xlsx": filled, "好.xlsx": filled}))
    data[len(data) // 4] ^= 0xFF
    found = receipts(came(tmp_path, 附件_zip=bytes(data)))
    assert (found["附件.zip!坏.xlsx"].fate, found["附件.zip!坏.xlsx"].note) == (
        Fate.UNREADABLE,
        Kind.BROKEN.sentence,
    )
    assert found["附件.zip!好.xlsx"].fate is Fate.ADOPTED


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"a.xlsx": b"x"}))
    opened = open_container(path, "a.zip", tmp_path / "不在")
    assert isinstance(opened, Unreadable)
    assert "磁盘可能已满" in opened.reason


def test_what_is_no_archive_that_opens_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"MSCF\0")
    assert open_container(path, "a.zip", tmp_path) == Unreadable(Kind.OTHER_ARCHIVE.sentence, "K113")


@pytest.mark.no_cover
def test_a_large_member_comes_out_whole(tmp_path: Path) -> None:
    """It is written piece by piece."""
    large = b"PK" + bytes(at * 7 % 251 for at in range(3 * 1024**2))
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"a.xlsx": large}))
    opened = open_container(path, "a.zip", tmp_path)
    assert isinstance(opened, Opened)
    assert opened.members[0].path.read_bytes() == large


def test_only_the_head_of_what_is_not_read_is_kept(tmp_path: Path) -> None:
    """An archive of evidence has hundreds of megabytes of photographs."""
    path = tmp_path / "a.zip"
    large = PHOTO * 30
    path.write_bytes(archive({"1.jpg": PHOTO, "2.jpg": large}))
    opened = open_container(path, "a.zip", tmp_path)
    assert isinstance(opened, Opened)
    assert [photo.receipt.size for photo in opened.members] == [len(PHOTO), len(large)]
    assert max(photo.path.stat().st_size for photo in opened.members) < len(PHOTO)


def test_an_archive_without_a_form_is_named_once(tmp_path: Path) -> None:
    """K115: hundreds of photographs are hundreds of lines in 收件登记, and one among the findings."""
    photos = archive({f"{at}.jpg": PHOTO for at in range(20)})
    intake = came(tmp_path, **{f"{UNIT}_zip": archive({"照片.zip": photos, "b.jpg": PHOTO})})
    assert (len(intake.receipts), codes(intake)) == (23, ["K115"])
    assert (intake.findings[0].unit, intake.findings[0].message) == (UNIT, "压缩包里有21个文件，都不是评估表")
    assert intake.states[UNIT] is UnitState.UNREADABLE


def test_a_member_that_is_chosen_in_the_ledger_counts(tmp_path: Path, filled: bytes) -> None:
    """Design §5.3: 采用文件 names a member like any file."""
    (tmp_path / "a.zip").write_bytes(archive({f"{UNIT}/表.xlsx": filled}))
    name = f"a.zip!{UNIT}/表.xlsx"
    assert collect(SCHEME, tmp_path, chosen={UNIT: name}).returns[UNIT].file == name


def test_the_return_in_a_mail_is_read(tmp_path: Path, filled: bytes, private: Path) -> None:
    """Case 24: a forwarded mail with an archive in it; the sender does not matter."""
    inner = mail([("附件.zip", archive({"表.xlsx": filled}))])
    outer = mail([("照片.jpg", PHOTO)])
    outer.add_attachment(inner)
    found = receipts(came(tmp_path, 转发_eml=outer.as_bytes()))
    assert {file: receipt.fate for file, receipt in found.items()} == {
        "转发.eml": Fate.OPENED,
        "转发.eml!照片.jpg": Fate.ENCLOSURE,
        "转发.eml!绩效评估自评表.eml": Fate.OPENED,
        "转发.eml!绩效评估自评表.eml!附件.zip": Fate.OPENED,
        "转发.eml!绩效评估自评表.eml!附件.zip!表.xlsx": Fate.ADOPTED,
    }
    assert found["转发.eml"].note == "邮件，里面有2个文件：附件1、已读1"
    assert found["转发.eml!照片.jpg"].modified == dt.datetime(2017, 12, 8, 10, 30)  # noqa: DTZ001 - the sender's clock
    assert list(private.iterdir()) == []


GBK, UTF8 = "甲县自评表.pdf".encode("gbk"), "甲县自评表.pdf".encode()
DISPOSITIONS = {
    "RFC 2231": b"Content-Disposition: attachment; filename*=UTF-8''%E7%94%B2%E5%8E%BF%E8%87%AA%E8%AF%84%E8%A1%A8.pdf",
    "RFC 2231 in GBK": b"Content-Disposition: attachment; filename*=gb2312''%BC%D7%CF%D8%D7%D4%C6%C0%B1%ED.pdf",
    "RFC 2231 in pieces": b"Content-Disposition: attachment;\r\n filename*0*=gbk''%BC%D7%CF%D8;\r\n"
    b" filename*1*=%D7%D4%C6%C0%B1%ED.pdf",
    "RFC 2231 in an encoding of no name": b"Content-Disposition: attachment; filename*=x-no''%BC%D7%CF%D8"
    b"%D7%D4%C6%C0%B1%ED.pdf",
    "RFC 2047": b'Content-Disposition: attachment; filename="=?GB2312?B?vNfP2NfUxsCx7S5wZGY=?="',
    "RFC 2047 in pieces": b'Content-Disposition: attachment;\r\n filename="=?gb2312?B?vNfP2A==?=\r\n'
    b' =?gb2312?B?19TGwLHtLnBkZg==?="',
    "RFC 2047 and plain": b'Content-Disposition: attachment; filename="=?gb2312?B?vNfP2NfUxsCx7Q==?= .pdf"',
    "raw GBK": b'Content-Disposition: attachment; filename="' + GBK + b'"',
    "raw UTF-8": b'Content-Disposition: attachment; filename="' + UTF8 + b'"',
    "the type's name": b'Content-Type: application/pdf; name="' + GBK + b'"',
}


@pytest.mark.parametrize("way", DISPOSITIONS)
def test_an_attached_file_s_name_is_read_however_it_is_written(tmp_path: Path, way: str) -> None:
    """Cases 19 and 20."""
    found = receipts(came(tmp_path, 邮件_eml=raw_mail(DISPOSITIONS[way])))
    assert [name.replace(" ", "") for name in found] == ["邮件.eml", "邮件.eml!甲县自评表.pdf"]


def test_a_name_that_cannot_be_decoded_is_kept(tmp_path: Path) -> None:
    names = b'Content-Disposition: attachment; filename="=?utf-8?B?a?="'
    found = receipts(came(tmp_path, 邮件_eml=raw_mail(names)))
    assert list(found) == ["邮件.eml", "邮件.eml!=?utf-8?B?a?="]


def test_attachments_without_a_name_are_numbered(tmp_path: Path) -> None:
    second = (
        b"Content-Type: image/png\r\n\r\n\x89PNG\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nX: y\r\n\r\n\r\n--b\r\n"
    )
    found = receipts(came(tmp_path, 邮件_eml=raw_mail(b"Content-Disposition: attachment", more=second)))
    names = ["邮件.eml", "邮件.eml!附件1", "邮件.eml!转发的邮件2.eml", "邮件.eml!附件3"]
    assert list(found) == names
    assert found["邮件.eml!转发的邮件2.eml"].note == "邮件里没有正文，也没有附件，可能没有收全；请在邮件程序里打开核实"
    assert found["邮件.eml!附件3"].fate is Fate.NOT_A_FORM


LINKS = [
    "从QQ邮箱发来的超大附件 http://a.example/x 提取码 1234",
    "下载：https://mail.example.com/cgi-bin/ftnExs_download?k=1",
]


@pytest.mark.parametrize("text", LINKS)
def test_a_link_in_the_place_of_an_attachment_is_named(tmp_path: Path, text: str) -> None:
    """Case 22, K114: the link expires."""
    intake = came(tmp_path, **{f"{UNIT}_eml": mail(text=text).as_bytes()})
    (receipt,) = intake.receipts
    assert (receipt.fate, receipt.unit, codes(intake)) == (Fate.UNREADABLE, UNIT, ["K114"])
    assert receipt.note == "邮件里没有附件，只有下载链接；请点链接把文件下载到“2-回收”，链接会过期"


def test_a_link_beside_attachments_is_named_too(tmp_path: Path, filled: bytes) -> None:
    intake = came(tmp_path, 一_eml=mail([("图.jpg", PHOTO)], LINKS[0]).as_bytes())
    assert codes(intake) == ["K114"]
    assert "正文里有下载链接" in intake.receipts[0].note
    assert codes(came(tmp_path, 一_eml=mail([("表.xlsx", filled)], LINKS[0]).as_bytes())) == []


def test_a_mail_without_anything_is_named(tmp_path: Path) -> None:
    intake = came(tmp_path, 一_eml=mail(text="详见 http://example.com/").as_bytes())
    assert (intake.receipts[0].fate, codes(intake)) == (Fate.NOT_A_FORM, ["K115"])


def test_mails_beyond_all_bounds_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail([("图.jpg", PHOTO)]).as_bytes())
    monkeypatch.setattr(mail_module, "MOST_BYTES_OF_A_MAIL", 10)
    large = open_container(path, "a.eml", tmp_path)
    assert isinstance(large, Unreadable)
    assert "邮件太大" in large.reason
    monkeypatch.undo()

    def deep(_mail: object) -> None:
        raise RecursionError

    monkeypatch.setattr(mail_module, "_leaves", deep)
    nested_mail = open_container(path, "a.eml", tmp_path)
    assert isinstance(nested_mail, Unreadable)
    assert "太多层" in nested_mail.reason


def test_a_mail_of_no_day_has_no_time(tmp_path: Path) -> None:
    found = receipts(came(tmp_path, 邮件_eml=raw_mail(DISPOSITIONS["RFC 2047"])))
    assert found["邮件.eml!甲县自评表.pdf"].modified is None


def volumes(data: bytes) -> tuple[bytes, bytes]:
    """Give a zip in two volumes; the last one holds the directory and says that it is the second."""
    end = data.rindex(b"PK\x05\x06")
    return b"PK\x07\x08" + data[:50], data[50:end] + data[end : end + 4] + b"\1\0" + data[end + 6 :]


def test_a_split_archive_is_named_and_so_is_whoever_is_in_it(tmp_path: Path, filled: bytes) -> None:
    """K140: its directory stands in the last volume, and says whose files it has."""
    first, last = volumes(archive({f"{UNIT}.xlsx": filled, f"{OTHER}.xlsx": filled, "说明.txt": b"x"}))
    intake = came(tmp_path, 全部_z01=first, 全部_zip=last)
    assert {receipt.file: (receipt.fate, receipt.unit) for receipt in intake.receipts} == {
        "全部.z01": (Fate.UNREADABLE, ""),
        "全部.zip": (Fate.UNREADABLE, f"{UNIT}、{OTHER}"),
    }
    assert codes(intake) == ["K140", "K140"]
    assert intake.states[UNIT] is intake.states[OTHER] is UnitState.UNREADABLE


def test_a_split_archive_without_a_directory_is_named(tmp_path: Path) -> None:
    assert codes(came(tmp_path, 全部_zip=b"\xff" * 99 + volumes(archive({}))[1][-22:])) == ["K140"]


def test_who_is_in_a_locked_archive_is_seen_from_outside(tmp_path: Path) -> None:
    """Names are not encrypted: nobody says that nothing came from a unit whose file is in there."""
    intake = came(tmp_path, 材料_zip=archive({f"{OTHER}.xlsx": b"x", "a.txt": b"x"}, flags=1))
    assert (intake.receipts[0].unit, codes(intake)) == (OTHER, ["K113"])
    assert intake.states[OTHER] is UnitState.UNREADABLE
