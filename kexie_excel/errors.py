"""The two ways in which a command ends without doing its work.

What is wrong with the *data* is never an exception: it is a finding (see ``findings``). An exception here means that the
person gave the program something it cannot start from; its text is one whole Chinese sentence, shown as it is.
"""


class KexieError(Exception):
    """Something the user must change before the command can do its work; the text says what and how."""


class SchemeError(KexieError):
    """A scheme file that cannot be used; the text names the file and the dotted key."""
