"""The elements of a workbook's parts by their names, whatever their namespace: programs write them with prefixes and without."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator


def local_name(element: ET.Element) -> str:
    """Give an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """Give the elements of one name, however deep."""
    return (element for element in root.iter() if local_name(element) == name)


def child_named(children: Iterable[ET.Element], name: str) -> ET.Element | None:
    """Give the first child of a name."""
    return next((child for child in children if local_name(child) == name), None)
