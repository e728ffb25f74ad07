"""A strict view of one table of a scheme file: every key is asked for by name, and whatever is left over is an error."""

import inspect
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, NoReturn, TypeVar

from kexie_excel.errors import SchemeError
from kexie_excel.numbers import exact

Made = TypeVar("Made")


class SchemeTable:
    """One table of the scheme with its dotted path, so that an error names the place.

    Reading a key marks it as known; ``close`` rejects the keys that nobody asked for.
    """

    def __init__(self, data: object, path: str, source: str) -> None:
        """Wrap ``data``, found at ``path`` in the file ``source``."""
        self.path = path
        self.source = source
        self._asked: set[str] = set()
        if not isinstance(data, Mapping):
            raise SchemeError(f"{path} 应当是一组“名称 = 值”", source)
        self.data: Mapping[str, object] = data

    def fail(self, key: str, what: str) -> NoReturn:
        """Stop with one sentence that names file, dotted key and fault."""
        where = ".".join(part for part in (self.path, key) if part)
        raise SchemeError(f"{where}：{what}", self.source)

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        self._asked.add(key)
        return key in self.data

    def _get(self, key: str) -> object:
        """Give a required value."""
        if not self.has(key):
            self.fail(key, "缺这一项")
        return self.data[key]

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text."""
        if default is not None and not self.has(key):
            return default
        value = self._get(key)
        if not isinstance(value, str):
            self.fail(key, f"应当是文字，现在是 {value}")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Give a true/false value."""
        if not self.has(key):
            return default
        value = self._get(key)
        if not isinstance(value, bool):
            self.fail(key, f"应当是 true 或 false，现在是 {value}")
        return value

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        """Give an exact number; a share may be written as a text such as ``"30%"``."""
        if default is not None and not self.has(key):
            return default
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
            self.fail(key, f"应当是数，现在是 {value}")
        try:
            return exact(value)
        except ValueError:
            self.fail(key, f"应当是数，现在是 {value}")

    def whole(self, key: str) -> int:
        """Give a whole number."""
        value = self.number(key)
        if value.denominator != 1:
            self.fail(key, f"应当是整数，现在是 {value}")
        return value.numerator

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Give a text that must be one of ``allowed``."""
        value = self.text(key, default)
        if value not in allowed:
            self.fail(key, f"没有“{value}”这个选项，可用的是 {'、'.join(allowed)}")
        return value

    def items(self, key: str, *, required: bool = True) -> list[object]:
        """Give a list."""
        if not required and not self.has(key):
            return []
        value = self._get(key)
        if not isinstance(value, list):
            self.fail(key, "应当是一个列表")
        return value

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Give a list of texts."""
        values = self.items(key, required=required)
        if not all(isinstance(value, str) for value in values):
            self.fail(key, "列表里只能是文字")
        return tuple(str(value) for value in values)

    def table(self, key: str) -> "SchemeTable":
        """Give a table inside this one."""
        return SchemeTable(self._get(key), self._inner(key), self.source)

    def tables(self, key: str, *, required: bool = True) -> list["SchemeTable"]:
        """Give a list of tables; each is called by its id where it has one, else by its place (from 1)."""
        entries = self.items(key, required=required)
        return [
            SchemeTable(entry, self._inner(key, _name(entry, at)), self.source) for at, entry in enumerate(entries, 1)
        ]

    def _inner(self, *keys: str) -> str:
        """Give the dotted path of something inside."""
        return ".".join([*filter(None, [self.path]), *keys])

    def record(self, kind: Callable[..., Made], **given: object) -> Made:
        """Build a dataclass from this table: every field not ``given`` is the key of its name, read as its type says.

        A key may be left out where the field has a default or may be ``None``; a true/false value is then false.
        """
        read = {name: self._field(name, field) for name, field in _fields(kind).items() if name not in given}
        self.close()
        return kind(**read, **given)

    def _field(self, key: str, field: inspect.Parameter) -> object:
        """Give the value of one field."""
        kind, default = field.annotation, field.default
        if isinstance(kind, UnionType):
            kind, default = next(part for part in kind.__args__ if part is not NoneType), None
        if default is not inspect.Parameter.empty and not self.has(key):
            return default
        if issubclass(kind, StrEnum):
            return kind(self.one_of(key, tuple(kind)))
        return _READ[kind](self, key)

    def close(self) -> None:
        """Reject keys that nobody asked for: a typo must not be passed over."""
        for key in self.data:
            if key not in self._asked:
                self.fail(key, f"不认识这一项，这里可用的是 {'、'.join(sorted(self._asked))}")


def _name(entry: object, position: int) -> str:
    """Name an entry of a list by its id, label or name, else by its place."""
    if isinstance(entry, Mapping):
        for key in ("id", "label", "name"):
            if isinstance(entry.get(key), str):
                return str(entry[key])
    return str(position)


_READ: Mapping[type, Callable[[SchemeTable, str], object]] = {
    str: SchemeTable.text,
    bool: SchemeTable.flag,
    int: SchemeTable.whole,
    Fraction: SchemeTable.number,
}
"""How a field of each type is read."""


@lru_cache
def _fields(kind: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    """Give what a dataclass is made of."""
    return inspect.signature(kind).parameters
