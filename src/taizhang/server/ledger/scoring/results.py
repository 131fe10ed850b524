"""Results as they are kept: every number as digits, every working in both languages, rank and movement."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from taizhang.server.ledger.models import ScorecardRun
from taizhang.server.ledger.scoring.computing import Result, Scored
from taizhang.server.ledger.scoring.exact import short, written
from taizhang.server.ledger.scoring.rules import Goal, Rules
from taizhang.server.ledger.scoring.subjects import Subject
from taizhang.server.lib.rows import Json

DIGITS = 8


def told(rules: Rules, subjects: Sequence[Subject], results: Sequence[Result], before: ScorecardRun | None) -> Json:
    """The results of a run; `movement` is by how many ranks a subject rose since the run before (negative: fell)."""
    names = {subject.key: subject for subject in subjects}
    earlier = {row["id"]: row["rank"] for row in before.results["subjects"]} if before else {}
    return {
        "about": {"zh": rules.about.zh, "en": rules.about.en},
        "full": short(sum((item.weight for item in rules.items), Fraction(0))),
        "places": rules.places,
        "compared_with": {"run": before.pk, "period": before.period} if before else None,
        "subjects": [_subject(rules, names[result.subject], result, earlier) for result in results],
    }


def _subject(rules: Rules, subject: Subject, result: Result, earlier: dict[int, int | None]) -> dict[str, Any]:
    was = earlier.get(subject.key)
    return {
        "id": subject.key,
        "code": subject.code,
        "name": subject.name,
        "total": None if result.total is None else written(result.total, rules.places),
        "rank": result.rank,
        "grade": result.grade,
        "previous_rank": was,
        "movement": None if was is None or result.rank is None else was - result.rank,
        "vetoes": result.vetoes,
        "items": [_item(rules, scored) for scored in result.items],
        "lines": {"zh": [line.zh for line in result.lines], "en": [line.en for line in result.lines]},
    }


def _item(rules: Rules, scored: Scored) -> dict[str, Any]:
    given = scored.given
    return {
        "key": scored.item.key,
        "name": {"zh": scored.item.name.zh, "en": scored.item.name.en},
        "weight": short(scored.item.weight),
        "value": _digits(given.value),
        "target": _goal(given.goal),
        "share": _digits(scored.share),
        "points": None if scored.points is None else written(scored.points, rules.places),
    }


def _goal(goal: Goal | None) -> dict[str, Any] | None:
    if goal is None:
        return None
    return {"comparator": goal.comparator, "value": _digits(goal.value), "value_to": _digits(goal.upper)}


def _digits(value: Fraction | None) -> str | None:
    """A value in digits; one without an end in ten is rounded at the eighth and marked with ≈."""
    return None if value is None else short(value, DIGITS)
