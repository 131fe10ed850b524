"""What is asked of what was read and judged: the queue of a document, and the row that holds of each thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from taizhang.model.rows import CLAIM_KEYS, COMMITMENT_KEYS, FACT_KEYS
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import User
from taizhang.server.documents.models import Document, Fact, Reading, Statement
from taizhang.server.review.models import Verdict

Thing = TypeVar("Thing", Fact, Statement)
HEAVY = ("text", "metadata", "outline", "tables", "cautions")


def holding(things: "QuerySet[Thing]") -> "QuerySet[Thing]":
    """Facts or statements with the verdict that holds on each (a list of one or none, `held`)."""
    current = Verdict.objects.filter(current=True)
    heavy = (f"reading__{column}" for column in HEAVY)
    return (
        things.select_related("reading__document__unit")
        .defer(*heavy)
        .prefetch_related(Prefetch("verdicts", queryset=current, to_attr="held"))
    )


def unjudged(things: "QuerySet[Thing]", *, judged: bool = False) -> "QuerySet[Thing]":
    """Those of the things on which no verdict holds; or, with `judged`, those on which one does."""
    name = str(things.model._meta.model_name)
    held = Exists(Verdict.objects.filter(current=True, **{name: OuterRef("pk")}))
    return things.filter(held if judged else ~held)


def verdict_on(thing: Fact | Statement) -> Verdict | None:
    """The verdict that holds; of a thing that was asked for by `holding`."""
    held: list[Verdict] = thing.held  # type: ignore[union-attr]  # set by the query
    return held[0] if held else None


def effective(thing: Fact | Statement) -> dict[str, Any]:
    """The row that holds: the reviewer's where one was given, else as it was read.

    A key that the reader of its day did not know yet is None.
    """
    verdict = verdict_on(thing)
    row: dict[str, Any] = verdict.reviewed if verdict and verdict.reviewed else thing.row
    return dict.fromkeys(_keys_of(thing)) | row


def _keys_of(thing: Fact | Statement) -> tuple[str, ...]:
    if isinstance(thing, Fact):
        return FACT_KEYS
    return CLAIM_KEYS if thing.kind == Statement.Kind.CLAIM else COMMITMENT_KEYS


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which facts of a document are asked for; None or nothing: whichever."""

    label: str | None = None
    certainty: str | None = None
    judged: bool | None = None
    verdict: str | None = None
    indicator: str | None = None
    status: str | None = None

    def of(self, facts: "QuerySet[Fact]") -> "QuerySet[Fact]":
        """Those of the facts."""
        columns = {name: getattr(self, name) for name in ("label", "certainty", "indicator", "status")}
        facts = facts.filter(**{name: value for name, value in columns.items() if value is not None})
        if self.judged is not None:
            facts = unjudged(facts, judged=self.judged)
        if self.verdict is not None:
            facts = facts.filter(verdicts__current=True, verdicts__kind=self.verdict)
        return facts


def queue(document: Document, chosen: Chosen, limit: int, after: int) -> tuple[list[Fact], int | None]:
    """Facts of the current reading, doubtful ones first, and the key after which the next page starts."""
    facts = Fact.objects.filter(reading__document=document, reading__current=True)
    seen = facts.filter(pk=after).values_list("certainty", flat=True).first()
    wanted = holding(chosen.of(facts)).order_by("certainty", "pk")  # review stands before sure
    if seen is not None:
        wanted = wanted.filter(Q(certainty=seen, pk__gt=after) | Q(certainty__gt=seen))
    found = list(wanted[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many numbers of a document were read, and how many doubtful ones nobody has judged."""

    numbers: int = 0
    to_review: int = 0


def counted_in(documents: Iterable[Document]) -> dict[int, Counted]:
    """The counts of the current readings of documents, by their keys; in one query."""
    unjudged_ = ~Q(Exists(Verdict.objects.filter(current=True, fact=OuterRef("pk"))))
    facts = Fact.objects.filter(reading__document__in=list(documents), reading__current=True)
    doubtful = Count("pk", filter=Q(certainty="review") & unjudged_)
    rows = facts.order_by().values_list("reading__document").annotate(Count("pk"), to_review=doubtful)
    return {key: Counted(numbers, to_review) for key, numbers, to_review in rows}


def statements_in(document: Document, *, kind: str | None, judged: bool | None) -> "QuerySet[Statement]":
    """Statements of the current reading."""
    rows = Statement.objects.filter(reading__document=document, reading__current=True)
    rows = rows.filter(kind=kind) if kind is not None else rows
    return holding(rows if judged is None else unjudged(rows, judged=judged))


def things_for(actor: Actor, things: "QuerySet[Thing]") -> "QuerySet[Thing]":
    """Facts or statements of the documents that the actor may see."""
    things = things.filter(actor.within("document.read", "reading__document__unit__path"))
    return holding(things)


def verdicts_on(thing: Fact | Statement) -> "QuerySet[Verdict]":
    """All verdicts on a thing, the first given first."""
    return thing.verdicts.order_by("pk")


def names_of(verdicts: Iterable[Verdict]) -> dict[int, str]:
    """The names of those who judged, by their keys."""
    people = User.objects.filter(pk__in={verdict.by for verdict in verdicts if verdict.by is not None})
    return {person.pk: str(person) for person in people}


def texts_of(things: Iterable[Fact | Statement]) -> dict[int, str]:
    """The texts of the readings in which things stand, by the keys of the readings."""
    return dict(Reading.objects.filter(pk__in={thing.reading_id for thing in things}).values_list("pk", "text"))


def sentence_in(text: str, thing: Fact | Statement) -> dict[str, object]:
    """The sentence around a thing, with where in it the thing stands."""
    start, end = thing.sentence_start, thing.sentence_end
    return {"text": text[start:end], "start": start, "end": end, "from": thing.start - start, "to": thing.end - start}
