"""The same quantity said more than once in a document: once where it agrees, not at all where it does not."""

from collections.abc import Callable, Hashable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, TypeVar

from taizhang.errors import Words
from taizhang.server.ledger.plans.measures import written


class Valued(Protocol):
    """What is to be adopted, with its number and the places that it is written with."""

    @property
    def number(self) -> Decimal:
        """The number."""

    @property
    def places(self) -> int:
        """How many digits after the point."""

    @property
    def preferred(self) -> bool:
        """Whether it goes before others that are not."""

    @property
    def rounded(self) -> bool:
        """Whether it may be told with fewer digits than elsewhere, as a result may and a target may not."""


Each = TypeVar("Each", bound=Valued)


def agree(one: Valued, other: Valued) -> bool:
    """Whether two numbers are one, of what may be rounded told with fewer digits the one time."""
    if not one.rounded:
        return one.number == other.number
    step = Decimal(1).scaleb(-min(one.places, other.places))
    return one.number.quantize(step, ROUND_HALF_UP) == other.number.quantize(step, ROUND_HALF_UP)


def settled(
    valued: Iterable[Each], key: Callable[[Each], Hashable]
) -> tuple[list[tuple[Each, list[Each]]], list[tuple[Each, Words]]]:
    """What is adopted, each with the others that say the same; and what is not, for it contradicts another."""
    groups: dict[Hashable, list[Each]] = {}
    for each in valued:
        groups.setdefault(key(each), []).append(each)
    chosen: list[tuple[Each, list[Each]]] = []
    refused: list[tuple[Each, Words]] = []
    for group in groups.values():
        best = [each for each in group if each.preferred] or group
        first = max(best, key=lambda each: each.places)
        if all(agree(first, each) for each in best):
            chosen.append((first, [each for each in group if each is not first and agree(first, each)]))
            refused += [(each, _weaker(first)) for each in group if not agree(first, each)]
        else:
            refused += [(each, _contradiction(group)) for each in group]
    return chosen, refused


def _shown(each: Valued) -> str:
    return f"{written(each.number, each.places):f}"


def _contradiction(group: Iterable[Valued]) -> Words:
    numbers = list(dict.fromkeys(map(_shown, group)))
    zh = f"同一文档中数值不一致（{'、'.join(numbers)}），请先复核"
    return Words(zh, f"the document contradicts itself: {', '.join(numbers)}")


def _weaker(first: Valued) -> Words:
    return Words(f"是力争达到的数值，已采用 {_shown(first)}", f"is what is striven for; {_shown(first)} was adopted")
