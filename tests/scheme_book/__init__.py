"""Tests of 方案.xlsx."""
