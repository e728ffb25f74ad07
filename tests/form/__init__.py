"""Tests of the form: where everything stands, how it looks, what is written."""
