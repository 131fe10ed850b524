"""Whose each number is: the place or organisation told by its clause, its sentence or its section."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from taizhang.catalogue.regions import Region, ancestors, region_of, regions_named
from taizhang.catalogue.trie import trie_pattern
from taizhang.extracting.clauses import Clause
from taizhang.extracting.items import Item
from taizhang.extracting.place_kinds import place_words
from taizhang.extracting.place_names import Place, is_alone, other_zone, place_in
from taizhang.model import Document

OUTER = {1: ("全国",), 2: ("全国", "全省"), 3: ("全国", "全省", "全市")}
OPENS = r"[\s\x00、（]*(?:其中|截至|目前|力争|预计|完成|实现|确保|带动|推动|到?[0-9]{4}年[底末]?|[，、])*"
ABOUT = re.compile(rf"{OPENS}(?:(?P<whole>全[省市区县州盟旗国]|各)|[我本][省市区县州盟旗国])")
SUBJECTLESS = re.compile(
    r"[\s\x00]*(?:其中|并|且|也|均|分别|同时)*(?:同比|环比|比(?:上|去|20)[^，]{1,4}|较(?:上|去|20)[^，]{1,4}|增长|增速|增幅|增加|减少|下降|提高|提升|占|"
    r"高于|低于|高出|位居|位列|居|列|排名?|达到?|增|降|为|跃升|上升|年均|总投资|累计|完成投资|比重)"
)
PLAIN_VERB = re.compile(
    r"[\s\x00]*(?:已|共|并|全年|累计)*(?:完成|新增|引进|建成|实现|入驻|培育|新建|签约|接待|吸引|集聚|孵化|启动|开工|新开工|实施)"
)
TOWARDS = "与在向对助援"
SHORT_BEFORE = re.compile("(?:[与在向对]|援助|支援)([\u4e00-\u9fff]{2,3})$")
NATION = "中国"
BONDS = "国债"
SENDERS = re.compile("国家|中央财政|财政部|国务院")
RECEIVED = re.compile("争取|获|到位|下达我|我[省市县区]|全[省市县区]|申报")
BUDGET_LEVEL = re.compile(
    r"[\s\x00]*(?:其中|[0-9]{4}年)*[，：]?(?P<level>[省市县区州]级)"
    r"(?=一般公共(?:预算|服务)|政府性基金|国有资本|社会保险基金|社保基金|财政|总?收入|总?支出|地方政府|政府债|当年)"
)
WIDER = ("全国", "全省", "全市")
COUNTY = 3
CLASSES_IN_CITIES = frozenset(("县城", "开发区"))  # a county has one of them, a city or province many
SHORT = 4  # characters: 、支出 goes on with the level before it, 、转移支付 is no part of it
ACTORS = ("zone", "township", "region", "quoted", "institution", "company")


@dataclass(slots=True)
class Topic:
    """The place that a sentence speaks of.

    told   whether it was given numbers of its own
    object whether something is done to it (支持开发区发展)
    acts   whether it stood there as one who does things
    weak   whether it was named in passing, so that nothing of it is carried on but what lacks a subject
    """

    place: str
    kind: str
    told: bool
    acts: bool
    object: bool
    weak: bool


def set_regions(document: Document, clauses: Iterable[Clause]) -> None:
    """Write into each number the place it belongs to, where that is not the document's own region as a whole."""
    reader = _Reader(document)
    for clause in clauses:
        reader.read(clause)


class _Reader:
    """Reads the clauses in order and keeps what sentence, paragraph and section have told."""

    def __init__(self, document: Document) -> None:
        meta = document.metadata
        self.text, self.region = document.view.text, meta.region
        self.small = (meta.region_code or "")[-2:] != "00"  # a county, town or zone: it has one 开发区 to go on about
        self.own, self.outer = _own(meta.region, meta.region_code)
        self.budget = meta.kind in ("budget_report", "final_account")
        self.starts, self.titles = self._sections(document)
        self.titled = any(self.titles)
        self.topic: Topic | None = None
        self.near: Topic | None = None

    def _sections(self, document: Document) -> tuple[list[int], list[Topic | None]]:
        """Where the sections that name a place in their title start and end, and that place."""
        starts: list[int] = []
        titles: list[Topic | None] = []
        for section in document.outline:
            place = place_in(section.title, self.own)
            if place or (titles and titles[-1]):
                starts.append(document.view.index(section.span.start))
                titles.append(_topic(place, section.title, told=False) if place else None)
        return starts, titles

    def read(self, clause: Clause) -> None:
        """Take in a clause and tell its numbers whose they are."""
        if clause.opens or clause.parts:
            self.topic = None
            if clause.opens and (not clause.start or self.text[clause.start - 1] == "\n"):
                self.near = None
        about = ABOUT.match(clause.text)
        place = self._place(clause.text, about)
        name = place.name if place else None if about else self._carried(clause)
        if not clause.aside:
            self._follow(clause, place, name, about is not None)
        if clause.items:
            self._set(clause, name)

    def _follow(self, clause: Clause, place: Place | None, name: str | None, whole: bool) -> None:
        """What the sentence speaks of after the clause."""
        if place:
            self._turn_to(place, clause)
        elif whole:
            self.topic = None
        elif self.topic:
            self._fade(clause, self.topic, name)

    def _place(self, text: str, about: re.Match[str] | None) -> Place | None:
        """The place that words name; `about` where they begin with its region or a wider one (全市)."""
        if self.budget and (match := BUDGET_LEVEL.match(text)):
            return Place(match["level"], "level", match.end(), "subject")
        if about and about["whole"]:
            match = self.outer.match(text)
            return Place(match["outer"], "region", match.end(), "within") if match else None
        if self.region != NATION and BONDS in text and (sender := SENDERS.search(text)) and not RECEIVED.search(text):
            return Place(sender[0], "level", len(text), "subject")
        return place_in(text, self.own)

    def _turn_to(self, place: Place, clause: Clause) -> None:
        """From here on the sentence speaks of the place, or of none where it stood there in passing."""
        before, self.topic = self.topic, _topic(place, clause.text, told=bool(clause.items))
        if before and not before.told and not clause.items and before.place != place.name:
            self.topic.weak = True
        if self.small and place.kind == "zone" and place.form != "within" and is_alone(place.name):
            self.near = self.topic

    def _fade(self, clause: Clause, topic: Topic, name: str | None) -> None:
        """A numbered clause about something else ends the topic, and so does one about another zone."""
        if clause.items and name:
            topic.told = True
        elif topic.told if clause.items else other_zone(clause.text, topic.place):
            self.topic = None

    def _carried(self, clause: Clause) -> str | None:
        """The place that was named before and that the clause still speaks of."""
        text, topic = clause.text, self.topic
        if topic and not _of_the_whole().search(text) and not other_zone(text, topic.place):
            if topic.told and SUBJECTLESS.match(text):
                return topic.place
            if topic.acts and topic.told and PLAIN_VERB.match(text):
                return topic.place
            if topic.kind != "urban" and not topic.weak and _figure(topic.object).search(text):
                return topic.place
        near = self.near or (self._title(clause.start) if self.titled else None)
        if near and near.kind == "zone" and _own_figure().search(text):
            return near.place
        return None

    def _title(self, offset: int) -> Topic | None:
        at = bisect_right(self.starts, offset)
        return self.titles[at - 1] if at else None

    def _set(self, clause: Clause, name: str | None) -> None:
        stop = 0
        for item in clause.items:
            start = item.token.start - clause.start
            words = clause.text[stop:start]
            if stop:
                name = self._switched(words, clause.text[start : start + 12], name)
            place = self._at(words, item, clause) or name
            if item.role != "rank" or place not in WIDER:
                item.region = place
            stop = max(item.stop - clause.start, stop)

    def _switched(self, words: str, number: str, name: str | None) -> str | None:
        """The place after a further one is named within a clause: 高新区完成5亿元、经开区3亿元."""
        _, mark, words = words.rpartition("、")
        if not mark or len(words) < SHORT - 2:
            return name
        about = ABOUT.match(words)
        place = self._place(words + number, about)
        if place and place.form == "subject" and place.end <= len(words):
            return place.name
        if name and other_zone(words, name):
            return None
        goes_on = not (name and name.endswith("级")) or len(words) < SHORT or SUBJECTLESS.match(words)
        return name if goes_on and not about else None

    def _at(self, words: str, item: Item, clause: Clause) -> str | None:
        """The place right before the number, or that of the thing after it: 总投资5亿元的开发区基础设施."""
        before = words[-4:-2]
        if before and (before[0] in TOWARDS or before[-1] in TOWARDS):
            match = SHORT_BEFORE.search(words[-5:])
            if match and self._foreign(match[1]):
                return match[1]
        if words.endswith(("的全国", "有全国")) and item.role == "level":
            return "全国"
        after = item.stop - clause.start
        if clause.text[after : after + 1] == "的":
            place = place_in(clause.text[after + 1 : after + 40], self.own)
            return place.name if place and place.kind == "zone" else None
        return None

    def _foreign(self, name: str) -> bool:
        return name not in self.own and any(
            region.level < 3 and not region.common and region.until is None for region in regions_named(name)
        )


def _topic(place: Place, text: str, *, told: bool) -> Topic:
    passing = place.form == "within" or (place.form == "object" and told)
    acts = place.form == "subject" and place.kind in ACTORS and bool(PLAIN_VERB.match(text, place.end))
    return Topic(place.name, place.kind, told, acts, place.form == "object", passing)


def _own(region: str | None, code: str | None) -> tuple[frozenset[str], re.Pattern[str]]:
    """The names of the document's region and those above it; an expression for figures of a wider whole."""
    found = region_of(code) if code else None
    lines: tuple[Region, ...] = (found, *ancestors(found)) if found else ()
    names = {name for line in lines for name in (line.name, line.short)} | {region or ""}
    outer = tuple(word for word in OUTER[found.level] if not found.name.endswith(word[1])) if found else ()
    classes = CLASSES_IN_CITIES if found and found.level < COUNTY else frozenset()
    return frozenset(names | classes), _wider(outer)


@cache
def _wider(wholes: tuple[str, ...]) -> re.Pattern[str]:
    """A figure of a region above at the head of a clause: 全省地区生产总值."""
    head = r"[\s\x00]*(?:其中|[0-9]{4}年|去年|今年|截至|目前|，)*"
    named = f"(?P<outer>{'|'.join(wholes)})" if wholes else "(?P<outer>(?!))"
    return re.compile(f"{head}{named}(?=[0-9]|{trie_pattern(place_words('indicator'))})")


@cache
def _figure(object_only: bool) -> re.Pattern[str]:
    """What is told of a place that an earlier clause named; less of one that was only an object there."""
    return re.compile(trie_pattern(place_words("topic_figure" if object_only else "figure")))


@cache
def _own_figure() -> re.Pattern[str]:
    return re.compile(trie_pattern(place_words("own_figure")))


@cache
def _of_the_whole() -> re.Pattern[str]:
    return re.compile(trie_pattern(place_words("whole")))
