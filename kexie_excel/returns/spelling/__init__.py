"""Spelling: the closed grammar of answers. What stands in it has one meaning; whatever does not is asked about."""
