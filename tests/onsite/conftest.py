"""On-site workbooks are read where they are asked about."""

import pytest


@pytest.fixture(autouse=True)
def _reads_here(reads_here: None) -> None:
    """Start no workers for a workbook."""
