"""What is asked of rosters and firms: lists, who stands where, who is to be examined again."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Firm, FirmFigure, Roster, Standing
from taizhang.server.ledger.narrowing import narrowed
from taizhang.server.ledger.rosters.staying import due_day


@dataclass(frozen=True, slots=True)
class Due:
    """A stay that is to be examined again, and by when."""

    standing: Standing
    due_on: date


def rosters_for(actor: Actor, *, unit: int | None = None, ladder: str | None = None) -> "QuerySet[Roster]":
    """The rosters that the actor may see, each with `standing_now`, rung by rung."""
    rows = Roster.objects.filter(_seen(actor, "unit__path")).select_related("unit__parent", "unit__region")
    rows = rows.annotate(standing_now=Count("standings", filter=Q(standings__left_on=None)))
    return narrowed(rows, {"unit_id": unit, "ladder": ladder})


def firms_for(
    actor: Actor, *, unit: int | None = None, below: bool = False, words: str | None = None
) -> "QuerySet[Firm]":
    """The firms that the actor may see."""
    rows = Firm.objects.filter(_seen(actor, "unit__path")).select_related("unit")
    if unit is not None:
        at = Unit.objects.filter(pk=unit).values_list("path", flat=True).first() or "none"
        rows = rows.filter(unit__path__startswith=at) if below else rows.filter(unit_id=unit)
    return rows.filter(Q(name__contains=words) | Q(code__startswith=words.upper())) if words else rows


def figures_for(
    actor: Actor, *, firm: int | None = None, year: int | None = None, measure: str | None = None
) -> "QuerySet[FirmFigure]":
    """The yearly figures of firms that the actor may see."""
    rows = FirmFigure.objects.filter(_seen(actor, "firm__unit__path")).select_related("firm")
    return narrowed(rows, {"firm_id": firm, "year": year, "measure": measure})


def standings_for(
    actor: Actor, *, roster: int | None = None, firm: int | None = None, on: date | None = None
) -> "QuerySet[Standing]":
    """The stays on rosters that the actor may see; those that stand on a day, where one is named."""
    rows = Standing.objects.filter(_seen(actor, "roster__unit__path")).select_related("firm__unit", "roster__unit")
    rows = narrowed(rows, {"roster_id": roster, "firm_id": firm})
    return rows if on is None else rows.filter(Q(left_on=None) | Q(left_on__gt=on), entered_on__lte=on)


def due_for_examination(actor: Actor, *, until: date, roster: int | None = None) -> list[Due]:
    """Who is to be examined again by a day, the longest due first."""
    rows = standings_for(actor, roster=roster).filter(left_on=None, roster__valid_years__gt=0)
    found = [Due(row, due_day(row.examined_on or row.entered_on, row.roster.valid_years or 0)) for row in rows]
    return sorted((due for due in found if due.due_on <= until), key=lambda due: (due.due_on, due.standing.pk))


def _seen(actor: Actor, path: str) -> Q:
    return actor.within("observation.read", path)
