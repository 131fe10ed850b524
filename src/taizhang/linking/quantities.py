"""The facts that can be linked: each with its name taken apart, its place, and what it must share with its like."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from taizhang.catalogue.indicators import indicator_for, unit_class
from taizhang.catalogue.units import unit_named
from taizhang.extracting.stretches import glossary_of
from taizhang.linking.names import Name, name_of
from taizhang.linking.quoting import sentence_of
from taizhang.linking.shelf import Entry, Shelf
from taizhang.model import Fact, Said

ROLES = frozenset({"level", "growth", "change", "base"})
PEOPLE, VISITS = frozenset({"人", "名", "位"}), frozenset({"人次", "次", "场次", "场", "车次", "架次", "班次"})
# What a count may come from: all there are, or joined in the period. Words of the name go before what was concluded.
KINDS = {"total": "stock"} | dict.fromkeys(("added", "gain", "build", "both", "start", "finish"), "added")
REACHED = re.compile(r"(?:达到?|增[至到]|增加到|发展到|突破|保有|共有|总数为?)[了约近至超]?$")
SUMMED = re.compile(
    r"累计|连续[一二三四五六七八九十两\d]+年|五年来?|三年来|年均|[一二三四五两]年共|“?十[一二三四]五”?(?!末)|任期"
)
# A growth since a year before the last, or over several years, is no growth of the period.
OLDER = re.compile(
    r"(?:比|较|对比)[^，。；]{0,4}?(?P<year>[12][0-9]{3})年|(?:比|较)[^，。；]{0,4}十[一二三四]?\s?五|累计增|五年前|年均"
)
AIM = re.compile(r"[^，。；\d]{0,6}?(?:目标|任务)(?!数|的?\d|完成)")
# A base with a time of its own (在去年完成31.6亿元的基础上); 由142.8亿元增加到 leaves it to the reader.
DATED = re.compile(r"(?:去年|上年|上半年|季度|\d{4}年)[^，。；由从]*$")
# Whose list a thing is on, where these words stand right ahead of its number: 全省30件民生实事.
GIVEN = re.compile(r"(?:(全国|全省|全区)|(?:省|国家|中央|上级)(?:委|政府)?(?:下达|定|里?安排)(?:的|我[市县区州])?)$")
GIVEN_NAME = re.compile("(?:高质量)?(?:省定|省下达|国家下达|上级下达)(?=民生|民心|实事|工程|任务)")
# 新增供气管道14千米、供暖35万平方米: the verb holds for what is listed after it.
LISTED_ADDED = re.compile(r"新[增建][^，。；、]{2,16}、[^，。；、\d]{2,12}$")
BEGUN, FINISHED = re.compile("启动|开工|动工"), re.compile("建成|竣工|完工|打通|贯通了|投用|投产|投入使用")
STEPPED = re.compile("(?:[^，。；、]|、(?=[“0-9一二三四五六七八九十百千万])){0,16}?(?:台阶|大关|关口)")
# How far a figure is from another is no value of it: 超目标任务0.1个百分点, 快于经济增速0.7个百分点.
GAP = re.compile(r"(?:超过?|超出|快于|慢于|高于|低于|高出|跑赢|领先)[^，。；\d]*$")
# A programme of several years that a sentence tells as done: its figures are of all its years.
PROGRAMME = re.compile("完成[^，。；]{0,20}[两二三四五]年[^，。；]{0,6}(?:行动|计划|攻坚|工程)(?!目标|任务)")
ZONE = re.compile(
    "(?:全年，?)?(?:全[市县区省州])?(?:(?:经济|经济技术|高新技术?(?:产业)?)?(开发区|高新区|经开区|园区|自贸(?:试验)?区|综保区))"
    "(?:实现|完成)?(?=营业|主营|工业|规模以上|规上|税收|税费|地区生产|生产总值|固定资产|一般公共|实际|进出口|财政)"
)
URBAN = ("市区", "城区", "中心城区", "主城区", "建成区", "城市建成区", "县城")
JOINT = re.compile("[、和与]|以及")
SIZES = {"area": "面积", "people": "人数", "length": "里程"}
BEFORE = 30  # characters of the clause ahead of a number in which such words are looked for


@dataclass(frozen=True, eq=False)
class Quantity:
    """A measured fact that can be linked.

    place    whose it is: a region of the shelf, or a part of one as region/part
    aspect   level (a base too: the value that another starts from), growth or change
    measure  what its unit must share with another's: a dimension; people and visits apart from other counts
    indicator id in the catalogue, or None
    """

    entry: Entry
    fact: Fact
    name: Name
    place: str
    aspect: str
    measure: str
    indicator: str | None

    @property
    def said(self) -> Said:
        """The fact with its document."""
        return Said(self.entry.reading.document, self.fact)

    @property
    def is_target(self) -> bool:
        """Whether it is still to be reached; the value that a target starts from is a result."""
        return self.fact.status == "target" and self.fact.role != "base"

    @property
    def in_table(self) -> bool:
        """Whether it stands in a table."""
        return self.fact.place is not None

    @property
    def in_annex(self) -> bool:
        """Whether it stands in a table of results and targets."""
        place = self.fact.place
        return place is not None and place.table in self.entry.annexes

    @cached_property
    def kind(self) -> str | None:
        """Added or stock, where the words or the reader say so."""
        for action, kind in KINDS.items():
            if action in self.name.actions:
                return kind
        if self.fact.nature in ("added", "stock"):
            return self.fact.nature
        return "added" if not self.name.actions and LISTED_ADDED.search(self.ahead) else None

    @cached_property
    def ahead(self) -> str:
        """The words of its clause ahead of the number."""
        clause = self.fact.clause
        start = max(clause.start if clause else 0, self.fact.span.start - BEFORE)
        return self.entry.reading.document.text[start : self.fact.span.start]

    @cached_property
    def stage(self) -> str | None:
        """Begun or finished, where its clause says one of the two: 启动3条断头路贯通工程, 5条断头路打通."""
        clause = self.fact.clause
        words = clause.of(self.entry.reading.document.text) if clause else ""
        begun, finished = BEGUN.search(words), FINISHED.search(words)
        return None if bool(begun) == bool(finished) else "begun" if begun else "finished"

    @cached_property
    def sentence(self) -> str:
        """The sentence it stands in."""
        return sentence_of(self.said).of(self.entry.reading.document.text)

    @cached_property
    def reached(self) -> bool:
        """Whether the words ahead say that a level stands at the number (达到), not that so many came."""
        return self.aspect == "level" and REACHED.search(self.ahead) is not None

    @cached_property
    def summed(self) -> bool:
        """Whether it sums or averages over several years: by the words ahead, or by a programme that took so long."""
        return SUMMED.search(self.ahead) is not None or PROGRAMME.search(self.sentence) is not None


def quantities_of(entry: Entry, shelf: Shelf) -> Iterator[Quantity]:
    """What the document says that can be linked, in order."""
    text, glossary = entry.reading.document.text, glossary_of(entry.reading.document)
    for fact in entry.reading.facts:
        if fact.span.start >= glossary:
            return
        if _is_linkable(fact) and fact.subject and not is_older(fact, text) and not _is_no_value(fact, text):
            if fact.role == "base" and not DATED.search(text, max(0, fact.span.start - BEFORE), fact.span.start):
                continue
            place = _place(fact, entry, shelf)
            aspect = "level" if fact.role == "base" else str(fact.role)
            measure = measure_of(fact.unit)
            for subject in subjects_of(fact, fact.subject.removeprefix(place).removesuffix("中") or fact.subject):
                of, plain, indicator = _of_towns(entry.place, place, subject, fact)
                yield Quantity(entry, fact, name_of(without_size(plain, measure)), of, aspect, measure, indicator)


def _of_towns(own: str, place: str, subject: str, fact: Fact) -> tuple[str, str, str | None]:
    """Place, subject and indicator; what is counted in towns alone is the region's own: 打通中心城区断头路."""
    if fact.region in URBAN:
        plain = subject.replace(str(fact.region), "", 1)
        indicator = _indicator(fact, plain)
        if indicator and indicator.startswith("city."):
            return own, plain, indicator
    return place, subject, _indicator(fact, subject)


def subjects_of(fact: Fact, subject: str) -> list[str]:
    """What a figure is of: several things where it is one growth of several that the catalogue knows.

    固定资产投资、社会消费品零售总额均增长8%
    """
    if fact.role != "growth" or fact.indicator or not JOINT.search(subject):
        return [subject]
    parts = [part for part in JOINT.split(subject) if part]
    known = [part for part in parts if indicator_for(part, fact.unit, fact.role)]
    return parts if len(parts) == len(known) > 1 else [subject]


def _is_linkable(fact: Fact) -> bool:
    measured = fact.label == "measure" and fact.role in ROLES
    return measured and fact.period is not None and fact.value is not None


def _is_no_value(fact: Fact, text: str) -> bool:
    """Whether a figure of a review is an aim or a step that was passed, or any figure only tells how far two are apart.

    围绕年度产业投资1300亿元目标; 跨上“300亿元”“400亿元”两个台阶; 增长8.6%，超目标任务0.1个百分点.
    """
    aim = AIM.match(text, fact.span.end) or STEPPED.match(text, fact.span.end)
    if fact.status != "target" and aim is not None:
        return True
    start = fact.clause.start if fact.clause else fact.span.start
    return fact.unit == "个百分点" and GAP.search(text, start, fact.span.start) is not None


def is_older(fact: Fact, text: str) -> bool:
    """Whether a growth or a change is counted from elsewhere than the year before: 比2010年增长78.3%."""
    if fact.role not in ("growth", "change") or fact.clause is None:
        return False
    match = OLDER.search(text, fact.clause.start, fact.span.start)
    if match is None:
        return False
    return not (match["year"] and fact.period and int(match["year"]) == int(fact.period[:4]) - 1)


def _place(fact: Fact, entry: Entry, shelf: Shelf) -> str:
    """Whose the number is: a region that has documents of its own goes by its name there."""
    if fact.region in (None, entry.place):
        given = GIVEN.search(entry.reading.document.text, max(0, fact.span.start - BEFORE), fact.span.start)
        if given and given[1] != f"全{entry.place[-1]}":
            return f"{entry.place}/{given[1] or '上级'}"
        if GIVEN_NAME.match(str(fact.subject)):
            return f"{entry.place}/上级"
        return _part_named(str(fact.subject), entry, shelf) or _zone(fact, entry) or entry.place
    return str(fact.region) if fact.region in shelf.places else f"{entry.place}/{fact.region}"


def _zone(fact: Fact, entry: Entry) -> str | None:
    """The part of a region of which a whole sentence speaks: 开发区营业收入增长9%，税收收入增长7%."""
    if fact.indicator is None:
        return None
    document = entry.reading.document
    zone = ZONE.match(sentence_of(Said(document, fact)).of(document.text))
    return f"{entry.place}/{zone[1]}" if zone else None


def without_size(subject: str, measure: str) -> str:
    """The subject without a last word that only says what its unit says: 基本农田保护面积 in mu.

    >>> without_size("基本农田保护面积", "area"), without_size("参保人数", "people"), without_size("面积", "area")
    ('基本农田保护', '参保', '面积')
    """
    tail = SIZES.get(measure, "")
    return subject.removesuffix(tail) if tail and len(subject) >= len(tail) + 2 else subject


def _indicator(fact: Fact, subject: str) -> str | None:
    """The id in the catalogue, looked up again where the subject without its place is another."""
    if fact.indicator or subject == fact.subject:
        return fact.indicator
    found = indicator_for(subject, fact.unit, fact.role)
    return found.id if found else None


def _part_named(subject: str, entry: Entry, shelf: Shelf) -> str | None:
    """The place of the shelf that a subject opens with: a region that no list holds is part of the subject."""
    return next((place for place in shelf.places if place != entry.place and subject.startswith(place)), None)


def measure_of(unit: str | None) -> str:
    """What units must share to count one thing.

    >>> measure_of("万人") == measure_of("名"), measure_of("人次") == measure_of("人"), measure_of("家")
    (True, False, 'counter')
    """
    of_unit = unit_class(unit)
    if of_unit != "counter":
        return of_unit or f"unit {unit}"
    known = unit_named(unit) if unit else None
    base = known.base_unit if known else unit
    return "people" if base in PEOPLE else "visits" if base in VISITS else "counter"


def of_place(quantities: Iterable[Quantity], place: str) -> list[Quantity]:
    """Those of one place and its parts."""
    return [one for one in quantities if one.place == place or one.place.startswith(f"{place}/")]
