"""The routes of proposals (建议值): what units propose for next year, what the bureau balanced, what was approved."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.names import Measured, Named, Said
from taizhang.server.api.observation_shapes import Seen
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import Digits, given
from taizhang.server.api.scalars import Key, Number, Revision, RowId, Short, Text
from taizhang.server.api.seen import plan_for, unit_for
from taizhang.server.ledger.cycle.proposing import (
    approve_balanced,
    approve_proposal,
    balance_proposal,
    propose_value,
)
from taizhang.server.ledger.cycle.queries import proposals_for
from taizhang.server.ledger.cycle.table import Against, proposal_table
from taizhang.server.ledger.models import Proposal

router = Router(tags=["proposals"])
CALLED = Words("建议值", "proposal")


class ProposalOut(Schema):
    """What a unit says of an indicator, with the three values of next year."""

    id: int
    revision: int
    plan_id: int
    unit: Named
    indicator: Measured
    measure: str
    so_far: Digits | None
    so_far_to: str
    estimate: Digits | None
    comparator: str
    proposed: Digits | None
    places: int
    reason: str
    basis: str
    proposed_by: int | None
    balanced: Digits | None
    balanced_reason: str
    balanced_by: int | None
    approved: Digits | None
    approved_reason: str
    approved_by: int | None


class ProposalIn(Body):
    """What a unit proposes; what is not named stays as it was."""

    unit_id: RowId
    indicator_id: RowId
    measure: Literal["level", "growth", "change"] = "level"
    so_far: Number | None = None
    so_far_to: Annotated[Short, Field(max_length=24)] = ""
    estimate: Number | None = None
    comparator: Literal["", "=", ">=", "<=", "~"] = ""
    proposed: Number | None = None
    reason: Text = ""
    basis: Text = ""
    why: Text = ""


class BalanceIn(Body):
    """The bureau's value; with a reason where it is not what was proposed."""

    revision: Revision
    value: Number
    reason: Text = ""
    why: Text = ""


class ApproveIn(Body):
    """The approved value: the balanced one, or another with a reason."""

    revision: Revision
    value: Number | None = None
    reason: Text = ""
    why: Text = ""


class ApproveManyIn(Body):
    """Proposals of which the balanced values are approved, each as it was seen."""

    rows: Annotated[list[Seen], Field(min_length=1, max_length=5000)]
    why: Text = ""


class ProposalFilters(Schema):
    """Which proposals are asked for."""

    unit: RowId | None = None
    indicator: RowId | None = None


class SumOut(Schema):
    """What values come to against a total, with the formula."""

    method: str
    low: str
    high: str
    fits: bool
    why: Said | None
    formula: str
    left_out: list[str]


class AgainstOut(Schema):
    """A sum, or why there is none."""

    sum: SumOut | None
    unknown: Said | None


class RowOut(Schema):
    """One indicator of the table: the government's row, the units' rows, and what these add to."""

    indicator: Measured
    measure: str
    total: ProposalOut | None
    units: list[ProposalOut]
    proposed: AgainstOut
    balanced: AgainstOut


def proposal_for(actor: Actor, key: int) -> Proposal:
    """A proposal that the caller may see."""
    return get_for(actor, "plan.read", proposals_for(actor), key, CALLED)


@router.get("/plans/{int:plan}/proposals", response=Page[ProposalOut])
def list_proposals(
    request: HttpRequest, plan: Key, filters: Query[ProposalFilters], limit: Limit = 100, after: After = 0
) -> object:
    """各单位的建议值。 The proposals of units."""
    actor = actor_of(request)
    return page(proposals_for(actor, plan=plan_for(actor, plan).pk, **filters.dict()), limit, after)


@router.get("/plans/{int:plan}/proposals/table", response=list[RowOut])
def get_table(request: HttpRequest, plan: Key) -> object:
    """建议值汇总表：指标 × 单位，三种值并列，并核对合计。 The table of proposals by indicator, with its sums."""
    actor = actor_of(request)
    return [
        {
            "indicator": row.indicator,
            "measure": row.measure,
            "total": row.total,
            "units": row.units,
            "proposed": against(row.proposed),
            "balanced": against(row.balanced),
        }
        for row in proposal_table(actor, plan_for(actor, plan))
    ]


def against(held: Against) -> dict[str, object]:
    """A sum as it is shown, or why there is none."""
    return {"sum": held.sum.json() if held.sum else None, "unknown": held.unknown}


@router.post("/plans/{int:plan}/proposals", response={201: ProposalOut})
def post_proposal(request: HttpRequest, plan: Key, body: ProposalIn) -> object:
    """填报本单位的建议值。 Enter what a unit proposes."""
    actor = actor_of(request)
    row = plan_for(actor, plan)
    unit = unit_for(actor, body.unit_id)
    return Status(201, propose_value(actor, unit, plan=row, **given(body, "unit_id")))


@router.post("/plans/{int:plan}/proposals/approve", response=list[ProposalOut])
def post_approve_many(request: HttpRequest, plan: Key, body: ApproveManyIn) -> object:
    """批量审定平衡值；有一行被他人改过就都不审定。 Approve the balanced values of several proposals, or of none."""
    actor = actor_of(request)
    seen = [(row.id, row.revision) for row in body.rows]
    return approve_balanced(actor, plan_for(actor, plan), rows=seen, why=body.why)


@router.post("/proposals/{int:proposal}/balance", response=ProposalOut)
def post_balance(request: HttpRequest, proposal: Key, body: BalanceIn) -> object:
    """综合平衡，不改动单位的建议值。 Set the bureau's value; the unit's stays."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision"})
    return balance_proposal(actor, proposal_for(actor, proposal), expected=body.revision, **values)


@router.post("/proposals/{int:proposal}/approve", response=ProposalOut)
def post_approve(request: HttpRequest, proposal: Key, body: ApproveIn) -> object:
    """审定目标值，由未参与提出和平衡的人办理。 Approve a value; by who neither proposed nor balanced it."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision"})
    return approve_proposal(actor, proposal_for(actor, proposal), expected=body.revision, **values)
