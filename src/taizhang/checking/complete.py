"""Whether a list of parts leaves nothing over: by its own words, by lists like it, or by a slip that would explain it.

A list behind 其中 is mostly not complete, and what it lacks is no error. It is complete where its last part is the
rest (其他), where one part is all that the other is not (住宅, 非住宅), or where the same parts sum to their whole
elsewhere to the last digit (产业类, 基础设施类, 社会民生类 of the projects, and of the investment in them).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from taizhang.checking.lists import Division, divisions
from taizhang.checking.sentences import sentences_of
from taizhang.grammar.intervals import scale_of
from taizhang.linking import Entry
from taizhang.linking.keeping import once
from taizhang.linking.linked import Linked
from taizhang.model import Fact

REST = re.compile("^(?:其他|其它|其余)")
TELLING = 3  # digits of a figure, or parts, from which on a sum that comes out is no chance
POWERS = tuple(Decimal(power) for power in ("10", "0.1", "1e4", "1e-4"))  # a point moved, 万 for 亿

Names = frozenset[str]


def names_of(parts: Sequence[Fact]) -> Names:
    """What tells the parts of a list apart: their subjects without what all of them begin or end with.

    >>> from taizhang.model import Span
    >>> kinds = ("产业类完成投资", "民生类完成投资")
    >>> sorted(names_of([Fact(Span(0, 1), "1", "measure", subject=kind) for kind in kinds]))
    ['产业', '民生']
    """
    names = [part.subject or "" for part in parts]
    head, tail = _common(names), _common([name[::-1] for name in names])
    own = [name[head : len(name) - tail] for name in names]
    return frozenset(own if all(own) else names)


def _common(names: Sequence[str]) -> int:
    """How many characters all of the names begin with."""
    shortest = min(map(len, names))
    return next((at for at in range(shortest) if len({name[at] for name in names}) > 1), shortest)


@once
def divisions_of(entry: Entry) -> tuple[Division, ...]:
    """The lists of parts in the sentences of a document."""
    sentences = sentences_of(entry)
    return tuple(
        chain.from_iterable(
            divisions(sentence, sentences[at - 1] if at else ()) for at, sentence in enumerate(sentences)
        )
    )


def runs(division: Division) -> Iterator[list[Fact]]:
    """The parts that may be all of a list: those side by side, and all that follow."""
    facts = [part.fact for part in division.parts]
    if division.enumerated > 1:
        yield facts[: division.enumerated]
    if len(facts) > max(division.enumerated, 1):
        yield facts


@once
def exact_lists(entry: Entry) -> frozenset[Names]:
    """The lists of a document that sum to their whole to the last digit, by the names of their parts."""
    found = (run for division in divisions_of(entry) for run in runs(division) if _exact(division.whole.fact, run))
    return frozenset(map(names_of, found))


def _exact(whole: Fact, parts: Sequence[Fact]) -> bool:
    values = [part.value for part in parts if part.unit == whole.unit and part.value is not None]
    telling = len(parts) >= TELLING or digits(whole) >= TELLING
    return telling and len(values) == len(parts) and sum(values) == whole.value


def digits(fact: Fact) -> int:
    """How many digits a figure is printed with."""
    return len(fact.value.as_tuple().digits) if fact.value is not None else 0


def lists_of_shelf(linked: Linked) -> frozenset[Names]:
    """The lists that are complete somewhere in the documents: what divides one year divides the next."""
    return frozenset(chain.from_iterable(map(exact_lists, linked.shelf)))


def says_all(parts: Sequence[Fact]) -> bool:
    """Whether the names of a list say that nothing is left over."""
    names = [part.subject or "" for part in parts]
    return bool(REST.match(names[-1])) or (len(names) == 2 and _opposed(*names))


def _opposed(one: str, other: str) -> bool:
    """Whether the second is all that the first is not: 住宅投资, 非住宅投资."""
    return other.startswith("非") and len(other) > TELLING - 1 and one[:2] == other[1:3]


def scaled(parts: Sequence[Fact], unit: str | None) -> list[Decimal]:
    """The figures in one unit."""
    scale = scale_of(unit)
    ratios = [scale_of(part.unit) / scale for part in parts]
    return [
        (part.value or Decimal(0)) * Decimal(ratio.numerator) / Decimal(ratio.denominator)
        for part, ratio in zip(parts, ratios, strict=True)
    ]


def repaired(whole: Fact, parts: Sequence[Fact]) -> Iterator[tuple[Fact, Decimal, Decimal]]:
    """Each figure of a list, what it stands for, and what it would have to be for the sum to come out; in one unit."""
    values, total = scaled(parts, whole.unit), whole.value or Decimal(0)
    over = sum(values, Decimal(0)) - total
    yield whole, total, total + over
    for part, value in zip(parts, values, strict=True):
        yield part, value, value - over


def slipped_by_powers(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the list sums to its whole to the last digit but for one decimal point or one unit."""
    return any(
        digits(fact) >= TELLING - 1 and any(value * power == wanted for power in POWERS)
        for fact, value, wanted in repaired(whole, parts)
        if value > 0
    )


def slipped_by_a_digit(whole: Fact, parts: Sequence[Fact], least: int = TELLING) -> bool:
    """Whether the list sums to its whole to the last digit but for one digit, or two neighbours that changed places.

    Figures of fewer digits than `least` are not looked at: any two of them are but a digit apart by chance.
    """
    return any(
        digits(fact) >= least and fact.unit == whole.unit and one_digit(fact.value or value, wanted)
        for fact, value, wanted in repaired(whole, parts)
        if wanted > 0
    )


def one_digit(value: Decimal, wanted: Decimal) -> bool:
    """Whether two numbers differ in one digit, or in two neighbours that changed places.

    >>> one_digit(Decimal("38.0"), Decimal("34.0")), one_digit(Decimal("121.8"), Decimal("112.8"))
    (True, True)
    >>> one_digit(Decimal("38.0"), Decimal("45.0"))
    False
    """
    places = value.as_tuple().exponent
    if not isinstance(places, int) or wanted != wanted.quantize(Decimal(1).scaleb(places)):
        return False
    one, other = format(value, "f"), format(wanted.quantize(value), "f")
    apart = [at for at in range(min(len(one), len(other))) if one[at] != other[at]]
    if len(one) != len(other) or len(apart) not in (1, 2):
        return False
    first, last = apart[0], apart[-1]
    return first == last or (one[first], one[last]) == (other[last], other[first])
