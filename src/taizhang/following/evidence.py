"""What else pace rests on: last year's level, the share of its first months, the series so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from taizhang.catalogue.basis import series_of
from taizhang.catalogue.seasons import half_year_share
from taizhang.catalogue.verdicts import plain_series
from taizhang.following.nature import amount, one_dimension
from taizhang.following.pace import Weights, known, weights_at
from taizhang.following.ranges import beyond_targets
from taizhang.following.share import share_gone
from taizhang.linking import Linked
from taizhang.model import Claim, Fact, LinkKind, Role, Said, Span

Key = tuple[str, str, str, str]
LONGEST = 60  # years of one series; a longer chain is a mistake


class Weighed(NamedTuple):
    """The share of last year that the same months made, and the two figures that tell it, where it is known."""

    weights: Weights
    from_figures: tuple[Said, ...]


@dataclass(frozen=True)
class Evidence:
    """The linked documents, with what is looked up in them again and again, each found in one pass."""

    linked: Linked
    half_year: tuple[Fraction, Fraction] = (Fraction("0.4"), Fraction("0.5"))

    @cached_property
    def figures(self) -> dict[Key, Said]:
        """Results by place, indicator or words, period and role: the first said of the whole region."""
        found: dict[Key, Said] = {}
        for entry in self.linked.shelf:
            for fact in entry.reading.facts:
                if fact.status == "actual" and fact.region is None and fact.certainty == "sure" and fact.role:
                    said = Said(entry.reading.document, fact)
                    found.setdefault(_key(entry.place, fact, fact.period or "", fact.role), said)
        return found

    @cached_property
    def claims(self) -> dict[tuple[str, int], tuple[Claim, ...]]:
        """The statements of a document that hold a number, by document and start of the number."""
        found: dict[tuple[str, int], tuple[Claim, ...]] = {}
        for entry in self.linked.shelf:
            for claim in entry.reading.claims:
                for start in claim.quantities:
                    found[entry.doc, start] = (*found.get((entry.doc, start), ()), claim)
        return found

    @cached_property
    def at(self) -> dict[tuple[str, int], Fact]:
        """Every number by document and start."""
        return {(entry.doc, fact.span.start): fact for entry in self.linked.shelf for fact in entry.reading.facts}

    @cached_property
    def reviewed(self) -> dict[str, frozenset[str]]:
        """The periods that the documents of a place report on."""
        places = self.linked.shelf.places
        return {place: frozenset(one.reviewed for one in places[place] if one.reviewed) for place in places}

    @cached_property
    def _gone(self) -> dict[tuple[str, str | None], Fraction]:
        return {}

    def time_gone(self, place: str, period: str | None) -> Fraction:
        """The share of a period that the latest document of a place reports on, be it silent on the target."""
        if (place, period) not in self._gone:
            shares = [share_gone(period, reviewed) for reviewed in self.reviewed[place]]
            self._gone[place, period] = max((share for share in shares if share is not None), default=Fraction(0))
        return self._gone[place, period]

    @cached_property
    def beyond(self) -> dict[tuple[str, int], tuple[Fact, ...]]:
        """By document and start of a target, the numbers that go beyond it (see ranges.py)."""
        found = {}
        for entry in self.linked.shelf:
            for start, facts in beyond_targets(entry.reading.facts).items():
                found[entry.doc, start] = facts
        return found

    @cached_property
    def no_targets(self) -> frozenset[tuple[str, int]]:
        """The numbers that go beyond a target and are none of their own."""
        return frozenset((doc, fact.span.start) for (doc, _), facts in self.beyond.items() for fact in facts)

    @cached_property
    def _clauses(self) -> dict[str, dict[Span | None, list[Fact]]]:
        return {}

    def clauses(self, doc: str) -> dict[Span | None, list[Fact]]:
        """The measures of a document by the clause that they stand in; put in order when first asked for."""
        if doc not in self._clauses:
            found: dict[Span | None, list[Fact]] = {}
            for fact in self.linked.shelf.by_doc[doc].reading.facts:
                if fact.label == "measure":
                    found.setdefault(fact.clause, []).append(fact)
            self._clauses[doc] = found
        return self._clauses[doc]

    def is_scope(self, said: Said) -> bool:
        """Whether a number only tells of what another figure of its clause speaks: 207个重点项目完成投资268亿元."""
        fact = said.record
        if not isinstance(fact, Fact) or not fact.subject or fact.clause is None:
            return False
        others = self.clauses(said.doc).get(fact.clause, ())
        return any(other.span.start > fact.span.start and _speaks_of(other, fact.subject) for other in others)

    def mentions(self, said: Said) -> tuple[Said, ...]:
        """The mention, where its document says the same again (text and annex), and the numbers that go beyond it."""
        again = [link.b for link in self.linked.after(said, "restates") if link.agrees is not False]
        before = [link.a for link in self.linked.before(said, "restates") if link.agrees is not False]
        beyond = [Said(said.document, fact) for fact in self.beyond.get((said.doc, said.span.start), ())]
        return (said, *[other for other in (*again, *before) if other.doc == said.doc], *beyond)

    def leading_to(self, said: Said, kind: LinkKind) -> Iterator[Said]:
        """The figures from which a link leads to this mention or to where its document repeats it."""
        for mention in self.mentions(said):
            for link in self.linked.before(mention, kind):
                if isinstance(link.a.record, Fact):
                    yield link.a

    def last_year(self, target: Said, role: Role = "level") -> Said | None:
        """Last year's result that a target goes on from, in that role and comparable with a level target."""
        fact = target.record
        for said in self.leading_to(target, "next_target"):
            if not isinstance(said.record, Fact) or said.record.role != role or said.record.value is None:
                continue
            if not isinstance(fact, Fact) or fact.role != role or one_dimension(fact.unit, said.record.unit):
                return said
        return None

    def figure(self, target: Said, period: str, role: Role) -> Said | None:
        """What was reached of the thing that a target is about in another period."""
        if not isinstance(target.record, Fact):
            return None
        return self.figures.get(_key(self.linked.entry(target).place, target.record, period, role))

    def weighed(self, target: Said, actual: Said, share: Fraction) -> Weighed:
        """The share of last year that the same months made: from last year's own figures, else what is plausible."""
        parts = self._same_months(target, actual)
        if parts:
            part, whole = parts
            if isinstance(part.record, Fact) and isinstance(whole.record, Fact):
                weight = amount(part.record, whole.record.unit) / amount(whole.record)
                if 0 < weight < 1:
                    return Weighed(known(weight), (part, whole))
        fact = target.record
        low, high = (half_year_share(fact.indicator) if isinstance(fact, Fact) else None) or self.half_year
        return Weighed(weights_at(share, low, high), ())

    def _same_months(self, target: Said, actual: Said) -> tuple[Said, Said] | None:
        """Last year's level of the months that `actual` is of, and of the whole year."""
        period = period_of(actual, self.linked)
        before = year_before(period)
        if before is None or period is None or len(period) <= 4:
            return None
        part, whole = self.figure(target, before, "level"), self.figure(target, before[:4], "level")
        if part is None or whole is None or not isinstance(whole.record, Fact) or not isinstance(part.record, Fact):
            return None
        fits = one_dimension(part.record.unit, whole.record.unit) and whole.record.value and whole.record.value > 0
        return (part, whole) if fits else None

    def growths(self, target: Said) -> tuple[tuple[str, Fraction], ...]:
        """The growth of the series in the years before, earliest first, as far as the documents given go."""
        fact = target.record
        if not isinstance(fact, Fact) or not fact.period:
            return ()
        start = self.last_year(target, "growth") or self.figure(target, str(int(fact.period[:4]) - 1), "growth")
        found: dict[str, Fraction] = {}
        while start is not None and isinstance(start.record, Fact) and len(found) < LONGEST:
            year = start.record.period or ""
            if start.record.value is None or year in found:
                break
            found[year] = amount(start.record)
            start = next((said for said in self.leading_to(start, "same_series")), None)
        return tuple(sorted(found.items()))


def _speaks_of(other: Fact, subject: str) -> bool:
    """Whether the subject of another figure is longer by a word at its end."""
    return bool(other.subject) and other.subject != subject and str(other.subject).startswith(subject)


def _key(place: str, fact: Fact, period: str, role: str) -> Key:
    """Under what a figure is found: two series that differ by their basis are two."""
    basis = fact.basis if fact.basis and not plain_series(series_of(fact.basis)) else ""
    return place, f"{fact.indicator or fact.subject} {basis}", period, role


def period_of(said: Said, linked: Linked) -> str | None:
    """The period that a mention speaks of: its own, else what its document reviews."""
    own = said.record.period if isinstance(said.record, Fact) else None
    return own or linked.entry(said).reviewed


def year_before(period: str | None) -> str | None:
    """The same part of the year before.

    >>> year_before("2024H1"), year_before("2024-01/2024-05"), year_before("2021-2025")
    ('2023H1', '2023-01/2023-05', None)
    """
    if not period or not period[:4].isdigit() or (len(period) == 9 and period[5:].isdigit()):
        return None
    year = int(period[:4])
    return period.replace(str(year), str(year - 1))
