"""The plain data of a scheme, to be altered."""

from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Alter = Callable[[Document], object]


def item(document: Document, item_id: str) -> Document:
    """Give an item's table."""
    found: Document = next(entry for entry in document["item"] if entry["id"] == item_id)
    return found
