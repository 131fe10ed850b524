"""The routes of the cycle (编制程序): steps, calendar, overview, procedure; opinions and proposals in their modules."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema

from taizhang.server.accounts.acting import Actor
from taizhang.server.api import opinions, proposals
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.names import Said
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import PlanOut, TargetOut, VersionOut
from taizhang.server.api.scalars import Key, Revision, RowId, Short, Text
from taizhang.server.api.seen import plan_for, unit_for
from taizhang.server.ledger.cycle.actions import (
    approve_plan,
    close_plan,
    issue_plan,
    set_procedure,
    skip_step,
    take_step,
)
from taizhang.server.ledger.cycle.overview import overview
from taizhang.server.ledger.cycle.procedure import STEPS, json_of, rules_for
from taizhang.server.ledger.cycle.queries import calendar, steps_for
from taizhang.server.ledger.models import Plan, Procedure
from taizhang.server.lib.rows import Json

router = Router(tags=["cycle"])
router.add_router("", opinions.router)
router.add_router("", proposals.router)
StepName = Enum("StepName", {step: step for step in (*STEPS, "redraft")}, type=str)  # type: ignore[misc]


class StepOut(Schema):
    """A step as it was taken."""

    id: int
    plan_id: int
    version_id: int | None
    step: str
    state_before: str
    state_after: str
    skipped: bool
    document_id: int | None
    note: str
    by: int | None
    at: datetime


class StepIn(Body):
    """A step to be taken, or passed over where the procedure does not require it."""

    step: StepName
    revision: Revision
    skip: bool = False
    document_id: RowId | None = None
    document_number: Annotated[Short, Field(max_length=60)] = ""
    note: Text = ""
    why: Text = ""


class EntryOut(Schema):
    """A step in the calendar."""

    step: str
    name: Said
    required: bool
    due: date | None
    done_at: datetime | None
    done_by: int | None
    skipped: bool
    next: bool
    days_late: int


class WantOut(Schema):
    """Something that the next step wants."""

    field: str
    words: Said


class OverviewOut(Schema):
    """Where a plan stands. `to_deal_out` are targets changed since they were broken down."""

    plan: PlanOut
    state: Said
    calendar: list[EntryOut]
    next_step: EntryOut | None
    wants: list[WantOut]
    versions: list[VersionOut]
    targets: int
    opinions_open: int
    to_deal_out: list[TargetOut]


class ProcedureOut(Schema):
    """The procedure that holds at a government: its region's own, or the usual one (revision null)."""

    revision: int | None
    steps: Json


class ProcedureIn(Body):
    """A procedure to be set: all eight steps; `revision` where the region has one already."""

    revision: Revision | None = None
    steps: Json
    why: Text = ""


@router.get("/plans/{int:plan}/steps", response=Page[StepOut])
def list_steps(request: HttpRequest, plan: Key, limit: Limit = 100, after: After = 0) -> object:
    """已办步骤：谁、何时、依据什么文档。 The steps taken: by whom, when, on what document."""
    actor = actor_of(request)
    return page(steps_for(actor, plan_for(actor, plan)), limit, after)


@router.post("/plans/{int:plan}/steps", response=PlanOut)
def post_step(request: HttpRequest, plan: Key, body: StepIn) -> object:
    """推进一步；程序不要求的可说明理由后省略。 Take a step, or pass over one that is not required, with a note."""
    actor = actor_of(request)
    return _stepped(actor, plan_for(actor, plan), body)


def _stepped(actor: Actor, plan: Plan, body: StepIn) -> Plan:
    """The action for the step that is asked for."""
    step, seen = body.step.value, body.revision
    if body.skip:
        return skip_step(actor, plan, step=step, expected=seen, note=body.note, why=body.why)
    document, note, why = body.document_id, body.note, body.why
    if step == "approve":
        return approve_plan(actor, plan, expected=seen, document_id=document, note=note, why=why)
    if step == "close":
        return close_plan(actor, plan, expected=seen, document_id=document, note=note, why=why)
    if step == "issue":
        number = body.document_number
        return issue_plan(actor, plan, expected=seen, document_number=number, document_id=document, note=note, why=why)
    return take_step(actor, plan, step=step, expected=seen, document_id=document, note=note, why=why)


@router.get("/plans/{int:plan}/calendar", response=list[EntryOut])
def get_calendar(request: HttpRequest, plan: Key) -> object:
    """编制日历：每一步应于何时办理、何时办理、晚了几天。 What step is due when, was done when, and how late."""
    return calendar(plan_for(actor_of(request), plan))


@router.get("/plans/{int:plan}/overview", response=OverviewOut)
def get_overview(request: HttpRequest, plan: Key) -> object:
    """计划概览：所处步骤、已办步骤、下一步还缺什么。 Where a plan stands, and what its next step still wants."""
    return overview(plan_for(actor_of(request), plan))


@router.get("/units/{int:unit}/procedure", response=ProcedureOut)
def get_procedure(request: HttpRequest, unit: Key) -> object:
    """一级政府适用的编制程序。 The procedure that holds at a government."""
    row = unit_for(actor_of(request), unit)
    own = Procedure.objects.filter(region_id=row.region_id).first()
    return {"revision": own.revision if own else None, "steps": json_of(rules_for(row.region_id))}


@router.put("/units/{int:unit}/procedure", response=ProcedureOut)
def put_procedure(request: HttpRequest, unit: Key, body: ProcedureIn) -> object:
    """设定本地区的编制程序。 Set the procedure of the region."""
    actor = actor_of(request)
    row = unit_for(actor, unit)
    return set_procedure(actor, row, steps=body.steps, expected=body.revision, why=body.why)
