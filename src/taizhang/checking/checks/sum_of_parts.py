"""Parts against their whole: lists that leave nothing over must sum to it, and no part may exceed it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from taizhang.catalogue.partitions import Partition, partitions
from taizhang.checking.arithmetic import counter_or_base, figure, said, within
from taizhang.checking.case import Case
from taizhang.checking.complete import (
    TELLING,
    Names,
    lists_of_shelf,
    names_of,
    runs,
    says_all,
    slipped_by_a_digit,
    slipped_by_powers,
)
from taizhang.checking.lists import Division, divisions, totals
from taizhang.checking.matrices import table_sums
from taizhang.checking.sentences import Figure, Sentence, sentences_of
from taizhang.checking.sums import Sum, told
from taizhang.checking.wholes import levels_of, only
from taizhang.grammar.intervals import HUNDRED, Interval, exactly, scale_of
from taizhang.linking import Entry
from taizhang.model import Document, Fact, Finding

# Wholes that are no total of their parts: means and rates.
MEAN = re.compile("人均|平均|均|每|率|单价|价格|指数|强度|密度")
NOUN = re.compile(r"(?:增加值|产值|收入|支出|投资|余额|面积|产量|人口|人数|销售额|零售额|利润|税收|总额|用电量)$")

DONE = re.compile("竣工|完工|投产|投用|建成|完成|验收")
SHARE = re.compile("比|结构")
SUMMED = re.compile("(?:总计|合计|共计)(?:为|达到?)?$")
FEWEST = 2  # parts of a whole
NEAR = 24  # characters between two shares of one whole
APART = 600  # characters between a whole and its parts that are told in sentences of their own


def find(case: Case) -> Iterator[Finding]:
    """Lists, tables and series of one document whose parts do not sum to their whole."""
    for entry in case.linked.shelf:
        raised: set[tuple[int, ...]] = set()
        for one in _sums(entry, case.linked.keep("lists that sum", lambda: lists_of_shelf(case.linked))):
            key = tuple(part.span.start for part in one.facts)
            if key not in raised:
                raised.add(key)
                yield told(case, one)


def _sums(entry: Entry, sum_elsewhere: frozenset[Names]) -> Iterator[Sum]:
    sentences = sentences_of(entry)
    for at, sentence in enumerate(sentences):
        earlier = sentences[at - 1] if at else ()
        for division in divisions(sentence, earlier):
            yield from _divided(division, (*earlier, *sentence), sum_elsewhere)
        for total, ahead in totals(sentence):
            yield from _totalled(total, ahead)
        yield from _shares(sentence)
    yield from _of_indicators(entry)
    yield from table_sums(entry)


def total(parts: Iterable[Fact], unit: str | None) -> Interval:
    """What the parts sum to, in `unit`."""
    summed = exactly(0)
    for part in parts:
        summed = summed.plus(figure(part))
    return summed.over(exactly(scale_of(unit))) or summed


def summed(document: Document, whole: Fact, parts: Sequence[Fact]) -> Sum:
    """The sum of parts that leave nothing over."""
    formula = " + ".join(map(said, parts))
    return Sum(document, whole, tuple(parts), within(whole), total(parts, whole.unit), formula, whole.unit or "")


def _divided(division: Division, near: Sentence, sum_elsewhere: frozenset[Names]) -> Iterator[Sum]:
    whole, parts = division.whole.fact, [part.fact for part in division.parts]
    document = division.whole.said.document
    if full := _full(division) or _complete(division, sum_elsewhere):
        one = summed(document, whole, full)
        if not one.stands.meets(one.computed) and not _meant(one, near):
            yield one
    elif _is_mean(division.whole):
        return
    elif exceeding := _exceeding(division):
        yield Sum(
            document,
            whole,
            (exceeding,),
            within(whole),
            Interval(total((exceeding,), whole.unit).low, None),
            said(exceeding),
            whole.unit or "",
        )
    elif division.enumerated > 1:
        listed = parts[: division.enumerated]
        one = summed(document, whole, listed)
        if one.stands.below(one.computed) and not _overlap(listed):
            yield one


def _full(division: Division) -> list[Fact] | None:
    """The parts at the head of the list, where they are all there are by a division that the catalogue knows."""
    parts = [part.fact for part in division.parts]
    for size in range(len(parts), 0, -1):
        later = division.parts[size] if len(parts) > size else division.following
        if _known(parts[:size], division) and (later is None or not _goes_on(later)):
            return parts[:size]
    return None


def _known(parts: Sequence[Fact], division: Division, *, often: bool = False) -> bool:
    """Whether the catalogue knows the division: as one that leaves nothing over, or as one that often does not."""
    names = [part.subject or "" for part in parts]
    return any(
        known.often == often and known.covers(names) and not _other_division(known, division) for known in partitions()
    )


def _complete(division: Division, sum_elsewhere: frozenset[Names]) -> list[Fact] | None:
    """The parts that are all there are by their own words, or of which a slip of the pen says so.

    One that took 万 for 亿 or moved the decimal point speaks for itself; one of a digit only where lists of these parts
    often are complete, or where this one is so elsewhere.
    """
    whole = division.whole.fact
    for parts in runs(division):
        if says_all(parts) or slipped_by_powers(whole, parts):
            return parts
        often = SUMMED.search(division.whole.before) or _known(parts, division, often=True)
        least = 1 if names_of(parts) in sum_elsewhere else TELLING if often else None
        if least is not None and slipped_by_a_digit(whole, parts, least):
            return parts
    return None


def _other_division(known: Partition, division: Division) -> bool:
    words = (
        division.whole.fact.subject or "",
        *(part.fact.subject or "" for part in division.parts[: len(known.parts)]),
    )
    return known.others is not None and any(known.others.search(name) for name in words)


def _goes_on(part: Figure) -> bool:
    """Whether a figure stands in the same list as the one before it, not behind a sign that ends the list."""
    return not any(sign in part.before for sign in "；;。")


def _meant(one: Sum, near: Sentence) -> bool:
    """Whether the parts sum to another amount near by, which is then their whole."""
    own = (one.printed, *one.parts)
    others = (one.fact for one in near if one.fact.role == "level" and one.fact not in own)
    return any(figure(other).meets(one.computed.times(exactly(scale_of(one.printed.unit)))) for other in others)


def _exceeding(division: Division) -> Fact | None:
    """A part listed first that is greater than its whole."""
    part, whole = division.parts[0].fact, division.whole.fact
    if "其中" not in division.parts[0].before or _other_noun(part, whole):
        return None
    return part if figure(whole).below(figure(part)) else None


def _is_mean(whole: Figure) -> bool:
    """Whether a whole is a mean or a rate, which its parts do not sum to."""
    words = (whole.fact.subject or "", whole.before[-4:])
    return any(MEAN.search(each) for each in words) or "/" in (whole.fact.unit or "")


def _other_noun(part: Fact, whole: Fact) -> bool:
    """Whether part and whole measure different things: 工业增加值，其中规模以上工业实现产值."""
    of_part, of_whole = NOUN.search(part.subject or ""), NOUN.search(whole.subject or "")
    return bool(of_part and of_whole and of_part[0] != of_whole[0])


def _overlap(parts: Sequence[Fact]) -> bool:
    """Whether parts may count the same things: 国家级, 省级以上; what was started and what was completed."""
    names = [part.subject or "" for part in parts]
    nested = any("以上" in name or "及以" in name for name in names)
    passed = sum(bool(DONE.search(name)) for name in names)
    return nested or 0 < passed < len(names) or any(a is not b and a and a in b for a in names for b in names)


def _totalled(whole: Figure, ahead: list[Figure]) -> Iterator[Sum]:
    """合计 after a list. Silent where any run of the amounts just ahead of it gives the total."""
    document, facts = whole.said.document, [part.fact for part in ahead]
    runs = [summed(document, whole.fact, facts[at:]) for at in range(len(facts) - 1)]
    if runs and not any(one.stands.meets(one.computed) for one in runs):
        carried = whole.fact.subject == facts[-1].subject
        yield runs[0]._replace(name="合计" if carried else "")


def _shares(sentence: Sentence) -> Iterator[Sum]:
    """Shares of all the parts of a whole, side by side: 三次产业结构 8.1:42.3:49.6."""
    levels = [figure for figure in sentence if figure.fact.unit in ("%", "1") and figure.fact.role in ("level", "base")]
    if len(levels) < FEWEST:
        return
    for known in partitions():
        if not known.rate:
            continue
        size = len(known.parts)
        for at in range(len(levels) - size + 1):
            run = levels[at : at + size]
            if _side_by_side(run) and known.covers([figure.fact.subject or "" for figure in run]):
                yield from _hundred(run)


def _side_by_side(run: list[Figure]) -> bool:
    same = {(f.fact.role, f.fact.period, f.fact.region, f.fact.status) for f in run}
    parted = {"，" in figure.before for figure in run[1:]}  # 由8:34:58，调整为7:36:57 are two
    shares = all(SHARE.search(figure.fact.subject or "") for figure in run)
    return len(same) == len(parted) == 1 and shares and all(len(figure.before) < NEAR for figure in run[1:])


def _hundred(run: list[Figure]) -> Iterator[Sum]:
    parts = [figure.fact for figure in run]
    computed = exactly(0)
    for part in parts:
        computed = computed.plus(within(part))
    document = run[0].said.document
    one = Sum(document, parts[-1], tuple(parts[:-1]), HUNDRED, computed, " + ".join(map(said, parts)), "")
    if not HUNDRED.meets(computed):
        yield one


def _of_indicators(entry: Entry) -> Iterator[Sum]:
    """Whole and parts that the document prints once each, close to each other."""
    levels = levels_of(entry).by_indicator
    for known in partitions():
        for whole in {(fact.period, fact.status): fact for fact in levels.get(known.whole or "", ())}.values():
            alone = only(levels[known.whole or ""], whole)
            parts = [only(levels.get(name, ()), whole) for name in known.of]
            facts = [part for part in parts if part is not None]
            if alone is None or len(facts) != len(parts) or any(part.unit in ("%", "1") for part in facts):
                continue
            one = summed(entry.reading.document, alone, facts)
            if not one.stands.meets(one.computed) and _close(one) and not _explained(entry, known, one):
                yield one


def _close(one: Sum) -> bool:
    starts = [fact.span.start for fact in (one.printed, *one.parts)]
    return max(starts) - min(starts) < APART


def _explained(entry: Entry, known: Partition, one: Sum) -> bool:
    """Whether another level of the document that goes by the name of one part would make the sum come out."""
    if not known.parts:
        return False
    for at, pattern in enumerate(known.parts):
        kept = [part for other, part in enumerate(one.parts) if other != at]
        named = (facts for name, facts in levels_of(entry).every.items() if pattern.search(name))
        for fact in (fact for facts in named for fact in facts):
            if counter_or_base(fact) == counter_or_base(one.printed):
                other = summed(one.document, one.printed, [*kept, fact])
                if other.stands.meets(other.computed):
                    return True
    return False
