"""What a sequence may try, part by part."""

from server.sequences.steps import (  # noqa: F401 - each registers its steps
    adjustments,
    breakdowns,
    drafting,
    figures,
    opinions,
    papers,
    passing,
    people,
    plans,
    proposals,
    returns,
    rosters,
    tasks,
    workbooks,
)
from server.sequences.steps.registry import STEPS

WEIGHTED = [name for name, each in STEPS.items() for _ in range(each.weight)]
__all__ = ["STEPS", "WEIGHTED"]
