"""A saved mail or mailbox → the mails in it, without what programs write in front of and behind them."""

import re
from binascii import Error, a2b_uu
from collections.abc import Iterator

from kexie_excel.sheets.read.heads import as_sent, start_of_mail

_NEXT = re.compile(rb"(?m)^>?From [^\n]*\n(?=[A-Za-z][A-Za-z0-9-]*:)")
"""The line between two mails of a mailbox; a sentence that begins with “From ” has no header below it."""
_SIZE = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}(\d{1,10})\s*\n")
"""Apple's programs write a mail's size before it, and what they know of it behind it."""
_BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} ([^\r\n]+)\r?\n")
_END = re.compile(rb"(?m)^end\r?$")


def split_letters(content: bytes) -> list[bytes]:
    """Give each mail of a file, from its first header on."""
    content = as_sent(content)
    sized = _SIZE.match(content)
    if sized:
        return [content[sized.end() : sized.end() + int(sized[1])]]
    first, *more = _NEXT.split(content[start_of_mail(content) :])
    return [letter for letter in (first, *more) if letter] or [b""]


def uuencoded(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the files that old mail programs write into a mail's text: name, content."""
    at = 0
    while (begin := _BEGIN.search(text, at)) and (end := _END.search(text, begin.end())):
        at = end.end()
        try:
            yield begin[1], b"".join(a2b_uu(line) for line in text[begin.end() : end.start()].splitlines())
        except Error:
            continue
