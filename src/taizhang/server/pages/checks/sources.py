"""The sentences from which targets and results of promises were adopted."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import F
from django.db.models.fields.json import KT

from taizhang.server.documents.models import Fact, Statement
from taizhang.server.ledger.models import Observation
from taizhang.server.ledger.standings.over_years import Promise
from taizhang.server.pages.checks.quoting import Said

FACTS = ("fact", "growth_fact")


class Sources:
    """Where in documents the targets and results of some promises are said; in three queries."""

    def __init__(self, promises: Iterable[Promise]) -> None:
        every = list(promises)
        self._results = _facts_of({key for promise in every if (key := _observation(promise)) is not None})
        facts = {key for keys in self._results.values() for key in keys} | {each.target.fact_id for each in every}
        self._facts = _said(Fact, facts)
        self._statements = _said(Statement, {each.target.statement_id for each in every})

    def all(self) -> Iterator[Said]:
        """All of them."""
        yield from self._facts.values()
        yield from self._statements.values()

    def of_target(self, promise: Promise) -> Iterator[Said]:
        """Where the target is said."""
        yield from _known(self._facts, [promise.target.fact_id])
        yield from _known(self._statements, [promise.target.statement_id])

    def of_result(self, promise: Promise) -> Iterator[Said]:
        """Where the result is said."""
        key = _observation(promise)
        yield from _known(self._facts, self._results.get(key, ()) if key is not None else ())


def _observation(promise: Promise) -> int | None:
    return promise.reached.cell.id if promise.reached else None


def _facts_of(observations: Iterable[int]) -> dict[int, list[int | None]]:
    rows = Observation.objects.filter(pk__in=set(observations)).values_list("pk", "fact_id", "origin")
    return {key: [fact, *(origin.get(name) for name in FACTS)] for key, fact, origin in rows}


def _said(model: type[Fact] | type[Statement], keys: Iterable[int | None]) -> Mapping[int, Said]:
    text = KT("row__text") if model is Fact else F("text")
    rows = model._default_manager.filter(pk__in={key for key in keys if key is not None})
    found = rows.values_list("pk", "reading__document_id", "reading_id", "start", text)
    return {key: Said(document, reading, start, words) for key, document, reading, start, words in found}


def _known(found: Mapping[int, Said], keys: Iterable[int | None]) -> list[Said]:
    return [found[key] for key in dict.fromkeys(keys) if key is not None and key in found]
