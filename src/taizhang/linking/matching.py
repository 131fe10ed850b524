"""Which quantities of two lists speak of one thing: found through an index of words, paired best first, one to one."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from taizhang.catalogue.naming import naming
from taizhang.catalogue.successions import change_between, successor
from taizhang.linking.names import SETTINGS, Name, weight_of
from taizhang.linking.quantities import Quantity

ALIKE = 0.62  # below this two names are not taken for one
FAINT = 0.45  # from here on an equal value makes up for what the names lack
SURE = 0.84  # from here on a pair needs no second look
SUCCEEDED = 0.9  # of an indicator and the one that took its place
FAR = 30  # times
MOST = 64  # quantities of one list that share a term with a name; of a term that more have, the rest is not looked at
IN_COMMON = 0.4  # of the weight of the shorter of two names; less, and they cannot be alike
PLAIN = 2.4  # weight of a name below which it is no more than 重点项目, 产业基地, and must be met word for word
LONG = 7  # characters from which on names are compared whatever the order of their words
SHORTEST = 4  # characters; a shorter name held in another says little
# Indicators of projects and contracts, of which a document counts many sets: their words decide.
VAGUE = ("projects.", "inward.contracts", "inward.agreed")
# Behind a whole name these make another thing of it.
ANOTHER = re.compile(
    "(?:项目|工程|企业|基地|园区|平台|人员|人数|资金|投资|面积|产值|收入|活动|设施|机构|标准|中心|站点|大厅)"
)
NEW = frozenset({"added", "build", "renew", "both", "start", "finish"})  # what a sum over years adds up
OPPOSED = ({"added", "total"}, {"build", "renew"}, {"finish", "renew"}, {"start", "finish"}, {"start", "build"})
# Words that part even what goes by one indicator: public toilets and those for tourists, schools and kindergartens.
KINDS_APART = frozenset({"旅游", "可再生能源", "清洁能源", "中小学", "幼儿园", "小学", "初中", "高中"})
# Flats and households are not the projects and places that they are in.
DWELLINGS = re.compile("棚|住房|危房|小区|城中村|保障房|公寓|安置")
CLASSES = frozenset({"类", "大类", "方面", "领域", "批"})  # what things are grouped by, never how many they are
HOMES, PLACES = ("套", "户"), ("个", "项", "处", "片")


class Pair(NamedTuple):
    """Two quantities of one thing: how alike from 0 to 1, and what ties or parts them."""

    score: float
    a: Quantity
    b: Quantity
    reasons: tuple[str, ...]


# In which round two quantities may be paired, 0 before 1; None where they may not.
Round = Callable[[Quantity, Quantity], int | None]


def same_kind(a: Quantity, b: Quantity) -> int | None:
    """Quantities given in the same way: both as levels in like units, or both as growth."""
    return 0 if a.aspect == b.aspect and a.measure == b.measure else None


def paired(left: Sequence[Quantity], right: Sequence[Quantity], round_of: Round = same_kind) -> list[tuple[int, Pair]]:
    """The pairs of the two lists with their rounds, each quantity in one pair at most, the most alike of a round first.

    Of equals those win that stand earlier: a document says first what matters most.
    """
    used: set[int] = set()
    taken: list[tuple[int, Pair]] = []
    for number, pair in sorted(_candidates(left, right, round_of), key=_rank):
        if id(pair.a) not in used and id(pair.b) not in used:
            used |= {id(pair.a), id(pair.b)}
            taken.append((number, pair))
    return taken


def _rank(found: tuple[int, Pair]) -> tuple[int, float, int, int]:
    number, pair = found
    return number, -pair.score, pair.b.fact.span.start, pair.a.fact.span.start


def _candidates(left: Iterable[Quantity], right: Sequence[Quantity], round_of: Round) -> Iterator[tuple[int, Pair]]:
    if not right:
        return
    index = Index(right)
    for a in left:
        for b in index.near(a):
            number = round_of(a, b) if a is not b else None
            pair = likeness(a, b) if number is not None else None
            if number is not None and pair:
                yield number, pair


class Index:
    """Where quantities are found again: by indicator and by whole name in any unit, by parts of the name in their own.

    Two names that are alike have so much of the shorter one in common that most others are not looked at.
    """

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        self._named: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
        self._parts: dict[tuple[str, str, str], dict[str, list[Quantity]]] = defaultdict(lambda: defaultdict(list))
        for one in quantities:
            if one.indicator:
                self._named[one.place, str(successor(one.indicator))].append(one)
            for name in {one.name.core, one.name.unset}:
                self._named[one.place, name].append(one)
            parts = self._parts[_given(one)]
            for term in one.name.terms:
                parts[term].append(one)

    def near(self, a: Quantity) -> Iterable[Quantity]:
        """The quantities that may be of one thing with `a`, each once, in no order."""
        near = {id(b): b for b in self._named.get((a.place, successor(a.indicator) or ""), ())}
        for name in {a.name.core, a.name.unset}:
            near.update((id(b), b) for b in self._named.get((a.place, name), ()))
        parts = self._parts.get(_given(a))
        if parts and a.name.weight >= PLAIN:
            shared: dict[int, float] = defaultdict(float)
            found: dict[int, Quantity] = {}
            for term in a.name.terms:
                weight = weight_of(term)
                for b in parts.get(term, ())[:MOST]:
                    shared[id(b)] += weight
                    found[id(b)] = b
            least = IN_COMMON * a.name.weight
            near.update((key, b) for key, b in found.items() if shared[key] >= min(least, IN_COMMON * b.name.weight))
        return near.values()


def _given(quantity: Quantity) -> tuple[str, str, str]:
    """Whose it is and how it is given; a number of days may also be given as their share."""
    measure = "ratio" if quantity.measure == "time" else quantity.measure
    return quantity.place, quantity.aspect, measure


def likeness(a: Quantity, b: Quantity) -> Pair | None:
    """How much alike two quantities are by their names; None where they are of different things."""
    if opposed(a, b):
        return None
    score, reasons = _by_name(a, b)
    doubtful = "review" in (a.fact.certainty, b.fact.certainty) or a.name.scale != b.name.scale
    if doubtful and _far_apart(a, b):
        return None
    if a.name.scale != b.name.scale:
        score, reasons = score - 0.04, [*reasons, "scope_differs"]
    return Pair(score, a, b, tuple(reasons)) if score >= ALIKE else None


def opposed(a: Quantity, b: Quantity) -> bool:
    """Whether words say that the two are not one thing: 新增 and 累计, 新建 and 改造, 国家级 and 省级, 进口."""
    one, other = a.name, b.name
    if any(_one_each(one.actions, other.actions, pair) for pair in OPPOSED):
        return True
    if one.scale and other.scale and min(one.scale) != min(other.scale):
        return True
    if one.scale != other.scale and max(one.weight, other.weight) < PLAIN:  # 省重点项目 and 重点项目 are two lists
        return True
    if (a.fact.unit in CLASSES) != (b.fact.unit in CLASSES):  # 13类55件民生实事
        return True
    if {a.stage, b.stage} == {"begun", "finished"}:
        return True
    if one.planned != other.planned and not (a.is_target or b.is_target):
        return True
    if _counted_apart(a, b) or _summed_apart(a, b) or _part_of(one, other) or _part_of(other, one):
        return True
    if DWELLINGS.search(one.core) and {_homes(a), _homes(b)} == {True, False}:
        return True
    if a.indicator and a.indicator == b.indicator and not a.indicator.startswith(VAGUE):
        return bool((one.marks ^ other.marks) & KINDS_APART)
    if change_between(a.indicator, b.indicator):
        return False
    return _marked_apart(a, b) or _other_indicator(a, b) or _other_whole(one.whole, other.whole)


def _homes(quantity: Quantity) -> bool | None:
    """Whether it counts flats or households, or else places; None for what it tells neither of."""
    unit = quantity.fact.unit or ""
    return True if unit.endswith(HOMES) else False if unit.endswith(PLACES) else None


def _marked_apart(a: Quantity, b: Quantity) -> bool:
    """Whether a word makes another thing of one name; unless both quote one name, or the sentence says it before."""
    for mark in a.name.marks ^ b.name.marks:
        lacking = b if mark in a.name.marks else a
        if not (mark in SETTINGS and mark in lacking.sentence):
            return not a.name.quoted & b.name.quoted
    return False


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
    if a.summed == b.summed:
        return False
    summed, other = (a, b) if a.summed else (b, a)
    if other.kind == "stock" and not summed.name.actions & NEW:  # 累计创建23个 beside 达到23个
        return False
    return summed.kind != "stock" and (summed.fact.nature != "rate" or summed.aspect == "growth")


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
    if a.indicator and a.indicator == b.indicator and not a.indicator.startswith(VAGUE):
        return 1.0 if a.name.core == b.name.core else 0.99, ["same_indicator"]
    if change := change_between(a.indicator, b.indicator):
        return SUCCEEDED, [change]
    if a.name.core == b.name.core and a.name.core not in naming("bare"):
        return 0.98, ["same_words"]
    if {a.name.core, b.name.core} & naming("bare").keys():
        return 0.0, []
    if a.name.unset == b.name.unset and len(a.name.unset) > 1:  # 厕所改造 where the sentence speaks of the countryside
        return 0.9, ["like_words"]
    if min(a.name.weight, b.name.weight) < PLAIN:
        return 0.0, []
    if a.name.quoted & b.name.quoted and a.name.unset and {len(a.name.parts), len(b.name.parts)} == {1}:
        return 0.8, ["like_words"]
    shared = sum(weight_of(term) for term in a.name.terms & b.name.terms)
    dice = 2 * shared / (a.name.weight + b.name.weight)
    score = max(dice, _held(a.name.core, b.name.core)) * _same_head(a.name.core, b.name.core)
    score = max(score, _reordered(a.name.core, b.name.core))
    if FAINT <= score < ALIKE and _same_value(a, b):
        return ALIKE, ["like_words"]
    return score, ["like_words"]


def _reordered(one: str, other: str) -> float:
    """How much alike two long names are whose characters are nearly the same in another order.

    >>> round(_reordered("流转增减挂钩节余指标", "增减挂钩流转指标"), 2), _reordered("养老机构", "机构养老")
    (0.72, 0.0)
    """
    if min(len(one), len(other)) < LONG or one.startswith(other) or other.startswith(one):
        return 0.0
    mine, yours = Counter(one), Counter(other)
    return 0.9 * (mine & yours).total() / (mine | yours).total()


def _same_value(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are as good as equal, which speaks for one thing where the names are half alike."""
    one, other = a.fact.base_value, b.fact.base_value
    if a.aspect != "level" or b.aspect != "level" or not one or not other or a.fact.unit != b.fact.unit:
        return False
    return one == other >= 10 or (abs(one - other) <= abs(one) / 50 and len(str(a.fact.value)) > len("99"))


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
