"""Lists of parts in a sentence: what 其中 or a bracket divides, and what stands ahead of 合计."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.checking.arithmetic import counter_or_base
from taizhang.checking.dividing import RATES
from taizhang.checking.sentences import Figure, Sentence
from taizhang.checking.wholes import doubtful

NEAREST = 60  # characters between two figures of one list; further off another thing is spoken of
TWO = 2  # figures, without which there is nothing to divide
OPENS, SHUTS = "（(", "）)"
HINT = re.compile("[（(]|中")
# 在196.1亿元的进出口总额中，出口…; 民生支出284.6亿元中，教育支出…: what follows divides the amount just before.
INSIDE = re.compile("[^，。；]{0,24}(?<![其集程设进])中[，,]")
# 城镇居民人均可支配收入中，工资性收入…: the whole is named, and its amount stands in the sentence before.
NAMED = re.compile(
    "(?:在|全[市县区省州]|本[市县区省]|[12][0-9]{3}年)*(?P<name>[^，。；]{2,20}?)(?<![其集程设进])中[，,]"
)
QUOTED = frozenset({"planned", "whole"})  # rules by which an amount is what a share is of, and no whole of a list
TOTAL = re.compile(r"(?:合计|总计|共计)(?:为|达到?|完成|安排|新增|投入|支出|收入)?$")
# 对其中219个项目, 将其中261亿元: words that take a part of what stands further off.
TAKEN = re.compile("[对将从把]其中")


@dataclass(frozen=True, slots=True)
class Division:
    """A whole and the parts that are listed of it, in order.

    enumerated  how many of the parts stand side by side, with nothing but 、 and 和 between one and the next
    following   the amount after the last of the parts in the sentence
    """

    whole: Figure
    parts: tuple[Figure, ...]
    enumerated: int
    following: Figure | None


def is_amount(figure: Figure) -> bool:
    """Whether a figure is an amount or a count; no rate, growth or change."""
    return figure.fact.role == "level" and figure.fact.unit not in RATES


def levels_in(sentence: Sentence) -> list[Figure]:
    """The amounts and counts of a sentence."""
    return [figure for figure in sentence if is_amount(figure)]


def divisions(sentence: Sentence, earlier: Sentence) -> Iterator[Division]:
    """The lists of a sentence that 其中 or a bracket opens. One that opens the sentence divides the sentence before."""
    if len(sentence) + len(earlier) < TWO or not any(HINT.search(figure.before) for figure in sentence):
        return
    levels = [(figure, depth) for figure, depth in zip(sentence, _depths(sentence), strict=True) if is_amount(figure)]
    for at, (figure, depth) in enumerate(levels):
        opened = _opened(figure, levels[at - 1][0] if at else None)
        if not opened or doubtful(figure.fact) or len(figure.before) > NEAREST:
            continue
        whole = _whole(figure, depth, levels[:at], earlier)
        if whole is not None and not doubtful(whole.fact):
            yield _division(whole, figure, depth, levels[at + 1 :])


def _division(whole: Figure, first: Figure, depth: int, ahead: list[tuple[Figure, int]]) -> Division:
    parts = _parts(first, depth, ahead)
    later = (figure for figure, inner in ahead if inner <= depth and figure.fact.span > parts[-1].fact.span)
    return Division(whole, tuple(parts), _enumerated(parts), next(later, None))


def _depths(sentence: Sentence) -> list[int]:
    """How many brackets are open at each figure."""
    depths, depth = [], 0
    for figure in sentence:
        depth += sum((sign in OPENS) - (sign in SHUTS) for sign in figure.before)
        depths.append(depth)
    return depths


def _opened(figure: Figure, last: Figure | None) -> bool:
    """Whether a list begins with the figure: 其中 ahead of it, a bracket right after the figure before, or 在…中."""
    if "其中" in figure.before:
        return not TAKEN.search(figure.before)
    if last is None:
        return bool(NAMED.match(figure.before.lstrip()))
    return _bracketed(figure, last) or bool(INSIDE.match(_behind(last, figure)))


def _bracketed(figure: Figure, last: Figure) -> bool:
    return _behind(last, figure).startswith(tuple(OPENS))


def _behind(last: Figure, figure: Figure) -> str:
    """The words between an amount and the next figure, without the unit of the amount."""
    return figure.before.lstrip().removeprefix(last.fact.unit or "").lstrip()


def _parts(first: Figure, depth: int, ahead: list[tuple[Figure, int]]) -> list[Figure]:
    """The amounts that go on with the list: of its unit, period and status, at its depth of brackets."""
    parts = [first]
    for figure, inner in ahead:
        if inner > depth:
            continue
        if inner < depth or "其中" in figure.before or not alike(first, figure) or doubtful(figure.fact):
            break
        if len(figure.before) > NEAREST:
            break
        parts.append(figure)
    return parts


def _whole(first: Figure, depth: int, ahead: list[tuple[Figure, int]], earlier: Sentence) -> Figure | None:
    """The last amount ahead of the list; in the sentence before where it is named, or alone of its unit."""
    if ahead:
        bracketed = "其中" not in first.before and _bracketed(first, ahead[-1][0])
        outer = [figure for figure, inner in ahead if inner <= depth - bracketed and figure.fact.rule not in QUOTED]
        return outer[-1] if outer and alike(first, outer[-1]) else None
    if not earlier or not _adjoins(earlier[-1], first):
        return None
    same = [figure for figure in levels_in(earlier) if alike(first, figure)]
    if named := NAMED.match(first.before.lstrip()):
        same = [figure for figure in same if named["name"].endswith(figure.fact.subject or "\n")]
    elif not first.before.lstrip(" \u3000，,；;").startswith("其中"):
        return None
    return same[0] if len(same) == 1 else None


def _adjoins(last: Figure, first: Figure) -> bool:
    """Whether the sentence of one figure follows that of the other at once."""
    between = last.said.document.text[last.fact.span.end : first.fact.span.start]
    return len(between) < 2 * NEAREST and between.count("。") == 1


def _enumerated(parts: list[Figure]) -> int:
    """How many parts stand side by side before the first sign that ends an enumeration."""
    for at, part in enumerate(parts[1:], 1):
        joined = part.before.lstrip().removeprefix(parts[at - 1].fact.unit or "").lstrip()
        if not joined.startswith(("、", "和", "及")) or any(sign in joined for sign in "，；,;"):
            return at
    return len(parts)


def alike(a: Figure, b: Figure) -> bool:
    """Whether two figures are of one period, status and region, in units that can be added."""
    same = (a.fact.period, a.fact.status, a.fact.region) == (b.fact.period, b.fact.status, b.fact.region)
    return same and counter_or_base(a.fact) == counter_or_base(b.fact)


def totals(sentence: Sentence) -> Iterator[tuple[Figure, list[Figure]]]:
    """Each total of a sentence with the amounts ahead of it that may be its parts: A 3亿元、B 5亿元，合计8亿元."""
    start = 0
    for at, figure in enumerate(sentence):
        if figure.fact.role != "level" or not TOTAL.search(figure.before):
            continue
        ahead = [
            part for part in levels_in(sentence[start:at]) if counter_or_base(part.fact) == counter_or_base(figure.fact)
        ]
        if len(ahead) > 1:
            yield figure, ahead
        start = at + 1
