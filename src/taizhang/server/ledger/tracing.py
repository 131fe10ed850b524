"""Where a value of the ledger came from: the sentence it was read in, the return or file, or who typed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import User
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.documents.sentences import Parted, parted
from taizhang.server.ledger.models import Observation, Target, Task
from taizhang.server.lib.rows import Json
from taizhang.server.review.models import Verdict
from taizhang.server.review.queries import holding, texts_of, verdict_on

Kind = Literal["observation", "target", "task"]
Origin = Literal["document", "return", "import", "roster", "typed"]
ORIGINS: tuple[Origin, ...] = ("return", "import", "roster")
Traced = Observation | Target | Task


@dataclass(frozen=True, slots=True)
class Person:
    """Who did something, and when."""

    id: int
    name: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a document: `start` to `end` of its text, and at `begins` to `ends` of its `sentence`.

    `thing` tells whether a fact or a statement was read there, `key` which.
    """

    thing: Literal["fact", "statement"]
    key: int
    document: int
    document_name: str
    document_title: str
    reading: int
    reader: str
    start: int
    end: int
    text: str
    sentence: str
    begins: int
    ends: int
    verdict: str | None
    judged: Person | None

    @property
    def parted(self) -> Parted:
        """The sentence as a page quotes it."""
        return parted(self.sentence, self.begins, self.ends)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a value came from: `said` in documents, if it was read in any; `hidden` tells that some may not be seen."""

    kind: Kind
    id: int
    name: str
    origin: Origin
    detail: Json
    said: list[Said]
    hidden: bool
    entered: Person | None
    accepted: Person | None


def trace(actor: Actor, row: Traced) -> Trace:
    """Where a row of the ledger came from, as far as the actor may see it."""
    things = _things(row)
    seen = [thing for thing in things if actor.may("document.read", thing.unit)]
    people = _people(row, seen)
    return Trace(
        kind=_kind(row),
        id=row.pk,
        name=str(row),
        origin=_origin(row, things),
        detail=row.origin if isinstance(row, Observation) else {},
        said=_said(seen, people),
        hidden=len(seen) < len(things),
        entered=_person(people, row.entered_by, row.entered_at if isinstance(row, Observation) else None),
        accepted=_person(people, row.accepted_by, row.accepted_at) if isinstance(row, Observation) else None,
    )


def _kind(row: Traced) -> Kind:
    if isinstance(row, Observation):
        return "observation"
    return "target" if isinstance(row, Target) else "task"


def _things(row: Traced) -> list[Fact | Statement]:
    """The facts or the statement from which a row was adopted; of a corrected observation those of the first."""
    facts: list[int | None] = [] if isinstance(row, Task) else [row.fact_id]
    statements = [] if isinstance(row, Observation) else [row.statement_id]
    if isinstance(row, Observation):
        facts += [row.origin.get("fact"), row.origin.get("growth_fact")]
    found = holding(Fact.objects.filter(pk__in=_known(facts))).order_by("pk")
    return [*found, *holding(Statement.objects.filter(pk__in=_known(statements)))]


def _known(keys: Iterable[int | None]) -> set[int]:
    return {key for key in keys if key is not None}


def _origin(row: Traced, things: list[Fact | Statement]) -> Origin:
    if things:
        return "document"
    detail = row.origin if isinstance(row, Observation) else {}
    return next((origin for origin in ORIGINS if origin in detail), "typed")


def _said(things: list[Fact | Statement], people: dict[int, str]) -> list[Said]:
    texts = texts_of(things)
    return [_one(thing, texts[thing.reading_id], verdict_on(thing), people) for thing in things]


def _one(thing: Fact | Statement, text: str, verdict: Verdict | None, people: dict[int, str]) -> Said:
    reading, start = thing.reading, thing.sentence_start
    return Said(
        thing="fact" if isinstance(thing, Fact) else "statement",
        key=thing.pk,
        document=reading.document_id,
        document_name=reading.document.name,
        document_title=str(reading.document),
        reading=reading.pk,
        reader=reading.reader,
        start=thing.start,
        end=thing.end,
        text=text[thing.start : thing.end],
        sentence=text[start : thing.sentence_end],
        begins=thing.start - start,
        ends=thing.end - start,
        verdict=verdict.kind if verdict else None,
        judged=_person(people, verdict.by, verdict.at) if verdict else None,
    )


def _people(row: Traced, things: list[Fact | Statement]) -> dict[int, str]:
    """The names of all who had a hand in it."""
    keys = [verdict.by for thing in things if (verdict := verdict_on(thing))] + [row.entered_by]
    if isinstance(row, Observation):
        keys.append(row.accepted_by)
    return {person.pk: str(person) for person in User.objects.filter(pk__in=_known(keys))}


def _person(people: dict[int, str], key: int | None, at: datetime | None) -> Person | None:
    return None if key is None else Person(key, people.get(key, ""), at)
