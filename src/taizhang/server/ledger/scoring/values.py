"""What the items of a scorecard come to for each subject in a period, and whom a value puts under a veto."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from taizhang.errors import Words
from taizhang.server.ledger.models import Scorecard
from taizhang.server.ledger.scoring.computing import Given, Struck, Values
from taizhang.server.ledger.scoring.exact import short
from taizhang.server.ledger.scoring.figures import FirmFigures, Known, UnitFigures, indicators_in
from taizhang.server.ledger.scoring.goals import Key, goal_for, goals_of
from taizhang.server.ledger.scoring.rules import Goal, Rules, Source
from taizhang.server.ledger.scoring.subjects import Subject, area
from taizhang.server.lib.periods import Period


def known_of(scorecard: Scorecard, rules: Rules, subjects: Sequence[Subject], period: Period) -> Known:
    """Where the values of the subjects are looked up."""
    if scorecard.subjects == Scorecard.Subjects.FIRMS:
        return FirmFigures(area(scorecard.unit), period.year)
    return UnitFigures([subject.key for subject in subjects], sources_of(rules), period)


def values_of(scorecard: Scorecard, rules: Rules, subjects: Sequence[Subject], known: Known, period: Period) -> Values:
    """What is known of each item of each subject."""
    goals: Mapping[Key, Goal] = {}
    if scorecard.subjects == Scorecard.Subjects.UNITS:
        keys = [subject.key for subject in subjects]
        goals = goals_of(keys, indicators_in(sources_of(rules)), period.year)
    return {
        subject.key: {
            item.key: _given(known.value(subject.key, item.source), goal_for(item, subject.key, goals, period))
            for item in rules.items
        }
        for subject in subjects
    }


def struck_by_value(rules: Rules, subjects: Sequence[Subject], known: Known) -> list[Struck]:
    """Who falls under a veto because a value is above its bound."""
    found = []
    for veto in rules.vetoes:
        for subject in subjects if veto.when is not None else ():
            value = known.value(subject.key, veto.when) if veto.when is not None else veto.above
            if isinstance(value, Fraction) and value > veto.above:
                found.append(Struck(subject.key, veto.key, f"{short(value)}>{short(veto.above)}"))
    return found


def sources_of(rules: Rules) -> list[Source]:
    """All from which values come."""
    return [item.source for item in rules.items] + [veto.when for veto in rules.vetoes if veto.when is not None]


def _given(value: Fraction | Words, goal: Goal | None) -> Given:
    if isinstance(value, Fraction):
        return Given(value, goal)
    return Given(None, goal, value)
