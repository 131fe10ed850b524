"""The targets of a version as rows of a table: last year's beside, how each was dealt out, the sentence it is from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.ledger.breakdown.queries import breakdowns_for
from taizhang.server.ledger.models import Breakdown, Plan, PlanVersion, Target
from taizhang.server.ledger.plans.beside import Beside, Result, targets_beside
from taizhang.server.ledger.plans.measures import PER_CENT
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.wording import BINDING, name_of
from taizhang.server.lib.periods import period_words
from taizhang.server.pages.plans.words import SHARED, STATE_TAGS
from taizhang.server.review.queries import texts_of

Source = Fact | Statement


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence of a document from which something was adopted."""

    text: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Shares:
    """How far a target is dealt out: the words of that, and how many units have a share."""

    words: Words
    tag: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A target as a row."""

    target: Target
    name: Words
    wanted: Words
    last_wanted: Words | None
    last_result: Result | None
    last_unit: str
    binding: Words
    due: Words
    shares: Shares
    sentence: Sentence | None


def rows_of(actor: Actor, version: PlanVersion) -> list[Row]:
    """The targets of a version in plan order; a constant number of queries."""
    beside = targets_beside(actor, version)
    targets = [each.target for each in beside]
    dealt, sentences = dealt_out(actor, version.plan), sentences_of(actor, targets)
    return [_row(each, dealt, sentences) for each in beside]


def _row(each: Beside, dealt: Mapping[int, Breakdown], sentences: Mapping[int, Sentence]) -> Row:
    target = each.target
    return Row(
        target=target,
        name=name_of(target.indicator),
        wanted=target_words(target),
        last_wanted=target_words(each.last_target) if each.last_target else None,
        last_result=each.last_result,
        last_unit=PER_CENT if target.measure == Target.Measure.GROWTH else target.indicator.unit_of_measure,
        binding=BINDING[target.binding],
        due=period_words(target.due),
        shares=shares_of(target, dealt),
        sentence=sentences.get(target.pk),
    )


def dealt_out(actor: Actor, plan: Plan) -> dict[int, Breakdown]:
    """The latest breakdown that is not superseded of each first row of a target; an issued one before a draft."""
    rows = sorted(breakdowns_for(actor, plan=plan.pk), key=lambda row: (row.state == "issued", row.number))
    return {row.target_id: row for row in rows if row.state != "superseded"}


def shares_of(target: Target, dealt: Mapping[int, Breakdown]) -> Shares:
    """How far a target is dealt out."""
    held = dealt.get(target.same_as_id or target.pk)
    if held is None:
        return Shares(SHARED["none"], "", 0)
    return Shares(SHARED[held.state], STATE_TAGS.get(held.state, ""), len(held.shares.all()))


def sentences_of(actor: Actor, targets: Iterable[Target]) -> dict[int, Sentence]:
    """The sentences from which targets were adopted, by the keys of the targets, as far as the actor may see them."""
    held = list(targets)
    facts = _read(actor, Fact, [each.fact_id for each in held])
    statements = _read(actor, Statement, [each.statement_id for each in held])
    texts = texts_of([*facts.values(), *statements.values()])
    found: dict[int, Sentence] = {}
    for target in held:
        thing = facts.get(target.fact_id or 0) or statements.get(target.statement_id or 0)
        if thing is not None:
            found[target.pk] = _sentence(thing, texts[thing.reading_id])
    return found


def _read(actor: Actor, model: type[Fact] | type[Statement], keys: Sequence[int | None]) -> dict[int, Source]:
    rows = model._default_manager.filter(pk__in=[key for key in keys if key is not None])
    rows = rows.filter(actor.within("document.read", "reading__document__unit__path"))
    return {row.pk: row for row in rows.select_related("reading__document").defer("reading__text")}


def _sentence(thing: Source, text: str) -> Sentence:
    """The sentence around a thing, and where in the reading room it stands."""
    document = thing.reading.document
    kind = "fact" if isinstance(thing, Fact) else "statement"
    room = reverse("document", args=[document.pk])
    said = text[thing.sentence_start : thing.sentence_end].strip()
    return Sentence(said, document.title or document.name, f"{room}?{kind}={thing.pk}#{kind}-{thing.pk}")
