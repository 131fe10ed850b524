"""The page of one indicator (指标) of a region and year: where it stands, its series, the districts, its editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.meaning import meaning_of
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.beside import Wanted, wanted
from taizhang.server.ledger.observations.deriving import Cell
from taizhang.server.ledger.observations.editions import editions_of, people_of
from taizhang.server.ledger.observations.whole import Told, told_of
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.standings.answers import answers, before
from taizhang.server.ledger.standings.queries import TargetStanding, standings
from taizhang.server.ledger.standings.wording import cell_words, needed_words
from taizhang.server.ledger.wording import BETTER, BINDING, NATURES, VINTAGES
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.answers import page
from taizhang.server.pages.figures import taken
from taizhang.server.pages.forms.typed import Refusal, drawn_again
from taizhang.server.pages.indicators import wording
from taizhang.server.pages.indicators.beside import Whole, beside
from taizhang.server.pages.indicators.charts import YEARS, charts
from taizhang.server.pages.indicators.revisions import revisions
from taizhang.server.pages.indicators.tracing import traced
from taizhang.server.pages.language import said
from taizhang.server.pages.lights import pace_told, rule_of
from taizhang.server.pages.observing.forms import entering
from taizhang.server.pages.scope import scope_of

INDICATOR = Words("指标", "indicator")


@page
def indicator(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One indicator."""
    return indicator_page(request, actor, code)


def indicator_page(request: HttpRequest, actor: Actor, code: str, refused: Refusal | None = None) -> HttpResponse:
    """The page; with the form that was refused as it was typed."""
    scope = scope_of(request, actor)
    row, today = indicator_of(code), clock.today()
    until = min(today, date(scope.year, 12, 31))
    told = told_of(scope.unit, row, date(scope.year - YEARS, 1, 1), until)
    plan = scope.plan
    stood = standings(plan, today, of=row) if plan else []
    own = [one for one in stood if one.share_of is None]
    aims = aims_of(scope.unit, row, scope.year)
    districts = beside(actor, Whole(scope.unit, row, scope.year, stood), today, request.GET)
    figures = charts(row, told.series if told else None, scope.year, aims)
    if file := taken(request, [*figures, *(districts.figures if districts else ())]):
        return file
    readable = told is not None and actor.may("observation.read", _unit(told, scope.unit))
    whose = told.unit if told else scope.unit.pk
    editions = editions_of(actor, whose, row, scope.year)
    form = entering(actor, scope, row, whose)
    return render(
        request,
        "indicators/one.html",
        {
            "scope": scope,
            "indicator": row,
            "name": wording.named(row),
            "meaning": meaning_of(row),
            "standings": [stand_of(row, one, scope.year, readable=readable) for one in own],
            "result": None if own else result_of(row, told, scope.year, today, readable=readable),
            "last": last_of(row, told, scope.year),
            "figures": figures,
            "districts": districts,
            "editions": revisions(editions, people_of(editions)),
            "nature": NATURES[row.nature],
            "better": BETTER[row.better],
            "parts": list(row.parts.all()),
            **drawn_again({"enter": form} if form else {}, request.POST, refused),
        },
        status=422 if refused else 200,
    )


def indicator_of(code: str) -> Indicator:
    """The indicator of a code, which everybody who is signed in may see."""
    row = Indicator.objects.select_related("authority", "weight", "within", "region").filter(code=code).first()
    if row is None:
        raise NotThere(thing=INDICATOR)
    return row


def aims_of(unit: Unit, row: Indicator, year: int) -> dict[int, list[Wanted]]:
    """What was wanted of the indicator in each of the last years, by the year that it was due in."""
    found: dict[int, list[Wanted]] = {}
    years = range(year - YEARS + 1, year + 1)
    for aim in wanted([unit.pk], [row.pk], years).get((unit.pk, row.pk), []):
        due = period_of(aim.due)
        if due.type == "year":
            found.setdefault(due.year, []).append(aim)
    return found


def _unit(told: Told, unit: Unit) -> Unit:
    return unit if told.unit == unit.pk else Unit.objects.get(pk=told.unit)


@dataclass(frozen=True, slots=True)
class Stand:
    """A target beside what was reached, as it is shown."""

    standing: TargetStanding
    wanted: str
    binding: str
    due: str
    reached: str
    period: str
    trace: str
    edition: str
    pace: str
    needed_heading: str
    needed: str
    method: str
    note: str
    rule: str


def stand_of(row: Indicator, standing: TargetStanding, year: int, *, readable: bool) -> Stand:
    """Where a target stands, in words."""
    told = standing.reached
    needed = needed_words(standing)
    return Stand(
        standing,
        said(target_words(standing.target)),
        said(BINDING.get(standing.target.binding, Words("", ""))),
        "" if standing.target.due == str(year) else wording.period_short(standing.target.due),
        said(cell_words(row, told.cell, standing.role)) if told else "—",
        wording.period_short(told.period, year) if told else "",
        traced(told.cell.id) if told and readable else "",
        said(edition_of(told.cell)) if told else "",
        pace_told(standing),
        said(needed_heading(row, standing)),
        said(needed) if needed else "—",
        said(standing.method),
        said(standing.note) if standing.note else "",
        rule_of(standing),
    )


def needed_heading(row: Indicator, standing: TargetStanding) -> Words:
    """What the rest of the year needs is called: a growth that must be reached, what is to come, what may be used."""
    if standing.unit_of_needed == "%" and standing.role == "growth":
        return Words("必达增速（其余月份）", "Growth needed in the rest of the year")
    if row.better == Indicator.Better.DOWN and row.nature == Indicator.Nature.FLOW:
        return Words("其余时间余量", "Room for the rest of the time")
    return Words("其余时间还需", "Still to come")


def edition_of(cell: Cell) -> Words:
    """Of which edition a figure is, or that it was derived."""
    return Words("推算", "derived") if cell.derived else VINTAGES[cell.vintage]


@dataclass(frozen=True, slots=True)
class Result:
    """What was reached, of an indicator without a target."""

    words: str
    period: str
    trace: str
    edition: str


def result_of(row: Indicator, told: Told | None, year: int, on: date, *, readable: bool) -> list[Result]:
    """The latest level and growth of the year."""
    found = answers(told.series, period_of(str(year)), on) if told else []
    level = next(((one.period, one.level) for one in found if one.level), None)
    growth = next(((one.period, one.growth) for one in found if one.growth), None)
    known = [(one, role) for one, role in ((level, "level"), (growth, "growth")) if one is not None]
    return [
        Result(
            said(cell_words(row, cell, role)),
            wording.period_short(period, year),
            traced(cell.id) if readable else "",
            said(edition_of(cell)),
        )
        for (period, cell), role in known
    ]


def last_of(row: Indicator, told: Told | None, year: int) -> str:
    """The whole year before, in words."""
    if told is None:
        return ""
    last = before(told.series, period_of(str(year)))
    cells: Sequence[tuple[Cell | None, str]] = ((last.level, "level"), (last.growth, "growth"))
    return "，".join(said(cell_words(row, cell, role)) for cell, role in cells if cell)
