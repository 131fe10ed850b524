"""What a document offers to the ledger: its measures and statements with the rows that hold, in its order."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from taizhang.errors import Words
from taizhang.server.documents.models import Document, Fact, Reading, Statement
from taizhang.server.documents.queries import current_reading
from taizhang.server.ledger.adopting.outcomes import NOT_JUDGED, REJECTED
from taizhang.server.lib.refusals import Invalid
from taizhang.server.review.models import Verdict
from taizhang.server.review.queries import effective, holding, verdict_on

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with the row that holds, its clause and its sentence; `barred` is why it may not be used."""

    fact: Fact
    row: Row
    clause: str
    sentence: str
    barred: Words | None

    @property
    def value(self) -> Decimal:
        """The number, sign added."""
        return Decimal(self.row["value"])

    @property
    def says(self) -> str:
        """The number with its unit, as it is written."""
        unit = self.row["unit"] or ""
        return f"{self.row['comparator'] or ''}{self.row['value']}{'' if unit == '1' else unit}".removeprefix("=")


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of the document with the row that holds and its sentence."""

    statement: Statement
    row: Row
    sentence: str
    barred: Words | None


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it is adopted from."""

    document: Document
    reading: Reading
    measures: tuple[Measure, ...]
    statements: tuple[Stated, ...]

    def section_at(self, offset: int) -> str:
        """The title of the innermost section with a heading of its own in which a place stands."""
        found = [row for row in self.reading.outline if row["title"] and row["start"] <= offset < row["end"]]
        inner = max((row for row in found if 0 < row["level"] <= 2), key=lambda row: row["level"], default=None)
        return str(inner["title"]) if inner else ""


def source_of(document: Document) -> Source:
    """What the current reading of a document offers; Invalid where it has not been read."""
    reading = current_reading(document)
    if reading is None:
        raise Invalid({"document": Words("文档尚未读取", "the document has not been read")})
    facts = holding(Fact.objects.filter(reading=reading, label="measure")).order_by("start", "pk")
    statements = holding(Statement.objects.filter(reading=reading).exclude(kind="claim")).order_by("start", "pk")
    text = reading.text
    measures = [_measure(fact, text) for fact in facts]
    return Source(
        document,
        reading,
        tuple(each for each in measures if each.row["label"] == "measure"),
        tuple(Stated(each, effective(each), _sentence(each, text), _barred(each)) for each in statements),
    )


def _measure(fact: Fact, text: str) -> Measure:
    clause = text[fact.clause_start : fact.clause_end]
    return Measure(fact, effective(fact), clause, _sentence(fact, text), _barred(fact))


def _sentence(thing: Fact | Statement, text: str) -> str:
    return text[thing.sentence_start : thing.sentence_end].strip()


def _barred(thing: Fact | Statement) -> Words | None:
    """Why a thing may not be used: only what a person accepted or corrected may."""
    verdict = verdict_on(thing)
    if verdict is None:
        return NOT_JUDGED
    return REJECTED if verdict.kind == Verdict.Kind.REJECT else None


Bar = Callable[[Measure], Words | None]


def first_bar(measure: Measure, *bars: Bar) -> Words | None:
    """The first reason that speaks against a measure."""
    return next(filter(None, (bar(measure) for bar in bars)), None)


def not_barred(measure: Measure) -> Words | None:
    """Why review speaks against it."""
    return measure.barred


def of_region(name: str) -> Bar:
    """A bar against what is said of another place than the region."""

    def bar(measure: Measure) -> Words | None:
        place = cast("str | None", measure.row["region"])
        if place in (None, "", name):
            return None
        return Words(f"说的是{place}，不是{name}", f"is said of {place}, not of {name}")

    return bar
