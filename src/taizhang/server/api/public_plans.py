"""The routes of published plans: which there are, each promise with its state and evidence, as rows of data."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema

from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key
from taizhang.server.documents.public import must_be_turned_on
from taizhang.server.ledger.publishing.promises import public_tasks, target_promises, task_promises
from taizhang.server.ledger.publishing.queries import public_plan, public_plans
from taizhang.server.ledger.publishing.rows import PromiseRow, row_of
from taizhang.server.lib import clock

router = Router(tags=["public"])


class PublicPlanOut(Schema):
    """A published plan, without who published it."""

    id: int
    region: str = Field(alias="region.name")
    government: str = Field(alias="unit.name")
    year: int
    title: str
    state: str
    published_at: datetime


@router.get("/public/plans", response=Page[PublicPlanOut], auth=None)
def list_public_plans(request: HttpRequest, limit: Limit = 100, after: After = 0) -> object:  # noqa: ARG001 - as given
    """已公开的计划，无需登录。Published plans, for everybody."""
    must_be_turned_on()
    return page(public_plans(), limit, after)


@router.get("/public/plans/{int:plan}", response=PublicPlanOut, auth=None)
def get_public_plan(request: HttpRequest, plan: Key) -> object:  # noqa: ARG001 - as given
    """一个已公开的计划。One published plan."""
    must_be_turned_on()
    return public_plan(plan)


@router.get("/public/plans/{int:plan}/targets", response=list[PromiseRow], auth=None)
def list_public_targets(request: HttpRequest, plan: Key) -> object:  # noqa: ARG001 - as given
    """已公开计划的各项目标：原文、实绩、状态和依据。The targets of a published plan with state and evidence."""
    must_be_turned_on()
    return [row_of(each) for each in target_promises(public_plan(plan), clock.today())]


@router.get("/public/plans/{int:plan}/tasks", response=Page[PromiseRow], auth=None)
def list_public_tasks(request: HttpRequest, plan: Key, limit: Limit = 100, after: After = 0) -> object:  # noqa: ARG001 - as given
    """已公开计划的任务和民生实事。The tasks and livelihood commitments of a published plan."""
    must_be_turned_on()
    today = clock.today()
    found = page(public_tasks(public_plan(plan), today), limit, after)
    rows = [row_of(each) for each in task_promises(found["rows"], today)]  # type: ignore[arg-type]
    return {"rows": rows, "next": found["next"]}
