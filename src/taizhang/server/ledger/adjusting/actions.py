"""An adjustment from its draft to its decision. Who drafted or proposed it does not decide on it."""

from django.db.models import Max

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.ledger.adjusting.copying import copied, mark_unchanged
from taizhang.server.ledger.adjusting.deciders import deciders
from taizhang.server.ledger.adjusting.tasks import put_in_place, task_changes
from taizhang.server.ledger.cycle.stamps import document_for, resting
from taizhang.server.ledger.models import PLAN, VERSION, Plan, PlanVersion, Step
from taizhang.server.ledger.plans.frozen import UNDER_WAY, draft_of, locked
from taizhang.server.ledger.plans.queries import target_changes
from taizhang.server.lib import clock
from taizhang.server.lib.authorship import others
from taizhang.server.lib.refusals import Invalid, WrongState

OPEN, PROPOSE, DECIDE = Words("调整", "adjusting"), Words("提交决定", "proposing"), Words("决定", "deciding")


@action("adjustment.propose")
def open_adjustment(act: Act, plan: Plan, *, kind: str, reason: str, why: str = "") -> PlanVersion:
    """Begin an adjustment of an issued plan as the draft of its next version, with the reason for it."""
    now = _under_way(plan, OPEN)
    base = now.versions.get(state="issued")
    errors: dict[str, Words] = {}
    if kind not in deciders():
        errors["kind"] = Words(f"只能是 {'、'.join(deciders())}", f"is one of {', '.join(deciders())}")
    if not reason.strip():
        errors["reason"] = Words("请说明调整理由", "say why the plan is adjusted")
    if now.versions.filter(kind=kind, state__in=("draft", "proposed")).exists():
        errors["kind"] = Words("已有同类调整尚未决定", "an adjustment of this kind is open already")
    if errors:
        raise Invalid(errors)
    last: int = now.versions.aggregate(last=Max("number"))["last"]
    also_by = others(act.user.pk if act.user else None, (), None)
    row = PlanVersion(plan=now, number=last + 1, kind=kind, reason=reason, base=base, also_by=also_by)
    version = act.create(row)
    if kind == PlanVersion.Kind.PLAN:
        act.create_many(copied(base, version, same=False))
    return version


@action("adjustment.propose")
def drop_adjustment(act: Act, version: PlanVersion, *, expected: int, why: str = "") -> None:
    """Drop the draft of an adjustment with its targets and tasks."""
    draft = draft_of(version)
    if draft.base_id is None:
        raise WrongState(thing=PLAN.name, state=PLAN.states[draft.plan.state], step=Words("删除", "dropping it"))
    act.update(draft, expected=expected)
    for task in draft.tasks.prefetch_related("supporting"):
        for supporter in task.supporting.all():
            act.delete(supporter)
        act.delete(task)
    for target in draft.targets.all():
        act.delete(target)
    act.delete(draft)


@action("adjustment.propose")
def propose_adjustment(
    act: Act, version: PlanVersion, *, expected: int, document_id: int | None = None, note: str = "", why: str = ""
) -> PlanVersion:
    """Put an adjustment to its decider, with the difference that it makes; from then on it does not change."""
    draft = draft_of(version)
    state = VERSION.after(draft.state, "propose", PROPOSE)
    if draft.base_id is None:
        raise WrongState(thing=VERSION.name, state=VERSION.states[draft.state], step=PROPOSE)
    base = draft.plan.versions.get(state="issued")
    changes = target_changes(base, draft) if draft.kind == PlanVersion.Kind.PLAN else []
    changes += task_changes(draft)
    missing = dict(resting(deciders()[draft.kind].proposal, document=document_id is not None, note=bool(note)))
    if not changes and draft.kind != PlanVersion.Kind.PROJECTS:
        missing["version"] = Words("与现行版本没有差别", "it changes nothing")
    if missing:
        raise Invalid(missing)
    _stamp(act, draft, "propose", document_id, note)
    return act.update(
        draft,
        expected=expected,
        state=state,
        base=base,
        difference=[change.json() for change in changes],
        proposed_by=act.user.pk if act.user else None,
    )


@action("adjustment.decide")
def decide_adjustment(
    act: Act,
    version: PlanVersion,
    *,
    expected: int,
    agreed: bool,
    reason: str = "",
    decider: str = "",
    document_id: int | None = None,
    document_number: str = "",
    why: str = "",
) -> PlanVersion:
    """Record the decision on an adjustment: agreed, it is in force from now; rejected, it stays as it is, with why."""
    _under_way(version.plan, DECIDE)
    now = PlanVersion.objects.select_for_update(of=("self",)).select_related("plan__unit").get(pk=version.pk)
    state = VERSION.after(now.state, "agree" if agreed else "reject", DECIDE)
    for author in (now.proposed_by, *now.also_by):
        act.not_by(author, now)
    rule = deciders()[now.kind]
    if agreed:
        missing = dict(resting(rule.rests_on, document=document_id is not None, note=bool(reason)))
    else:
        missing = {} if reason.strip() else {"reason": Words("请说明不同意的理由", "say why it is not agreed to")}
    if missing:
        raise Invalid({"reason" if name == "note" else name: words for name, words in missing.items()})
    _stamp(act, now, "agree" if agreed else "reject", document_id, reason)
    base = _replaced(act, now) if agreed else now.base
    return act.update(
        now,
        expected=expected,
        state=state,
        base=base,
        decider=decider or rule.body.zh,
        decision_reason=reason,
        document=document_for(act, document_id),
        document_number=document_number,
        decided_by=act.user.pk if act.user else None,
        decided_at=clock.now(),
    )


def _replaced(act: Act, version: PlanVersion) -> PlanVersion:
    """The version that was in force, superseded, its targets and tasks taken on by the one that is agreed."""
    base = version.plan.versions.get(state="issued")
    put_in_place(act, version)
    if version.kind == PlanVersion.Kind.PLAN:
        mark_unchanged(act, base, version)
    else:
        act.create_many(copied(base, version, same=True))
    return act.update(base, state=VERSION.after(base.state, "supersede", DECIDE))


def _under_way(plan: Plan, step: Words) -> Plan:
    """The plan as it is now, if it was issued and is not closed."""
    now = locked(plan)
    if now.state not in UNDER_WAY:
        raise WrongState(thing=PLAN.name, state=PLAN.states[now.state], step=step)
    return now


def _stamp(act: Act, version: PlanVersion, step: str, document_id: int | None, note: str) -> None:
    """A stamp as of any step of the cycle; the plan itself stays where it is."""
    state = version.plan.state
    row = Step(plan=version.plan, version=version, step=step, state_before=state, state_after=state, note=note)
    row.document, row.by, row.at = document_for(act, document_id), act.user.pk if act.user else None, clock.now()
    act.create(row)
