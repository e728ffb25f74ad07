"""Tests of ``kexie_excel.scoring``."""
