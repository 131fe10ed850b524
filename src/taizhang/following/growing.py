"""Growth against growth: as it is printed, as a level wants it, or as the levels of two years give it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from taizhang.catalogue.natures import paced_as
from taizhang.catalogue.verdicts import is_rebased
from taizhang.errors import Words
from taizhang.following import methods
from taizhang.following.evidence import Weighed, year_before
from taizhang.following.nature import amount, indicator_of, one_dimension, spread
from taizhang.following.pace import by_growth, growth_needed_between, implied_growth
from taizhang.following.progress import Answer, Progress
from taizhang.following.verdict import PER_CENT, rounding_of
from taizhang.following.wording import (
    between,
    digits_of,
    figures,
    filled,
    grown,
    joined,
    listed,
    number,
    period_called,
    plus,
)
from taizhang.grammar.intervals import Interval, half_place, printed
from taizhang.model import Fact, Said


def growth_progress(answer: Answer, goal: Fraction, used: tuple[Said, ...] = ()) -> Progress:
    """The growth so far against `goal`, the growth wanted, both in per cent."""
    growth = amount(answer.a)
    weighed = answer.evidence.weighed(answer.target, answer.actual, answer.share)
    needed = _needed(answer, goal, growth, weighed)
    return _compared(
        answer,
        growth,
        goal,
        method=joined(
            filled(methods.GROWTH, **_fields(answer), side=growth_side(growth, goal)),
            _needed_said(answer, goal, weighed, needed),
        ),
        formula=needed_formula(goal, growth, weighed) if needed else f"{number(growth, 2)}-{number(goal, 2)}",
        rounding=max(half_place(answer.a.value or Decimal(0)), rounding_of(answer.t)),
        needed=needed,
        used=(*used, *(weighed.from_figures if needed else ())),
    )


def _compared(
    answer: Answer,
    growth: Fraction,
    goal: Fraction,
    *,
    method: Words,
    formula: str,
    rounding: Fraction,
    needed: Interval | None = None,
    used: tuple[Said, ...] = (),
) -> Progress:
    """The record of a growth compared with the growth wanted. A level target is always one to reach."""
    down = answer.down and answer.t.role == "growth"
    behind = growth - goal if down else goal - growth
    shrinks = needed is not None and needed.high is not None and needed.high < 0
    slack = shrinks and not down and (goal >= 0 or answer.t.role != "growth")
    return Progress(
        "growth",
        answer.share,
        "down" if down else "up",
        method,
        formula=formula,
        pace=by_growth(growth, goal, down=down),
        behind=behind,
        rounding=rounding,
        met=behind <= 0 and answer.share == 1,
        needed=needed,
        unit="%" if needed else None,
        used=used,
        goal=goal,
        slack=slack,
        note=methods.SLACK if slack else None,
    )


def _needed(answer: Answer, goal: Fraction, growth: Fraction, weighed: Weighed) -> Interval | None:
    """The growth that the rest of the year needs; of a stock, a price or a mean the formula does not hold.

    What is to fall and is in no catalogue is as a rule a time, a cost or an intensity, which does not add up.
    """
    indicator = indicator_of(answer.t)
    if indicator:
        adds_up = "flow" in (indicator.nature, paced_as(indicator.id, None))
    else:
        adds_up = answer.t.nature != "stock" and (goal >= 0 or answer.t.role != "growth")
    if not adds_up or answer.share >= 1 or not answer.from_the_start:
        return None
    return growth_needed_between(goal, growth, weighed.weights)


def _needed_said(answer: Answer, goal: Fraction, weighed: Weighed, needed: Interval | None) -> Words | None:
    if needed is None:
        return None
    template = methods.NEEDED if weighed.from_figures else methods.NEEDED_PLAUSIBLE
    formula = needed_formula(goal, amount(answer.a), weighed)
    return filled(template, weights=_weights(weighed), needed=_must(answer, needed), formula=formula)


def _must(answer: Answer, needed: Interval) -> Words:
    """What the rest of the year must do, or may do and the target is still met."""
    low, high = needed
    if low is None or high is None or high >= 0:
        return filled(methods.MUST_GROW, by=f"{between(needed)}%")
    falls = f"{between(Interval(-high, -low))}%"
    must = answer.down and answer.t.role == "growth"
    return filled(methods.MUST_FALL if must else methods.MAY_FALL, by=falls)


def _fields(answer: Answer) -> dict[str, object]:
    """The fields of a method, growth told as growth or as a fall."""
    said = {"target": grown(answer.t)} if answer.t.role == "growth" else {}
    return answer.fields | said | ({"actual": grown(answer.a)} if answer.a.role == "growth" else {})


def needed_formula(goal: Fraction, growth: Fraction, weighed: Weighed) -> str:
    """The computation of what the rest of the year needs: ((1+6%)-(1+5.2%)×w)/(1-w)-1, w=40～50%."""
    return f"(({plus(goal)})-({plus(growth)})×w)/(1-w)-1, w={_weights(weighed)}"


def _weights(weighed: Weighed) -> str:
    return f"{between(Interval(*(end and end * 100 for end in weighed.weights)))}%"


def growth_side(growth: Fraction, goal: Fraction) -> Words:
    """Whether a growth lies above or below the growth wanted; of two falls which is the larger.

    >>> growth_side(Fraction(5), Fraction(6)).zh, growth_side(Fraction(-2), Fraction(-3)).zh
    ('低1个百分点', '降幅小1个百分点')
    """
    if growth >= 0 or goal >= 0 or growth == goal:
        return side_of(growth - goal)
    return filled(methods.SMALLER if growth > goal else methods.LARGER, gap=points_of(abs(growth - goal)))


def points_of(gap: Fraction) -> Words:
    """So many percentage points."""
    shown = number(gap, 2)
    return Words(f"{shown}个百分点", f"{shown} points")


def side_of(gap: Fraction, unit: str | None = "%") -> Words:
    """Whether a figure lies above or below, by how much.

    >>> side_of(Fraction(-1, 2)).zh, side_of(Fraction(3), "微克/立方米").en
    ('低0.5个百分点', '3微克/立方米 above')
    """
    if gap == 0:
        return methods.EVEN
    amount_of = f"{number(abs(gap), 2)}{unit or ''}"
    shown = points_of(abs(gap)) if unit in PER_CENT else Words(amount_of, amount_of)
    return filled(methods.AHEAD if gap > 0 else methods.BEHIND, gap=shown)


def implied_progress(answer: Answer) -> Progress | None:
    """A level where only the growth so far is known: against the growth that the level wants over last year's."""
    before = answer.evidence.last_year(answer.target)
    old = before.record if before else None
    goal = implied_growth(answer.goal, amount(old, answer.t.unit)) if isinstance(old, Fact) else None
    if before is None or not isinstance(old, Fact) or goal is None:
        return None
    found = growth_progress(answer, goal, (before,))
    said = filled(
        methods.IMPLIED,
        level=figures(answer.t),
        before=figures(old),
        growth=_up_or_down(goal, methods.WANTS_GROWTH, methods.ALLOWS_FALL, places=1),
        formula=f"{digits_of(answer.t)}/{digits_of(old)}-1",
        period=period_called(answer.period),
        actual=grown(answer.a),
        side=growth_side(amount(answer.a), goal),
    )
    weighed = answer.evidence.weighed(answer.target, answer.actual, answer.share)
    past = methods.PAST_BASE if goal < 0 else None
    return replace(
        found,
        method=joined(said, _needed_said(answer, goal, weighed, found.needed)),
        rounding=found.rounding + _slack_of(answer, old, goal),
        note=listed(found.note, past, _apart(answer.t)),
    )


def _slack_of(answer: Answer, old: Fact, goal: Fraction) -> Fraction:
    """How much the growth that a level wants may differ because last year's level was rounded."""
    ends = [implied_growth(answer.goal, end) for end in spread(old, answer.t.unit) if end is not None]
    return max((abs(goal - end) for end in ends if end is not None), default=Fraction(0))


def _apart(target: Fact) -> Words | None:
    """What to know of a series whose growth is not its level over last year's: real, or on a base that is revised."""
    indicator = indicator_of(target)
    if indicator and indicator.price == "real":
        return methods.NOMINAL
    return methods.REBASED if is_rebased(target.indicator, target.subject) else None


def reached_progress(answer: Answer) -> Progress | None:
    """A growth target where only the level so far is known: against last year's same months.

    Not of series that grow at constant prices or on a revised base: their levels do not divide to their growth.
    """
    before = answer.evidence.figure(answer.target, year_before(answer.period) or "", "level")
    old = before.record if before else None
    if before is None or not isinstance(old, Fact) or not one_dimension(old.unit, answer.a.unit):
        return None
    growth = implied_growth(amount(answer.a, old.unit), amount(old))
    if growth is None or _apart(answer.t):
        return None
    formula = f"{digits_of(answer.a)}/{digits_of(old)}-1"
    said = _fields(answer) | {"growth": _up_or_down(growth, methods.GREW, methods.FELL), "formula": formula}
    return _compared(
        answer,
        growth,
        answer.goal,
        method=filled(methods.REACHED_GROWTH, **said, side=growth_side(growth, answer.goal)),
        formula=formula,
        rounding=_quotient_rounding(answer.a, old),
        used=(before,),
    )


def _up_or_down(growth: Fraction, up: Words, down: Words, places: int = 2) -> Words:
    """A growth in per cent in the words for a rise or for a fall."""
    return filled(down if growth < 0 else up, by=f"{number(abs(growth), places)}%")


def _quotient_rounding(a: Fact, old: Fact) -> Fraction:
    """Percentage points that rounding may explain in the growth that two levels give (DOMAIN.md, Arithmetic)."""
    quotient = printed(a.value or old.value).over(printed(old.value)) if a.value and old.value else None
    if quotient is None or quotient.low is None or quotient.high is None:
        return Fraction(0)
    return (quotient.high - quotient.low) / 2 * 100
