"""Score county science associations by a points scheme, from Excel to Excel."""

__version__ = "0.1.0"
