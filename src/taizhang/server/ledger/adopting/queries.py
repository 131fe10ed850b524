"""What of a document became part of the ledger, as far as a person may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document, Fact, Reading, Statement
from taizhang.server.ledger.models import Observation, Plan, Target, Task
from taizhang.server.ledger.plans.queries import plans_for


def plans_to_adopt_into(actor: Actor, document: Document) -> "QuerySet[Plan]":
    """The plans of a document's region into which the actor may adopt."""
    return plans_for(actor, region=document.region_id).filter(actor.within("plan.adopt"))


def observations_from(actor: Actor, facts: Q) -> "QuerySet[Observation]":
    """The observations that numbers became; `facts` is a condition on the number, by `fact`."""
    return Observation.objects.filter(facts, actor.within("observation.read"), current=True)


def targets_from(actor: Actor, things: Q) -> "QuerySet[Target]":
    """The targets that numbers or statements became."""
    return Target.objects.filter(things, actor.within("plan.read", "version__plan__unit__path"))


def tasks_from(actor: Actor, statements: Q) -> "QuerySet[Task]":
    """The tasks that statements became."""
    return Task.objects.filter(statements, actor.within("task.read"))


def adopted_facts(actor: Actor, reading: Reading) -> set[int | None]:
    """The numbers of a reading that are in the ledger."""
    of = Q(fact__reading=reading)
    observed = observations_from(actor, of).order_by().values_list("fact", flat=True)
    return {*observed, *targets_from(actor, of).order_by().values_list("fact", flat=True)}


def adopted_statements(actor: Actor, reading: Reading) -> set[int | None]:
    """The statements of a reading that are in the ledger."""
    of = Q(statement__reading=reading)
    tasks = tasks_from(actor, of).order_by().values_list("statement", flat=True)
    return {*tasks, *targets_from(actor, of).order_by().values_list("statement", flat=True)}


@dataclass(frozen=True, slots=True)
class Became:
    """A row of the ledger that a number or a statement became."""

    kind: Literal["observation", "target", "task"]
    row: Observation | Target | Task


def became(actor: Actor, thing: Fact | Statement) -> Iterator[Became]:
    """What a number or a statement became."""
    if isinstance(thing, Fact):
        of = Q(fact=thing)
        for observation in observations_from(actor, of).select_related("indicator", "unit"):
            yield Became("observation", observation)
    else:
        of = Q(statement=thing)
        for task in tasks_from(actor, of).select_related("unit", "version"):
            yield Became("task", task)
    for target in targets_from(actor, of).select_related("indicator", "version__plan__unit"):
        yield Became("target", target)
