"""Whom a scorecard ranks: units below the one that keeps it, or firms in its area."""

from dataclasses import dataclass

from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Firm, Scorecard
from taizhang.server.ledger.scoring.rules import Rules


@dataclass(frozen=True, slots=True)
class Subject:
    """One who is ranked."""

    key: int
    code: str
    name: str


def area(unit: Unit) -> str:
    """The path of the area over which a unit evaluates: its own, or of a bureau that of its government."""
    return unit.parent.path if unit.kind == Unit.Kind.BUREAU and unit.parent else unit.path


def subjects_of(scorecard: Scorecard, rules: Rules) -> list[Subject]:
    """The subjects, in the order of their codes."""
    path = area(scorecard.unit)
    if scorecard.subjects == Scorecard.Subjects.FIRMS:
        firms = Firm.objects.filter(unit__path__startswith=path)
        found = firms.filter(industry=rules.industry) if rules.industry else firms
        return [Subject(firm.pk, firm.code, firm.name) for firm in found.order_by("code")]
    units = Unit.objects.filter(path__startswith=path, closed_on=None).exclude(path=path)
    chosen = units.filter(code__in=rules.codes) if rules.codes else units.filter(kind__in=rules.kinds)
    return [Subject(unit.pk, unit.code, unit.name) for unit in chosen.order_by("code")]
