"""All gates in one command: lint, format, types, tests with branch coverage. ``python -m scripts.check``.

``--quick`` takes about a minute, for while one is at work: no office program, no slow tests, fewer examples, no coverage.
"""

import os
import subprocess
import sys
import tempfile
import time
from typing import IO

_LINT = (("ruff", "check", "."), ("ruff", "format", "--check", "."))
_TYPES = ("mypy",)
_TESTS = ("pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""A file's tests stay with one worker, so that what they share is made once; the longest files come first."""
_QUICK = "--quick"
_EVERY = 0.2
"""Seconds between two looks at the gates that run beside one another."""


def main() -> int:
    """Run the gates and stop at the first that fails; types are looked at while the tests run."""
    for gate in _LINT:
        failed = _begin(gate).wait()
        if failed:
            return failed
    tests = (*_TESTS, _QUICK) if _QUICK in sys.argv else (*_TESTS, "--cov", "--cov-report=term")
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, _begin(tests) as testing:
        with _begin(_TYPES, said) as typing:
            while testing.poll() is None and not typing.poll():
                time.sleep(_EVERY)
            if typing.poll():
                testing.terminate()
        said.seek(0)
        print("$", *_TYPES, f"\n{said.read()}", flush=True)
        return typing.returncode or testing.wait()


def _begin(gate: tuple[str, ...], output: IO[str] | None = None) -> subprocess.Popen[bytes]:
    """Begin with a gate; what it says is kept, where there is a place for it, so that it stands in one piece."""
    if output is None:
        print("$", *gate, flush=True)
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen([sys.executable, "-m", *gate], stdout=output, stderr=output, env=environment)


if __name__ == "__main__":
    sys.exit(main())
