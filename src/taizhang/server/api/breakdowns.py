"""The routes of breakdowns (目标分解): targets dealt out to units and districts, with the check of the sum."""

from datetime import datetime
from enum import Enum
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.names import Measured, Named
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import Changing, Digits, Places
from taizhang.server.api.proposals import SumOut
from taizhang.server.api.scalars import Key, Line, Number, Revision, RowId, Text
from taizhang.server.api.seen import plan_for
from taizhang.server.ledger.breakdown.actions import draft_breakdown, drop_breakdown, issue_breakdown, put_shares
from taizhang.server.ledger.breakdown.queries import breakdowns_for, check_of
from taizhang.server.ledger.breakdown.wanted import ShareWanted
from taizhang.server.ledger.models import BREAKDOWN, Breakdown, Target
from taizhang.server.ledger.plans.queries import targets_for

router = Router(tags=["breakdowns"])
TARGET, CALLED = Words("目标", "target"), Words("目标分解", "breakdown")
BreakdownState = Enum("BreakdownState", {state: state for state in BREAKDOWN.states}, type=str)  # type: ignore[misc]


class ShareOut(Schema):
    """What one unit takes; one that is not `counted` lies inside another share."""

    id: int
    assignee: Named
    comparator: str
    value: Digits
    value_to: Digits | None
    places: int
    weight: Digits | None
    counted: bool
    note: str


class DealtOut(Schema):
    """The target that is dealt out."""

    id: int
    line: int
    indicator: Measured
    measure: str
    comparator: str
    value: Digits | None
    value_to: Digits | None
    places: int
    unit_of_measure: str


class BreakdownOut(Schema):
    """A breakdown with its shares; `check_result` is that of the day on which it was issued."""

    id: int
    revision: int
    target: DealtOut
    number: int
    state: str
    residue_reason: str
    check_result: SumOut | None
    issued_by: int | None
    issued_at: datetime | None
    shares: list[ShareOut]


class ShareIn(Body):
    """A share to be written; `weight` where rates or growths are dealt out."""

    assignee_id: RowId
    comparator: Target.Comparator
    value: Number
    value_to: Number | None = None
    places: Places | None = None
    weight: Number | None = None
    counted: bool = True
    note: Annotated[Line, Field(max_length=200)] = ""


class SharesIn(Body):
    """All shares of a draft; what is not named is removed."""

    revision: Revision
    shares: Annotated[list[ShareIn], Field(max_length=2000)]
    why: Text = ""


class IssueIn(Body):
    """A breakdown to be issued; a reason is wanted where the shares do not add up."""

    revision: Revision
    residue_reason: Text = ""
    why: Text = ""


def breakdown_for(actor: Actor, key: int) -> Breakdown:
    """A breakdown that the caller may see."""
    return get_for(actor, "plan.read", breakdowns_for(actor), key, CALLED)


@router.get("/plans/{int:plan}/breakdowns", response=Page[BreakdownOut])
def list_breakdowns(
    request: HttpRequest, plan: Key, limit: Limit = 100, after: After = 0, state: BreakdownState | None = None
) -> object:
    """一个计划的目标分解。 The breakdowns of the targets of a plan."""
    actor = actor_of(request)
    row = plan_for(actor, plan)
    return page(breakdowns_for(actor, plan=row.pk, state=state.value if state else None), limit, after)


@router.get("/targets/{int:target}/breakdowns", response=Page[BreakdownOut])
def list_of_target(request: HttpRequest, target: Key, limit: Limit = 100, after: After = 0) -> object:
    """一项目标历次的分解。 The breakdowns of a target, one after the other."""
    actor = actor_of(request)
    rows = targets_for(actor).select_related("same_as")
    return page(breakdowns_for(actor, target=get_for(actor, "plan.read", rows, target, TARGET)), limit, after)


@router.post("/targets/{int:target}/breakdowns", response={201: BreakdownOut})
def post_breakdown(request: HttpRequest, target: Key) -> object:
    """开始分解一项目标，或重新分解。 Begin to deal a target out, or to deal it out anew."""
    actor = actor_of(request)
    rows = targets_for(actor).select_related("same_as")
    made = draft_breakdown(actor, get_for(actor, "plan.read", rows, target, TARGET))
    return Status(201, breakdown_for(actor, made.pk))


@router.get("/breakdowns/{int:breakdown}", response=BreakdownOut)
def get_breakdown(request: HttpRequest, breakdown: Key) -> object:
    """一次分解。 One breakdown."""
    return breakdown_for(actor_of(request), breakdown)


@router.get("/breakdowns/{int:breakdown}/check", response=SumOut)
def get_check(request: HttpRequest, breakdown: Key) -> object:
    """核对合计：分解值是否合于目标，附算式。 Whether the shares add up to the target, with the formula."""
    return check_of(breakdown_for(actor_of(request), breakdown)).json()


@router.put("/breakdowns/{int:breakdown}/shares", response=BreakdownOut)
def put_all_shares(request: HttpRequest, breakdown: Key, body: SharesIn) -> object:
    """写入草稿的全部分解值。 Write all shares of a draft."""
    actor = actor_of(request)
    shares = [ShareWanted(**(each.dict() | {"comparator": each.comparator.value})) for each in body.shares]
    put_shares(actor, breakdown_for(actor, breakdown), expected=body.revision, shares=shares, why=body.why)
    return breakdown_for(actor, breakdown)


@router.post("/breakdowns/{int:breakdown}/issue", response=BreakdownOut)
def post_issue(request: HttpRequest, breakdown: Key, body: IssueIn) -> object:
    """下达分解；合计不符时须说明理由。 Issue a breakdown; where it does not add up, with a reason."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision"})
    issue_breakdown(actor, breakdown_for(actor, breakdown), expected=body.revision, **values)
    return breakdown_for(actor, breakdown)


@router.post("/breakdowns/{int:breakdown}/drop", response={204: None})
def post_drop(request: HttpRequest, breakdown: Key, body: Changing) -> object:
    """删除分解草稿。 Drop the draft of a breakdown."""
    actor = actor_of(request)
    drop_breakdown(actor, breakdown_for(actor, breakdown), expected=body.revision, why=body.why)
    return Status(204, None)
