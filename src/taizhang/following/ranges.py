"""Targets set as two numbers: a range (7%—7.5%), or what is sure and what is striven for (增长7%，力争7.5%).

The easier of the two is the target; the other says how far it may go and is no target, no ceiling, of its own.
"""

from collections.abc import Iterable, Iterator

from taizhang.following.nature import indicator_of
from taizhang.model import Fact

NEAR = 30  # characters between the two numbers


def beyond_targets(facts: Iterable[Fact]) -> dict[int, tuple[Fact, ...]]:
    """By the start of a target, the numbers that go beyond it; all of one document, in its order."""
    found: dict[int, tuple[Fact, ...]] = {}
    for group in _groups(fact for fact in facts if fact.status == "target" and fact.value is not None):
        easiest = (max if _falls(group) else min)(group, key=lambda fact: fact.value or 0)
        found[easiest.span.start] = tuple(fact for fact in group if fact is not easiest)
    return found


def _groups(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """Runs of two or more numbers that set one thing one right after the other."""
    group: list[Fact] = []
    for fact in facts:
        if group and _alike(group[-1], fact):
            group.append(fact)
            continue
        if len(group) > 1:
            yield group
        group = [fact]
    if len(group) > 1:
        yield group


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two numbers set the same thing for the same time, close to each other, in prose."""
    if one.place is not None or other.place is not None or other.span.start - one.span.end > NEAR:
        return False
    ours, theirs = (
        (fact.subject, fact.indicator, fact.role, fact.period, fact.unit, fact.region, fact.basis)
        for fact in (one, other)
    )
    return ours == theirs and one.subject is not None and one.value != other.value


def _falls(group: list[Fact]) -> bool:
    """Whether less of it is better, so that the greatest number is the easiest."""
    indicator = indicator_of(group[0])
    if indicator and indicator.better != "none":
        return indicator.better == "down"
    return all((fact.value or 0) < 0 for fact in group)
