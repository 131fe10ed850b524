"""What the ledger does by itself, again and again."""

from taizhang.server.jobs.ticks import tick
from taizhang.server.ledger.rosters.feeding import count_all
from taizhang.server.ledger.tasks.ageing import age_tasks


@tick("tasks.age", minutes=30)
def age_tasks_by_the_clock() -> None:
    """Set tasks late whose deadline has passed."""
    age_tasks()


@tick("rosters.count", minutes=24 * 60)
def count_rosters_by_the_clock() -> None:
    """Enter the counts of rosters for the months that are over, where they changed."""
    count_all()
