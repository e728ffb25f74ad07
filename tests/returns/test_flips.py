"""One bit flipped anywhere in a return: what it says is read as it is, or the file is 不可读 (nothing else, and nothing asked)."""

import random
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader, Rejected
from tests.builders import SCHEME

READER = Reader(SCHEME)
OPEN_DOCUMENT = next((Path(__file__).parents[2] / "samples/2017示例/2-回收").glob("*.ods"))
_LOCAL_HEADER = 30


def said(entry: Return) -> object:
    """Give what a return says, without its file."""
    return entry.unit, entry.facts, entry.self_scores, entry.bonus, entry.materials, entry.typed, entry.findings


def places(data: bytes, chance: random.Random) -> Iterator[int]:
    """Choose a place in each member's header and content, and some in the directory and behind it."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        for member in package.infolist():
            (name,) = struct.unpack_from("<H", data, member.header_offset + 26)
            start = member.header_offset + _LOCAL_HEADER + name
            yield chance.randrange(member.header_offset, start)
            yield chance.randrange(start, start + max(member.compress_size, 1))
        yield from (chance.randrange(package.start_dir, len(data)) for _ in range(12))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_flipped_bit_is_the_truth_or_unreadable(filled: bytes, tmp_path: Path, seed: int) -> None:
    check(filled, tmp_path / "表.xlsx", seed)


@pytest.mark.slow
def test_a_flipped_bit_in_an_open_document(tmp_path: Path) -> None:
    check(OPEN_DOCUMENT.read_bytes(), tmp_path / OPEN_DOCUMENT.name, 0, every=4)


def check(data: bytes, path: Path, seed: int, every: int = 1) -> None:
    """Flip bits, one at a time; in a file that takes long to read in fewer places."""
    chance = random.Random(seed)  # noqa: S311 - the same places every time
    path.write_bytes(data)
    whole = READER.read(path, path.name)
    assert isinstance(whole, Return)
    refused = 0
    for place in [*places(data, chance)][::every]:
        flipped = bytearray(data)
        flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        read = READER.read(path, path.name)
        if isinstance(read, Rejected):
            assert read.fate is Fate.UNREADABLE, (place, read.finding.message)
            refused += 1
        else:
            assert said(read) == said(whole), place
    assert refused > 12 // every
