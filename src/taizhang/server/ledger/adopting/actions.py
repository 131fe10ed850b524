"""Adopt what was read and accepted of a document into a plan; or show first what would become of it."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, Actor, action
from taizhang.server.documents.models import Document
from taizhang.server.ledger.adopting.observations import adopt_observations
from taizhang.server.ledger.adopting.outcomes import Outcome, What
from taizhang.server.ledger.adopting.sources import source_of
from taizhang.server.ledger.adopting.targets import adopt_targets
from taizhang.server.ledger.adopting.tasks import adopt_tasks
from taizhang.server.ledger.models import Plan, PlanVersion
from taizhang.server.lib.refusals import Invalid

ALL: tuple[What, ...] = ("target", "observation", "task")


@action("plan.adopt")
def adopt(act: Act, plan: Plan, *, document: Document, what: Iterable[str] = ALL, why: str = "") -> list[Outcome]:
    """Adopt targets and tasks into the draft of the plan, and results as observations; what becomes of each.

    Done again it adds nothing and says that all is there.
    """
    return adopt_into(act, plan, document, frozenset(what))


def preview(actor: Actor, plan: Plan, *, document: Document, what: Iterable[str] = ALL) -> list[Outcome]:
    """What `adopt` would make of a document; nothing is kept of it."""
    actor.wants("plan.adopt", plan.unit)
    with transaction.atomic():
        outcomes = adopt_into(Act(actor, "plan.adopt"), plan, document, frozenset(what))
        transaction.set_rollback(True)
    return [replace(each, row=None) if each.result == "adopted" else each for each in outcomes]


def adopt_into(act: Act, plan: Plan, document: Document, what: frozenset[str]) -> list[Outcome]:
    """The core of adopting."""
    if document.region_id != plan.region_id:
        wrong = Words(
            f"文档属于{document.region}，计划属于{plan.region}",
            f"the document is of {document.region}, the plan of {plan.region}",
        )
        raise Invalid({"document": wrong})
    source = source_of(document)
    outcomes: list[Outcome] = []
    if "observation" in what:
        outcomes += adopt_observations(act, plan, source)
    if "target" in what:
        outcomes += adopt_targets(act, draft_of_plan(plan), source)
    if "task" in what:
        outcomes += adopt_tasks(act, draft_of_plan(plan), source)
    return sorted(outcomes, key=lambda each: (ALL.index(each.what), each.things[0].start))


def draft_of_plan(plan: Plan) -> PlanVersion:
    """The version of the plan that is drafted; Invalid where none is."""
    draft = plan.versions.filter(state="draft").select_related("plan__unit", "plan__region").order_by("number").last()
    if draft is None:
        none = Words("计划没有草案版本，目标和任务只能采用到草案中", "no version of the plan is drafted")
        raise Invalid({"what": none})
    return draft
