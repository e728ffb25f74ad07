"""Save one sample return again with other programs' libraries: ``python -m scripts.make_producers FOLDER``.

FOLDER is one in which ``npm install exceljs xlsx`` was run. What comes out lies in ``tests/returns/fixtures``, so that the tests
can read it where there is no node.
"""

import subprocess
import sys
from pathlib import Path

SOURCE = Path("samples") / "2017示例" / "2-回收" / "平江县-2017年度县市区科协绩效评估表.xlsx"
FIXTURES = Path("tests") / "returns" / "fixtures"


def main(modules: str) -> int:
    """Make the workbooks anew."""
    script = Path(__file__).with_name("producers.mjs")
    FIXTURES.mkdir(exist_ok=True)
    subprocess.run(["node", str(script), str(Path(modules).resolve()), str(SOURCE), str(FIXTURES)], check=True)  # noqa: S607
    for path in sorted(FIXTURES.iterdir()):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
