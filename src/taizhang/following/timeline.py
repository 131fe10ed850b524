"""A region over the years: what was reached, what was set, what came of it, with a verdict for each year."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.following import methods
from taizhang.following.evidence import Evidence
from taizhang.following.judging import judge, outcome_of
from taizhang.following.main import is_main, main_stretches
from taizhang.following.targets import targets_of
from taizhang.following.wording import filled
from taizhang.linking import Entry, Linked
from taizhang.model import Fact, Said, YearPair

Key = tuple[str, int, int, str]


@dataclass(frozen=True)
class Set:
    """A target that a plan sets for its year, with what leads to it and what came of it."""

    said: Said
    year: int
    main: bool
    before: Said | None
    actual: Said | None


def timeline(linked: Linked) -> tuple[YearPair, ...]:
    """The targets of each region beside their results, an indicator's years together, headline indicators first.

    Main expected targets are all there, others where a result is linked to them. A year of a headline indicator of
    which no plan is at hand has a line of its own that says so.
    """
    evidence = Evidence(linked)
    return tuple(pair for place in linked.shelf.places for pair in of_place(place, evidence))


def of_place(place: str, evidence: Evidence) -> Iterator[YearPair]:
    """The timeline of one region."""
    entries = evidence.linked.shelf.places[place]
    found = [one for entry in entries for one in sets_of(entry, evidence)]
    planned = {one.year for one in found}
    years = range(min(planned, default=0), max(planned, default=-1) + 1)
    missing = [year for year in years if year not in planned]
    for series in _ordered(_series(found, evidence)):
        lines = [_pair(place, one, series[-1], evidence) for one in series]
        if any(one.main for one in series):
            lines += [_gap(place, year, series) for year in missing if series[0].year < year < series[-1].year]
        yield from sorted(lines, key=lambda line: line.year)


def sets_of(entry: Entry, evidence: Evidence) -> Iterator[Set]:
    """The numbers that a plan aims at in its own year: main expected targets, and others that have a result."""
    stretches = main_stretches(entry.reading.document)
    for said in targets_of(entry, evidence):
        if not isinstance(said.record, Fact) or said.record.period != entry.planned or entry.year is None:
            continue
        main, actual = is_main(said.document, said.record, stretches), outcome_of(said, evidence)
        if main or actual:
            role = said.record.role or "level"
            before = evidence.last_year(said, role) or next(evidence.leading_to(said, "next_target"), None)
            yield Set(said, entry.year, main, before, actual)


def _series(found: Sequence[Set], evidence: Evidence) -> list[list[Set]]:
    """The targets of one thing over the years, as the links chain them: target, its result, the next target."""
    heads: dict[Key, Key] = {}

    def head(key: Key) -> Key:
        while heads.setdefault(key, key) != key:
            heads[key] = heads[heads[key]]
            key = heads[key]
        return key

    for one in found:
        others = [other.key for other in (one.before, one.actual, *evidence.mentions(one.said)) if other is not None]
        for key in (*others, *_headline(one)):
            heads[head(key)] = head(one.said.key)
    groups: dict[Key, list[Set]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.year):
        groups[head(one.said.key)].append(one)
    return list(groups.values())


def _headline(one: Set) -> Iterator[Key]:
    """What ties a headline indicator over a year without a result: its id and role."""
    fact = one.said.record
    if one.main and isinstance(fact, Fact) and fact.indicator:
        yield fact.indicator, 0, 0, fact.role or ""


def _ordered(groups: list[list[Set]]) -> list[list[Set]]:
    """Headline indicators first, as the latest plan that sets them has them; then the others so."""
    return sorted(
        groups,
        key=lambda series: (not any(one.main for one in series), -series[-1].year, series[-1].said.span.start),
    )


def _pair(place: str, one: Set, last: Set, evidence: Evidence) -> YearPair:
    """One target and its result."""
    verdict, reason = judge(one.said, one.actual, evidence)
    return YearPair(
        place, _name(last), _indicator(last), str(one.year), one.before, one.said, one.actual, verdict, reason
    )


def _gap(place: str, year: int, series: Sequence[Set]) -> YearPair:
    """A year of which no plan is at hand: its result may still be known from the plan of the year after."""
    actual = next((one.before for one in series if one.year == year + 1), None)
    said = filled(methods.NO_PLAN, year=year)
    return YearPair(place, _name(series[-1]), _indicator(series[-1]), str(year), None, None, actual, "unclear", said)


def _name(one: Set) -> str:
    fact = one.said.record
    return (fact.subject if isinstance(fact, Fact) else None) or one.said.record.text


def _indicator(one: Set) -> str | None:
    return one.said.record.indicator if isinstance(one.said.record, Fact) else None
