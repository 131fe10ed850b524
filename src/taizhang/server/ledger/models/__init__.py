"""The rows of the ledger."""

from taizhang.server.ledger.models.cycle import Opinion, Procedure, Proposal, Step
from taizhang.server.ledger.models.indicators import Indicator, Programme, ProgrammeIndicator
from taizhang.server.ledger.models.observations import OBSERVATION, Observation
from taizhang.server.ledger.models.plans import (
    BREAKDOWN,
    PLAN,
    VERSION,
    Breakdown,
    Plan,
    PlanPublication,
    PlanVersion,
    Share,
    Target,
)
from taizhang.server.ledger.models.rosters import Firm, FirmFigure, Roster, Scorecard, ScorecardRun, Standing
from taizhang.server.ledger.models.tasks import TASK, Extension, Supporter, Task, TaskReport, TaskUnit

__all__ = [
    "BREAKDOWN",
    "OBSERVATION",
    "PLAN",
    "TASK",
    "VERSION",
    "Breakdown",
    "Extension",
    "Firm",
    "FirmFigure",
    "Indicator",
    "Observation",
    "Opinion",
    "Plan",
    "PlanPublication",
    "PlanVersion",
    "Procedure",
    "Programme",
    "ProgrammeIndicator",
    "Proposal",
    "Roster",
    "Scorecard",
    "ScorecardRun",
    "Share",
    "Standing",
    "Step",
    "Supporter",
    "Target",
    "Task",
    "TaskReport",
    "TaskUnit",
]
