"""The fixed words of the pages of tasks."""

from taizhang.errors import Words
from taizhang.server.ledger.models import VERSION as VERSIONS
from taizhang.server.ledger.models import PlanVersion, Task
from taizhang.server.pages.plans.words import KINDS as ADJUSTMENTS

TASK = Words("任务", "task")
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
