"""What can be listed of a document, each under the name of its command: the keys of its rows and how to have them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from taizhang.extracting import extract
from taizhang.model import Document
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
    fact_row,
    metadata_row,
    section_rows,
    table_rows,
)


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
    return (commitment_row(commitment, document.path) for commitment in extract(document).commitments)


def claim_rows(document: Document) -> Iterable[Row]:
    """One row for every statement of what was done."""
    return (claim_row(claim, document.path) for claim in extract(document).claims)


TABLE_KEYS = tuple(dict.fromkeys(TARGET_KEYS + CELL_KEYS))
FACTS_SHOWN = ("start", "text", "label", "subject", "value", "unit", "role", "period", "status", "certainty")
COMMITMENTS_SHOWN = ("start", "section", "kind", "verb", "object", "firmness", "unit_responsible", "deadline")

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
