"""The table of proposals (建议数): of each indicator the government's values, the units' beside, and their sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.cycle.proposing import COLLECTED_IN
from taizhang.server.ledger.cycle.table import Against, proposal_table
from taizhang.server.ledger.cycle.table import Row as TableRow
from taizhang.server.ledger.models import Plan, Proposal
from taizhang.server.ledger.plans.wording import AROUND
from taizhang.server.ledger.wording import name_of
from taizhang.server.lib.periods import period_words
from taizhang.server.lib.rows import digits
from taizhang.server.pages.plans.breakdown_rows import METHODS, Worked, formula_words
from taizhang.server.pages.plans.people import names_by_id
from taizhang.server.pages.plans.words import MEASURES


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of a row: what is there, or what was typed and refused, with what was wrong."""

    balanced: str
    reason: str
    ticked: bool = False
    errors: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The proposal of a unit, with who said what and what the person may do with it."""

    row: Proposal
    name: str
    is_total: bool
    until: Words | None
    bound: Words
    proposed_by: str
    balanced_by: str
    approved_by: str
    may_balance: bool
    may_approve: bool
    own: bool
    typed: Typed


@dataclass(frozen=True, slots=True)
class Group:
    """One indicator: its lines, the government's first, and what the units' values come to."""

    name: Words
    measure: Words
    unit: str
    lines: list[Line]
    proposed: Worked
    balanced: Worked


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at the proposals of which plan, and what was typed into rows and refused, by their keys."""

    actor: Actor
    plan: Plan
    typed: Mapping[int, Typed]

    def groups(self) -> list[Group]:
        """The table, by indicator; a constant number of queries."""
        table = proposal_table(self.actor, self.plan)
        rows = [row for each in table for row in _rows(each)]
        names = names_by_id(key for row in rows for key in (row.proposed_by, row.balanced_by, row.approved_by))
        return [self._group(each, names) for each in table]

    def _group(self, each: TableRow, names: Mapping[int, str]) -> Group:
        indicator = each.indicator
        return Group(
            name=name_of(indicator),
            measure=MEASURES[each.measure],
            unit="%" if each.measure == "growth" else indicator.unit_of_measure,
            lines=[self._line(row, names) for row in _rows(each)],
            proposed=worked(each.proposed),
            balanced=worked(each.balanced),
        )

    def _line(self, row: Proposal, names: Mapping[int, str]) -> Line:
        collected = self.plan.state in COLLECTED_IN and row.approved is None
        at = (self.plan.unit, row.unit)  # the right counts at the plan and at the unit
        authors = {row.balanced_by, row.proposed_by, *row.also_by}
        own = self.actor.user is not None and self.actor.user.pk in authors
        may_approve = collected and row.balanced is not None and self._may("proposal.approve", at)
        return Line(
            row=row,
            name=row.unit.name,
            is_total=row.unit_id == self.plan.unit_id,
            until=period_words(row.so_far_to) if row.so_far_to else None,
            bound=AROUND.get(row.comparator or "", Words("", "")),
            proposed_by=names.get(row.proposed_by or 0, ""),
            balanced_by=names.get(row.balanced_by or 0, ""),
            approved_by=names.get(row.approved_by or 0, ""),
            may_balance=collected and self._may("proposal.balance", at),
            may_approve=may_approve and not own,
            own=may_approve and own,
            typed=self.typed.get(row.pk) or as_kept(row),
        )

    def _may(self, action: str, units: Iterable[Unit]) -> bool:
        return all(self.actor.may(action, unit) for unit in units)


def as_kept(row: Proposal) -> Typed:
    """What stands in the fields of a row that nobody typed into: its balanced value, or the proposed as a start."""
    value = row.proposed if row.balanced is None else row.balanced
    return Typed("" if value is None else digits(value), row.balanced_reason)


def _rows(each: TableRow) -> list[Proposal]:
    return [*([each.total] if each.total else []), *each.units]


def worked(against: Against) -> Worked:
    """A sum as it is shown, or why there is none."""
    if against.sum is None:
        return Worked(False, None, None, against.unknown, ())
    return Worked(
        against.sum.fits,
        formula_words(against.sum.formula),
        METHODS[against.sum.method],
        against.sum.why,
        against.sum.left_out,
    )
