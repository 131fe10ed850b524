"""The targets of a document: its numbers that are aimed at, and what it aims at in words."""

from collections.abc import Iterator

from taizhang.following.evidence import Evidence
from taizhang.following.main import is_main, main_stretches
from taizhang.linking import Entry
from taizhang.model import Fact, Record, Said

AIMED = frozenset({"level", "growth", "change", "rank", "times"})


def targets_of(entry: Entry, evidence: Evidence) -> list[Said]:
    """The targets of a document that plans a year: main expected ones first, then as it stands; each once.

    Of a range, and of what is sure beside what is striven for, the easier number is the target.
    """
    if not entry.planned:
        return []
    records = [one for one in aims(entry) if (entry.doc, one.span.start) not in evidence.no_targets]
    said = [Said(entry.reading.document, record) for record in records]
    seen: set[tuple[str, int, int, str]] = set()
    once = []
    for one in said:
        if one.key not in seen:
            once.append(one)
        seen.update(mention.key for mention in evidence.mentions(one))
    stretches = main_stretches(entry.reading.document)
    return sorted(once, key=lambda one: not is_main(one.document, one.record, stretches))


def aims(entry: Entry) -> Iterator[Record]:
    """What a document aims at, in the order of its text."""
    facts = [fact for fact in entry.reading.facts if is_aim(fact)]
    words = [one for one in entry.reading.commitments if one.kind == "target" and not one.quantities]
    found: list[Record] = [*facts, *words]
    yield from sorted(found, key=lambda record: record.span)


def is_aim(fact: Fact) -> bool:
    """Whether a number is one that is aimed at."""
    return fact.status == "target" and fact.value is not None and fact.role in AIMED
