"""What a file is, by its content and not by its name."""

import codecs
import re
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from kexie_excel.sheets.read.compound import is_encrypted_book, map_file, root_names
from kexie_excel.sheets.read.zipped import Zipped, read_zipped

HEAD = 4096
"""Bytes that show what most files are."""

_FORM = "不是评估表；请发下发的 Excel 工作簿"
_RESAVE = "请用 Excel 或 WPS 打开后另存为 xlsx"
_UNPACK = "请解压后把里面的评估表放进“2-回收”"


class Kind(Enum):
    """What a file's content is: the sentence for 收件登记, and the code of the finding where it is no workbook."""

    WORKBOOK = "工作簿", "K101"
    EMPTY = "文件是空的（0字节），请重新发来", "K101"
    HOLLOW = "文件里什么都没有，请重新发来", "K101"
    ENCRYPTED = "文件设了打开密码，请取消密码后重新发来（打开时并不问密码的，请撤销“保护工作簿”后另存为 xlsx）", "K101"
    CUT_OFF = "文件不完整（像是没有下载完），请重新发来", "K101"
    UNREAD = f"读不出这个工作簿（可能已损坏，也可能是少见的格式），{_RESAVE} 再发来", "K101"
    SWOLLEN = "工作簿展开后大得不正常，没有读；请把填报内容复制到下发的工作簿里重新发来", "K101"
    WPS_TABLE = "这是 WPS 表格（et）文件，请用 WPS 打开后另存为 xlsx 再发来", "K101"
    XML_TABLE = f"这是 XML 表格（Excel 2003），{_RESAVE} 再发来", "K101"
    WEB_ARCHIVE = f"这是单个文件网页（mht），{_RESAVE} 再发来", "K101"
    NUMBERS = "这是苹果电脑的 Numbers 等文件，请在里面导出为 Excel 工作簿（xlsx）再发来", "K101"
    WEB_PAGE = f"这其实是网页文件，不是工作簿；{_RESAVE}", "K102"
    TEXT = f"这是文本文件（csv、txt 之类），{_FORM}", "K102"
    DOCUMENT = f"这是 Word 等文字文档，{_FORM}", "K102"
    SLIDES = f"这是演示文稿，{_FORM}", "K102"
    PDF = f"这是 PDF 文件，{_FORM}", "K102"
    FIXED_PAGES = f"这是 OFD 版式文件，{_FORM}", "K102"
    PICTURE = f"这是图片，{_FORM}", "K102"
    MEDIA = f"这是音像文件，{_FORM}", "K102"
    SHORTCUT = "这是快捷方式，不是文件本身；请把它指向的文件放进来", "K102"
    OTHER = "不是能识别的工作簿；请发下发的 Excel 工作簿", "K102"
    ARCHIVE = "这是压缩包，请解压后把里面的工作簿放进来", "K113"
    MAIL = "这是邮件，请把附件另存后放进来", "K113"
    RAR = f"这是 RAR 压缩包，本程序打不开；{_UNPACK}", "K113"
    SEVEN_ZIP = f"这是 7z 压缩包，本程序打不开；{_UNPACK}", "K113"
    OTHER_ARCHIVE = f"这是压缩文件，本程序打不开；{_UNPACK}", "K113"
    OUTLOOK = "这是 Outlook 邮件（msg），本程序打不开；请打开邮件，把附件另存到“2-回收”", "K113"
    WINMAIL = (
        "这是 Outlook 打包的附件（winmail.dat），本程序打不开；请在 Outlook 里另存附件，或请对方改用纯文本格式重发",
        "K113",
    )

    @property
    def sentence(self) -> str:
        """What it is, and what to do."""
        return self.value[0]

    @property
    def code(self) -> str:
        """The code of the finding."""
        return self.value[1]

    @property
    def holds_files(self) -> bool:
        """Whether there are files inside that can be taken out."""
        return self in {Kind.ARCHIVE, Kind.MAIL}


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_SIGNATURES = (
    (rb"%PDF", Kind.PDF),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:hei|hev|mif|avif)", Kind.PICTURE),
    (rb"RIFF|.{4}ftyp|ID3[\x02-\x04]|\x1aE\xdf\xa3|\0\0\x01\xba|\x30\x26\xb2\x75|FLV\x01", Kind.MEDIA),
    (rb"Rar!", Kind.RAR),
    (rb"7z\xbc\xaf", Kind.SEVEN_ZIP),
    (rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ|\x28\xb5\x2f\xfd|MSCF\0|.{257}ustar", Kind.OTHER_ARCHIVE),
    (rb"\x78\x9f\x3e\x22", Kind.WINMAIL),
    (rb"\x4c\0{3}\x01\x14\x02\0|\[InternetShortcut\]", Kind.SHORTCUT),
    (rb"\{\\rtf", Kind.DOCUMENT),
)
_MARKED_TEXTS = (
    (rb"\A(?:from|mime-version):.*^(?:x-document-type|snapshot-content-location):", Kind.WEB_ARCHIVE),
    (rb"\Afrom:[^\n]*(?:saved by |\xb1\xa3\xb4\xe6|\xe4\xbf\x9d\xe5\xad\x98)", Kind.WEB_ARCHIVE),
    (rb"\A\s*<.*(?:urn:schemas-microsoft-com:office:spreadsheet|progid=.excel\.sheet)", Kind.XML_TABLE),
    (rb"\A\s*(?:<\?xml[^>]*>\s*)?<(?:html|!doctype html|table|meta|head|body|script|style)\b", Kind.WEB_PAGE),
)
"""“Saved by” in English, and 保存 in GBK and in UTF-8."""
_MAIL_HEADER = re.compile(rb"(?im)^(from|to|subject|date|received|message-id|mime-version|return-path|delivered-to):")
_FIRST_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")
_ENOUGH_HEADERS = 2

_NOT_HERE = 0x1000 | 0x40000 | 0x400000
"""File attributes of Windows: the content is elsewhere (offline, recalled when it is opened, recalled when it is read)."""
_LONGEST_PATH = 259
"""Characters that Windows takes unless told otherwise."""

_OF_ZIP = {
    Zipped.WORKBOOK: Kind.WORKBOOK,
    Zipped.DOCUMENT: Kind.DOCUMENT,
    Zipped.SLIDES: Kind.SLIDES,
    Zipped.FIXED_PAGES: Kind.FIXED_PAGES,
    Zipped.NUMBERS: Kind.NUMBERS,
    Zipped.SWOLLEN: Kind.SWOLLEN,
    Zipped.ENCRYPTED: Kind.ENCRYPTED,
    Zipped.EMPTY: Kind.HOLLOW,
    Zipped.DAMAGED: Kind.CUT_OFF,
    Zipped.PLAIN: Kind.ARCHIVE,
}


def sniff(path: Path) -> Kind:
    """Tell what the file is.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head.startswith(_OLE):
            return _compound(file)
    if head.startswith(_ZIP):
        return _OF_ZIP[read_zipped(path)]
    return sniff_head(head)


def why_closed(path: Path) -> str:
    """Say why a file does not open."""
    status = None
    with suppress(OSError):
        status = path.stat()
    if status is None and path.is_symlink():
        return "这是一个链接，它指向的文件不在了；请把原文件放进来"
    if getattr(status, "st_file_attributes", 0) & _NOT_HERE:
        return "文件还在网盘上，没有下载到本机；请右键选“始终保留在此设备上”，下载好后再运行"
    if len(str(path.absolute())) > _LONGEST_PATH:
        return "文件打不开，多半是路径太长；请把文件移到上一级文件夹，或改短文件名后再运行"
    return "文件打不开，可能正被别的程序占用，或没有读取权限；请关闭打开它的程序后再运行"


def is_decided_by_its_head(head: bytes) -> bool:
    """Tell whether the first bytes show what a file is, and that there is nothing to read in it."""
    return not head.startswith((_OLE, _ZIP)) and not sniff_head(head).holds_files


def sniff_head(head: bytes) -> Kind:
    """Tell what a file is that begins with these bytes and is neither a zip nor an OLE2 container."""
    if not head:
        return Kind.EMPTY
    for pattern, kind in _SIGNATURES:
        if re.match(pattern, head, re.DOTALL):
            return kind
    text = head.removeprefix(codecs.BOM_UTF8)
    for pattern, kind in _MARKED_TEXTS:
        if re.search(pattern, text, re.DOTALL | re.MULTILINE | re.IGNORECASE):
            return kind
    if _FIRST_HEADER.match(text) and len({name.lower() for name in _MAIL_HEADER.findall(text)}) >= _ENOUGH_HEADERS:
        return Kind.MAIL
    return Kind.TEXT if _is_text(head) else Kind.OTHER


def _is_text(head: bytes) -> bool:
    """Tell whether bytes are text in one of the encodings that Chinese offices use; a stray zero byte does not matter."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif 4 * head.count(0) > len(head):
        return False
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            # The head may end in the middle of a character: the rest of it is not asked for.
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return not _CONTROL.search(text)
    return False


def _compound(file: BinaryIO) -> Kind:
    """Tell what an OLE2 container holds."""
    with map_file(file) as content:
        names = root_names(content)
        if "EncryptedPackage" in names:
            return Kind.ENCRYPTED
        if names & {"Workbook", "Book"}:
            return Kind.ENCRYPTED if is_encrypted_book(content) else Kind.WORKBOOK
    if "WordDocument" in names:
        return Kind.DOCUMENT
    if "PowerPoint Document" in names:
        return Kind.SLIDES
    if any(name.startswith("__substg1.0_") for name in names):
        return Kind.OUTLOOK
    # Where the directory is damaged, or another program's, the reader of workbooks has the last word.
    return Kind.WORKBOOK
