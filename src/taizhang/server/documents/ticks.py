"""What is cleaned up from time to time."""

import time

from taizhang.server.documents.files import left_behind
from taizhang.server.jobs.ticks import tick

A_DAY = 24 * 3600


@tick("documents.sweep", minutes=24 * 60)
def sweep_incoming() -> None:
    """Remove what uploads left behind whose process was killed. Files tell the time of the machine, not of a trial."""
    for path in left_behind(time.time() - A_DAY):
        path.unlink(missing_ok=True)
