"""What is asked of scorecards: the rules in force, the runs, the run before."""

import json
from importlib.resources import files
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.models import Scorecard, ScorecardRun
from taizhang.server.ledger.narrowing import narrowed
from taizhang.server.lib.periods import Period, period_of


def scorecards_for(actor: Actor, *, unit: int | None = None, latest: bool = True) -> "QuerySet[Scorecard]":
    """The scorecards that the actor may see: of each the last number, or all of them."""
    rows = Scorecard.objects.filter(_seen(actor, "unit__path")).select_related("unit")
    newer = Scorecard.objects.filter(unit=OuterRef("unit"), name=OuterRef("name"), number__gt=OuterRef("number"))
    return narrowed(rows.filter(~Exists(newer)) if latest else rows, {"unit_id": unit})


def runs_for(
    actor: Actor, *, scorecard: int | None = None, unit: int | None = None, period: str | None = None
) -> "QuerySet[ScorecardRun]":
    """The runs that the actor may see."""
    rows = ScorecardRun.objects.filter(_seen(actor, "scorecard__unit__path")).select_related("scorecard__unit")
    return narrowed(rows, {"scorecard_id": scorecard, "scorecard__unit_id": unit, "period": period})


def previous_run(scorecard: Scorecard, period: Period) -> ScorecardRun | None:
    """The last run of the latest earlier period, by whatever number of the rules."""
    runs = ScorecardRun.objects.filter(scorecard__unit=scorecard.unit_id, scorecard__name=scorecard.name)
    ends = [(period_of(code).end, key) for key, code in runs.values_list("pk", "period")]
    earlier = [each for each in ends if each[0] < period.end]
    return ScorecardRun.objects.get(pk=max(earlier)[1]) if earlier else None


def example(name: str) -> dict[str, Any]:
    """The rules of an example that comes with Taizhang."""
    text = files("taizhang.server.ledger.scoring").joinpath("examples", f"{name}.json").read_text(encoding="utf-8")
    rules: dict[str, Any] = json.loads(text)
    return rules


def _seen(actor: Actor, path: str) -> Q:
    return actor.within("scorecard.read", path)
