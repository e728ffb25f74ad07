"""How many examples a property is tried on: two fifths of the full count, all by ``--all-examples``, a tenth by ``--quick``."""

from hypothesis import HealthCheck, settings

ALL, SOME, FEW = 100, 40, 10
"""Examples of a property that names no count of its own; what others name is a share of it."""
_LEAST = 20
"""So many are always tried, where they are asked for, but by ``--quick``."""


def set_examples(count: int) -> None:
    """Choose the count, before any property is collected; how long one example takes is nobody's business."""
    settings.register_profile("chosen", max_examples=count, deadline=None)
    settings.load_profile("chosen")


def examples(count: int, *suppressed: HealthCheck) -> settings:
    """Try a property on ``count`` examples, or on the share of them that is tried now."""
    share = settings().max_examples
    least = 1 if share == FEW else min(count, _LEAST)
    return settings(max_examples=max(least, count * share // ALL), suppress_health_check=suppressed)
