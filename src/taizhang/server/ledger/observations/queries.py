"""What is asked of observations row by row: lists, one with its history, the best edition of a figure."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.ledger.observations.deriving import RANK
from taizhang.server.ledger.observations.figures import Key
from taizhang.server.lib import clock


def observations_for(
    actor: Actor,
    *,
    unit: int | None = None,
    indicator: str | None = None,
    period: str | None = None,
    state: str | None = None,
    vintage: str | None = None,
    current: bool | None = None,
) -> "QuerySet[Observation]":
    """The observations that the actor may see, with their unit and indicator, each of which is read once for all."""
    rows = Observation.objects.prefetch_related("unit", "indicator")
    rows = rows.filter(actor.within("observation.read", "unit__path"))
    wanted = {
        "unit_id": unit,
        "indicator_id": _id_of(indicator),
        "period": period,
        "state": state,
        "vintage": vintage,
        "current": current,
    }
    if state == Observation.State.ENTERED:
        rows = rows.filter(accepted_at=None)  # the condition of the index of what waits
    if vintage not in {None, Observation.Vintage.FLASH}:
        rows = rows.exclude(vintage=Observation.Vintage.FLASH)  # that of the index of other editions
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def to_accept(actor: Actor) -> "QuerySet[Observation]":
    """The observations that the actor may see, with all that accepting them asks for."""
    return observations_for(actor).prefetch_related("indicator__authority", "replaces")


def _id_of(code: str | None) -> int | None:
    """The id of an indicator by its code, so that the index of an indicator is used; -1 for one that is not there."""
    if code is None:
        return None
    return Indicator.objects.filter(code=code).values_list("pk", flat=True).first() or -1


def waiting_for(key: Key) -> Observation | None:
    """What was entered of a figure and waits to be accepted; of what is accepted, the correction that waits."""
    same = Observation.objects.select_related("indicator").filter(
        unit=key.unit, indicator=key.indicator, period=key.period, vintage=key.vintage
    )
    return same.filter(state=Observation.State.ENTERED).first()


def history_of(row: Observation) -> list[Observation]:
    """All rows of one figure, of every edition and state, as they were entered."""
    same = Observation.objects.select_related("unit", "indicator")
    return list(same.filter(unit=row.unit_id, indicator=row.indicator_id, period=row.period).order_by("id"))


def usable() -> "QuerySet[Observation]":
    """What may be quoted: accepted, and not replaced by a correction."""
    return Observation.objects.filter(current=True, state=Observation.State.ACCEPTED)


def usable_at(moment: datetime) -> "QuerySet[Observation]":
    """What could be quoted at a moment: accepted by then, and not yet replaced by a correction."""
    accepted = Observation.objects.filter(state=Observation.State.ACCEPTED, accepted_at__lte=moment)
    return accepted.filter(~Exists(accepted.filter(replaces=OuterRef("pk"))))


def released() -> "QuerySet[Observation]":
    """What the public may be told: what is usable and, where an authority owns the figure, released by today."""
    out = Q(released_on__lte=clock.today()) | Q(released_on=None, indicator__authority=None)
    return usable().filter(out)


def best(unit: int, indicator: int, period: str) -> Observation | None:
    """The figure of a period that is to be quoted: of the latest edition that was accepted."""
    rows = usable().filter(unit=unit, indicator=indicator, period=period)
    return max(rows, key=lambda row: RANK[row.vintage], default=None)
