"""Promises as flat rows of data, the same in JSON, in CSV and in the API; what is not known is null, never nought."""

from dataclasses import dataclass, fields
from operator import attrgetter

from taizhang.server.ledger.publishing.promises import Promise
from taizhang.server.ledger.publishing.quoting import Quote


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise as a row; columns with `_en` are in English, the others as the government writes them.

    `kind` is target, task or livelihood; `due` a period or a day; `verdict` is told once the time is over, before that
    the light. `sentence` and `evidence` stand in published documents, at their start and end in the text of these.
    Null is not known, never nought.
    """

    plan: int
    kind: str
    line: int
    name: str
    name_en: str
    wanted: str
    wanted_en: str
    section: str | None
    lead: str | None
    measure: str | None
    comparator: str | None
    value: str | None
    value_to: str | None
    unit: str | None
    binding: str | None
    due: str | None
    light: str | None
    verdict: str | None
    state: str
    state_en: str
    method: str
    method_en: str
    result: str | None
    result_unit: str | None
    result_measure: str | None
    result_period: str | None
    result_source: str | None
    told_on: str | None
    sentence: str | None
    sentence_document: int | None
    sentence_start: int | None
    sentence_end: int | None
    evidence: str | None
    evidence_document: int | None
    evidence_start: int | None
    evidence_end: int | None


COLUMNS = tuple(each.name for each in fields(PromiseRow))
values_of = attrgetter(*COLUMNS)


def row_of(promise: Promise) -> PromiseRow:
    """A promise as a row."""
    result = promise.result
    return PromiseRow(
        promise.plan,
        promise.kind,
        promise.line,
        promise.name.zh,
        promise.name.en,
        promise.wanted.zh,
        promise.wanted.en,
        promise.section or None,
        promise.lead or None,
        promise.measure or None,
        promise.comparator or None,
        promise.number or None,
        promise.number_to or None,
        promise.unit or None,
        promise.binding or None,
        promise.due or None,
        promise.light or None,
        promise.verdict or None,
        promise.state_words.zh,
        promise.state_words.en,
        promise.method.zh,
        promise.method.en,
        result.number if result else None,
        result.unit if result else None,
        result.measure if result else None,
        result.period if result else None,
        result.source.zh if result else None,
        promise.on.isoformat() if promise.on else None,
        *_said(promise.quote),
        *_said(result.evidence if result else None),
    )


def _said(quote: Quote | None) -> tuple[str | None, int | None, int | None, int | None]:
    return (quote.sentence, quote.document, quote.start, quote.end) if quote else (None, None, None, None)
