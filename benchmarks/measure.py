"""Measure a command: seconds, processor seconds, and the most memory its processes held together. Linux only."""

import os
import subprocess
import time
from collections.abc import Mapping
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


def measure(command: list[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder and watch it.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before, start, most = getrusage(RUSAGE_CHILDREN), time.perf_counter(), 0
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=environment) as process:
        while process.poll() is None:
            most = max(most, sum(map(_proportional, _family(process.pid))))
            time.sleep(_EVERY)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    after, seconds = getrusage(RUSAGE_CHILDREN), time.perf_counter() - start
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, processor, most / 1024)


def quickest(command: list[str], folder: Path, environment: Mapping[str, str], times: int = 7) -> float:
    """Run a command several times and give the seconds of the quickest; what disturbs a short run only makes it longer.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, env=environment)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def with_bytecode(place: Path) -> Mapping[str, str]:
    """Give an environment in which Python keeps what it has compiled, as it does where the program is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(place)}


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
