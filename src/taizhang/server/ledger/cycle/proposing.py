"""Values of next year: proposed by a unit on its autumn form, balanced by the bureau, approved by a leader, kept apart.

Each of the three writes only its own fields: the bureau's value never overwrites the unit's, nor the approved one the
bureau's. Approved values of the government's own proposals become targets of the draft.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import PLAN, Indicator, Plan, PlanVersion, Proposal, Target
from taizhang.server.ledger.plans.frozen import draft_with_targets, locked
from taizhang.server.ledger.plans.measures import MOST_PLACES, places_of, written
from taizhang.server.ledger.plans.targets import indicator_of, put_target, rewrite_target
from taizhang.server.lib.authorship import apart, others
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid, WrongState

COLLECTED_IN = frozenset({"collecting", "drafting"})
UNITS_OWN = frozenset({"so_far", "so_far_to", "estimate", "comparator", "proposed", "reason", "basis"})
NUMBERS = ("so_far", "estimate", "proposed")
COMPARATORS = frozenset({"", "=", ">=", "<=", "~"})
Seen = tuple[int, int]  # a proposal by its id, and the revision that was seen
PROPOSE = Words("提出建议值", "proposing a value")
BALANCE, APPROVE = Words("综合平衡", "balancing"), Words("审定", "approving")


@action("return.fill")
def propose_value(
    act: Act, unit: Unit, /, *, plan: Plan, indicator_id: int, measure: str = "level", why: str = "", **values: Any
) -> Proposal:
    """Enter what a unit proposes, where it is typed and does not come with a return."""
    return put_proposal(act, plan, unit, indicator_of(plan, indicator_id), measure=measure, **values)


def put_proposal(
    act: Act,
    plan: Plan,
    unit: Unit,
    indicator: Indicator,
    *,
    measure: str = "level",
    by: Sequence[int | None] | None = None,
    **values: Any,
) -> Proposal:
    """Write what a unit says of an indicator on its autumn form: the core for actions, such as accepting a return.

    `values` are so_far (result of months 1 to so_far_to), so_far_to (2024-01/2024-10), estimate (of the whole year),
    comparator, proposed (for next year), reason and basis; what is not named stays as it was. Values are in the
    indicator's unit of measure, those of growth in per cent. `by` are the people who typed it, where that is not who
    acts. Nothing is written once a value was approved.
    """
    now = _collected(plan, PROPOSE)
    errors = _wrong(now, unit, measure, values)
    if errors:
        raise Invalid(errors)
    last, also = apart(by if by is not None else [act.user.pk if act.user else None])
    own: dict[str, Any] = {**values, "proposed_by": last, "also_by": also}
    if values.get("proposed") is not None:
        own["places"] = places_of(values["proposed"])
    held = now.proposals.filter(unit=unit, indicator=indicator, measure=measure).first()
    if held is None:
        return act.create(Proposal(plan=now, unit=unit, indicator=indicator, measure=measure, **own))
    _not_approved(held, PROPOSE)
    standing = {name: said for name in UNITS_OWN if (said := getattr(held, name)) not in (None, "")}
    if any(values.get(name, said) == said for name, said in standing.items()):
        own["also_by"] = others(None, (*others(held.proposed_by, held.also_by, last), *also), last)
    return act.update(held, **own)


def _wrong(plan: Plan, unit: Unit, measure: str, values: Mapping[str, Any]) -> dict[str, Words]:
    errors = {name: Words("没有这一项", "there is no such field") for name in values.keys() - UNITS_OWN}
    if not unit.path.startswith(plan.unit.path):
        errors["unit_id"] = Words("不是本级或下属单位", "the unit is neither this government nor below it")
    if measure not in {Target.Measure.LEVEL, Target.Measure.GROWTH, Target.Measure.CHANGE}:
        errors["measure"] = Words("只能是绝对值、增速或增减量", "is level, growth or change")
    if values.get("comparator", "") not in COMPARATORS:
        errors["comparator"] = Words("只能是 =、>=、<=、~", "is one of =, >=, <=, ~")
    for name in NUMBERS:
        if values.get(name) is not None:
            errors |= _number(name, values[name])
    if until := values.get("so_far_to"):
        try:
            period_of(until)
        except Invalid as error:
            errors["so_far_to"] = error.errors["period"]
    return errors


def _number(name: str, value: Decimal) -> dict[str, Words]:
    if places_of(value) > MOST_PLACES or abs(value) >= Decimal(10) ** 20:
        return {name: Words("数值过大或小数过长", "the number is too large or too long")}
    return {}


@action("proposal.balance")
def balance_proposal(
    act: Act, proposal: Proposal, *, value: Decimal, expected: int, reason: str = "", why: str = ""
) -> Proposal:
    """Set the bureau's value beside the unit's; with a reason where it is another. The right counts at the plan."""
    act.actor.wants("proposal.balance", proposal.plan.unit)
    _collected(proposal.plan, BALANCE)
    _not_approved(proposal, BALANCE)
    errors = _number("value", value)
    if value != proposal.proposed and not reason.strip():
        errors["reason"] = Words("平衡值与建议值不同，请说明理由", "it is not what was proposed: say why")
    if errors:
        raise Invalid(errors)
    return act.update(
        proposal,
        expected=expected,
        balanced=value,
        balanced_reason=reason,
        balanced_by=act.user.pk if act.user else None,
        places=places_of(value),
    )


@action("proposal.approve")
def approve_proposal(
    act: Act, proposal: Proposal, *, expected: int, value: Decimal | None = None, reason: str = "", why: str = ""
) -> Proposal:
    """Approve a value: the balanced one, or another with a reason; by a person who neither proposed nor balanced it."""
    act.actor.wants("proposal.approve", proposal.plan.unit)
    _collected(proposal.plan, APPROVE)
    return _approved(act, proposal, value, reason, expected)


@action("proposal.approve")
def approve_balanced(act: Act, plan: Plan, *, rows: Sequence[Seen], why: str = "") -> list[Proposal]:
    """Approve the balanced values of several proposals of a plan at once, or of none where one was saved meanwhile."""
    now, seen = _collected(plan, APPROVE), dict(rows)
    found = now.proposals.select_related("unit", "indicator").in_bulk(list(seen))
    if len(found) < len(seen):
        raise Invalid({"rows": Words("部分建议值不属于本计划", "some are no proposals of this plan")})
    if len(seen) < len(rows):
        raise Invalid({"rows": Words("同一建议值出现两次", "a proposal is given twice")})
    return [_approved(act, found[key], None, "", revision) for key, revision in seen.items()]


def _approved(act: Act, proposal: Proposal, value: Decimal | None, reason: str, expected: int) -> Proposal:
    _not_approved(proposal, APPROVE)
    for author in (proposal.balanced_by, proposal.proposed_by, *proposal.also_by):
        act.not_by(author, proposal)
    if proposal.balanced is None:
        raise Invalid({"value": Words(f"{proposal}尚未综合平衡", f"{proposal} is not balanced yet")})
    errors = _number("value", value) if value is not None else {}
    if value not in {None, proposal.balanced} and not reason.strip():
        errors["reason"] = Words("审定值与平衡值不同，请说明理由", "it is not the balanced value: say why")
    if errors:
        raise Invalid(errors)
    return act.update(
        proposal,
        expected=expected,
        approved=proposal.balanced if value is None else value,
        approved_reason=reason,
        approved_by=act.user.pk if act.user else None,
        places=proposal.places if value is None else places_of(value),
    )


@action("plan.draft")
def targets_from_proposals(act: Act, version: PlanVersion, *, why: str = "") -> list[Target]:
    """Write the approved values of the government's own proposals as targets of the draft.

    A target of the same indicator and measure for the year takes the value; where there is none, one is set.
    """
    draft = draft_with_targets(act, version)
    approved = draft.plan.proposals.filter(unit=draft.plan.unit, approved__isnull=False).select_related("indicator")
    there = {(t.indicator_id, t.measure): t for t in draft.targets.filter(due=str(draft.plan.year))}
    return [
        _target_from(act, draft, row, row.approved, there.get((row.indicator_id, row.measure)))
        for row in approved
        if row.approved is not None
    ]


def _target_from(act: Act, version: PlanVersion, proposal: Proposal, approved: Decimal, held: Target | None) -> Target:
    value = written(approved, proposal.places)
    comparator = proposal.comparator or (held.comparator if held else "") or Target.Comparator.EQUAL
    said = {"value": value, "value_to": None, "places": proposal.places, "comparator": comparator}
    if held is None:
        return put_target(act, version, indicator_id=proposal.indicator_id, measure=proposal.measure, **said)
    return rewrite_target(act, held, version, None, unit_of_measure="", **said)


def _collected(plan: Plan, step: Words) -> Plan:
    """The plan as it is now, if values are still collected and balanced for it."""
    now = locked(plan)
    if now.state not in COLLECTED_IN:
        raise WrongState(thing=PLAN.name, state=PLAN.states[now.state], step=step)
    return now


def _not_approved(proposal: Proposal, step: Words) -> None:
    if proposal.approved is not None:
        thing = Words(f"建议值（{proposal}）", f"the proposal ({proposal})")
        raise WrongState(thing=thing, state=Words("已审定", "approved"), step=step)
