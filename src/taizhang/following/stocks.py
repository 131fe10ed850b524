"""Stocks: the way from last year's end to this year's, and those that last year already brought to their target."""

from dataclasses import replace
from fractions import Fraction

from taizhang.following import methods
from taizhang.following.amounts import bound_note, over, ranged
from taizhang.following.nature import amount, nature_of, spread
from taizhang.following.pace import behind_in_points, climbing
from taizhang.following.progress import Answer, Progress
from taizhang.following.wording import digits_of, figures, filled, listed, number, percent
from taizhang.grammar.intervals import exactly
from taizhang.model import Fact, Said

HALVED = 2  # a stock that is to grow and has lost half within the year is likelier another count: of what joined it


def stock_progress(answer: Answer) -> Progress:
    """A stock against its way from last year's end; where that is not known only whether it is there."""
    before = answer.evidence.last_year(answer.target)
    found = Progress(
        nature_of(answer.t),
        answer.share,
        answer.better,
        filled(methods.NO_BASE, **answer.fields, formula=over(answer.a, answer.t)),
        formula=over(answer.a, answer.t),
        met=answer.met and not answer.under_way,
        needed=exactly(answer.goal - answer.reached),
        unit=answer.t.unit,
        note=listed(bound_note(answer), methods.UNDER_WAY if answer.under_way else None),
    )
    if before is None or not isinstance(before.record, Fact):
        return found
    base = amount(before.record, answer.t.unit)
    if not answer.down and answer.reached * HALVED < base:
        said = filled(methods.COUNTED, **answer.fields, formula=found.formula)
        return replace(found, method=said, met=False, note=methods.FAR_OFF)
    if base == answer.goal or (base > answer.goal) != answer.down:
        return _kept(answer, found, before, before.record)
    return _on_the_way(answer, found, before, base)


def _on_the_way(answer: Answer, found: Progress, before: Said, base: Fraction) -> Progress:
    """A stock that is to move from `base` to its target."""

    def measure(value: Fraction) -> Fraction | None:
        return climbing(value, base, answer.goal, answer.share)

    old = before.record if isinstance(before.record, Fact) else answer.t
    pace, done = measure(answer.reached), (answer.reached - base) / (answer.goal - base)
    shown = digits_of(old) if old.unit == answer.t.unit else number(base, 4)
    reached = digits_of(answer.a) if answer.a.unit == answer.t.unit else number(answer.reached, 4)
    formula = f"({reached}-{shown})/({digits_of(answer.t)}-{shown})"
    fields = answer.fields | {
        "base": figures(old),
        "done": percent(done),
        "formula": formula,
        "pace": "—" if pace is None else percent(pace),
    }
    return replace(
        found,
        method=filled(methods.STOCK, **fields),
        formula=formula,
        pace=pace,
        paces=ranged(measure, spread(answer.a, answer.t.unit)),
        behind=behind_in_points(done, answer.share),
        used=(before,),
    )


def _kept(answer: Answer, found: Progress, before: Said, old: Fact) -> Progress:
    """A stock that last year's end already met: what matters is that it does not fall back."""
    part = answer.reached / answer.goal if answer.goal > 0 else None
    behind = None if part is None else behind_in_points(part, Fraction(1))
    return replace(
        found,
        method=filled(methods.KEEP, **answer.fields, base=figures(old), formula=over(answer.a, answer.t)),
        pace=2 - part if part is not None and answer.down else part,
        behind=-behind if behind is not None and answer.down else behind,
        used=(before,),
    )
