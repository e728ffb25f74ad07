"""``python -m kexie_excel`` is ``kexie``."""

import sys

from kexie_excel.cli import main

if __name__ == "__main__":
    sys.exit(main())
