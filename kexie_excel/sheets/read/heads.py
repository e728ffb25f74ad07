"""What a file is by its first bytes: signatures, and what a text begins with."""

import codecs
import re
import tarfile
import zlib

from kexie_excel.sheets.read.kind import Kind

_OF_TEXT = 4096
"""Bytes of a text that show what it is; a mail's headers may be longer."""
_CMS = rb"\x06[\x09\x0b]\x2a\x86\x48\x86\xf7\x0d\x01(?:\x09\x10\x01(?=\x09)|\x07)"
"""What S/MIME puts a mail into: enveloped, encrypted or compressed data, or signed data that holds the mail itself."""
_SIGNATURES = (
    (rb"(?:\xef\xbb\xbf)?\s{0,16}%PDF", Kind.PDF),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:hei|hev|mif|avif)", Kind.PICTURE),
    (rb"RIFF|.{4}ftyp|ID3[\x02-\x04]|\x1aE\xdf\xa3|\0\0\x01\xba|\x30\x26\xb2\x75|FLV\x01", Kind.MEDIA),
    (rb"PK\x07\x08PK", Kind.SPLIT),
    (rb"Rar!", Kind.RAR),
    (rb"7z\xbc\xaf", Kind.SEVEN_ZIP),
    (rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ\0", Kind.PACKED),
    (rb"MSWIM\0|MSCF\0|\x28\xb5\x2f\xfd|\x60\xea|\x1f[\x9d\xa0]|ALZ\x01|EGGA", Kind.OTHER_ARCHIVE),
    (rb".{2}-lh[0-9d]-|07070[127][0-9A-Fa-f]{70}|!<arch>\n|xar!\0|.{32769}CD001", Kind.OTHER_ARCHIVE),
    (rb"LZIP\x01|\x04\x22\x4d\x18|\x5d\0\0.{2}(?:\xff{8}|.{4}\0{4})", Kind.OTHER_ARCHIVE),
    (rb"\x78\x9f\x3e\x22", Kind.WINMAIL),
    (
        rb"\x4c\0{3}\x01\x14\x02\0|\[InternetShortcut\]|\[Desktop Entry\]|book\0{4}mark|\{\"url\": ?\"https?:",
        Kind.SHORTCUT,
    ),
    (rb"\{\\rtf|\xdb\xa5-\0|1\xbe\0\0\0\xab", Kind.DOCUMENT),
    (rb"\x09\0\x04\0.{2}[\x10\x20\x40]\0|\x09\x08[\x08\x10]\0\0[\x05\x06]", Kind.OLD_TABLE),
    (rb"\x09[\x02\x04]\x06\0.{2}(?:[\x10\x20\x40]\0|\0\x01)", Kind.OLD_TABLE),
    (rb"\0\0\x02\0(?:[\x04-\x06]\x04|\x20\x51|[\x01\x02\x05]\x10)|\0\0\x1a\0[\0-\x05]\x10\x04\0", Kind.OLD_TABLE),
    (rb"ID;P|TABLE\r?\n0,1\r?\n", Kind.OLD_TABLE),
    (rb".{0,16}E-SafeNet|%TSD-Header", Kind.RIGHTS),
    (rb"\x30.{1,6}" + _CMS + rb"[\x03\x06\x09]", Kind.SEALED_MAIL),
    (rb"\x30.{1,6}" + _CMS + rb"\x02.{0,200}(?<!\x30\x0b)" + _CMS + rb"\x01\xa0", Kind.SIGNED_MAIL),
    (rb"\x30.{1,6}" + _CMS + rb"\x02", Kind.SIGNATURE),
    (rb"MZ.{0,64}\0|\x7fELF", Kind.PROGRAM),
    (rb"bplist00.*NSURL", Kind.NOT_HERE),
)
"""The oldest formats, of Excel, Lotus, Quattro, SYLK and DIF, have no better signs than these."""
_BEFORE_A_PAGE = rb"\A\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*"
_MARKED_TEXTS = (
    (rb"\A(?:from|mime-version):.*^(?:x-document-type|snapshot-content-location):", Kind.WEB_ARCHIVE),
    (rb"\Afrom:[^\n]*(?:saved by |\xb1\xa3\xb4\xe6|\xe4\xbf\x9d\xe5\xad\x98)", Kind.WEB_ARCHIVE),
    (rb"\A\s*<.*(?:urn:schemas-microsoft-com:office:spreadsheet|progid=.excel\.sheet)", Kind.XML_TABLE),
    (rb"\A\s*(?:<.*)?<office:document\b.*\.opendocument\.spreadsheet", Kind.XML_TABLE),
    (
        rb"\A\s*<.*(?:gnumeric|uof:uof\b.*(?:\xe7\x94\xb5\xe5\xad\x90\xe8\xa1\xa8\xe6\xa0\xbc|spreadsheet))",
        Kind.XML_TABLE,
    ),
    (rb"\A\s*<.*(?:progid=.word\.document|office:document\b|uof:uof\b)", Kind.DOCUMENT),
    (_BEFORE_A_PAGE + rb"<(?:html|!doctype html|table|meta|head|body|script|style)\b", Kind.WEB_PAGE),
)
"""“Saved by” in English, and 保存 in GBK and in UTF-8; 电子表格 in the office format of the national standard, UOF."""
_MAIL_HEADER = re.compile(rb"(?im)^(from|to|subject|date|received|message-id|mime-version|return-path|delivered-to):")
_BEFORE_A_MAIL = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}(?:\d{1,10}\s*\n|>?From [^\n]*\n)?\s{0,99}")
"""What programs put in front of a mail: a byte order mark, empty lines, Apple's size line, the “From ” of a mailbox."""
_FIRST_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")
_ENOUGH_HEADERS = 2


def start_of_mail(head: bytes) -> int:
    """Give the place where a mail's headers begin: some programs write something in front of them."""
    found = _BEFORE_A_MAIL.match(head)
    return found.end() if found else 0


def as_sent(mail: bytes) -> bytes:
    """Give a mail as it was sent: some programs save it in UTF-16, some with the line ends of old Macintoshes."""
    text = _utf_16(mail) if _utf_16(mail[:_OF_TEXT]) else None
    sent = mail if text is None else text.encode("utf-8", "replace")
    return sent if b"\n" in sent else sent.replace(b"\r", b"\n")


def is_mail(head: bytes) -> bool:
    """Tell whether bytes begin with the headers of a mail, in front of which programs may have put something."""
    headers, *_body = _EMPTY_LINE.split(head[start_of_mail(head) :], 1)
    if not _FIRST_HEADER.match(headers):
        return False
    return len({name.lower() for name in _MAIL_HEADER.findall(headers)}) >= _ENOUGH_HEADERS


def kind_by_head(head: bytes) -> Kind:
    """Tell what a file is that begins with these bytes and is neither a zip nor an OLE2 container."""
    if not head:
        return Kind.EMPTY
    if _is_tar(head):
        return Kind.TAR
    if _is_volume(head):
        return Kind.SPLIT
    for pattern, kind in _SIGNATURES:
        if re.match(pattern, head, re.DOTALL):
            return _packed_table(head) if kind is Kind.PACKED else kind
    text = _as_bytes_of_ascii(head[:_OF_TEXT])
    for pattern, kind in _MARKED_TEXTS:
        if re.search(pattern, text, re.DOTALL | re.MULTILINE | re.IGNORECASE):
            return kind
    if is_mail(as_sent(head)):
        return Kind.MAIL
    return Kind.TEXT if _is_text(head[:_OF_TEXT]) else Kind.OTHER


def _is_tar(head: bytes) -> bool:
    """Tell a tar by its first header's checksum, which the oldest tars have as well."""
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "latin-1", "strict")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def _is_volume(head: bytes) -> bool:
    """Tell a RAR of several volumes by the flags of its main header, in the older and in the newer format."""
    if head.startswith(b"Rar!\x1a\x07\0"):
        return bool(int.from_bytes(head[10:11], "little") & 1)
    if head.startswith(b"Rar!\x1a\x07\x01\0"):
        has_more = int.from_bytes(head[14:15], "little") & 1
        return bool(int.from_bytes(head[15 + has_more : 16 + has_more], "little") & 1)
    return False


def _packed_table(head: bytes) -> Kind:
    """Tell Gnumeric's workbooks, which are packed XML, from other packed files."""
    try:
        start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 1024)
    except zlib.error:
        return Kind.PACKED
    return Kind.OTHER_TABLE if b"gnumeric" in start else Kind.PACKED


def _as_bytes_of_ascii(head: bytes) -> bytes:
    """Give a text's start without a byte order mark, and UTF-16 as UTF-8."""
    text = _utf_16(head)
    return head.removeprefix(codecs.BOM_UTF8) if text is None else text.encode("utf-8", "replace")


def _utf_16(head: bytes) -> str | None:
    """Decode UTF-16, with its byte order mark or without; nothing where it is not that."""
    for mark, encoding, first in (
        (codecs.BOM_UTF16_LE, "utf-16-le", b"<\0"),
        (codecs.BOM_UTF16_BE, "utf-16-be", b"\0<"),
    ):
        if head.startswith((mark, first)) or _alternates(head, encoding):
            try:
                return codecs.getincrementaldecoder(encoding)().decode(head.removeprefix(mark))
            except UnicodeDecodeError:
                return None
    return None


def _alternates(head: bytes, encoding: str) -> bool:
    """Tell a text of UTF-16 by its line ends, digits and Latin letters: zeros, all of them on the same side."""
    zeros, others = (head[1::2], head[::2]) if encoding == "utf-16-le" else (head[::2], head[1::2])
    return "\n".encode(encoding) in head and zeros.count(0) > len(zeros) // 8 > others.count(0)


def _is_text(head: bytes) -> bool:
    """Tell whether bytes are text in one of the encodings that Chinese offices use; a stray zero byte does not matter."""
    text = _utf_16(head)
    if text is not None:
        return not _CONTROL.search(text)
    if 4 * head.count(0) > len(head):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            # The head may end in the middle of a character: the rest of it is not asked for.
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return not _CONTROL.search(text)
    return False
