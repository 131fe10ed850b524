"""Clause by clause, numbers become statements: each gets its role, sign and subject.

A clause's numbers are taken in groups (groups.py). The words before a group say how it hangs on its subject
(links.py), the words after it may hold the noun it counts (nouns.py); what the clause leaves unsaid comes from the
sentence (said.py, completing.py). `PATTERNS` are tried in order, and the first that applies states the group.
"""

import re
from collections.abc import Callable, Iterable
from copy import copy
from functools import cache

from taizhang.catalogue.words import alternatives
from taizhang.extracting.clauses import Clause
from taizhang.extracting.completing import GRADE_AHEAD, GRADED, assign, subjects_of, write
from taizhang.extracting.groups import JOINTS, Group, counts, groups_of
from taizhang.extracting.items import Item
from taizhang.extracting.links import FROM, PER_CENT, POINTS, Link, link_of
from taizhang.extracting.nouns import GENERIC, RESULT, counted, named, predicated, starts_predicate
from taizhang.extracting.said import Said
from taizhang.extracting.scene import Scene
from taizhang.extracting.shares import done_of_task, part_of_whole, share_of_whole, whole_of_share
from taizhang.extracting.subjects import (
    attribute_of,
    cleaned,
    dealt,
    is_attribute,
    kind_of,
    kind_only,
    light_only,
    opens_with_verb,
)


def state(clauses: Iterable[Clause]) -> None:
    """Fill role, value's sign, comparator and subject of every item in the clauses, in place."""
    said = Said()
    for clause in clauses:
        if clause.opens:
            heading = _topic().match(clause.earlier)
            said = Said(heading=heading["topic"] if heading else "")
        elif clause.parts:
            said = said.parted()
        if not clause.items:
            _silent(clause.text, said)
            continue
        outer = copy(said) if clause.aside else None
        _clause(clause, said)
        said = outer or said


FRAME = re.compile(
    r"^(?:在)?(?:全年|全市|全省|全县|全区)*(?:[0-9][0-9.,]*[\u4e00-\u9fff]{1,3}的)?(?P<frame>.{2,20}?)(?:之)?中$"
)
LISTED = re.compile(
    r"^(?P<names>[^，。；：]{2,30}、[^，。；：]{2,30}?)[两二三四五六七八九十](?:个|大|家|条|项|类|支)"
    r"(?P<noun>[\u4e00-\u9fff“”]{2,12}?)(?:向|持续|加快|不断|全面|蓬勃|稳步|发展|提质|增势|快速|$)"
)
PRODUCTS = re.compile("产品(?:的)?产量中$")
ON_TOP = re.compile(r"^(?P<names>[^，。；]{4,40}?)在[^，。；]{2,20}基础上$")
AND = re.compile("[、和及与]")


@cache
def _topic() -> re.Pattern[str]:
    verbs = "做大做强|做优做强|培育壮大|发展壮大|巩固提升|推动|加快|推进|支持|聚焦|实施|是"
    return re.compile(
        rf"^(?:{verbs})*(?P<topic>[\u4e00-\u9fff“”]{{2,14}}?(?:{alternatives('topic')}))(?!建设行动|化|链|园|发展规划)"
    )


@cache
def _framing() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('framing')})$")


def _silent(text: str, said: Said) -> None:
    """A clause without measures may set frame, list or topic, and breaks off the kind of count."""
    text = text[:80].strip()
    inside = text.endswith("中")
    if inside and PRODUCTS.search(text):
        said.series, said.series_unit = "产量", ""
    elif inside and (match := FRAME.match(text)) and _framing().search(frame := cleaned(match["frame"])):
        said.frame = frame
    elif (
        text.endswith("基础上")
        and (match := ON_TOP.match(text))
        and (names := [cleaned(part) for part in AND.split(match["names"])])
    ):
        said.last = dealt(cleaned(match["names"]), len(names)) or names
    said.within = text.startswith("其中")
    if not said.within:
        said.kind = ""
    if "、" in text and (listed := LISTED.match(text)):
        said.last = [name + listed["noun"] for part in AND.split(listed["names"]) if (name := cleaned(part))]
        said.owner = listed["noun"]
    elif not said.owner and (topic := _topic().match(text)):
        said.owner = topic["topic"]


def _clause(clause: Clause, said: Said) -> None:
    groups = groups_of(clause)
    nouns = []
    for i, group in enumerate(groups):
        if "其中" in group.before and not said.divided:
            said.divided = (said.owner, said.project)
        following = groups[i + 1] if i + 1 < len(groups) else None
        nouns.append(_state_group(group, following, i + 2 < len(groups), said))
    _share_nouns(groups, nouns)


def _state_group(group: Group, following: Group | None, more: bool, said: Said) -> str:
    """State one group by the first pattern that applies; returns the noun that it counts, or an empty string."""
    noun_text = _noun_text(group.first, group.after, following)
    link = link_of(group.first, group.before, group.first.unit in POINTS, bool(noun_text))
    scene = Scene(group, following, more, said, noun_text, link, cleaned(link.head))
    for pattern in PATTERNS:
        noun = pattern(scene)
        if noun is not None:
            return noun
    raise AssertionError("the last pattern states every group")


FROM_WORDS = frozenset("从由自较比")
TOWARDS = re.compile(
    r"^[\s\x00]*(?:分别|已|再|逐步|大幅|持续|稳步|快速)*(?:增|升|提|扩|降|减|缩|压|调|发展|攀|跃|回|变|转|到|至|上升|下降|拓展"
    r"|放宽|延长|优化|精简|改|上调|下调|壮大|翻|涨|跌|前移|进位|前进|整合|合并)"
)
THEN = re.compile(r"(?:[0-9]{4}年|[“”十一二三四五]{2,5}|目前|现在|当前)(?:底|末|初)?的$")
NEARLY = re.compile(r"(?:(?P<more>超过|突破|超)|(?P<less>不足|不到)|接近|将近|近|约为?|大约)[^，。；]{0,12}的$")
RANKED_IN = re.compile(r"^(?:.*?(?:[区县市镇乡村]|公司|集团|[院校所]))?在(?P<what>.+?)中?$")


def _base(scene: Scene) -> str | None:
    """由45种增加至53种: the value that a change starts from."""
    group, following = scene.group, scene.following
    if group.after.startswith("的基础上"):
        link = Link("base", 1, scene.link.head, "from")
        assign(group, subjects_of(group, scene.head, link, scene.said), scene.head, link, scene.said)
        if following:
            following.before = following.before.removeprefix("的基础上")
        return ""
    if (
        following is None
        or FROM_WORDS.isdisjoint(group.before)
        or not (match := FROM.match(group.before))
        or not TOWARDS.match(following.before)
    ):
        return None
    if group.ranged and len(group.items) == 2:
        group.items[0].comparator = group.items[1].comparator = "="
    following.before = THEN.sub("", following.before)
    for item in following.items:
        item.unit = item.unit or group.first.unit
    link = Link("base", 1, match["head"], "from")
    head = cleaned(match["head"])
    assign(group, subjects_of(group, head, link, scene.said), head, link, scene.said)
    return ""


def _count(scene: Scene) -> str | None:
    """45项技改项目: the noun after the number is what it counts, with the verb or modifier before the number."""
    group, following, said, link = scene.group, scene.following, scene.said, scene.link
    text, after = scene.noun_text, group.after
    if not text or link.role != "level" or not _takes_noun(scene):
        return None
    if following and (text != after or _own_noun(after, following)):
        following.before = after[len(text) :]
    found = counted(text, following is None or text != after)
    noun = named(found) if following is None and text == after else found.noun
    if GENERIC.match(noun) and said.owner.endswith(noun) and not said.last:
        noun = said.owner
    if noun == "项目" and said.owner.endswith("产业") and not said.last:
        noun = said.owner + noun
    if found.predicate:
        group.doubt("noun cut before a predicate")
    if is_attribute(found.noun) and said.owner:
        noun = said.owner_stem() + found.noun
    said.settle(found.noun)
    write(group, [_fronted(scene, noun)], link, said)
    said.owner = found.noun or said.owner
    if not said.project or not said.kind:
        said.project = found.noun
    return found.noun


def _fronted(scene: Scene, noun: str) -> str:
    """The counted noun with what stands before its number; keeps the kind of count for the list that follows."""
    front, said = _front(scene.head, scene.link.head, 18 if GENERIC.match(noun) else 10), scene.said
    if not front and scene.group.before.strip().startswith("、") and said.kind:
        return said.kind + noun
    if kind := kind_of(front):
        said.kind = kind
    elif scene.link.head.strip("、，"):
        said.kind = ""
    return noun if noun.startswith(front) else front + noun


def _predicate(scene: Scene) -> str | None:
    """7人被评为“乡村之星”: no noun on either side, the predicate tells what is counted."""
    after, said = scene.group.after, scene.said
    if scene.link.role != "level" or scene.following or not starts_predicate(after):
        return None
    if scene.head and not (len(scene.head) <= 4 and scene.item.unit.endswith(("人", "户", "名", "人次"))):
        return None
    scene.group.doubt("predicate for a subject")
    noun = said.owner_stem() if RESULT.match(after) and not scene.head else ""
    assign(scene.group, [scene.head + predicated(after) + noun], scene.head, scene.link, said)
    return ""


def _owner_behind(scene: Scene) -> str | None:
    """总投资5930亿元的536个市重大项目: the owner stands after 的."""
    if not scene.group.after.startswith("的") or GROWING.match(scene.group.after) or scene.link.role != "level":
        return None
    owner = INSIDE.sub("", _noun_behind(scene.group.after[1:], scene.following, scene.more))
    if not owner:
        return None
    if scene.following and OWN_NOUN.match(scene.group.after):
        scene.following.before = scene.group.after[-1]  # 58亿元的项目投资、8亿元的财政收入
    after_list = scene.head.rpartition("等")[2]
    attribute = (after_list if is_attribute(after_list) else scene.head).rpartition("、")[2].removeprefix("完成")
    subject = owner if not attribute or attribute in owner else owner + attribute
    assign(scene.group, [subject], scene.head, scene.link, scene.said)
    scene.said.settle(owner)
    return ""


INSIDE = re.compile("(?<=收入|支出|总值|总额|投资|余额)中$")
OWN_NOUN = re.compile(r"的[^，。；、和及与]{2,16}[、和及与]$")


def _noun_behind(text: str, following: Group | None, more: bool) -> str:
    """The noun after 的, past another number if need be."""
    if following and not text.strip():
        return counted(following.after, not more).noun if following.after else ""
    if following and len(text) < 2:
        return ""
    at = max(text.rfind(mark) for mark in "、和及与")
    if following and at > 0 and is_attribute(cleaned(text[at + 1 :])):
        text = text[:at]
    names, _, kind = text.partition("等")
    if GENERIC.match(kind) and "、" not in names:
        return cleaned(names) + kind
    return counted(text, True).noun


AIMED = re.compile(r"(?:朝着?|向着?)$")
MARCH = re.compile("(?:目标|大关)?(?:迈进|挺进|进军|冲刺|冲击|奋进|跨越|前进)")


def _towards(scene: Scene) -> str | None:
    """经济总量向2000亿元迈进: the amount is only headed for."""
    if not AIMED.search(scene.group.before) or not MARCH.match(scene.group.after):
        return None
    head = cleaned(AIMED.sub("", scene.head))
    scene.item.comparator = "~"
    assign(scene.group, subjects_of(scene.group, head, scene.link, scene.said), head, scene.link, scene.said)
    return ""


USED_FOR = re.compile(r"用于(?P<aim>[\u4e00-\u9fff]{2,12})")


def _verb_alone(scene: Scene) -> str | None:
    """开工建设厂房200万平方米，建成110万平方米: a verb of count with the noun of the last subject."""
    said = scene.said
    if scene.link.role != "level" or not scene.head or not kind_only().match(scene.head):
        return None
    if not said.last and not USED_FOR.match(scene.group.after):
        return None
    scene.group.doubt("verb alone")
    if used := USED_FOR.match(scene.group.after):
        assign(scene.group, [used["aim"] + scene.head], scene.head, scene.link, said)
        return ""
    people = scene.item.unit.endswith(("人", "名", "人次"))
    assign(scene.group, [scene.head if people else scene.head + said.bare_noun()], scene.head, scene.link, said)
    return ""


def _named_before(scene: Scene) -> str:
    """全区地区生产总值完成524亿元: the words before the number name the subject, or the sentence does."""
    item, link, head = scene.item, scene.link, scene.head
    if link.role == "times" and item.comparator == "=" and (bound := NEARLY.search(scene.group.before)):
        item.comparator = ">=" if bound["more"] else "<=" if bound["less"] else "~"
    if link.role == "level" and item.unit in PER_CENT and GROWING.match(scene.group.after):
        link = link._replace(role="growth", rule="growth")
        head = cleaned(CARRY_OUT.sub("", head))
    if link.role == "rank" and (within := RANKED_IN.match(link.head)):
        head = cleaned(within["what"])
    if link.role == "level" and not head and item.unit in PER_CENT and scene.said.role == "growth":
        link = link._replace(role="growth", rule="growth")  # 增长7%左右，力争达到8%
    subjects = subjects_of(scene.group, head, link, scene.said)
    if link.rule == "improved" and subjects and FALLING_IS_BETTER.search(subjects[-1]):
        link = link._replace(sign=-1)
    assign(scene.group, subjects, scene.head, link, scene.said)
    return ""


GROWING = re.compile(r"的(?:增长|增幅|增速|速度|增量)")
CARRY_OUT = re.compile(r"(?:分别|均|力争|要)*(?:实现|保持|达到|完成|取得)?$")
FALLING_IS_BETTER = re.compile("(?:指数|浓度)$")
Pattern = Callable[[Scene], str | None]
PATTERNS: tuple[Pattern, ...] = (
    _base,
    whole_of_share,
    share_of_whole,
    _towards,
    _count,
    _predicate,
    _owner_behind,
    _verb_alone,
    done_of_task,
    part_of_whole,
    _named_before,
)

NOT_NOUN = re.compile(
    r"^(?:的)?(?:[\s，。；、：）)”,.;:的及与以至]|和(?!美|谐|平|田|林|县))|^$|^(?:大关|关口|大台阶|台阶|整数关)"
)


def _noun_text(item: Item, after: str, following: Group | None) -> str:
    """The words after a number that may be its noun: up to the separator before the next number's own words."""
    if NOT_NOUN.match(after) or GROWING.match(after):
        return ""
    cut = after.find("、")
    if following is None:
        rest = after[cut + 1 :]
        ends = cut > 1 and (not counts(item) or rest[:1] in "一二三四五六七八九十" or opens_with_verb(rest))
        return after[:cut] if ends and "“" not in after[:cut] else after
    at = max(after.rfind(mark) for mark in "、和及与")
    rest = after[at + 1 :]
    if at > 0 and (not rest or kind_only().match(rest) or light_only().match(rest)):
        return after[:at]
    if cut > 2 and "分别" not in after and not NOT_NOUN.match(after[cut + 1 :]):
        return after[:cut]
    return after


def _takes_noun(scene: Scene) -> bool:
    """Whether the noun after the number is what it counts, rather than the words before it."""
    item, head, raw = scene.item, scene.head, scene.link.head
    if item.unit in PER_CENT or item.unit in POINTS or starts_predicate(scene.noun_text):
        return not head and not starts_predicate(scene.noun_text) and item.unit not in POINTS
    if not head or kind_only().match(head) or light_only().match(head):
        return True
    if raw.endswith(("等", "的", "、", "定")) or len(head) <= 3:
        return True
    return counts(item) or (not attribute_of(head) and not is_attribute(head))


def _own_noun(after: str, following: Group) -> bool:
    """Whether the words between two counts belong to the first alone: 3个片区15个老旧小区改造."""
    if NOT_NOUN.match(following.after) or not counts(following.first):
        return False
    noun = cleaned(after)
    return counted(after, False).noun == noun and not attribute_of(noun)


def _front(head: str, raw: str, longest: int) -> str:
    """What stays of the words before a count: kind verbs and modifiers, no list that 等 closes."""
    if kind_only().match(head):
        return head
    if raw.rstrip("\x00").endswith("等"):
        return kind_of(head)
    if light_only().match(head) or (len(head) > 4 and opens_with_verb(head) and _light_end().search(head)):
        return ""
    if "、" in head and not raw.endswith("的"):
        tail = head.rpartition("、")[2]
        return kind_of(head) or (tail if kind_only().match(tail) else "")
    if len(head) <= (16 if raw.endswith(("的", "覆盖", "惠及", "涉及", "服务", "建成", "入选")) else longest):
        return head
    return kind_of(head)


@cache
def _light_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('light')})$")


SHARED_TAIL = re.compile(
    r"(?:改造|建设|提升|治理|整治|培育|创建|保护|修复|示范)?(?:提升|工程|建设)?(?:项目|工程|任务|试点|行动)$"
)


SIZE_AHEAD = re.compile(r"^[0-9.一二三四五六七八九十百千万亿两]+元?级")


def _share_nouns(groups: list[Group], nouns: list[str]) -> None:
    """38个老旧小区、8个棚户区改造项目: the tail of the last noun belongs to each; 市定20件、县定10件民生实事 too."""
    for i in range(len(groups) - 2, -1, -1):
        group, following = groups[i], groups[i + 1]
        if not group.after.strip() and not following.before.strip() and nouns[i + 1] and not group.before.strip():
            group.first.subject = following.first.subject  # 15类52件民生实事
            continue
        joined = following.listed or group.after.rstrip().endswith(JOINTS)
        if not joined or group.first.unit != following.first.unit or not nouns[i + 1]:
            continue
        if nouns[i] and (GRADED.fullmatch(nouns[i]) or SIZE_AHEAD.fullmatch(nouns[i])):
            shared = SIZE_AHEAD.sub("", GRADE_AHEAD.sub("", nouns[i + 1]))
            group.first.subject += shared
            nouns[i] += shared
        elif nouns[i]:
            tail = SHARED_TAIL.search(nouns[i + 1])
            if tail and tail.start() and not SHARED_TAIL.search(nouns[i]):
                group.first.subject += tail[0]
        elif len(group.first.subject) <= 4:
            group.first.subject += nouns[i + 1]
