"""Jobs for the tests of the worker: they write rows that show how often they ran."""

import time

from django.db import OperationalError

from taizhang.server.accounts.models import Region
from taizhang.server.jobs.queue import job, progress

STOP = None  # what ends the job in its middle, where a test wants that


@job("test.regions")
def make_regions(*, count, seconds=0.0):
    """Make regions, each once however often the job is begun anew."""
    if STOP is not None:
        raise STOP
    for number in range(count):
        Region.objects.get_or_create(code=f"88{number:04d}", defaults={"name": f"第{number}区", "level": "county"})
        progress(number + 1, count)
        time.sleep(seconds)
    return count


@job("test.database")
def lose_the_database():
    """Meet a database that is away."""
    raise OperationalError("database is locked")


@job("test.fails")
def fail():
    """Go wrong."""
    raise ZeroDivisionError("nothing to divide by")
