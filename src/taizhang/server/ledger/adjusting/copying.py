"""Targets of one version copied to the next, and the mark by which a copy names the row that says the same."""

from collections.abc import Iterator

from taizhang.server.accounts.acting import Act
from taizhang.server.ledger.models import PlanVersion, Target
from taizhang.server.ledger.plans.difference import line_of
from taizhang.server.ledger.plans.wanted import FIELDS

COPIED = ("line", "indicator_id", *FIELDS, "fact_id", "statement_id", "programme_id", "entered_by")


def copied(before: PlanVersion, after: PlanVersion, *, same: bool) -> Iterator[Target]:
    """The targets of `before` as rows of `after`, not saved; `same` marks them as saying what is in force."""
    for target in before.targets.all():
        row = Target(version=after, **{name: getattr(target, name) for name in COPIED})
        if same:
            row.same_as_id = target.same_as_id or target.pk
        yield row


def mark_unchanged(act: Act, before: PlanVersion, after: PlanVersion) -> None:
    """Let each target of `after` that says what that of `before` said name the first row that says so."""
    was = {target.line: target for target in before.targets.select_related("indicator")}
    for target in after.targets.select_related("indicator"):
        first = was.get(target.line)
        if first is not None and line_of(first) == line_of(target):
            act.update(target, same_as_id=first.same_as_id or first.pk)
