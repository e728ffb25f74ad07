"""A sheet looked at a second time, for what its values do not tell."""
