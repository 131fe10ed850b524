"""The fixed words of the pages of tasks."""

from taizhang.errors import Words
from taizhang.server.ledger.models import VERSION as VERSIONS
from taizhang.server.ledger.models import Observation, PlanVersion, Task
from taizhang.server.pages.plans.words import KINDS as ADJUSTMENTS
from taizhang.server.pages.templatetags.values import digits

NOTHING = Words("—", "—")
VERSION = Words("计划版本", "version of the plan")
KINDS = {
    Task.Kind.TASK: Words("任务", "task"),
    Task.Kind.LIVELIHOOD: Words("民生实事", "livelihood commitment"),
}


def version_words(version: PlanVersion) -> Words:
    """What a version is called in a choice: its number, kind and state."""
    kind, state = ADJUSTMENTS[version.kind], VERSIONS.states[version.state]
    return Words(
        f"第 {version.number} 版 · {kind.zh} · {state.zh}", f"version {version.number} · {kind.en} · {state.en}"
    )


def figure_words(row: Observation, unit: str) -> Words:
    """The figure of an observation: what has come together so far before what came in the period, growth last."""
    for value in (row.cumulative, row.value):
        if value is not None:
            return Words(f"{digits(value)}{unit}", f"{digits(value)} {unit}".rstrip())
    growth = row.cumulative_growth if row.cumulative_growth is not None else row.growth
    return Words(f"增长 {digits(growth)}%", f"growth of {digits(growth)}%") if growth is not None else NOTHING
