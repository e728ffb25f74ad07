"""What is found out beside the evaluation: what the readings do to it, what differs from last year and from the last run.

A part that was not looked into is ``None``; the report then leaves it out or says so.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Study:
    """The parts, each as it was found out."""


NO_STUDY = Study()
