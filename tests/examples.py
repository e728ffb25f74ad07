"""How many examples a property is tried on: the full count, or a tenth of it where ``--quick`` is asked for."""

from hypothesis import HealthCheck, settings

ALL, FEW = 100, 10
"""Examples of a property that names no count of its own; what others name is a share of it."""


def set_examples(*, quick: bool) -> None:
    """Choose the count, before any property is collected; how long one example takes is nobody's business."""
    settings.register_profile("chosen", max_examples=FEW if quick else ALL, deadline=None)
    settings.load_profile("chosen")


def examples(count: int, *suppressed: HealthCheck) -> settings:
    """Try a property on ``count`` examples, fewer where the tests are to be quick."""
    return settings(max_examples=max(1, count * settings().max_examples // ALL), suppress_health_check=suppressed)
