"""What can be exported by itself: each kind of row, as far as the rights of the one who asks reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.accounts.permissions import permissions
from taizhang.server.accounts.queries import reach
from taizhang.server.documents.models import Document, Fact, Finding, Statement
from taizhang.server.documents.sight import told_to
from taizhang.server.dumping.parts import Model
from taizhang.server.ledger import models as ledger
from taizhang.server.lib.refusals import NotAllowed
from taizhang.server.lib.rows import Recorded
from taizhang.server.returns.models import Cell, Form, Return

Columns = Mapping[str, Any]
Telling = Callable[[Actor], Callable[[Columns], Columns]]
NAMED = {"Unit": ("code", "name"), "Region": ("code", "name"), "Indicator": ("code", "name", "unit_of_measure")}


@dataclass(frozen=True)
class Kind:
    """A kind of row: the model, the action that its reader must be allowed, the way to the path of its unit.

    What everybody signed in may see has no path. `told` gives what tells the columns of a row to one person, where not
    all of a row that may be seen is for everybody who sees it.
    """

    name: str
    model: Model
    action: str
    path: str = ""
    told: Telling | None = None

    @cached_property
    def columns(self) -> dict[str, str]:
        """What each column is called and where it stands: those of the row, then codes and names of what it is of."""
        hidden = self.model.unrecorded if issubclass(self.model, Recorded) else frozenset()
        fields = [field for field in self.model._meta.concrete_fields if field.name not in hidden]
        own = {field.attname: field.attname for field in fields}
        return own | {f"{f.name}_{name}": f"{f.name}__{name}" for f in fields for name in _names(f)}

    def rows(self, actor: Actor) -> "QuerySet[models.Model]":
        """The rows that the actor may see, by id; NotAllowed where a token's scopes do not hold the action."""
        permission = permissions()[self.action]
        if actor.scopes is not None and permission.scope not in actor.scopes:
            raise NotAllowed(action=permission.name, unit=self.name)
        seen = reach(actor, self.action, self.path) if self.path else Q()
        return self.model._default_manager.filter(seen).order_by("pk")


def _names(field: "models.Field[object, object]") -> tuple[str, ...]:
    related = field.related_model
    return NAMED.get(related.__name__, ()) if isinstance(related, type) else ()


def _kinds() -> tuple[Kind, ...]:
    at, of_plan, of_task = "unit__path", "plan__unit__path", "task__unit__path"
    of_reading, of_return = "reading__document__unit__path", "filed__unit__path"
    return (
        Kind("regions", Region, "unit.read"),
        Kind("units", Unit, "unit.read", "path"),
        Kind("indicators", ledger.Indicator, "plan.read"),
        Kind("plans", ledger.Plan, "plan.read", at),
        Kind("plan_versions", ledger.PlanVersion, "plan.read", of_plan),
        Kind("targets", ledger.Target, "plan.read", "version__plan__unit__path"),
        Kind("breakdowns", ledger.Breakdown, "plan.read", "target__version__plan__unit__path"),
        Kind("shares", ledger.Share, "plan.read", "breakdown__target__version__plan__unit__path"),
        Kind("proposals", ledger.Proposal, "plan.read", at),
        Kind("opinions", ledger.Opinion, "plan.read", at),
        Kind("tasks", ledger.Task, "task.read", at),
        Kind("task_reports", ledger.TaskReport, "task.read", of_task),
        Kind("extensions", ledger.Extension, "task.read", of_task),
        Kind("programmes", ledger.Programme, "plan.read", at),
        Kind("observations", ledger.Observation, "observation.read", at),
        Kind("rosters", ledger.Roster, "plan.read", at),
        Kind("firms", ledger.Firm, "observation.read", at),
        Kind("firm_figures", ledger.FirmFigure, "observation.read", "firm__unit__path"),
        Kind("standings", ledger.Standing, "plan.read", "roster__unit__path"),
        Kind("scorecards", ledger.Scorecard, "scorecard.read", at),
        Kind("scorecard_runs", ledger.ScorecardRun, "scorecard.read", "scorecard__unit__path"),
        Kind("forms", Form, "return.read", at),
        Kind("returns", Return, "return.read", at),
        Kind("cells", Cell, "return.read", of_return),
        Kind("documents", Document, "document.read", at),
        Kind("facts", Fact, "document.read", of_reading),
        Kind("statements", Statement, "document.read", of_reading),
        Kind("findings", Finding, "document.read", at, told_to),
    )


KINDS = {kind.name: kind for kind in _kinds()}
