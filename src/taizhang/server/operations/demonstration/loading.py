"""`taizhang admin load --demo`: the story of the city, told from its first day to the day of the trial."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from taizhang.server.accounts.acting import SERVER
from taizhang.server.dumping.loading import refuse_unless_empty
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.tasks.ageing import age_tasks
from taizhang.server.lib import clock
from taizhang.server.operations.demonstration import filing, keeping, opening, papers, work
from taizhang.server.operations.demonstration.cast import Cast, gather
from taizhang.server.operations.demonstration.tables import table
from taizhang.server.operations.migrating import migrate, pending
from taizhang.server.operations.telling import Tell, Words, not_done
from taizhang.server.returns.ageing import age_returns
from taizhang.server.returns.notices.reminding import remind_due

FIRST_DAY, TRIAL_DAY = date(2024, 3, 18), date(2025, 7, 20)
ACCOUNTS = "accounts.txt"
Event = tuple[date, Callable[[], object]]


def load_demonstration(tell: Tell, *, folder: str | None = None, documents_only: bool = False) -> int:
    """Load all of it or nothing, into an empty server that is a trial (TAIZHANG_TRIAL=yes).

    With `documents_only` the people find their documents read, and all that comes of them is still to be done.
    """
    if not settings.TRIAL:
        raise not_done(
            "示例城市只装入演练用的服务器；请设 TAIZHANG_TRIAL=yes，并另选数据文件夹",
            "the example city is loaded into a trial only: set TAIZHANG_TRIAL=yes and choose a folder of its own",
        )
    documents = Path(folder or "examples")
    papers.documents_in(documents)
    if pending():
        migrate(tell)
    refuse_unless_empty()
    tell(Words("正在导入示例城市 …", "loading the example city …"))
    try:
        with transaction.atomic():
            cast = begun(documents) if documents_only else told(documents)
    except BaseException:
        clock.set_day(None)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        raise
    today = FIRST_DAY if documents_only else TRIAL_DAY
    clock.set_day(today)
    accounts = "\n".join([*cast.accounts(), f"“今天”是 · today is {today}", ""])
    (settings.HOME_FOLDER / ACCOUNTS).write_text(accounts, encoding="utf-8")
    tell(Words(accounts.rstrip(), accounts.rstrip()))
    return 0


def begun(folder: Path) -> Cast:
    """The city before its story: units, people, indicators, and all documents, read and no more."""
    cast = founded()
    for paper in table("papers"):
        papers.read_in(cast, folder, paper)
    return cast


def founded() -> Cast:
    """The units and people on the first day, and what is measured."""
    clock.set_day(FIRST_DAY)
    cast = gather()
    load_catalogue(SERVER, cast.city)
    return cast


def told(folder: Path) -> Cast:
    """Tell the story: each event on its day, and before it what the calendar does by itself."""
    cast = founded()
    for day, event in sorted(events(cast, folder), key=lambda each: each[0]):
        clock.set_day(day)
        age_returns()
        age_tasks()
        event()
    clock.set_day(TRIAL_DAY)
    age_returns()
    age_tasks()
    remind_due()
    return cast


def events(cast: Cast, folder: Path) -> Iterator[Event]:
    """What happens, and when; those of one day in this order."""
    for paper in table("papers"):
        yield date.fromisoformat(paper["day"]), partial(papers.take_up, cast, folder, paper)
    yield date(2025, 1, 2), partial(filing.define, cast)
    for month in range(1, 7):
        for day, units in filing.days_of(month).items():
            for unit in units:
                yield day, partial(filing.file, cast, unit, month)
    yield date(2025, 3, 25), partial(work.deal_out, cast)
    yield date(2025, 3, 26), partial(work.set_up_programmes, cast)
    for report in work.reports():
        yield report.day, partial(work.report, cast, report)
    yield date(2025, 6, 1), partial(filing.define_dispatch, cast)
    yield date(2025, 6, 12), partial(keeping.keep_ladder, cast)
    yield date(2025, 7, 11), partial(work.ask_for_time, cast)
    yield date(2025, 7, 14), partial(keeping.hand_in, cast, filing.MONTHLY)
    yield date(2025, 7, 18), partial(keeping.evaluate, cast)
    yield date(2025, 7, 19), partial(papers.check_all, cast)
    yield date(2025, 7, 19), partial(opening.open_to_the_public, cast)
