"""What is done with the breakdown of a target: drafted, filled with shares, dropped, issued. Nothing issued changes."""

from collections.abc import Sequence

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.ledger.breakdown.queries import NO_NUMBER, check_of
from taizhang.server.ledger.breakdown.standing import first_row, may_be_drafted, must_hold
from taizhang.server.ledger.breakdown.wanted import ShareWanted, checked_shares
from taizhang.server.ledger.models import BREAKDOWN, Breakdown, Share, Target
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, WrongState

DRAFT, CHANGE, ISSUE = Words("分解", "breaking it down"), Words("修改", "changing it"), Words("下达", "issuing")


@action("breakdown.draft")
def draft_breakdown(act: Act, target: Target, *, why: str = "") -> Breakdown:
    """Begin to deal a target out: the first time, or anew, with the next number and without shares."""
    may_be_drafted(target, DRAFT)
    if target.measure == Target.Measure.WORDS:
        raise Invalid({"target": NO_NUMBER})
    first = first_row(target)
    numbers = list(first.breakdowns.order_by("number").values_list("number", "state"))
    if any(state == "draft" for _, state in numbers):
        raise Invalid({"target": Words("已有一份分解草稿", "there is a draft already")})
    return act.create(Breakdown(target=first, number=numbers[-1][0] + 1 if numbers else 1))


@action("breakdown.draft")
def put_shares(
    act: Act, breakdown: Breakdown, *, expected: int, shares: Sequence[ShareWanted], why: str = ""
) -> Breakdown:
    """Let a draft have these shares and no others; shares that stay the same are left alone."""
    draft = _draft(breakdown)
    plan = may_be_drafted(draft.target, CHANGE)
    checked_shares(plan, shares)
    held = {share.assignee_id: share for share in draft.shares.all()}
    wanted = {share.assignee_id: share for share in shares}
    act.update(draft, expected=expected, check_result=None)
    for assignee, share in held.items():
        if assignee in wanted:
            act.update(share, **wanted[assignee].fields())
        else:
            act.delete(share)
    act.create_many(
        Share(breakdown=draft, assignee_id=assignee, **share.fields())
        for assignee, share in wanted.items()
        if assignee not in held
    )
    return draft


@action("breakdown.draft")
def drop_breakdown(act: Act, breakdown: Breakdown, *, expected: int, why: str = "") -> None:
    """Drop a draft with its shares."""
    draft = _draft(breakdown)
    act.update(draft, expected=expected)
    for share in draft.shares.all():
        act.delete(share)
    act.delete(draft)


@action("breakdown.issue")
def issue_breakdown(
    act: Act, breakdown: Breakdown, *, expected: int, residue_reason: str = "", why: str = ""
) -> Breakdown:
    """Issue a breakdown that adds up, or whose difference has a reason; the one issued before is superseded."""
    draft = _locked(breakdown)
    state = BREAKDOWN.after(draft.state, "issue", ISSUE)
    must_hold(draft.target, ISSUE)
    result = check_of(draft)
    if result.why is not None and not residue_reason.strip():
        zh = f"{result.why.zh}；请修改分解值，或说明留有差额的理由"
        raise Invalid({"residue_reason": Words(zh, f"{result.why.en}: change the shares or give a reason")})
    for before in draft.target.breakdowns.filter(state="issued"):
        act.update(before, state=BREAKDOWN.after(before.state, "supersede", ISSUE))
    return act.update(
        draft,
        expected=expected,
        state=state,
        residue_reason=residue_reason,
        check_result=result.json(),
        issued_by=act.user.pk if act.user else None,
        issued_at=clock.now(),
    )


def _locked(breakdown: Breakdown) -> Breakdown:
    rows = Breakdown.objects.select_related("target__version__plan__unit", "target__indicator")
    return rows.select_for_update(of=("self",)).get(pk=breakdown.pk)


def _draft(breakdown: Breakdown) -> Breakdown:
    now = _locked(breakdown)
    if now.state != "draft":
        raise WrongState(thing=BREAKDOWN.name, state=BREAKDOWN.states[now.state], step=CHANGE)
    return now
