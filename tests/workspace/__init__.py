"""Tests of the working folder's jobs."""
