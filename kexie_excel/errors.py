"""The two ways in which a command ends without doing its work.

What is wrong with the *data* is never an exception: it is a finding (see ``findings``). An exception here means that the
person gave the program something it cannot start from; its text is one whole Chinese sentence, shown as it is.
"""


class KexieError(Exception):
    """Something the user must change before the command can do its work; the text says what and how."""


class SchemeError(KexieError):
    """A scheme file that cannot be used; the text names the file and the dotted key."""

    def __init__(self, what: str, source: str = "") -> None:
        """Say what cannot be used: one whole sentence, or, in a ``source``, the fault of one of its keys."""
        super().__init__(f"{source}：{what}。" if source else what)
        self.what = what
