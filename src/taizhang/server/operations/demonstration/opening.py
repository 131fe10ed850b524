"""What the city opens to the public: its plans of two years and a district's, with the documents that they are from."""

from taizhang.server.documents.actions import grade, publish
from taizhang.server.documents.models import Document
from taizhang.server.ledger.models import Plan
from taizhang.server.ledger.publishing.actions import publish_plan
from taizhang.server.operations.demonstration.cast import Cast

PLANS = (("YL", 2024), ("YL", 2025), ("YL-QT", 2025))
PAPERS = (
    "yunlan-2024-plan.txt",
    "yunlan-2025-plan.txt",
    "yunlan-2025-halfyear.txt",
    "qingting-2025-report.txt",
)
NOTE = "已按信息公开有关规定审查，不涉密，同意主动公开"


def open_to_the_public(cast: Cast) -> None:
    """Somebody other than who took the documents in reviews and opens them, and then the plans."""
    who, reviewer = cast.people["gongkai"], cast.people["reviewer"]
    for document in Document.objects.select_related("unit").filter(name__in=PAPERS).order_by("pk"):
        grade(reviewer, document, expected=document.revision, openness=Document.Openness.PROACTIVE)
        publish(who, document, published=True, note=NOTE)
    for code, year in PLANS:
        plan = Plan.objects.select_related("unit").get(unit=cast.units[code], year=year)
        publish_plan(who, plan, note=NOTE)
