"""Which whole a share is of: named beside it, ahead of 其中, or told by its indicator; and the levels of a document."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from taizhang.catalogue.indicators import Indicator, indicators_by_id, normal_form
from taizhang.catalogue.shares import quotients
from taizhang.checking.arithmetic import counter_or_base
from taizhang.checking.dividing import RATES
from taizhang.checking.statements import UNSURE
from taizhang.linking import Entry
from taizhang.linking.keeping import once
from taizhang.model import Fact

SHARE = re.compile(r"^(?P<part>.*?)占+(?P<whole>.*?)的?(?:比重|比例|份额|比率|比)?$")
NAMED = re.compile(r"^(?P<part>.+)占(?P<whole>.+)比重$")
OTHERS = re.compile(r"占[^，。；全]{0,6}全(?:国|球|世界|(省|市|县|区|州|盟|旗))[^，。；]*$")
PRODUCT = re.compile("生产总值|GDP")
GRADED = re.compile("[省市州盟县区旗]级|本级|中央")


class Levels:
    """The levels of a document: every one by subject; those of its own region, if sure, by name and by indicator."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.every: dict[str, list[Fact]] = {}
        self.by_indicator: dict[str, list[Fact]] = {}
        for fact in facts:
            if fact.role != "level" or not fact.subject or fact.unit in RATES:
                continue
            self.every.setdefault(fact.subject, []).append(fact)
            if fact.indicator and _own(fact):
                self.by_indicator.setdefault(fact.indicator, []).append(fact)

    @cached_property
    def by_name(self) -> dict[str, list[Fact]]:
        """By the normal form of the subject."""
        names: dict[str, list[Fact]] = {}
        for subject, facts in self.every.items():
            names.setdefault(normal_form(subject), []).extend(filter(_own, facts))
        return names


def _own(fact: Fact) -> bool:
    return fact.region is None and fact.certainty == "sure"


@once
def levels_of(entry: Entry) -> Levels:
    """The levels that a document prints."""
    return Levels(entry.reading.facts)


def only(facts: Iterable[Fact], like: Fact) -> Fact | None:
    """The level of the period and status of `like`, where the document prints but one for it."""
    same = [fact for fact in facts if (fact.period, fact.status) == (like.period, like.status)]
    return same[0] if len({(fact.value, fact.unit) for fact in same}) == 1 else None


def whole_named(name: str, entry: Entry, part: Fact) -> Fact | None:
    """The level that the words after 占 name, of the document's own region, in units that `part` can be of."""
    levels = levels_of(entry)
    found = only(levels.by_name.get(normal_form(name), ()), part)
    if found is None and (known := indicator_named(name)):
        named = levels.by_indicator.get(known.id, ())
        found = only((fact for fact in named if _same_thing(fact.subject or "", name)), part)
    graded = GRADED.search(part.subject or "") and found and not GRADED.search(found.subject or "")
    return found if found and not graded and counter_or_base(found) == counter_or_base(part) else None


def whole_of_place(entry: Entry, part: Fact) -> Fact | None:
    """The level of the document's own region of which a part of it has so much: 墨亭区地区生产总值, 占全市的27%."""
    subject, names = part.subject or "", levels_of(entry).by_name
    for at in range(1, len(subject) - 1):
        if (found := names.get(normal_form(subject[at:]))) and (whole := only(found, part)):
            return whole if counter_or_base(whole) == counter_or_base(part) else None
    return None


def _same_thing(subject: str, name: str) -> bool:
    """Whether two names of one indicator are the same but for words ahead, or mean the gross product."""
    return subject.endswith(name) or bool(PRODUCT.search(subject) and PRODUCT.search(name))


def wholes_like(name: str, entry: Entry) -> Iterator[Fact]:
    """Every level whose name ends in the words after 占, of whatever scope and time: 市级一般公共预算收入."""
    for subject, facts in levels_of(entry).every.items():
        if subject.endswith(name) or (PRODUCT.search(name) and PRODUCT.search(subject)):
            yield from facts


def of_others(before: str, place: str) -> bool:
    """Whether a share is of a whole that is not the document's own: 占全省的12% in a city.

    >>> of_others("家，占全省上市公司的", "云澜市"), of_others("亿元，占全市工业的", "云澜市")
    (True, False)
    """
    whole = OTHERS.search(before)
    return bool(whole and not (whole[1] and place.endswith(whole[1])))


@cache
def indicator_named(name: str) -> Indicator | None:
    """The indicator of that very name or alias, whatever its unit."""
    return _by_form().get(normal_form(name))


@cache
def _by_form() -> dict[str, Indicator]:
    return {normal_form(name): known for known in indicators_by_id().values() for name in (known.zh, *known.aliases)}


@cache
def parts_of(indicator: str) -> tuple[str, str] | None:
    """The indicators of part and whole of an indicator that is a share: 第三产业增加值占地区生产总值比重."""
    if told := quotients().get(indicator):
        return told
    known = indicators_by_id().get(indicator)
    named = NAMED.match(known.zh) if known else None
    part, whole = (indicator_named(named["part"]), indicator_named(named["whole"])) if named else (None, None)
    return (part.id, whole.id) if part and whole else None


def doubtful(fact: Fact) -> bool:
    """Whether the subject of a figure may be another's."""
    return not UNSURE.isdisjoint(fact.doubts) or not fact.subject
