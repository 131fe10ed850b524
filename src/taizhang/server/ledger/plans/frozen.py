"""The one guard before anything in a version of a plan is written: only a draft may change.

The first version is drafted until the congress approved the plan: what was approved is what is issued. The version of
an adjustment is drafted until it is proposed; it changes only what its kind is for.
"""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.ledger.models import PLAN, VERSION, Plan, PlanVersion
from taizhang.server.lib.authorship import others
from taizhang.server.lib.refusals import WrongState

BEFORE_APPROVAL = frozenset({"collecting", "drafting", "consultation", "meetings", "first_examination"})
UNDER_WAY = frozenset({"issued", "half_year"})
CHANGING = Words("修改", "changing it")


def draft_of(version: PlanVersion) -> PlanVersion:
    """The version as it is now, with its plan locked until the end of the transaction; WrongState unless a draft."""
    locked(version.plan)  # before the version, as all do who hold both
    now = PlanVersion.objects.select_for_update(of=("self",)).select_related("plan__unit").get(pk=version.pk)
    if now.state != "draft":
        raise WrongState(thing=VERSION.name, state=VERSION.states[now.state], step=CHANGING)
    wanted = BEFORE_APPROVAL if now.kind == PlanVersion.Kind.ORIGINAL else UNDER_WAY
    if now.plan.state not in wanted:
        raise WrongState(thing=PLAN.name, state=PLAN.states[now.plan.state], step=CHANGING)
    return now


def draft_with_targets(act: Act, version: PlanVersion) -> PlanVersion:
    """The draft as above, if its targets may change: not where a task or a list of projects is adjusted."""
    kinds = {PlanVersion.Kind.TASK, PlanVersion.Kind.PROJECTS}
    return noted(act, _draft_but(version, kinds, Words("改变目标", "a target changing")))


def draft_with_tasks(act: Act, version: PlanVersion) -> PlanVersion:
    """The draft as above, if its tasks may change: not where only a list of projects is adjusted."""
    return noted(act, tasks_may_change(version))


def noted(act: Act, draft: PlanVersion) -> PlanVersion:
    """The draft, of an adjustment with the one who acts among those who drafted it: they do not decide on it.

    What they change is a change of the adjustment, so one more who drafts makes it another than was seen.
    """
    if draft.base_id is None or act.user is None:
        return draft
    return act.update(draft, also_by=others(act.user.pk, draft.also_by, None))


def tasks_may_change(version: PlanVersion) -> PlanVersion:
    """The draft, looked at alone: nobody is noted as one who changes it."""
    return _draft_but(version, {PlanVersion.Kind.PROJECTS}, Words("改变任务", "a task changing"))


def _draft_but(version: PlanVersion, kinds: set[PlanVersion.Kind], step: Words) -> PlanVersion:
    now = draft_of(version)
    if now.kind in kinds:
        kind = PlanVersion.Kind(now.kind)
        detail = Words(f"（{kind.label}不包括这项内容）", f" (not part of an adjustment of kind {kind.value})")
        raise WrongState(thing=VERSION.name, state=VERSION.states[now.state], step=step, detail=detail)
    return now


def locked(plan: Plan) -> Plan:
    """The plan as it is now, locked until the end of the transaction."""
    return Plan.objects.select_for_update(of=("self",)).select_related("unit", "region").get(pk=plan.pk)
