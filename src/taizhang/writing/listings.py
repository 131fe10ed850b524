"""What can be listed of a document, each under the name of its command: the keys of its rows and how to have them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from taizhang.extracting import extract
from taizhang.model import Document, Fact
from taizhang.model.rows import (
    CELL_KEYS,
    CLAIM_KEYS,
    COMMITMENT_KEYS,
    FACT_KEYS,
    METADATA_KEYS,
    SECTION_KEYS,
    TARGET_KEYS,
    Row,
    claim_row,
    commitment_row,
    digits,
    fact_row,
    metadata_row,
    section_rows,
    table_rows,
)
from taizhang.writing.figures import Figure


@dataclass(frozen=True)
class Listing:
    """One kind of row. `shown` are the keys worth the width of a screen; a listing without them is shown upright."""

    name: str
    keys: tuple[str, ...]
    rows: Callable[[Document], Iterable[Row]]
    shown: tuple[str, ...] = ()


def fact_rows(document: Document) -> Iterable[Row]:
    """One row for every number."""
    return (fact_row(fact, document.path) for fact in extract(document).facts)


def commitment_rows(document: Document) -> Iterable[Row]:
    """One row for every promise."""
    reading = extract(document)
    return with_figures(reading.facts, (commitment_row(promise, document.path) for promise in reading.commitments))


def claim_rows(document: Document) -> Iterable[Row]:
    """One row for every statement of what was done."""
    reading = extract(document)
    return with_figures(reading.facts, (claim_row(claim, document.path) for claim in reading.claims))


def with_figures(facts: Iterable[Fact], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with one entry more for the screen, which is no key of the data: what stands at their `quantities`."""
    at = {fact.span.start: Figure(fact.comparator, digits(fact.value), fact.unit) for fact in facts}
    return (row | {"figures": [at[start] for start in row["quantities"]]} for row in rows)


TABLE_KEYS = tuple(dict.fromkeys(TARGET_KEYS + CELL_KEYS))
FACTS_SHOWN = ("start", "text", "label", "subject", "value", "unit", "role", "period", "status", "certainty")
COMMITMENTS_SHOWN = (
    "start",
    "section",
    "kind",
    "verb",
    "object",
    "quantities",
    "firmness",
    "unit_responsible",
    "deadline",
)

LISTINGS = {
    listing.name: listing
    for listing in (
        Listing("read", FACT_KEYS, fact_rows, FACTS_SHOWN),
        Listing("outline", SECTION_KEYS, section_rows, SECTION_KEYS[1:]),
        Listing("metadata", METADATA_KEYS, lambda document: [metadata_row(document)]),
        Listing("tables", TABLE_KEYS, table_rows, TABLE_KEYS[1:]),
        Listing("commitments", COMMITMENT_KEYS, commitment_rows, COMMITMENTS_SHOWN),
        Listing("claims", CLAIM_KEYS, claim_rows, ("start", "section", "object", "state", "text")),
    )
}
