"""Keep a worker from taking more memory than its share, where the system can; and do not look for what can be thrown away in vain."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LIMIT = 512 * 1024**2
"""Bytes that a worker may take beyond what it has when it starts; a form takes a few millions."""
_ENOUGH = 2 * 1024**3
"""Bytes of address space with which any Python starts."""
_MANY = 100
"""So many results need not be looked through for garbage while they come in."""
_STATM = Path("/proc/self/statm")

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_MEMORY = 0x100
    """The limit that is set: what one process of the job may take."""
    _EXTENDED_LIMITS = 9

    class _JobLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, its parts in one row."""

        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def limit_memory() -> bool:
        """Put this process into a job that is refused more memory, and tell whether the system took it.

        The limit counts from nothing: what Python has when it starts is small beside it.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        job = kernel.CreateJobObjectW(None, None)
        limits = _JobLimits(LimitFlags=_PROCESS_MEMORY, ProcessMemoryLimit=_LIMIT)
        return bool(
            job
            and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
        )

else:
    import resource

    def limit_memory() -> bool:
        """Bound the address space to what this process has and the share beyond it."""
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = _address_space(resource.getpagesize()) + _LIMIT
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
        return True


@contextmanager
def results_stay(count: int) -> Iterator[None]:
    """Let thousands of results come in without looking through all of them time and again for what nobody needs any more.

    All of them stay, so that nothing is ever found; nor need they be looked through afterwards, until more come in. A few
    are soon looked through; and what was made before them, by a menu that is open all day, is not kept for ever.
    """
    if count < _MANY:
        yield
        return
    gc.unfreeze()
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _address_space(page: int) -> int:
    """Give the bytes of address space that this process has; where the system does not say, what is sure to be enough."""
    try:
        return int(_STATM.read_text(encoding="ascii").split()[0]) * page
    except (OSError, ValueError):
        return _ENOUGH
