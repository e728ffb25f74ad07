"""Tests of ``kexie_excel.scheme``."""
