"""What the tests of tasks share: a plan of the city, drafted or issued, and tasks in it."""

from datetime import UTC, date, datetime

from server.cast import made
from taizhang.server.accounts.acting import SERVER, Act, log
from taizhang.server.ledger.models import Plan, PlanVersion, Task

YEAR = 2025


def plan_of(unit, *, issued=False, year=YEAR):
    """A plan with its first version: a draft, or issued on 5 March."""
    plan = made(
        Plan(
            region=unit.region,
            unit=unit,
            year=year,
            title=f"{unit.region.name}{year}年计划",
            state="issued" if issued else "drafting",
        )
    )
    version = PlanVersion(plan=plan, number=1, state="issued" if issued else "draft")
    if issued:
        version.decided_at = datetime(year, 3, 5, tzinfo=UTC)
    return made(version)


def task_of(version, unit, title="改造老旧小区", deadline=date(YEAR, 11, 30), line=None, **values):
    """A task of a version, as the server itself makes it."""
    line = line or Task.objects.filter(plan=version.plan).count() + 1
    return made(
        Task(plan=version.plan, version=version, unit=unit, title=title, deadline=deadline, line=line, **values)
    )


def set_of(row, **values):
    """Change a row as the server itself does."""
    act = Act(SERVER, "plan.draft")
    act.update(row, **values)
    log(act, None)
    return row
