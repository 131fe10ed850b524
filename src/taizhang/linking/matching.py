"""Which quantities of two lists speak of one thing: found through an index of words, paired best first, one to one."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from taizhang.catalogue.naming import naming
from taizhang.linking.names import Name, weight_of
from taizhang.linking.quantities import Quantity

ALIKE = 0.62  # below this two names are not taken for one
SURE = 0.84  # from here on a pair needs no second look
FAR = 30  # times
MOST = 64  # quantities of one list that share a term with a name; of a term that more have, the rest is not looked at
PLAIN = 2.4  # weight of a name below which it is no more than 重点项目, 产业基地, and must be met word for word
SHORTEST = 4  # characters; a shorter name held in another says little
# Behind a whole name these make another thing of it.
ANOTHER = re.compile("(?:项目|工程|企业|基地|园区|平台|人员|人数|资金|投资|面积|产值|收入|活动|设施|机构|标准)")
OPPOSED = ({"added", "total"}, {"build", "renew"})


class Pair(NamedTuple):
    """Two quantities of one thing: how alike from 0 to 1, and what ties or parts them."""

    score: float
    a: Quantity
    b: Quantity
    reasons: tuple[str, ...]


Fits = Callable[[Quantity, Quantity], bool]


def same_kind(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are given in the same way: both as levels in like units, or both as growth."""
    return a.aspect == b.aspect and a.measure == b.measure


def paired(left: Sequence[Quantity], right: Sequence[Quantity], fits: Fits = same_kind) -> list[Pair]:
    """The pairs of the two lists, each quantity in one pair at most, the most alike first.

    Of equals those win that stand earlier: a document says first what matters most.
    """
    pairs = sorted(_candidates(left, right, fits), key=lambda pair: (-pair.score, _order(pair.b), _order(pair.a)))
    used: set[int] = set()
    taken: list[Pair] = []
    for pair in pairs:
        if id(pair.a) not in used and id(pair.b) not in used:
            used |= {id(pair.a), id(pair.b)}
            taken.append(pair)
    return taken


def _order(quantity: Quantity) -> int:
    return quantity.fact.span.start


def _candidates(left: Iterable[Quantity], right: Sequence[Quantity], fits: Fits) -> Iterator[Pair]:
    by_indicator, by_term = _indexed(right)
    for a in left:
        near: dict[int, Quantity] = {}
        if a.indicator:
            near.update((id(b), b) for b in by_indicator.get((a.place, a.indicator), ()))
        for term in a.name.terms:
            near.update((id(b), b) for b in by_term.get((a.place, term), ())[:MOST])
        for b in near.values():
            if a is not b and fits(a, b):
                pair = likeness(a, b)
                if pair:
                    yield pair


Index = dict[tuple[str, str], list[Quantity]]


def _indexed(right: Iterable[Quantity]) -> tuple[Index, Index]:
    by_indicator: Index = defaultdict(list)
    by_term: Index = defaultdict(list)
    for b in right:
        if b.indicator:
            by_indicator[b.place, b.indicator].append(b)
        for term in b.name.terms:
            by_term[b.place, term].append(b)
    return by_indicator, by_term


def likeness(a: Quantity, b: Quantity) -> Pair | None:
    """How much alike two quantities are by their names; None where they are of different things."""
    if _opposed(a, b):
        return None
    score, reasons = _by_name(a, b)
    if "review" in (a.fact.certainty, b.fact.certainty) and _far_apart(a, b):
        return None
    if a.name.scale != b.name.scale:
        score, reasons = score - 0.04, [*reasons, "scope_differs"]
    return Pair(score, a, b, tuple(reasons)) if score >= ALIKE else None


def _opposed(a: Quantity, b: Quantity) -> bool:
    """Whether words say that the two are not one thing: 新增 and 累计, 新建 and 改造, 国家级 and 省级, 进口."""
    one, other = a.name, b.name
    if any(_one_each(one.actions, other.actions, pair) for pair in OPPOSED):
        return True
    if one.scale and other.scale and min(one.scale) != min(other.scale):
        return True
    if one.planned != other.planned and not (a.is_target or b.is_target):
        return True
    if _counted_apart(a, b) or _summed_apart(a, b):
        return True
    if a.indicator and a.indicator == b.indicator:
        return False
    if _part_of(one, other) or _part_of(other, one):
        return True
    return one.marks != other.marks or _other_indicator(a, b) or _other_whole(one.whole, other.whole)


def _counted_apart(a: Quantity, b: Quantity) -> bool:
    """Whether one counts what came and the other all there are."""
    if a.aspect != "level" or b.aspect != "level":
        return False
    if a.kind and b.kind:
        return a.kind != b.kind
    added, other = (a, b) if a.kind == "added" else (b, a)
    return added.kind == "added" and other.reached and not other.name.actions and added.indicator is None


def _summed_apart(a: Quantity, b: Quantity) -> bool:
    """Whether one is a sum or a mean over years and the other of its year alone."""
    return a.summed != b.summed and "stock" not in (a.kind, b.kind) and "rate" not in (a.fact.nature, b.fact.nature)


def _far_apart(a: Quantity, b: Quantity) -> bool:
    """Whether one value is so many times the other that a doubtful reading is the likelier cause."""
    one, other = a.fact.base_value, b.fact.base_value
    if a.aspect != "level" or b.aspect != "level" or not one or not other or a.measure != b.measure:
        return False
    return max(abs(one / other), abs(other / one)) > FAR


def _part_of(one: Name, other: Name) -> bool:
    """Whether one name is a part of the other, which is joint."""
    return len(other.parts) > 1 and len(one.parts) == 1 and one.core in other.parts


def _one_each(one: frozenset[str], other: frozenset[str], pair: set[str]) -> bool:
    mine, yours = one & pair, other & pair
    return len(mine) == len(yours) == 1 and mine != yours


def _other_indicator(a: Quantity, b: Quantity) -> bool:
    """Whether the catalogue knows the two for different indicators, neither a narrower form of the other."""
    one, other = a.indicator, b.indicator
    if not one or not other or a.name.core == b.name.core or {a.measure, b.measure} == {"time", "ratio"}:
        return False
    return not (one.startswith(f"{other}.") or other.startswith(f"{one}."))


def _other_whole(one: str | None, other: str | None) -> bool:
    return bool(one and other) and one != other


def _by_name(a: Quantity, b: Quantity) -> tuple[float, list[str]]:
    if a.indicator and a.indicator == b.indicator:
        return 1.0 if a.name.core == b.name.core else 0.99, ["same_indicator"]
    if a.name.core == b.name.core and a.name.core not in naming("bare"):
        return 0.98, ["same_words"]
    if min(a.name.weight, b.name.weight) < PLAIN or {a.name.core, b.name.core} & naming("bare").keys():
        return 0.0, []
    shared = sum(weight_of(term) for term in a.name.terms & b.name.terms)
    dice = 2 * shared / (a.name.weight + b.name.weight)
    return max(dice, _held(a.name.core, b.name.core)) * _same_head(a.name.core, b.name.core), ["like_words"]


def _same_head(one: str, other: str) -> float:
    """Whether two names end in one noun, which is the thing itself: 示范区 and 示范区项目 are two things.

    >>> _same_head("省级示范区", "示范区") > _same_head("示范区", "示范村") > _same_head("示范区", "示范区项目")
    True
    """
    if one[-2:] == other[-2:]:
        return 0.96
    short, long = sorted((one, other), key=len)
    return 0.6 if long.startswith(short) and ANOTHER.fullmatch(long, len(short)) else 0.8


def _held(one: str, other: str) -> float:
    """How much the shorter of two names says of the longer, where all its characters stand there in order.

    >>> round(_held("家庭养老床位", "为困难老年人建设家庭养老床位"), 2), _held("供热面积", "供水面积")
    (0.77, 0.0)
    """
    short, long = sorted((one, other), key=len)
    signs = iter(long)
    if len(short) < SHORTEST or not all(sign in signs for sign in short):
        return 0.0
    return 0.66 + 0.25 * len(short) / len(long)
