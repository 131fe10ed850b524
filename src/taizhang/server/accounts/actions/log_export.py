"""Taking the log out of the server is itself an entry of the log."""

from dataclasses import replace

from django.db.models import Max, QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.queries import log_for
from taizhang.server.lib.refusals import TooLarge
from taizhang.server.log.models import Entry
from taizhang.server.log.queries import Search

MOST_IN_A_WORKBOOK = 100_000


@action("log.export")
def export_log(act: Act, unit: Unit, *, search: Search, workbook: bool, why: str = "") -> "QuerySet[Entry]":
    """The entries found up to now at a unit and below it; at a root those at no unit too. A workbook has a limit."""
    below = "" if unit.parent_id is None else unit.path
    found = log_for(act.actor, replace(search, below=below), "log.export")
    last = found.aggregate(last=Max("pk"))["last"] or 0
    found = found.filter(pk__lte=last)
    if workbook and found.values("changes__pk")[: MOST_IN_A_WORKBOOK + 1].count() > MOST_IN_A_WORKBOOK:
        limit = Words(
            f"{MOST_IN_A_WORKBOOK} 行；请缩小范围或导出 CSV", f"{MOST_IN_A_WORKBOOK} rows: narrow it, or take CSV"
        )
        raise TooLarge(thing=Words("导出的日志", "the log to export"), limit=limit)
    return found
