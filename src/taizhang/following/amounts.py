"""Amounts against amounts: flows and counts with the time gone, rates as they are, single things there or not."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from taizhang.errors import Words
from taizhang.following import methods
from taizhang.following.growing import side_of
from taizhang.following.nature import nature_of, spread
from taizhang.following.pace import behind_in_points, proportional, under_a_ceiling, used_of_due
from taizhang.following.progress import Answer, Progress
from taizhang.following.verdict import PER_CENT
from taizhang.following.wording import digits_of, filled, joined, listed, number, percent
from taizhang.grammar.intervals import Interval, exactly
from taizhang.model import Fact, Said, TargetNature

Measure = Callable[[Fraction], Fraction | None]


@dataclass(frozen=True, slots=True)
class Due:
    """The share of a flow that is due by now: that of the time gone, or that of last year's same months."""

    share: Fraction
    from_figures: tuple[Said, ...] = ()


def due_of(answer: Answer) -> Due:
    """The share of a flow that is due."""
    weighed = answer.evidence.weighed(answer.target, answer.actual, answer.share)
    seasonal = weighed.weights.low if weighed.from_figures else None
    return Due(answer.share) if seasonal is None else Due(seasonal, weighed.from_figures)


def flow_progress(answer: Answer) -> Progress:
    """A flow or a count against the share of it that is due.

    Of a figure that does not count from January, and of things that are only being worked on, there is no pace.
    """
    due = due_of(answer)
    counts = answer.from_the_start and not answer.under_way
    measure = _measure(answer, due)
    return Progress(
        nature_of(answer.t),
        answer.share,
        answer.better,
        _flow_said(answer, due),
        formula=over(answer.a, answer.t),
        pace=measure(answer.reached) if counts else None,
        paces=ranged(measure, spread(answer.a, answer.t.unit)) if counts else None,
        behind=_behind(answer, due) if counts else None,
        met=answer.met and (answer.share == 1 if answer.down else counts),
        needed=exactly(max(answer.goal - answer.reached, Fraction(0))),
        unit=answer.t.unit,
        used=due.from_figures if counts else (),
        note=listed(bound_note(answer), methods.UNDER_WAY if answer.under_way else None),
    )


def _measure(answer: Answer, due: Due) -> Measure:
    if answer.down:
        return lambda value: under_a_ceiling(value, answer.goal, due.share)
    return lambda value: proportional(value, answer.goal, due.share)


def _behind(answer: Answer, due: Due) -> Fraction:
    """Percentage points of the target behind; with a ceiling of nought any case is a whole target too many."""
    if answer.goal == 0:
        return Fraction(100 if answer.reached > 0 else 0)
    behind = behind_in_points(answer.reached / answer.goal, due.share)
    return -behind if answer.down else behind


def _flow_said(answer: Answer, due: Due) -> Words:
    if not answer.from_the_start:
        return filled(methods.PART_ONLY, **answer.fields)
    if answer.under_way:
        return filled(methods.COUNTED, **answer.fields, formula=over(answer.a, answer.t))
    if answer.goal == 0:
        kept = methods.BROKEN if answer.reached > 0 else methods.KEPT
        return filled(methods.NONE_ALLOWED, **answer.fields, said=kept)
    template = methods.CEILING if answer.down else methods.SEASONAL if due.from_figures else methods.FLOW
    pace = _measure(answer, due)(answer.reached)
    fields = answer.fields | {
        "done": percent(answer.reached / answer.goal),
        "formula": over(answer.a, answer.t),
        "gone": percent(due.share),
        "pace": "—" if pace is None else percent(pace),
        "used": "—" if pace is None else percent(used_of_due(pace)),
    }
    return joined(filled(template, **fields), _rest(answer))


def _rest(answer: Answer) -> Words | None:
    """What is still to come, or what may still be used."""
    left = answer.goal - answer.reached
    if answer.share >= 1 or left <= 0:
        return None
    amount = f"{number(left, 4)}{answer.t.unit or ''}"
    return filled(methods.ROOM if answer.down else methods.LEFT, amount=amount)


def bound_note(answer: Answer) -> Words | None:
    """That a figure is only a lower bound."""
    return methods.BOUND if answer.a.comparator == ">=" else None


def over(a: Fact, t: Fact) -> str:
    """What is done over what is to be done: 1.4/4.3, each with its unit where the two differ."""
    if a.unit == t.unit:
        return f"{digits_of(a)}/{digits_of(t)}"
    return f"{digits_of(a)}{a.unit or ''}/{digits_of(t)}{t.unit or ''}"


def ranged(measure: Measure, values: Interval) -> Interval | None:
    """What a measure may be over an interval, of which it is monotone."""
    low, high = (None if end is None else measure(end) for end in values)
    return None if low is None or high is None else Interval(min(low, high), max(low, high))


def milestone_progress(answer: Answer) -> Progress:
    """One single thing: there, or not yet."""
    met = answer.met and not answer.under_way
    return Progress(
        "milestone",
        answer.share,
        "up",
        filled(methods.EVENT, **answer.fields, said=methods.REACHED if met else methods.NOT_YET),
        formula=over(answer.a, answer.t),
        behind=Fraction(0),
        met=met,
        needed=exactly(Fraction(0) if met else answer.goal),
        unit=answer.t.unit,
    )


def rate_progress(answer: Answer, nature: TargetNature) -> Progress:
    """A rate, a rank or a mean, compared as it is at any time of the year; what is behind is in percentage points of a
    percentage, else in per cent of the target.
    """
    points = answer.t.unit in PER_CENT
    gap = answer.reached - answer.goal
    scale = Fraction(1) if points else 100 / abs(answer.goal) if answer.goal else Fraction(100)
    part = answer.reached / answer.goal if answer.goal > 0 else None
    formula = f"{digits_of(answer.a)}-{digits_of(answer.t)}" if points else over(answer.a, answer.t)
    return Progress(
        nature,
        answer.share,
        answer.better,
        filled(methods.DIRECT, **answer.fields, formula=formula, side=side_of(gap, answer.t.unit)),
        formula=formula,
        pace=2 - part if part is not None and answer.down else part,
        behind=(gap if answer.down else -gap) * scale,
        rounding=half_width(spread(answer.a, answer.t.unit)) * scale,
        met=answer.met,
        needed=None if answer.met else exactly(-gap),
        unit=answer.t.unit,
        note=bound_note(answer),
    )


def half_width(interval: Interval) -> Fraction:
    """Half the width of an interval, 0 where it has no end."""
    low, high = interval
    return Fraction(0) if low is None or high is None else (high - low) / 2
