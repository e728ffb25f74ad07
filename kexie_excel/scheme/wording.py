"""The words that name a scheme's people and things: who holds the evaluation, who inspects, what a unit is called.

They are data like the points. What a scheme leaves out is said in words that fit anybody.
"""

from dataclasses import dataclass, fields

from kexie_excel.findings import Asked

UNIT_MARK = "{单位}"
"""Stands for a unit's name in how a unit is addressed."""
LONGEST_WORD = 20
"""Characters; the words stand in headers and sentences."""


@dataclass(frozen=True)
class SchemeWords:
    """How texts name the people and things of a scheme."""

    host: str = "主办单位"
    """Who holds the evaluation and decides in doubt."""
    office: str = "主办单位办公室"
    """Who sends the forms, signs the letters and comments on what came back."""
    office_short: str = "办公室"
    approver: str = "领导"
    """Who decides the levels."""
    inspectors: str = "评估人员"
    """Who goes to see."""
    unit: str = "单位"
    """What those that are evaluated are called."""
    unit_short: str = "单位"
    addressee: str = UNIT_MARK
    """How a letter addresses a unit; ``UNIT_MARK`` stands for its name."""
    endings: str = ""
    """The characters in which the units' names end (县、市、区): by them a foreign name is known for one."""
    subject: str = "绩效评估"
    """What is held, in full, as a title says it."""
    subject_short: str = "评估"
    """The same within a sentence."""

    def address(self, unit: str) -> str:
        """Address a unit."""
        return self.addressee.replace(UNIT_MARK, unit)

    @property
    def suffix(self) -> str:
        """What follows a unit's name where it is addressed; often empty."""
        return self.addressee.partition(UNIT_MARK)[2]

    @property
    def name_endings(self) -> str:
        """The characters in which the units' names end, nothing between them."""
        return "".join(filter(str.isalnum, self.endings))

    @property
    def reply(self) -> str:
        """The header below which a unit replies."""
        return f"{self.unit_short}{REPLY}"

    def asked(self, who: Asked) -> str:
        """Name who is asked about a finding."""
        return {Asked.COUNTY: self.unit_short, Asked.OFFICE: self.office_short, Asked.INSPECTORS: self.inspectors}[who]

    def items(self) -> tuple[tuple[str, str], ...]:
        """Give every word with its key."""
        return tuple((entry.name, getattr(self, entry.name)) for entry in fields(self))


REPLY = "回复"
"""In what every header ends below which a unit replies, whatever a unit is called."""
NEUTRAL = SchemeWords()
"""The words of nobody in particular: before a scheme is known."""
