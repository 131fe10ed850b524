"""What is asked of breakdowns: lists with their shares, the check, which hold, which must be dealt out anew."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.breakdown.adding import Part, Sum, Whole, added, method_for
from taizhang.server.ledger.breakdown.standing import first_row
from taizhang.server.ledger.models import Breakdown, Plan, Share, Target
from taizhang.server.lib.refusals import Invalid

NO_NUMBER = Words("定性目标没有数值可分解", "a target in words has no number to deal out")


def breakdowns_for(
    actor: Actor, *, plan: int | None = None, target: Target | None = None, state: str | None = None
) -> "QuerySet[Breakdown]":
    """The breakdowns that the actor may see, with their shares; of a target those of all rows that say the same."""
    rows = Breakdown.objects.select_related("target__version__plan__unit", "target__indicator")
    rows = rows.prefetch_related(Prefetch("shares", Share.objects.select_related("assignee")))
    rows = rows.filter(actor.within("plan.read", "target__version__plan__unit__path"))
    if target is not None:
        rows = rows.filter(target=first_row(target))
    wanted = {"target__version__plan_id": plan, "state": state}
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def check_of(breakdown: Breakdown) -> Sum:
    """Whether its shares add up to its target, with the formula."""
    return sum_of(breakdown.target, breakdown.shares.select_related("assignee"))


def sum_of(target: Target, shares: Iterable[Share]) -> Sum:
    """Whether shares add up to a target; they need not be saved."""
    if target.value is None:
        raise Invalid({"target": NO_NUMBER})
    whole = Whole(comparator=target.comparator, value=target.value, value_to=target.value_to, places=target.places)
    return added(
        whole, [_part(share) for share in shares], method_for(target.measure, adds_up=target.indicator.adds_up)
    )


def _part(share: Share) -> Part:
    return Part(
        name=share.assignee.name,
        comparator=share.comparator,
        value=share.value,
        value_to=share.value_to,
        weight=share.weight,
        counted=share.counted,
    )


def to_be_dealt_out_anew(plan: Plan) -> list[Target]:
    """Targets of the issued version that were changed since they were broken down, and not broken down again."""
    issued = Breakdown.objects.filter(target__version__plan=plan, state="issued").values_list(
        "target_id", "target__line"
    )
    firsts, lines = {first for first, _ in issued}, {line for _, line in issued}
    rows = Target.objects.filter(version__plan=plan, version__state="issued", line__in=lines)
    return [row for row in rows.select_related("indicator") if (row.same_as_id or row.pk) not in firsts]
