"""All gates in one command: lint, format, types, tests with branch coverage. ``python -m scripts.check``."""

import os
import subprocess
import sys

GATES = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-q", "-n", "2", "--cov", "--cov-report=term"),
)


def main() -> int:
    """Run the gates in order; stop at the first that fails."""
    for gate in GATES:
        print("$", *gate, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", *gate], check=False, env=os.environ | {"PYTHONIOENCODING": "utf-8"}
        )
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
