"""Tests of ``kexie_excel.returns``."""
