"""Tests of the closed grammar of answers."""
