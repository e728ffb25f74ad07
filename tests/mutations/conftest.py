"""Which mutations are tried: a few dozen of every sort, or all that are asked for."""

import pytest

from tests.conftest import ALL_MUTATIONS
from tests.mutations.test_mutations import MUTATIONS

_EVERY = 19
"""One in so many is tried by default."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give the mutations to the test that tries them."""
    if "mutation" in metafunc.fixturenames:
        chosen = MUTATIONS if metafunc.config.getoption(ALL_MUTATIONS) else MUTATIONS[::_EVERY]
        metafunc.parametrize("mutation", chosen, ids=[mutation.name for mutation in chosen])
