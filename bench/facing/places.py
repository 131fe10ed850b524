"""The pages that are measured, and which of them the issue bounds."""

from dataclasses import dataclass

from ledgering.cast import Cast
from ledgering.scale import Scale

from taizhang.server.documents.models import Document
from taizhang.server.ledger.models import Plan, Task

SERVER_SECONDS = 0.3  # of the overview and of an indicator, at the median


@dataclass(frozen=True)
class Place:
    """A page: what it is called, where it is, and the most that it may take of the server; None is not bounded."""

    name: str
    address: str
    most: float | None = None


def places(cast: Cast, scale: Scale) -> list[Place]:
    """The pages of the city and of the last year of figures."""
    scope = f"unit={cast.city.pk}&year={scale.past_years()[-1]}"
    plan = Plan.objects.get(unit=cast.city, year=scale.past_years()[-1])
    task = Task.objects.filter(plan=plan).order_by("pk").first()
    document = Document.objects.order_by("pk").first()
    return [
        Place("overview", f"/?{scope}", SERVER_SECONDS),
        Place("an indicator", f"/indicators/{cast.indicators[0].code}?{scope}", SERVER_SECONDS),
        Place("indicators", f"/indicators?{scope}", SERVER_SECONDS),
        Place("tasks", f"/tasks?{scope}"),
        *([Place("a task", f"/tasks/{task.pk}")] if task else []),
        Place("my updates", "/mine"),
        Place("documents", f"/documents?{scope}"),
        *([Place("a document", f"/documents/{document.pk}")] if document else []),
        Place("checks", f"/checks?{scope}"),
        Place("promises", f"/promises?{scope}"),
        Place("plan", f"/plans/{plan.pk}"),
        Place("my returns", "/returns"),
        Place("who is late", "/returns/late"),
    ]
