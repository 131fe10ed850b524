"""The tick by which hooks hear of the log."""

from taizhang.server.hooks.hearing import hear
from taizhang.server.hooks.jobs import enqueue_telling
from taizhang.server.jobs.ticks import tick


@tick("hooks.hear", minutes=0.1)
def hear_and_tell() -> None:
    """Look for new entries, and have the hooks told."""
    hear()
    enqueue_telling()
