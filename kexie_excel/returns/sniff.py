"""What a file is, by its first bytes and not by its name."""

import zipfile
from enum import Enum
from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_HEAD = 4096
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


class Kind(Enum):
    """What a file's content is; the value is the sentence for 收件登记."""

    WORKBOOK = "工作簿"
    EMPTY = "文件是空的（0字节），请重新发来"
    ENCRYPTED = "文件设了打开密码，请取消密码后重新发来"
    CUT_OFF = "文件不完整（像是没有下载完），请重新发来"
    ARCHIVE = "这是压缩包，请解压后把里面的工作簿放进来"
    DOCUMENT = "这是 Word 文档，不是评估表；请发下发的 Excel 工作簿"
    PDF = "这是 PDF 文件，不是评估表；请发下发的 Excel 工作簿"
    PICTURE = "这是图片，不是评估表；请发下发的 Excel 工作簿"
    WEB_PAGE = "这其实是网页文件，不是工作簿；请用 Excel 或 WPS 打开后另存为 xlsx"
    OTHER = "不是能识别的工作簿；请发下发的 Excel 工作簿"

    @property
    def is_workbook(self) -> bool:
        """Whether it is a spreadsheet, if perhaps one that cannot be opened."""
        return self in {Kind.WORKBOOK, Kind.EMPTY, Kind.ENCRYPTED, Kind.CUT_OFF}


def sniff(path: Path) -> Kind:
    """Tell what the file is.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return Kind.EMPTY
    if head.startswith(_OLE):
        return _ole(path)
    if head.startswith(b"PK"):
        return _zip(path)
    if head.startswith(b"%PDF"):
        return Kind.PDF
    if head.startswith(_PICTURES):
        return Kind.PICTURE
    if head.startswith((b"Rar!", b"7z\xbc\xaf")):
        return Kind.ARCHIVE
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return Kind.WEB_PAGE
    return Kind.OTHER


def _ole(path: Path) -> Kind:
    """Tell what an OLE2 container holds."""
    content = path.read_bytes()
    if _ENCRYPTED in content:
        return Kind.ENCRYPTED
    return Kind.DOCUMENT if _WORD in content else Kind.WORKBOOK


def _zip(path: Path) -> Kind:
    """Tell what a zip container holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as declared:
                    return Kind.WORKBOOK if b"spreadsheet" in declared.read(_HEAD) else Kind.DOCUMENT
    except Exception:  # noqa: BLE001 - a damaged archive fails in more ways than the library names
        return Kind.CUT_OFF
    if any(name.startswith("xl/") for name in names):
        return Kind.WORKBOOK
    if any(name.startswith("word/") for name in names):
        return Kind.DOCUMENT
    return Kind.ARCHIVE
