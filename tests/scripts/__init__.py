"""Tests of the scripts for people who work on the project."""
