"""Who answers for the tasks of the city's plans, what they report; its programmes; a target dealt out to districts."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.breakdown.actions import draft_breakdown, issue_breakdown, put_shares
from taizhang.server.ledger.breakdown.wanted import ShareWanted
from taizhang.server.ledger.models import Indicator, Plan, Programme, Target, Task
from taizhang.server.ledger.programmes.actions import attach_indicators, attach_tasks, create_programme
from taizhang.server.ledger.tasks.drafting import change_task
from taizhang.server.ledger.tasks.extending import ask_extension
from taizhang.server.ledger.tasks.reporting import accept_report, report_on
from taizhang.server.operations.demonstration.cast import PEOPLE, Cast
from taizhang.server.operations.demonstration.tables import table

SHARES = (("YL-QT", "1.9"), ("YL-SP", "1.2"), ("YL-GXQ", "1.1"))
JOBS = "employment.urban_new"
SLOW = "新增养老床位"


class Report(NamedTuple):
    """A report on a task: on which day, with what step, words and percent, and whether a reviewer accepts it."""

    day: date
    year: int
    title: str
    step: str
    words: str
    percent: int | None
    accepted: bool


def assign(cast: Cast, plan: Plan) -> None:
    """Give the tasks of a draft their lead units and deadlines."""
    version = plan.versions.get(state="draft")
    for row in table("tasks"):
        if row["year"] == str(plan.year):
            task = version.tasks.select_related("plan", "unit").get(title__startswith=row["words"])
            change_task(
                cast.people["planner"],
                version,
                task=task,
                expected=task.revision,
                unit_id=cast.units[row["unit"]].pk,
                deadline=date.fromisoformat(row["deadline"]),
            )


def reports() -> Iterator[Report]:
    """All reports, in the order of the table."""
    for row in table("tasks"):
        for said in row.words("reports"):
            day, step, words = said.split(" ", 2)
            percent, _, rest = words.partition("% ") if "% " in words else ("", "", words)
            how_far, waits = int(percent) if percent else None, rest.endswith("?")
            on, year = date.fromisoformat(day), int(row["year"])
            yield Report(on, year, row["words"], step, rest.rstrip("?"), how_far, not waits)


def report(cast: Cast, told: Report) -> None:
    """The lead unit reports; the reviewer accepts, unless that is left to whoever tries the ledger."""
    task = _task_of_the_year(cast, told.year, told.title)
    row = report_on(speaker(cast, task.unit), task, step=told.step, words=told.words, percent=told.percent, on=told.day)
    if told.accepted:
        accept_report(cast.people["reviewer"], row, expected=row.revision)


def speaker(cast: Cast, unit: Unit) -> Actor:
    """Who reports for a unit: its own reporter, or the planner for those that have none."""
    own = (name for name, _, role, code in PEOPLE if role == "reporter" and cast.units[code].pk == unit.pk)
    return cast.people[next(own, "planner")]


def deal_out(cast: Cast) -> None:
    """Deal the city's target of new jobs out to two districts and the zone."""
    target = Target.objects.select_related("version__plan__unit", "indicator").get(
        version__plan__unit=cast.city, version__plan__year=2025, version__state="issued", indicator__code=JOBS
    )
    draft = draft_breakdown(cast.people["planner"], target)
    shares = [
        ShareWanted(assignee_id=cast.units[code].pk, comparator=">=", value=Decimal(value)) for code, value in SHARES
    ]
    put_shares(cast.people["planner"], draft, expected=draft.revision, shares=shares)
    draft.refresh_from_db()
    issue_breakdown(cast.people["planner"], draft, expected=draft.revision)


def set_up_programmes(cast: Cast) -> None:
    """Set up the programmes of the city, each with its tasks and indicators."""
    planner = cast.people["planner"]
    made: dict[str, Programme] = {}
    for row in table("programmes"):
        above = made.get(row["above"])
        programme = create_programme(
            planner, cast.city, name=row["name"], about=row["about"], parent_id=above.pk if above else None
        )
        tasks = [_task_of_the_year(cast, 2025, title) for title in row.words("tasks")]
        attach_tasks(planner, programme, tasks=tasks)
        codes = Indicator.objects.filter(code__in=row.words("indicators"))
        attach_indicators(planner, programme, indicators=[each.pk for each in codes])
        made[row["name"]] = programme


def ask_for_time(cast: Cast) -> None:
    """A unit that is late asks for a later deadline, which waits for a decision."""
    task = _task_of_the_year(cast, 2025, SLOW)
    reason = "普惠托位选址调整，施工推迟一个季度"
    ask_extension(cast.people["planner"], task, to_day=date(2025, 9, 30), reason=reason)


def _task_of_the_year(cast: Cast, year: int, begins: str) -> Task:
    """The task of the city's plan for a year whose title begins so."""
    return Task.objects.select_related("plan", "unit", "version", "programme").get(
        plan__unit=cast.city, plan__year=year, version__state="issued", title__startswith=begins
    )
