"""The pages of promises (承诺): all of a region over the years, and one indicator with the sentences."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.finding_lists import unaccounted
from taizhang.server.ledger.models import Indicator, Plan
from taizhang.server.ledger.plans.queries import plans_for
from taizhang.server.ledger.standings.over_years import Line, over_years
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import one_of
from taizhang.server.pages.checks.cards import cards
from taizhang.server.pages.checks.listing import Chip
from taizhang.server.pages.checks.quoting import WHOLE, Quoted, Quotes
from taizhang.server.pages.checks.sources import Sources
from taizhang.server.pages.checks.years import ARROWS, MOVEMENTS, OUTCOMES, SIGNS, Group, Shown, groups_of, name, shown
from taizhang.server.pages.figures import Column, Figure, taken
from taizhang.server.pages.language import said
from taizhang.server.pages.scope import scope_of

MOST_YEARS, MOST_UNHEARD = 6, 40
INDICATOR = Words("承诺", "promise")
ISSUED = frozenset({"issued", "half_year", "closed"})


@page
def promises(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was promised, what came of it, what was promised next."""
    scope = scope_of(request, actor)
    plans = _plans(actor, scope.unit.region_id, scope.year)
    lines = over_years(plans, clock.today())
    outcome, moved = one_of(request.GET, "verdict", OUTCOMES), one_of(request.GET, "moved", MOVEMENTS)
    chosen = [line for line in lines if (not outcome or line.has(outcome)) and (not moved or line.moved(moved))]
    years = sorted(plan.year for plan in plans)
    groups = groups_of(chosen, years)
    if "figure" in request.GET and (file := taken(request, [_table(groups, years)])):
        return file
    told = {
        "scope": scope,
        "years": years,
        "groups": groups,
        "wide": len(years) + 1,
        "any": bool(lines),
        "asked": bool(outcome or moved),
        "verdict": outcome,
        "moved": moved,
        "verdicts": _chips(OUTCOMES, SIGNS, _outcomes(lines), outcome),
        "movements": _chips(MOVEMENTS, ARROWS, _movements(lines), moved),
        "unheard": cards(actor, list(unaccounted(actor, scope.unit.region_id)[:MOST_UNHEARD])),
    }
    return render(request, "checks/promises.html", told)


@page
def promise(request: HttpRequest, actor: Actor, indicator: int) -> HttpResponse:
    """One indicator over the years, with the sentences of its targets and results."""
    scope = scope_of(request, actor)
    plans = _plans(actor, scope.unit.region_id, scope.year)
    asked = Indicator.objects.filter(pk=indicator).first()
    lines = over_years(plans, clock.today(), of=asked) if asked else []
    if not lines:
        raise NotThere(thing=INDICATOR)
    told = {"scope": scope, "indicator": asked, "stories": _stories(actor, lines)}
    return render(request, "checks/promise.html", told)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a story: what was promised and reached, with the sentences that say so."""

    shown: Shown
    targets: Sequence[Quoted]
    results: Sequence[Quoted]


def _stories(actor: Actor, lines: Sequence[Line]) -> list[tuple[str, list[Year]]]:
    """Each measure of an indicator with its years, the latest first."""
    every = [promise for line in lines for cell in line.cells.values() for promise in cell.promises]
    sources = Sources(every)
    quotes = Quotes(actor, sources.all(), WHOLE)
    return [
        (
            name(line),
            [
                Year(
                    shown(cell, year),
                    quotes.of(found for promise in cell.promises for found in sources.of_target(promise)),
                    quotes.of(found for promise in cell.promises for found in sources.of_result(promise)),
                )
                for year, cell in sorted(line.cells.items(), reverse=True)
            ],
        )
        for line in lines
    ]


def _plans(actor: Actor, region: int, until: int) -> list[Plan]:
    """The last plans of a region up to a year, as far as they are issued."""
    issued = plans_for(actor, region=region).filter(year__lte=until, state__in=ISSUED)
    return list(issued.order_by("-year")[:MOST_YEARS])


def _outcomes(lines: Iterable[Line]) -> Counter[str]:
    return Counter(promise.outcome for line in lines for cell in line.cells.values() for promise in cell.promises)


def _movements(lines: Iterable[Line]) -> Counter[str]:
    return Counter(cell.movement for line in lines for cell in line.cells.values() if cell.movement)


def _chips(words: dict[str, Words], signs: dict[str, str], counts: Counter[str], chosen: str) -> list[Chip]:
    return [
        Chip(name, said(each), counts[name], name == chosen, signs.get(name, ""))
        for name, each in words.items()
        if counts[name] or name == chosen
    ]


def _table(groups: Iterable[Group], years: Sequence[int]) -> Figure:
    """The promises as a table to take away."""
    parts = (Words("目标", "target"), Words("完成", "result"), Words("结论", "verdict"), Words("目标变动", "movement"))
    columns = tuple(
        Column(Words(f"{year}年{each.zh}", f"{year} {each.en}"), drawn="told") for year in years for each in parts
    )
    rows = [
        [row.name, *(text for cell in row.cells for text in _texts(cell))] for group in groups for row in group.rows
    ]
    return Figure("promises", Words("历年承诺", "Promises by year"), Words("指标", "indicator"), columns, rows)


def _texts(cell: Shown) -> list[str]:
    told = cell.promises
    return [
        "；".join(said(each.target) for each in told),
        "；".join(said(each.reached) for each in told if each.reached),
        "；".join(said(each.outcome) for each in told),
        said(cell.movement) if cell.movement else "",
    ]
