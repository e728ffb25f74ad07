"""Scoring: from answers to points, differences, ranks and levels."""
