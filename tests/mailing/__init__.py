"""Tests of the mail drafts."""
