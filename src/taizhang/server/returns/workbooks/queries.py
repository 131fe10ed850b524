"""What is asked of imports, and of who has not sent a form in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum

from taizhang.server.accounts.acting import Actor
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.returns.models import Form, Import, ImportPart, Return
from taizhang.server.returns.queries import returns_for
from taizhang.server.returns.standing import TO_FILL, asked_units, days_late, state_on


def imports_for(actor: Actor, *, unit: int | None = None, state: str | None = None) -> "QuerySet[Import]":
    """The imports that the actor may see, with how many of their rows are through."""
    through = Q(state="reading") | ~Q(parts__state=ImportPart.State.WAITING)
    rows = Import.objects.select_related("unit").filter(actor.within("return.read"))
    if unit is not None:
        rows = rows.filter(unit=unit)
    if state is not None:
        rows = rows.filter(state=state)
    return rows.annotate(through=Sum("parts__all_rows", filter=through, default=0))


def parts_of(drop: Import) -> "QuerySet[ImportPart]":
    """The parts of an import, by the sheets of its file."""
    return drop.parts.select_related("unit", "filed__form", "filed__unit", "plan").order_by("number")


@dataclass(frozen=True, slots=True)
class Missing:
    """A return that is still wanted: how much of it is filled in, and when a workbook of it was imported last."""

    filed: Return
    state: str
    days_late: int
    cells: int
    last_import: datetime | None


def missing(actor: Actor, form: Form, period: str) -> list[Missing]:
    """Who has not sent a form in for a period, the latest first; two queries."""
    period_of(period)
    done = ImportPart.objects.filter(filed=OuterRef("pk"), state=ImportPart.State.DONE).order_by()
    last = done.values("filed").annotate(at=Max("drop__done_at")).values("at")
    rows = returns_for(actor, form=form.pk, period=period).filter(asked_units(), state__in=TO_FILL)
    filled = Count("cells", filter=~Q(cells__value=None) | ~Q(cells__text=""))
    rows = rows.annotate(filled=filled, last_import=Subquery(last)).order_by("due_on", "unit__order")
    return [_missing(row) for row in rows]


def _missing(row: Return) -> Missing:
    today = clock.today()
    filled, last = getattr(row, "filled", 0), getattr(row, "last_import", None)
    return Missing(row, state_on(row, today), days_late(row, today), filled, last)
