"""Cell addresses: columns as letters, and back."""

from functools import cache

Cell = tuple[int, int]
"""Row and column, from 1."""


@cache
def column_letter(column: int) -> str:
    """Write a column number (from 1) as letters."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """Give the number (from 1) of a column's letters, which are capitals."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_name(row: int, column: int) -> str:
    """Write a cell's address, such as ``D7``."""
    return f"{column_letter(column)}{row}"
