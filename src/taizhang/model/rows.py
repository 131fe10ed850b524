"""Each record as one flat row: the keys that the command line, the files and the data frames share.

A row is a dict whose keys stand in the order of its `…_KEYS`, whatever is absent is None, and a number is a string
with its digits as printed, sign added. Offsets are in `Document.text`.
"""

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from taizhang.errors import in_language
from taizhang.model.document import Document, Table
from taizhang.model.facts import Claim, Commitment, Fact, Place
from taizhang.model.findings import Finding
from taizhang.model.links import Link, Said
from taizhang.model.standings import Standing, YearPair

Row = dict[str, Any]

FACT_KEYS = (
    *("doc", "start", "end", "text", "label", "reason", "value", "unit", "base_value", "base_unit", "role"),
    *("comparator", "subject", "indicator", "period", "status", "firmness", "basis", "nature", "region", "section"),
    *("place", "certainty", "rule"),
)
SECTION_KEYS = ("doc", "level", "mark", "title", "start", "end", "status")
METADATA_KEYS = (
    *("doc", "title", "notice_title", "kind", "region", "region_code", "issuer", "document_number", "index_number"),
    *("date_issued", "date_written", "date_published", "reviewed_period", "planned_period", "addressees", "annexes"),
    *("approval", "secrecy", "openness"),
)
TARGET_KEYS = ("doc", "name", "unit", "actual_value", "actual_growth", "planned_value", "planned_growth")
CELL_KEYS = ("doc", "table", "row", "column", "headings", "text")
COMMITMENT_KEYS = (
    *("doc", "start", "end", "section", "text", "kind", "verb", "object", "quantities", "firmness"),
    *("unit_responsible", "deadline", "programme"),
)
CLAIM_KEYS = ("doc", "start", "end", "section", "text", "object", "state", "quantities")
LINK_KEYS = ("kind", "a_doc", "a_start", "a_end", "b_doc", "b_start", "b_end", "agrees", "reason", "certainty")
FINDING_KEYS = ("check", "severity", "message", "facts", "fields")
STANDING_KEYS = ("doc", "start", "end", "indicator", "target", "actual", "pace", "light", "needed", "method")
YEAR_PAIR_KEYS = ("region", "name", "indicator", "year", "before", "target", "actual", "verdict", "reason")


def digits(value: Decimal | None) -> str | None:
    """The digits of `value` as printed, never with an exponent.

    >>> digits(Decimal("-6.50")), digits(Decimal("1E+3")), digits(None)
    ('-6.50', '1000', None)
    """
    return None if value is None else format(value, "f")


def fact_row(fact: Fact, doc: str) -> Row:
    """The row of one number of the document at path `doc`."""
    return {
        "doc": doc,
        "start": fact.span.start,
        "end": fact.span.end,
        "text": fact.text,
        "label": fact.label,
        "reason": fact.reason,
        "value": digits(fact.value),
        "unit": fact.unit,
        "base_value": digits(fact.base_value),
        "base_unit": fact.base_unit,
        "role": fact.role,
        "comparator": fact.comparator,
        "subject": fact.subject,
        "indicator": fact.indicator,
        "period": fact.period,
        "status": fact.status,
        "firmness": fact.firmness,
        "basis": fact.basis,
        "nature": fact.nature,
        "region": fact.region,
        "section": fact.section,
        "place": place_row(fact.place),
        "certainty": fact.certainty,
        "rule": fact.rule,
    }


def place_row(place: Place | None) -> Row | None:
    """Page, table, row and column of a number that stands in a table."""
    return None if place is None else place._asdict()


def section_rows(document: Document) -> Iterator[Row]:
    """One row for each section of the outline."""
    for section in document.outline:
        values = (section.level, section.mark, section.title, *section.span, section.status)
        yield dict(zip(SECTION_KEYS, (document.path, *values), strict=True))


def metadata_row(document: Document) -> Row:
    """The one row of what the document says of itself."""
    said = asdict(document.metadata)
    return {"doc": document.path} | {key: listed(said[key]) for key in METADATA_KEYS[1:]}


def table_rows(document: Document) -> Iterator[Row]:
    """One row for each indicator of a target annex; of any other table one row for each cell."""
    for table in document.tables:
        yield from target_rows(table, document.path) if table.targets else cell_rows(table, document.path)


def target_rows(table: Table, doc: str) -> Iterator[Row]:
    """The indicators of a target annex, result and target side by side."""
    for target in table.targets:
        yield {"doc": doc} | {key: getattr(target, key) for key in TARGET_KEYS[1:]}


def cell_rows(table: Table, doc: str) -> Iterator[Row]:
    """The cells of a table, each with the headings that apply to it, outermost first, rows before columns."""
    for cell in table.cells:
        headings = [*cell.row_headings, *cell.column_headings]
        yield dict(zip(CELL_KEYS, (doc, table.number, cell.row, cell.column, headings, cell.text), strict=True))


def commitment_row(commitment: Commitment, doc: str) -> Row:
    """The row of one promise of a task section."""
    fields = {key: listed(getattr(commitment, key)) for key in COMMITMENT_KEYS[3:]}
    return {"doc": doc, "start": commitment.span.start, "end": commitment.span.end} | fields


def claim_row(claim: Claim, doc: str) -> Row:
    """The row of one statement of what was done."""
    fields = {key: listed(getattr(claim, key)) for key in CLAIM_KEYS[3:]}
    return {"doc": doc, "start": claim.span.start, "end": claim.span.end} | fields


def link_row(link: Link) -> Row:
    """The row of two mentions that belong together."""
    values = (*place_of(link.a), *place_of(link.b), link.agrees, link.reason, link.certainty)
    return dict(zip(LINK_KEYS, (link.kind, *values), strict=True))


def finding_row(finding: Finding, message: str, lang: str) -> Row:
    """The row of a finding; `message` is what it says in `lang`, and so are its fields."""
    facts = [dict(zip(("doc", "start", "end"), place_of(said), strict=True)) for said in finding.facts]
    fields = {name: in_language(value, lang) for name, value in finding.fields.items()}
    return dict(zip(FINDING_KEYS, (finding.check, finding.severity, message, facts, fields), strict=True))


def place_of(said: Said) -> tuple[str, int, int]:
    """Document, start and end of a mention."""
    return said.doc, said.span.start, said.span.end


def standing_row(standing: Standing, lang: str) -> Row:
    """The row of a target beside what answers it; `method` is in `lang`."""
    record = standing.target.record
    indicator = record.indicator if isinstance(record, Fact) else None
    low, high = map(digits, standing.needed or (None, None))
    needed = standing.needed and {"low": low, "high": high, "unit": standing.unit}
    said = (indicator, said_row(standing.target), said_row(standing.actual), digits(standing.pace), standing.light)
    values = (*place_of(standing.target), *said, needed, in_language(standing.method, lang))
    return dict(zip(STANDING_KEYS, values, strict=True))


def year_pair_row(pair: YearPair, lang: str) -> Row:
    """The row of one target and its result; `reason` is in `lang`."""
    said = map(said_row, (pair.before, pair.target, pair.actual))
    values = (pair.region, pair.name, pair.indicator, pair.year, *said, pair.verdict, in_language(pair.reason, lang))
    return dict(zip(YEAR_PAIR_KEYS, values, strict=True))


def said_row(said: Said | None) -> Row | None:
    """A mention with its place and its words; of a number also what it says. None where nothing is said."""
    if said is None:
        return None
    place = dict(zip(("doc", "start", "end"), place_of(said), strict=True)) | {"text": said.record.text}
    match said.record:
        case Fact() as fact:
            return place | {"value": digits(fact.value), "unit": fact.unit, "comparator": fact.comparator}
        case _:
            return place | {"value": None, "unit": None, "comparator": None}


def listed(value: object) -> object:
    """A tuple as a list, so that rows compare equal before and after JSON."""
    return list(value) if isinstance(value, tuple) else value
