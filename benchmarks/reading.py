"""Reading and scoring alone: everything in 2-回收 into an evaluation, without the ledger and without a workbook."""

import sys
from pathlib import Path

from kexie_excel.returns.batch import collect
from kexie_excel.scoring.early import EarlyScores
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.workspace.folder import Folder


def main(root: Path) -> None:
    """Read and score a working folder."""
    folder = Folder(root)
    scheme = folder.load_scheme()
    early = EarlyScores(scheme)
    done = evaluate(scheme, collect(scheme, folder.returned, seen=early.take), early=early)
    print(done.intake.reconciliation())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
