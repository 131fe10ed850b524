"""Opening a plan to the public by a recorded decision, and taking it back."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.ledger.models import PLAN, Plan, PlanPublication
from taizhang.server.ledger.plans.frozen import locked
from taizhang.server.ledger.plans.queries import version_in_force
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, WrongState

PUBLISHING, WITHDRAWING = Words("公开", "publishing it"), Words("撤回公开", "withdrawing it")
STATES = {"published": Words("已公开", "published"), "not_published": Words("未公开", "not published")}
NO_NOTE = Words("请写明审查意见", "say what the review came to")


@action("plan.publish")
def publish_plan(act: Act, plan: Plan, *, note: str, why: str = "") -> PlanPublication:
    """Open a plan to the public: what of it was issued, now and later, until it is withdrawn."""
    plan = locked(plan)
    if publication_of(plan) is not None:
        raise WrongState(thing=PLAN.name, state=STATES["published"], step=PUBLISHING)
    if version_in_force(plan) is None:
        detail = Words("；印发后才能公开", "; only what was issued may be published")
        raise WrongState(thing=PLAN.name, state=PLAN.states[plan.state], step=PUBLISHING, detail=detail)
    if not note.strip():
        raise Invalid({"note": NO_NOTE})
    by = act.user.pk if act.user else None
    return act.create(PlanPublication(plan=plan, note=note, by=by, at=clock.now()))


@action("plan.withdraw")
def withdraw_plan(act: Act, plan: Plan, *, why: str) -> PlanPublication:
    """Take a plan back from the public."""
    published = publication_of(locked(plan))
    if published is None:
        raise WrongState(thing=PLAN.name, state=STATES["not_published"], step=WITHDRAWING)
    return act.update(published, withdrawn_at=clock.now())


def publication_of(plan: Plan) -> PlanPublication | None:
    """The decision by which a plan is public now."""
    return plan.publications.filter(withdrawn_at=None).first()
