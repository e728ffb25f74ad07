"""All gates in one command: lint, format, types, tests with branch coverage. ``python -m scripts.check``.

``--quick`` takes about a minute, for while one is at work: no office program, no slow tests, fewer examples, no coverage.
"""

import os
import subprocess
import sys

_LINT = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))
_TESTS = ("pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""A file's tests stay with one worker, so that what they share is made once; the longest files come first."""
_QUICK = "--quick"


def gates(arguments: list[str]) -> tuple[tuple[str, ...], ...]:
    """Give the commands to run."""
    return (*_LINT, (*_TESTS, _QUICK) if _QUICK in arguments else (*_TESTS, "--cov", "--cov-report=term"))


def main() -> int:
    """Run the gates in order; stop at the first that fails."""
    for gate in gates(sys.argv[1:]):
        print("$", *gate, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", *gate], check=False, env=os.environ | {"PYTHONIOENCODING": "utf-8"}
        )
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
