"""Measure a command: seconds, processor seconds, and the most memory its processes held together. Linux only."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

_EVERY = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Cost:
    """What a command cost."""

    seconds: float
    processor: float
    """Seconds of all cores, children included."""
    megabytes: float
    """The most that all its processes held at one time; pages they share are counted once."""


def measure(command: list[str], folder: Path) -> Cost:
    """Run a command in a folder and watch it.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before, start, most = getrusage(RUSAGE_CHILDREN), time.perf_counter(), 0
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(map(_proportional, _family(process.pid))))
            time.sleep(_EVERY)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    after, seconds = getrusage(RUSAGE_CHILDREN), time.perf_counter() - start
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, processor, most / 1024)


def _family(pid: int) -> list[int]:
    """Give a process and all that came from it."""
    found = [pid]
    for parent in found:
        try:
            listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        except OSError:
            continue
        found += map(int, listed.split())
    return found


def _proportional(pid: int) -> int:
    """Give a process's share of memory in KiB; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


CORES = os.cpu_count() or 1
