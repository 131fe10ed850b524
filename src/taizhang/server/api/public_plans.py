"""The routes of published plans: which there are, each promise with its state and evidence, as rows of data."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema

from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key
from taizhang.server.documents.public import must_be_turned_on
from taizhang.server.ledger.publishing.promises import public_tasks, target_promises, task_promises
from taizhang.server.ledger.publishing.queries import public_plan, public_plans
from taizhang.server.ledger.publishing.rows import row_of
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


class PromiseOut(Schema):
    """A promise as a row, the same as in the files beside the published pages; null is not known, never nought.

    `kind` is target, task or livelihood; `due` a period or a day; `verdict` is told once the time is over, before that
    the light. `sentence` and `evidence` stand in published documents, at their start and end in the text of these.
    """

    plan: int
    kind: str
    line: int
    name: str
    name_en: str
    wanted: str
    wanted_en: str
    section: str | None
    lead: str | None
    measure: str | None
    comparator: str | None
    value: str | None
    value_to: str | None
    unit: str | None
    binding: str | None
    due: str | None
    light: str | None
    verdict: str | None
    state: str
    state_en: str
    method: str
    method_en: str
    result: str | None
    result_unit: str | None
    result_measure: str | None
    result_period: str | None
    result_source: str | None
    told_on: str | None
    sentence: str | None
    sentence_document: int | None
    sentence_start: int | None
    sentence_end: int | None
    evidence: str | None
    evidence_document: int | None
    evidence_start: int | None
    evidence_end: int | None


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


@router.get("/public/plans/{int:plan}/targets", response=list[PromiseOut], auth=None)
def list_public_targets(request: HttpRequest, plan: Key) -> object:  # noqa: ARG001 - as given
    """已公开计划的各项目标：原文、实绩、状态和依据。The targets of a published plan with state and evidence."""
    must_be_turned_on()
    return [row_of(each) for each in target_promises(public_plan(plan), clock.today())]


@router.get("/public/plans/{int:plan}/tasks", response=Page[PromiseOut], auth=None)
def list_public_tasks(request: HttpRequest, plan: Key, limit: Limit = 100, after: After = 0) -> object:  # noqa: ARG001 - as given
    """已公开计划的任务和民生实事。The tasks and livelihood commitments of a published plan."""
    must_be_turned_on()
    today = clock.today()
    found = page(public_tasks(public_plan(plan), today), limit, after)
    rows = [row_of(each) for each in task_promises(found["rows"], today)]  # type: ignore[arg-type]
    return {"rows": rows, "next": found["next"]}
