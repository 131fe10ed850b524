"""Figures that cannot well be: a quotient of two beyond its bounds, a jump, an amount in the wrong unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.catalogue.ratios import Ratio, ratios
from taizhang.catalogue.units import unit_named
from taizhang.checking.arithmetic import counter_or_base, number, said, spread
from taizhang.checking.case import Case
from taizhang.checking.lists import levels_in
from taizhang.checking.sentences import Figure, Sentence, sentences_of
from taizhang.checking.sums import middle
from taizhang.checking.wholes import doubtful, levels_of, only
from taizhang.errors import Words
from taizhang.grammar.intervals import HUNDRED, Interval, exactly, scale_of
from taizhang.linking import Entry
from taizhang.model import Fact, Finding, Link, Said, Severity

# Words that say that a figure is of several years, or summed since the beginning.
YEARS = re.compile("五年|[两三四五六七八九十]年|“十|十[一二三四]?五|以来|年均|期间|滚动")
SUMMED = re.compile(f"累计|{YEARS.pattern}")
VISITS = re.compile("游客|旅游|景区")
SPENT = re.compile("旅游.*(?:收入|消费|花费)")
ABROAD = re.compile("境外|入境|海外|国际|外国|外汇")
INVESTED = re.compile("(?:总投资|投资总额|计划投资|完成投资|签约额?|合同额?|投资额?|金额)$")
NEAR = 60  # characters from a figure back in which such words are looked for

SHIFTS = tuple(Decimal(shift) for shift in ("1e4", "1e8", "1e-4", "1e-8"))  # what 万 and 亿 for one another come to
LIKE = Decimal(3)  # times as much in a year, at most


class Mean(NamedTuple):
    """What money per thing is called, and which setting bounds it."""

    setting: str
    words: Words


VISIT = Mean("visit", Words("每人次旅游收入", "revenue per visit"))
PROJECT = Mean("project", Words("平均每个项目的金额", "the mean of a project"))


def find(case: Case) -> Iterator[Finding]:
    """Quotients, jumps and units that a person should look at."""
    for entry in case.linked.shelf:
        if entry.kind not in case.setting("passed_over"):
            yield from _of_document(case, entry)
    for link in case.linked.of("next_target", "same_series"):
        if case.linked.entry(link.b).kind not in case.setting("passed_over"):
            yield from _between(case, link)


def _of_document(case: Case, entry: Entry) -> Iterator[Finding]:
    """The quotients of one document, each pair of figures once."""
    raised: set[frozenset[int]] = set()
    in_sentences = (found for sentence in sentences_of(entry) for found in _in_sentence(case, sentence))
    for found in (*_quotients(case, entry), *in_sentences):
        pair = frozenset(fact.span.start for fact in found.facts)
        if pair not in raised:
            raised.add(pair)
            yield found


def summed(mention: Said) -> bool:
    """Whether the words ahead of a figure, or its period, say that it is of more than one year."""
    fact = mention.record
    if not isinstance(fact, Fact) or (fact.period and not fact.period.isdigit()):
        return True
    before = mention.document.text[max(fact.span.start - NEAR, 0) : fact.span.start]
    return bool(SUMMED.search(before.rpartition("。")[2]) or SUMMED.search(fact.subject or ""))


def _quotients(case: Case, entry: Entry) -> Iterator[Finding]:
    """Two indicators of one period that the document prints once each."""
    levels, document = levels_of(entry).by_indicator, entry.reading.document
    for ratio in ratios():
        for of in {(fact.period, fact.status): fact for fact in levels.get(ratio.of, ())}.values():
            above, below = only(levels[ratio.of], of), only(levels.get(ratio.per, ()), of)
            if above is None or below is None:
                continue
            pair = (Said(document, above), Said(document, below))
            if not any(map(summed, pair)) and counted_alike(above, below, ratio):
                yield from _quotient(case, ratio, *pair)


def plain(fact: Fact) -> Interval:
    """A figure as printed: the bounds are too wide for rounding to matter, and 超过 is no licence to be twice it."""
    return exactly(fact.value or 0).times(exactly(scale_of(fact.unit)))


def counted_alike(above: Fact, below: Fact, ratio: Ratio) -> bool:
    """Whether the figures are in the base units of their indicators: 元, not 美元."""
    units = [indicators_by_id()[name].units[0] for name in (ratio.of, ratio.per)]
    known = [unit_named(unit) for unit in units]
    pairs = zip((above, below), known, strict=True)
    return all(unit and fact.base_unit in (unit.base_unit, unit.symbol) for fact, unit in pairs)


def _quotient(case: Case, ratio: Ratio, above: Said, below: Said) -> Iterator[Finding]:
    of, per = above.record, below.record
    if not isinstance(of, Fact) or not isinstance(per, Fact):
        return
    found, bounds = plain(of).over(plain(per)), Interval(ratio.low, ratio.high)
    if found is None or found.meets(bounds):
        return
    shown = HUNDRED if ratio.shown == "%" else Interval(Fraction(1), Fraction(1))
    value, usual = spread(found.times(shown), ratio.shown), spread(bounds.times(shown), ratio.shown)
    zh = f"{ratio.name.zh}为{value.zh}，超出常见范围（{usual.zh}）"
    en = f"{ratio.name.en} comes to {value.en}, beyond its usual bounds ({usual.en})"
    facts = sorted((above, below), key=lambda one: one.span)
    yield _finding(case, facts, Words(zh, en), f"{said(of)} ÷ {said(per)} = {middle(found.times(shown))}")


def _in_sentence(case: Case, sentence: Sentence) -> Iterator[Finding]:
    """Money per visit and per project, of figures side by side in one sentence."""
    levels = levels_in(sentence) if len(sentence) > 1 else []
    for a, b in pairwise(levels):
        money, things = (a, b) if a.fact.base_unit == "元" else (b, a)
        if money.fact.base_unit != "元" or doubtful(a.fact) or doubtful(b.fact) or not _of_one_time(money, things):
            continue
        subject, paid = things.fact.subject or "", money.fact.subject or ""
        if things.fact.base_unit == "人次" and VISITS.search(subject) and SPENT.search(paid) and _kin(paid, subject):
            yield from _per(case, money, things, VISIT)
        elif things.fact.unit in ("个", "项") and subject.endswith("项目") and INVESTED.search(paid):
            yield from _per(case, money, things, PROJECT)


def _kin(paid: str, subject: str) -> bool:
    """Whether money and visitors are of the same visitors, all of them."""
    return bool(ABROAD.search(paid)) == bool(ABROAD.search(subject)) and "新增" not in subject


def _of_one_time(money: Figure, things: Figure) -> bool:
    a, b = money.fact, things.fact
    same = (a.period, a.status, a.region) == (b.period, b.status, b.region)
    return same and not YEARS.search(things.before + money.before)


def _per(case: Case, money: Figure, things: Figure, mean: Mean) -> Iterator[Finding]:
    found = plain(money.fact).over(plain(things.fact))
    low, high = (Fraction(str(end)) for end in case.setting(mean.setting))
    if found is None or found.meets(Interval(low, high)):
        return
    value = f"{middle(found, 0)}元"
    zh = f"“{money.fact.subject}”与“{things.fact.subject}”相除，{mean.words.zh}为{value}，明显异常"
    en = f"“{money.fact.subject}” over “{things.fact.subject}”: {mean.words.en} is {value}, which can hardly be"
    facts = sorted((money.said, things.said), key=lambda one: one.span)
    yield _finding(case, facts, Words(zh, en), f"{said(money.fact)} ÷ {said(things.fact)} = {value}")


def _between(case: Case, link: Link) -> Iterator[Finding]:
    """A figure against that of the year before: many times as much, or the same digits in another unit."""
    a, b = link.a.record, link.b.record
    if not (isinstance(a, Fact) and isinstance(b, Fact)) or not _one_series(link, a, b) or not a.base_value:
        return
    times = (b.base_value or Decimal(0)) / a.base_value
    formula = f"{said(b)} ÷ {said(a)} = {number(Fraction(times), 4)}"
    zh, en = f"“{b.subject}”由{said(a)}到{said(b)}", f"“{b.subject}” goes from {said(a)} to {said(b)}"
    if _other_unit(a, b, times):
        words = Words(f"{zh}，疑为单位（万、亿）有误", f"{en}: the unit may have slipped (万 for 亿)")
        yield _finding(case, [link.a, link.b], words, formula)
    elif _leaps(case, link, a, b, times):
        fold = number(Fraction(times), 1)
        words = Words(f"{zh}，为上年的{fold}倍", f"{en}, {fold} times as much as the year before")
        yield _finding(case, [link.a, link.b], words, formula, "low")


def _one_series(link: Link, a: Fact, b: Fact) -> bool:
    """Whether two levels are surely of one series, of one year each."""
    plain = link.reason in ("same_indicator", "same_words") and link.certainty == "sure"
    alike = a.role == b.role == "level" and counter_or_base(a) == counter_or_base(b) and a.region == b.region
    return plain and alike and a.place is None and b.place is None and not summed(link.a) and not summed(link.b)


def _other_unit(a: Fact, b: Fact, times: Decimal) -> bool:
    """Whether the later figure would follow the earlier, were its unit 万 or 亿 times greater or less."""
    known = indicators_by_id().get(b.indicator or "")
    if a.unit == b.unit or known is None or known.price == "none" or known.nature == "rate":
        return False
    return any(1 / LIKE <= times * shift <= LIKE for shift in SHIFTS)


def _leaps(case: Case, link: Link, a: Fact, b: Fact, times: Decimal) -> bool:
    """Whether a target is many times the result before it, and both are more than a handful."""
    if link.kind != "next_target" or {a.nature, b.nature} != {"added"} or times < case.setting("leap"):
        return False
    return (a.value or 0) >= case.setting("handful") and a.unit == b.unit and a.comparator == "="


def _finding(case: Case, facts: list[Said], what: Words, formula: str, severity: Severity | None = None) -> Finding:
    return case.finding(facts, severity=severity, formula=formula, what=what)
