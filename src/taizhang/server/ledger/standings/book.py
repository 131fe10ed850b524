"""The ledger of one unit laid out as a document that the library can follow: its targets, its figures, their links."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from taizhang.extracting import Reading
from taizhang.extracting.frame import Facts
from taizhang.following.evidence import Evidence
from taizhang.linking import Entry, Linked, Shelf
from taizhang.model import Claim, Commitment, Document, Fact, Link, LinkKind, Record, Said
from taizhang.model.document import Metadata, View
from taizhang.model.facts import Role
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Share, Target
from taizhang.server.ledger.observations.deriving import Cell, Series
from taizhang.server.ledger.standings.answers import Answer, answers, before, so_far, year_ago
from taizhang.server.ledger.standings.facts import APART, is_reduction, reached, records_of
from taizhang.server.lib.periods import period_of


@dataclass(frozen=True, slots=True)
class Aim:
    """A target or a share of one, whose it is, and the series that answers it, where there is any."""

    target: Target
    share: Share | None
    unit: Unit
    series: Series | None


@dataclass(frozen=True, slots=True)
class Reached:
    """A figure of the ledger that a record stands for."""

    period: str
    cell: Cell


class Page(Reading):
    """A document without text: nothing in it but what the ledger holds."""

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """None: targets in words are asked for one by one."""
        return ()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """None: the ledger keeps figures."""
        return ()


@dataclass
class Book:
    """The page of each unit under way, and what its records stand for.

    `earlier` figures of the year are written too where the rules of the lights ask for them.
    """

    year: int
    on: date
    earlier: bool = False
    facts: dict[int, list[Fact]] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    told: dict[tuple[str, int, int, str], Reached] = field(default_factory=dict)
    aims: list[tuple[Aim, tuple[Said, ...]]] = field(default_factory=list)
    at: int = 0

    def add(self, aim: Aim) -> None:
        """Write a target, what answers it and what it goes on from on the page of its unit."""
        document = self.documents.setdefault(aim.unit.pk, _document(aim.unit, self.year))
        records = records_of(aim.target, aim.share, self._next(APART))
        said = tuple(Said(document, record) for record in records)
        self._write(aim.unit, *records)
        self.aims.append((aim, said))
        if aim.series is None:
            return
        due = period_of(aim.target.due)
        for answer in answers(aim.series, due, self.on, earlier=self.earlier):
            self._answer(aim, said, answer)
        self._go_on(aim, said, before(aim.series, due))

    def evidence(self) -> Evidence:
        """The pages with the links between what they say."""
        entries = [self._entry(key, document, order) for order, (key, document) in enumerate(self.documents.items())]
        return Evidence(Linked(Shelf(tuple(entries)), tuple(self.links)))

    def _answer(self, aim: Aim, said: tuple[Said, ...], answer: Answer) -> None:
        whole = period_of(answer.period).end == period_of(aim.target.due).end
        for figure in self._figures(aim, answer):
            self._link("outcome" if whole else "progress", said, figure, forth=True)
        ago = year_ago(aim.series, answer) if aim.series else None
        if ago is not None:
            list(self._figures(aim, ago))

    def _go_on(self, aim: Aim, said: tuple[Said, ...], answer: Answer) -> None:
        for figure in self._figures(aim, answer):
            self._link("next_target", said, figure, forth=False)

    def _figures(self, aim: Aim, answer: Answer) -> Iterator[Said]:
        """The figures of a period on the page of the unit: level and growth, and the change where that is wanted.

        Words (保持稳定增长) are answered by growth where it is known.
        """
        indicator, measure = aim.target.indicator, aim.target.measure
        if answer.level is not None and not (measure == Target.Measure.WORDS and answer.growth):
            yield self._figure(aim.unit, indicator, answer.level, "level", answer.period)
        if answer.growth is not None:
            yield self._figure(aim.unit, indicator, answer.growth, "growth", answer.period)
        change = _change(aim, answer) if measure == Target.Measure.CHANGE else None
        if change is not None:
            yield self._figure(aim.unit, indicator, change, "change", so_far(period_of(answer.period)))

    def _figure(self, unit: Unit, indicator: Indicator, cell: Cell, role: Role, period: str) -> Said:
        fact = reached(indicator, cell, role, period, self._next(2))
        self._write(unit, fact)
        said = Said(self.documents[unit.pk], fact)
        self.told[said.key] = Reached(period, cell)
        return said

    def _write(self, unit: Unit, *records: Record) -> None:
        facts = [record for record in records if isinstance(record, Fact)]
        self.facts.setdefault(unit.pk, []).extend(facts)

    def _link(self, kind: LinkKind, said: tuple[Said, ...], figure: Said, *, forth: bool) -> None:
        for one in said:
            a, b = (one, figure) if forth else (figure, one)
            self.links.append(Link(kind, a, b, None, "same_indicator", "sure"))

    def _next(self, step: int) -> int:
        self.at += step
        return self.at

    def _entry(self, unit: int, document: Document, order: int) -> Entry:
        page = Page(document, Facts(self.facts[unit]))
        return Entry(page, document.path, None, _reviewed(self.year, self.on), str(self.year), order)


def _change(aim: Aim, answer: Answer) -> Cell | None:
    """By how much a figure differs: a flow from the same months a year ago, all else from last year's end."""
    if aim.series is None:
        return None
    flow = aim.series.kind.nature == "flow"
    ago = year_ago(aim.series, answer) if flow else before(aim.series, period_of(aim.target.due))
    if ago is None or ago.level is None or answer.level is None:
        return None
    change = answer.level.number - ago.level.number
    places = max(answer.level.places, ago.level.places)
    return Cell(-change if is_reduction(aim.target) else change, True, answer.level.vintage, places, None)


def _reviewed(year: int, on: date) -> str | None:
    """What a report of that day would review: the year, or its months that are over."""
    if on >= date(year, 12, 31):
        return str(year)
    over = [month for month in range(1, 12) if period_of(f"{year}-{month:02d}").end <= on]
    return f"{year}-01/{year}-{over[-1]:02d}" if over else None


def _document(unit: Unit, year: int) -> Document:
    said = Metadata(title=str(unit), region=str(unit), planned_period=str(year))
    return Document(f"{unit.pk}", "", "ledger", "", View("", (), ()), (), (), (), said)
