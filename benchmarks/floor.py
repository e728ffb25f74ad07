"""The floor: python-calamine reading every cell of every file, with no program around it, in one process."""

import sys
from pathlib import Path

from python_calamine import load_workbook


def main(folder: Path) -> None:
    """Read everything below a folder and let go of it."""
    for path in sorted(folder.glob("*.xlsx")):
        with load_workbook(str(path)) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
