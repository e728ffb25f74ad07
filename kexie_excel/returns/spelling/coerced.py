"""What a cell comes to: a value, or a gap with its reason."""

from dataclasses import dataclass

from kexie_excel.scheme.fact import Answer, Gap


@dataclass(frozen=True)
class Coerced:
    """A value, or a gap with the reason in words."""

    value: Answer
    why: str = ""


BLANK = Coerced(Gap.BLANK)


def ask(why: str) -> Coerced:
    """Make a question."""
    return Coerced(Gap.UNREADABLE, why)


def contradicted(remark: str) -> Coerced:
    """Make the question of a remark that does not go with its answer."""
    return ask(f"后面的“{remark}”和前面的对不上，或者不知何意")
