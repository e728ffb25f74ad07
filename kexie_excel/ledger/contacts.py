"""通讯录: whom a unit's mails go to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kexie_excel.ledger.model import Contacts, Ledger, Record, UnitNames
from kexie_excel.scheme.model import Scheme

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_BETWEEN = re.compile(r"[;；,，、\s]+")


@dataclass(frozen=True)
class Contact:
    """Whom a unit's mails go to; anything of it may be empty."""

    person: str = ""
    receivers: tuple[tuple[str, str], ...] = ()
    """Name, which may be empty, and address."""
    phone: str = ""


_NOBODY = Contact()


@dataclass(frozen=True)
class AddressBook:
    """What 通讯录 says."""

    by_unit: Mapping[str, Contact] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    """What in it cannot be used, in whole sentences."""

    def of(self, unit: str) -> Contact:
        """Give a unit's contact."""
        return self.by_unit.get(unit, _NOBODY)


def address_book(ledger: Ledger, scheme: Scheme) -> AddressBook:
    """Read 通讯录; several rows of one unit are several people."""
    names = UnitNames(scheme)
    found: dict[str, Contact] = {}
    problems: list[str] = []
    for record in ledger.of(Contacts.SHEET):
        unit = names.of(record)
        own, wrong = _contact(record)
        if not unit:
            problems.append(f"{_place(record, Contacts.UNIT)}的单位“{record.text(Contacts.UNIT)}”不在名单里，没有用。")
            continue
        problems += [f"{_place(record, Contacts.MAIL)}的邮箱“{text}”写得不对，没有用。" for text in wrong]
        found[unit] = _joined(found.get(unit, _NOBODY), own)
    return AddressBook(found, tuple(problems))


def _contact(record: Record) -> tuple[Contact, list[str]]:
    """Read one row; give what is no address as well."""
    texts = [text for text in _BETWEEN.split(record.text(Contacts.MAIL)) if text]
    person = record.text(Contacts.PERSON)
    receivers = tuple((person, text) for text in texts if _ADDRESS.fullmatch(text))
    contact = Contact(person, receivers, record.text(Contacts.PHONE))
    return contact, [text for text in texts if not _ADDRESS.fullmatch(text)]


def _joined(one: Contact, two: Contact) -> Contact:
    """Put the people of two rows together."""
    return Contact(
        "、".join(filter(None, (one.person, two.person))),
        (*one.receivers, *two.receivers),
        "、".join(filter(None, (one.phone, two.phone))),
    )


def _place(record: Record, header: str) -> str:
    """Say where in the ledger a cell stands."""
    return f"台账“{record.sheet}”{record.place(header).cell}格"
