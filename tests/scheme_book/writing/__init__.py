"""Tests of ``kexie_excel.scheme_book.writing``."""
