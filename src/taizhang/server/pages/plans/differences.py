"""The difference of two versions as it is shown: line by line with old and new beside each other, and as text."""

from collections.abc import Mapping
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.ledger.adjusting.queries import version_changes
from taizhang.server.ledger.models import PlanVersion, Target
from taizhang.server.ledger.plans.difference import Change
from taizhang.server.ledger.plans.queries import holding_targets
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.wording import name_of
from taizhang.server.pages.plans.words import FIELDS, WHAT, field_words

TAGS = {"added": "tag-good", "removed": "tag-bad", "changed": "tag-warn"}
IN_SHORT = {"unit", "deadline", "deliverable"}  # of a task that is added or removed
HIDDEN = {"places"}  # how a number is written, which its value shows
Targets = Mapping[int, Target]


@dataclass(frozen=True, slots=True)
class Moved:
    """A field with what it was and what it is."""

    words: Words
    old: Words | None
    new: Words | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A change of a line: what became of it, its fields, and the same said as text."""

    line: int
    name: Words
    what: Words
    kind: str
    tag: str
    fields: list[Moved]
    old: Words | None
    new: Words | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one version to another: of targets, and of tasks."""

    targets: list[Shown]
    tasks: list[Shown]

    def counts(self) -> list[tuple[Words, int]]:
        """How many lines were added, removed, changed."""
        rows = [*self.targets, *self.tasks]
        return [(words, sum(row.kind == what for row in rows)) for what, words in WHAT.items()]


def difference_of(before: PlanVersion, after: PlanVersion) -> Difference:
    """What changed from the one version to the other."""
    was, now = _targets(before), _targets(after)
    rows = [(change.of, _shown(change, was, now)) for change in version_changes(before, after)]
    return Difference([row for of, row in rows if of == "target"], [row for of, row in rows if of == "task"])


def _targets(version: PlanVersion) -> Targets:
    rows = holding_targets(version).targets.select_related("indicator", "version__plan")
    return {row.line: row for row in rows}


def _shown(change: Change, was: Targets, now: Targets) -> Shown:
    name = Words(change.name, change.name)
    old: Words | None = _task_said(change, 0)
    new: Words | None = _task_said(change, 1)
    if change.of == "target":
        before, after = was.get(change.line), now.get(change.line)
        held = after or before
        name = name_of(held.indicator) if held else name
        old, new = (_target_said(each) for each in (before, after))
    return Shown(
        line=change.line,
        name=name,
        what=WHAT[change.what],
        kind=change.what,
        tag=TAGS[change.what],
        fields=_fields(change) if change.what == "changed" else [],
        old=None if change.what == "added" else old,
        new=None if change.what == "removed" else new,
    )


def _fields(change: Change) -> list[Moved]:
    return [_moved(field, pair) for field, pair in change.fields.items() if _is_told(field, pair)]


def _is_told(field: str, pair: list[object]) -> bool:
    return field not in HIDDEN and any(value not in (None, "", []) for value in pair)


def _moved(field: str, pair: list[object]) -> Moved:
    old, new = (field_words(field, value) for value in pair)
    return Moved(FIELDS.get(field, Words(field, field)), old, new)


def _target_said(target: Target | None) -> Words | None:
    if target is None:
        return None
    said, name = target_words(target), name_of(target.indicator)
    due_zh = "" if target.due == str(target.version.plan.year) else f"（{target.due}）"
    return Words(f"{name.zh} {said.zh}{due_zh}", f"{name.en}: {said.en}{due_zh}")


def _task_said(change: Change, at: int) -> Words:
    """A task as a line of text, from what of it changed."""
    whole = change.what != "changed"
    told = [
        (_field(field), words)
        for field, pair in change.fields.items()
        if field not in {"title", *HIDDEN}
        and not (whole and field not in IN_SHORT)
        and (words := field_words(field, pair[at]))
    ]
    title = str(change.fields.get("title", [change.name, change.name])[at] or change.name)
    zh = "；".join(f"{name.zh}：{words.zh}" for name, words in told)
    en = "; ".join(f"{name.en}: {words.en}" for name, words in told)
    return Words(f"{title}（{zh}）", f"{title} ({en})") if told else Words(title, title)


def _field(field: str) -> Words:
    return FIELDS.get(field, Words(field, field))
