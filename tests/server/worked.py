"""Jobs for the tests of the worker: they write rows that show how often they ran."""

import time

from taizhang.server.accounts.models import Region
from taizhang.server.jobs.queue import job, progress


@job("test.regions")
def make_regions(*, count, seconds=0.0):
    """Make regions, each once however often the job is begun anew."""
    for number in range(count):
        Region.objects.get_or_create(code=f"88{number:04d}", defaults={"name": f"第{number}区", "level": "county"})
        progress(number + 1, count)
        time.sleep(seconds)
    return count


@job("test.fails")
def fail():
    """Go wrong."""
    raise ZeroDivisionError("nothing to divide by")
