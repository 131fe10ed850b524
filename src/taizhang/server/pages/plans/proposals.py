"""Proposals for the year of a plan (建议数): proposed by units, balanced by the office, approved by a leader."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.cycle.proposing import (
    COLLECTED_IN,
    approve_balanced,
    approve_proposal,
    balance_proposal,
    propose_value,
)
from taizhang.server.ledger.cycle.queries import proposals_for
from taizhang.server.ledger.models import Plan, Proposal
from taizhang.server.lib.refusals import Invalid, NotThere
from taizhang.server.pages.answers import act, page, told
from taizhang.server.pages.forms import typed as reading
from taizhang.server.pages.forms.typed import MENDED, Form
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.frame import Framed, other_plan, plan_at
from taizhang.server.pages.plans.proposal_form import approving, proposing, units_of, values_in
from taizhang.server.pages.plans.proposal_rows import Looking, Typed

PROPOSAL, UNIT = Words("建议值", "proposal"), Words("单位", "unit")
NONE_CHOSEN = Words("请先勾选要审定的建议值", "choose the proposals to approve first")


@page
def proposals(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    """The table of proposals."""
    held = plan_at(actor, plan)
    return other_plan(request, actor, held, "plan_proposals") or proposals_page(request, actor, held)


@act
def propose(request: HttpRequest, actor: Actor, plan: int) -> Words | HttpResponse:
    """Enter what a unit proposes."""
    held, typed = plan_at(actor, plan), reading.Typed(request.POST)
    key = typed.key("unit_id")
    unit = next((each for each in units_of(actor, held) if each.pk == key), None)
    if unit is None:
        raise NotThere(thing=UNIT)
    try:
        propose_value(actor, unit, plan=held, **values_in(typed))
    except MENDED as error:
        return proposals_page(request, actor, held, form=proposing(actor, held).again(request.POST, error))
    return Words("已提出建议值", "The value is proposed")


@act
def balance(request: HttpRequest, actor: Actor, plan: int) -> Words | HttpResponse:
    """Save the balanced values that were changed: all of them, or none where one is refused."""
    held, post = plan_at(actor, plan), request.POST
    rows = [row for row in proposals_for(actor, plan=held.pk) if f"balanced_{row.pk}" in post]
    wrong, count = _balanced(actor, rows, post)
    if wrong:
        return proposals_page(request, actor, plan_at(actor, plan), typed=_as_typed(rows, post, wrong))
    return Words(f"已保存平衡值 {count} 项", f"{count} balanced values are saved")


def _balanced(actor: Actor, rows: Iterable[Proposal], post: QueryDict) -> tuple[dict[int, Mapping[str, str]], int]:
    """What was wrong with each row, and how many were written; nothing is where anything was wrong."""
    wrong: dict[int, Mapping[str, str]] = {}
    count = 0
    with transaction.atomic():
        for row in rows:
            try:
                count += _balance(actor, row, reading.Typed(post))
            except Invalid as error:
                wrong[row.pk] = {name.split("_")[0]: said(words) for name, words in error.errors.items()}
            except MENDED as error:
                wrong[row.pk] = {"value": told(error)}
        if wrong:
            transaction.set_rollback(True)
    return wrong, count


def _balance(actor: Actor, row: Proposal, typed: reading.Typed) -> bool:
    """Write the balanced value of a row, if it was changed."""
    value, reason = typed.number(f"balanced_{row.pk}"), typed.text(f"reason_{row.pk}")
    typed.checked()
    if value is None or (value, reason) == (row.balanced, row.balanced_reason):
        return False
    balance_proposal(actor, row, value=value, expected=typed.revision(f"revision_{row.pk}"), reason=reason)
    return True


def _as_typed(rows: Iterable[Proposal], post: QueryDict, wrong: Mapping[int, Mapping[str, str]]) -> dict[int, Typed]:
    return {
        row.pk: Typed(post.get(f"balanced_{row.pk}", ""), post.get(f"reason_{row.pk}", ""), errors=wrong.get(row.pk))
        for row in rows
    }


@act
def approve_chosen(request: HttpRequest, actor: Actor, plan: int) -> Words:
    """Approve the balanced values that were ticked, each as it was seen; or none."""
    typed = reading.Typed(request.POST)
    chosen = typed.keys("chosen")
    if not chosen:
        raise Invalid({"rows": NONE_CHOSEN})
    seen = [(key, typed.revision(f"revision_{key}")) for key in chosen]
    count = len(approve_balanced(actor, plan_at(actor, plan), rows=seen))
    return Words(f"已审定 {count} 项", f"{count} values are approved")


@act
def approve(request: HttpRequest, actor: Actor, proposal: int) -> Words | HttpResponse:
    """Approve one value: the balanced one, or another with a reason."""
    row, typed = _proposal(actor, proposal), reading.Typed(request.POST)
    try:
        value: Decimal | None = typed.number("value")
        reason = typed.text("reason")
        typed.checked()
        approve_proposal(actor, row, expected=typed.revision(), value=value, reason=reason)
    except MENDED as error:
        form = approving(_proposal(actor, proposal)).again(request.POST, error)
        return proposals_page(request, actor, plan_at(actor, row.plan_id), form=form)
    return Words("已审定", "The value is approved")


def proposals_page(
    request: HttpRequest,
    actor: Actor,
    plan: Plan,
    *,
    form: Form | None = None,
    typed: Mapping[int, Typed] | None = None,
) -> HttpResponse:
    """The page; what was refused is shown again as it was typed."""
    groups = Looking(actor, plan, typed or {}).groups()
    lines = [line for group in groups for line in group.lines]
    may_propose = plan.state in COLLECTED_IN and bool(units_of(actor, plan))
    asked = next(
        (line.row for line in lines if line.may_approve and str(line.row.pk) == request.GET.get("approve")), None
    )
    shown = form or (proposing(actor, plan) if may_propose and "propose" in request.GET else None)
    context = {
        "groups": groups,
        "counts": [
            (Words("建议", "proposed"), sum(line.row.proposed is not None for line in lines)),
            (Words("已平衡", "balanced"), sum(line.row.balanced is not None for line in lines)),
            (Words("已审定", "approved"), sum(line.row.approved is not None for line in lines)),
        ],
        "may_propose": may_propose,
        "may_balance": any(line.may_balance for line in lines),
        "may_approve": any(line.may_approve for line in lines),
        "form": shown or (approving(asked) if asked else None),
        "refused": bool(typed),
    }
    status = 422 if form or typed else 200
    return Framed(request, actor, plan, "plan_proposals").shown("plans/proposals.html", context, status=status)


def _proposal(actor: Actor, key: int) -> Proposal:
    return get_for(actor, "plan.read", proposals_for(actor), key, PROPOSAL)
