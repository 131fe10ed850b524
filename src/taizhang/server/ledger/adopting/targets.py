"""Targets from the accepted numbers and words of a document, into the draft of a plan."""

from collections.abc import Iterable
from dataclasses import replace

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.ledger.adopting.outcomes import THERE, Outcome, Result, left
from taizhang.server.ledger.adopting.settling import settled
from taizhang.server.ledger.adopting.sources import Source
from taizhang.server.ledger.adopting.wanting import Key, Proposed, proposals, says_of
from taizhang.server.ledger.models import PlanVersion, Target
from taizhang.server.ledger.plans.frozen import draft_with_targets
from taizhang.server.ledger.plans.targets import fields_of_wanted, next_line


def adopt_targets(act: Act, version: PlanVersion, source: Source) -> list[Outcome]:
    """Put every target of a document that may be used into the draft; what becomes of each."""
    draft = draft_with_targets(act, version)
    proposed, outcomes = proposals(draft, source)
    chosen, refused = settled(proposed, lambda each: each.key)
    outcomes += [left("target", why, *one.things, indicator=str(one.wanted.indicator)) for one, why in refused]
    with_others = [replace(one, also=tuple(t for other in same for t in other.things)) for one, same in chosen]
    return outcomes + _put(act, draft, with_others)


def _put(act: Act, draft: PlanVersion, proposed: Iterable[Proposed]) -> list[Outcome]:
    """Make the targets that the draft has not, in the order of the document."""
    held = {_key_of(row): row for row in draft.targets.select_related("indicator")}
    outcomes: list[Outcome] = []
    fresh: list[Proposed] = []
    for one in sorted(proposed, key=lambda each: each.things[0].start):
        there = held.get(one.key)
        if there is None:
            fresh.append(one)
        else:
            outcomes.append(_compared(one, there))
    line = next_line(draft.plan)
    rows = act.create_many([_row(act, draft, one, line + nth) for nth, one in enumerate(fresh)])
    for one, row in zip(fresh, rows, strict=True):
        outcomes.append(_outcome(one, "adopted", row=row.pk))
    return outcomes


def _key_of(row: Target) -> Key:
    return row.indicator_id, row.measure, row.due, row.words if row.measure == "words" else ""


def _row(act: Act, draft: PlanVersion, one: Proposed, line: int) -> Target:
    first = one.things[0]
    return Target(
        version=draft,
        line=line,
        indicator=one.wanted.indicator,
        fact=first if isinstance(first, Fact) else None,
        statement=first if isinstance(first, Statement) else None,
        entered_by=act.user.pk if act.user else None,
        **fields_of_wanted(one.wanted),
    )


def _compared(one: Proposed, there: Target) -> Outcome:
    """What becomes of a target that the version has already: the same, or another that nobody overwrites."""
    same = all(getattr(one.wanted, name) == getattr(there, name) for name in ("comparator", "value", "value_to"))
    if same:
        return _outcome(one, "there", row=there.pk, why=THERE)
    other = says_of(there)
    why = Words(
        f"本版已有不同的目标 {other}，请在计划中修改", f"the version has another target, {other}; change it there"
    )
    return _outcome(one, "left", row=there.pk, why=why)


def _outcome(one: Proposed, result: Result, *, row: int, why: Words | None = None) -> Outcome:
    things = one.things + one.also
    return Outcome("target", result, things, one.says, one.wanted.indicator.name, why, row)
