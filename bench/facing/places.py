"""The pages that are measured, and which of them the issue bounds."""

from dataclasses import dataclass

from ledgering.cast import Cast
from ledgering.scale import Scale

from taizhang.server.documents.models import Document
from taizhang.server.ledger.models import Plan, Task
from taizhang.server.lib import clock

SERVER_SECONDS = 0.3  # of the overview and of an indicator, at the median


@dataclass(frozen=True)
class Place:
    """A page: what it is called, where it is, the most seconds that the server may take for it (None is not bounded),
    and where the peer lists the same rows.
    """

    name: str
    address: str
    most: float | None = None
    peer: str = ""


def places(cast: Cast, scale: Scale) -> list[Place]:
    """The pages of the city and of the last year of figures."""
    scope = f"unit={cast.city.pk}&year={scale.past_years()[-1]}"
    plan = Plan.objects.get(unit=cast.city, year=scale.past_years()[-1])
    task = Task.objects.filter(plan=plan).order_by("pk").first()
    document = Document.objects.order_by("pk").first()
    indicator, today = cast.indicators[0], clock.today()
    figures = f"/ledger/observation/?indicator__id__exact={indicator.pk}&unit__id__exact={cast.city.pk}"
    targets = f"/ledger/target/?version__plan__id__exact={plan.pk}"
    return [
        Place("overview", f"/?{scope}", SERVER_SECONDS),
        Place("an indicator", f"/indicators/{indicator.code}?{scope}", SERVER_SECONDS, peer=figures),
        Place("indicators", f"/indicators?{scope}", SERVER_SECONDS, peer=targets),
        Place("tasks", f"/tasks?{scope}", peer=f"/ledger/task/?plan__id__exact={plan.pk}"),
        *([Place("a task", f"/tasks/{task.pk}")] if task else []),
        Place("my updates", "/mine"),
        Place("documents", f"/documents?{scope}", peer="/documents/document/"),
        *([Place("a document", f"/documents/{document.pk}")] if document else []),
        Place("checks", f"/checks?{scope}"),
        Place("promises", f"/promises?{scope}"),
        Place("plan", f"/plans/{plan.pk}"),
        Place("my returns", "/returns"),
        Place("who is late", "/returns/late", peer=f"/returns/return/?due_on__lt={today}"),
    ]
