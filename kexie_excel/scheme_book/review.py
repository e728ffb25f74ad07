"""What is noticed while a scheme is read: every fault once, where each part stands, and what cannot be trusted any more."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.scheme_book.rows import AuthorRow

_EMPTY = "K906"
_NEAR = 0.5
"""How alike two names are of which one may be meant for the other."""
_TAKEN_FOR = str.maketrans("lIoO", "1100")
"""Letters that are typed for figures."""


@dataclass
class Review:
    """The faults of one workbook, in the order in which they were met."""

    file: str
    found: dict[Finding, None] = field(default_factory=dict)
    """A set that keeps its order: a row is read again under every reading."""
    origins: dict[str, Place] = field(default_factory=dict)
    """Path in the scheme's data → where it stands."""
    standing_in: dict[str, set[str]] = field(default_factory=dict)
    """口径 → the parts of the scheme in which rows stand in for others."""
    unseen: set[Place] = field(default_factory=set)
    """Cells that seem empty and are not, which was said already."""
    doubtful: set[str] = field(default_factory=set)
    """Paths below which something was not understood: what follows from it is no fault of its own."""

    def add(self, code: str, place: Place, at: str, **words: str) -> None:
        """Note a fault of what belongs ``at`` a path of the scheme."""
        self.doubtful.add(at)
        if code == _EMPTY and place in self.unseen:
            return
        row = at.split("/")[1] if at.startswith(("item/", "bonus/")) else ""
        self.found[finding(code, row=row, place=place._replace(file=self.file), words=words)] = None

    def fault(self, code: str, row: AuthorRow, header: str, at: str, **words: str) -> None:
        """Note a fault in a cell; what stands there and under which header are among the words."""
        self.add(code, row.place(header), at, **{"header": header, "found": row.typed(header), **words})

    def locate(self, path: str, row: AuthorRow, header: str) -> None:
        """Remember where a part of the scheme stands."""
        self.origins.setdefault(path, row.place(header)._replace(file=self.file))

    def place(self, path: str) -> Place:
        """Give where a part stands: itself, or the smallest part around it that is known; else its dotted key."""
        around = path
        while around and around not in self.origins:
            around = around.rpartition("/")[0]
        return self.origins.get(around, Place(self.file, "", path.replace("/", ".")))

    def is_doubtful(self, path: str) -> bool:
        """Tell whether something of a part, or of what is around it, was not understood."""
        return any(path == own or own.startswith(f"{path}/") or path.startswith(f"{own}/") for own in self.doubtful)


def nearest(text: str, options: Iterable[str]) -> str:
    """Give the option that a text most resembles; empty where it resembles none."""
    options = list(options)
    figures = text.translate(_TAKEN_FOR)
    return figures if figures in options else next(iter(get_close_matches(text, options, n=1, cutoff=_NEAR)), "")


def guess(text: str, options: Iterable[str]) -> str:
    """Ask whether the option that a text most resembles was meant; empty where it resembles none."""
    near = nearest(text, options)
    return f"，是不是“{near}”？" if near else ""
