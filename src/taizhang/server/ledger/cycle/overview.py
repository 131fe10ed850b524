"""Where a plan stands: its state, its steps with their stamps, and what is missing for the next."""

from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.ledger.breakdown.queries import to_be_dealt_out_anew
from taizhang.server.ledger.cycle.calendar import Entry, calendar_of
from taizhang.server.ledger.cycle.procedure import rules_for
from taizhang.server.ledger.cycle.stamps import lacking
from taizhang.server.ledger.models import PLAN, Plan, PlanVersion, Target


@dataclass(frozen=True, slots=True)
class Want:
    """Something that the next step wants, by the field of the action that it is told in."""

    field: str
    words: Words


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a plan stands: its state, its calendar with stamps, what the next step wants, its versions and counts.

    `to_deal_out` are targets that an adjustment changed after they were broken down.
    """

    plan: Plan
    state: Words
    calendar: list[Entry]
    next_step: Entry | None
    wants: list[Want]
    versions: list[PlanVersion]
    targets: int
    opinions_open: int
    to_deal_out: list[Target]


def overview(plan: Plan) -> Overview:
    """Where a plan stands and what is missing for its next step."""
    rules = rules_for(plan.region_id)
    entries = calendar_of(plan, rules, plan.steps.all())
    following = next((entry for entry in entries if entry.next), None)
    versions = list(plan.versions.select_related("plan__unit", "base"))
    ruling = next((version for version in versions if version.state == "issued"), versions[0])
    return Overview(
        plan=plan,
        state=PLAN.states[plan.state],
        calendar=entries,
        next_step=following,
        wants=[
            Want(*wanted)
            for wanted in (lacking(plan, following.step, rules, document=False, note=False) if following else ())
        ],
        versions=versions,
        targets=ruling.targets.count(),
        opinions_open=plan.opinions.filter(state__in=("asked", "given")).count(),
        to_deal_out=to_be_dealt_out_anew(plan),
    )
