"""Which promises of published plans a published document holds, and where in its text."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from taizhang.errors import Words
from taizhang.server.documents.models import Document, Fact, Reading, Statement
from taizhang.server.ledger.models import Plan, Target, Task
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.publishing.promises import Kind
from taizhang.server.ledger.publishing.queries import public_plans
from taizhang.server.ledger.tasks.standing import in_force
from taizhang.server.ledger.wording import name_of


@dataclass(frozen=True, slots=True)
class Quoted:
    """A promise whose sentence stands at `start` to `end` of the text."""

    plan: int
    kind: Kind
    line: int
    name: Words
    wanted: Words
    start: int
    end: int


def quoted_in(document: Document, reading: Reading) -> list[Quoted]:
    """The promises that stand in the text that a document has now, in its order; in three queries."""
    plans = list(public_plans().filter(region=document.region_id))
    found = [*_targets(plans, reading), *_tasks(plans, reading)]
    return sorted(found, key=lambda each: (each.start, each.kind, each.line))


def sentence_starts(reading: Reading) -> set[int]:
    """Where a sentence begins from which anything was read: what evidence may lead to."""
    facts = Fact.objects.filter(reading=reading).values_list("sentence_start", flat=True)
    return {*facts, *Statement.objects.filter(reading=reading).values_list("sentence_start", flat=True)}


def _targets(plans: list[Plan], reading: Reading) -> Iterator[Quoted]:
    held = Target.objects.filter(version__plan__in=plans, version__state="issued")
    read_here = Q(fact__reading=reading) | Q(fact=None, statement__reading=reading)
    for target in held.filter(read_here).select_related("indicator", "fact", "statement", "version"):
        thing = target.fact or target.statement
        if thing is not None:
            name, wanted = name_of(target.indicator), target_words(target)
            yield _quoted(target.version.plan_id, "target", target.line, name, wanted, thing)


def _tasks(plans: list[Plan], reading: Reading) -> Iterator[Quoted]:
    held = Task.objects.filter(in_force(), plan__in=plans, statement__reading=reading).exclude(version=None)
    for task in held.select_related("statement"):
        kind: Kind = "livelihood" if task.kind == Task.Kind.LIVELIHOOD else "task"
        words = Words(task.title, task.title)
        if task.statement is not None:
            yield _quoted(task.plan_id, kind, task.line, words, words, task.statement)


def _quoted(  # noqa: PLR0917 - what a promise is told by
    plan: int, kind: Kind, line: int, name: Words, wanted: Words, thing: Fact | Statement
) -> Quoted:
    return Quoted(plan, kind, line, name, wanted, thing.sentence_start, thing.sentence_end)
