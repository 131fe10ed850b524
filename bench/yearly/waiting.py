"""The work of the worker of jobs is waited for: it runs beside, in a process of its own."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
LONGEST = 120.0


def awaited(look: Callable[[], T | None], what: str) -> T:
    """What `look` finds, once it finds something."""
    until = time.monotonic() + LONGEST
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise TimeoutError(f"the worker of jobs did not do this in {LONGEST:.0f} s: {what}")
        time.sleep(0.1)
