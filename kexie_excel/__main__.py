"""``python -m kexie_excel`` is ``kexie``."""

import sys

from kexie_excel.cli import program

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # a program that was packed into one file starts its workers by itself, with words that are not for its user
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(program())
