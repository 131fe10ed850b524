"""Clause by clause, numbers become statements: each gets its role, sign and subject.

A clause's numbers are taken in groups (2.4%、20%、13.5% is one). The words before a group say how it hangs on its
subject (links.py), the words after it may hold the noun it counts (nouns.py). What a clause leaves unsaid comes
from the sentence: the last subjects (，同比增长…), the owner of a relational noun (，总投资…), the verb that tells
the kind of count (新增…、…).
"""

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field

from taizhang.catalogue.units import unit_named
from taizhang.extracting.clauses import Clause
from taizhang.extracting.items import Item
from taizhang.extracting.links import FROM, PART_OF, POINTS, SHARE, Link, link_of
from taizhang.extracting.nouns import GENERIC, RESULT, counted, named, predicated, starts_predicate
from taizhang.extracting.subjects import (
    attribute_of,
    cleaned,
    dealt,
    is_attribute,
    kind_of,
    kind_only,
    light_only,
    opens_with_verb,
    stem_of,
)

SEPARATOR = re.compile(r"^[\s、，和及与或/；以：:]*(?:和|及|以及|与)?[\s]*$")
RANGE = re.compile(r"^\s*(?:[-—~～－–]+|至|到)\s*$")
NOT_NOUN = re.compile(
    r"^(?:的)?(?:[\s，。；、：）)”,.;:的及与以至]|和(?!美|谐|平|田|林|县))|^$|^(?:大关|关口|大台阶|台阶|整数关)"
)
FRAME = re.compile(r"^(?:在)?(?:全年|全市|全省|全县|全区)*(?P<frame>.{2,20}?)(?:之)?中$")
FRAMED = re.compile(
    r"(?:额|值|量|工业|企业|投资|收入|支出|贸易|产业|面积|人口|单位|余额|消费|出口|进口|居民|人员|产品|行业|商品|贷款|存款|服务业|业)$"
)


LISTED = re.compile(
    r"^(?P<names>[^，。；：]{2,30}、[^，。；：]{2,30}?)[两二三四五六七八九十](?:个|大|家|条|项|类|支)(?P<noun>[\u4e00-\u9fff“”]{2,12}?)(?:向|持续|加快|不断|全面|蓬勃|稳步|发展|提质|增势|快速|$)"
)
TOPIC = re.compile(
    r"^(?:做大做强|做优做强|培育壮大|发展壮大|巩固提升|推动|加快|推进|支持|聚焦|实施|是)*(?P<topic>[\u4e00-\u9fff“”]{2,14}?(?:核心产业|产业集群|产业链|产业|集群|园区|开发区|经开区|高新区|公司|集团|行业|项目|工程))(?!建设行动|化|链|园|发展规划)"
)


@dataclass(slots=True)
class Said:
    """What a sentence has said so far that a later clause may leave out."""

    owner: str = ""
    project: str = ""
    unit: str = ""
    last: list[str] = field(default_factory=list)
    every: list[str] = field(default_factory=list)
    series: str = ""
    series_unit: str = ""
    kind: str = ""
    frame: str = ""
    shared: list[str] = field(default_factory=list)
    waiting: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Numbers that stand side by side and share the words before and after them."""

    items: list[Item]
    before: str
    after: str
    ranged: bool = False
    parted: bool = True


def state(clauses: Iterable[Clause]) -> None:
    """Fill role, value's sign, comparator and subject of every item in the clauses, in place."""
    said = Said()
    for clause in clauses:
        if clause.opens:
            said = Said()
        elif clause.parts:
            said = Said(frame=said.frame, series=said.series, series_unit=said.series_unit)
        if clause.items:
            kept = copy(said) if clause.aside else None
            _clause(clause, said)
            said = kept or said
        else:
            _silent(clause.text, said)


def _silent(text: str, said: Said) -> None:
    """A clause without measures may set the frame (在进出口总额中) or break off the kind of count."""
    if match := FRAME.match(text.strip()):
        frame = cleaned(match["frame"])
        if FRAMED.search(frame):
            said.frame = frame
    if not text.strip().startswith("其中"):
        said.kind = ""
    if listed := LISTED.match(text):
        names = [cleaned(name) for name in re.split("[、和及与]", listed["names"])]
        said.last = [name + listed["noun"] for name in names if name]
        said.owner = listed["noun"]
    elif topic := TOPIC.match(text.strip()):
        said.owner = said.owner or topic["topic"]


def _clause(clause: Clause, said: Said) -> None:
    groups = _groups(clause)
    nouns: list[str] = []
    for i, group in enumerate(groups):
        nouns.append(_group(group, groups[i + 1 :], said))
    _share_nouns(groups, nouns)


def _groups(clause: Clause) -> list[Group]:
    """The clause's numbers in groups, each with the words before and after."""
    text, base = clause.text, clause.start
    groups: list[Group] = []
    end = 0
    for item in clause.items:
        start = max(item.head - base, end)
        between = text[end:start]
        if (
            groups
            and RANGE.match(between)
            or (groups and not between and item.token.text[0] in "-−—" and len(item.token.text) > 1)
        ):
            groups[-1].items.append(item)
            groups[-1].ranged = True
        elif (
            groups
            and SEPARATOR.match(between)
            and between.strip(" ")
            and _points(groups[-1], item)
            and _alike(groups[-1].items[-1], item)
        ):
            groups[-1].items.append(item)
        else:
            if groups:
                groups[-1].after = between
            groups.append(Group([item], between, ""))
        end = max(end, item.stop - base)
    groups[-1].after = text[end:]
    return groups


def _points(group: Group, item: Item) -> bool:
    """1.5个、0.8个百分点: the first 个 is the clipped unit of the last. Always true, so that it joins a condition."""
    for earlier in group.items:
        if earlier.unit == "个" and item.unit in POINTS:
            earlier.unit = item.unit
    return True


def _alike(a: Item, b: Item) -> bool:
    return not a.unit or not b.unit or a.unit == b.unit or _dimension(a) == _dimension(b)


def _dimension(item: Item) -> str:
    unit = unit_named(item.unit)
    return unit.dimension if unit else item.unit


def _counts(item: Item) -> bool:
    unit = unit_named(item.unit)
    return unit is None or unit.kind == "counter"


def _group(group: Group, later: list[Group], said: Said) -> str:
    """State one group; returns the noun that it counts, empty where it counts none."""
    item = group.items[0]
    _spread_units(group)
    before, after = group.before, group.after.replace("\x00", "")
    if later and FROM_HINT.search(before) and (match := FROM.match(before)) and TOWARDS.match(later[0].before):
        return _base(group, match["head"], said)
    if item.unit in ("%", "‰") and "占" in before and (share := SHARE.match(before)) and (share["whole"] or said.last):
        return _share(group, share["owner"], share["whole"], said)
    noun_text = _noun_text(item, after, later)
    link = link_of(item, before, item.unit in POINTS, bool(noun_text))
    head = cleaned(link.head)
    if link.role == "times" and item.comparator == "=" and (bound := NEARLY.search(before)):
        item.comparator = ">=" if bound["more"] else "<=" if bound["less"] else "~"
    if noun_text and link.role == "level" and _takes_noun(item, head, link.head, noun_text):
        if later and (noun_text != after or _own_noun(after, later[0])):
            later[0].before = after[len(noun_text) :]
        return _count(group, link, head, noun_text, not later or noun_text != after, said)
    if not head and starts_predicate(after) and link.role == "level" and not later:
        _doubt(group, "predicate for a subject")
        subject = predicated(after) + (stem_of(said.owner) if RESULT.match(after) and said.owner else "")
        _assign(group, [subject], link, said)
        return ""
    if after.startswith("的") and link.role == "level" and (owner := _owner_after(after, later)):
        attribute = head.rpartition("等")[2] if is_attribute(head.rpartition("等")[2]) else head
        attribute = attribute.rpartition("、")[2]
        _assign(group, [owner + attribute] if attribute and attribute not in owner else [owner], link, said)
        _settle(said, owner)
        return ""
    if head and kind_only().match(head) and said.last and link.role == "level":
        _doubt(group, "verb alone")
        stem = said.last[-1].removeprefix(kind_of(said.last[-1]))
        _assign(group, [head + stem], link, said)
        return ""
    if item.unit in ("%", "‰") and (done := DONE_OF.match(before)) and said.last and not cleaned(done["head"]):
        _assign(group, [f"{said.last[-1]}完成{done['whole']}"], Link("level", 1, "", "share"), said)
        return ""
    if (
        item.unit in ("%", "‰")
        and link.role == "level"
        and (part := PART_OF.match(before))
        and said.last
        and not cleaned(part["head"])
    ):
        if part["more"]:
            item.comparator = ">="
        _assign(group, [f"{said.last[-1]}占{cleaned(part['whole'])}比重"], Link("level", 1, "", "share"), said)
        return ""
    if link.role == "rank" and (at := RANKED_IN.match(link.head)):
        head = cleaned(at["what"])
    _assign(group, _subjects(group, head, link, said), link, said)
    return ""


RANKED_IN = re.compile(r"^(?P<who>.*?)在(?P<what>.+?)中?$")


TOWARDS = re.compile(
    r"^[\s\x00]*(?:分别|已|再|逐步|大幅|持续|稳步|快速)*(?:增|升|提|扩|降|减|缩|压|调|发展|攀|跃|回|变|转|到|至|上升|下降|拓展|放宽|延长|优化|精简|改|上调|下调|壮大|翻|涨|跌|前移|进位|前进)"
)


FROM_HINT = re.compile("[由从自]")
NEARLY = re.compile(r"(?:(?P<more>超过|突破|超)|(?P<less>不足|不到)|接近|将近|近|约为?|大约)[^，。；]{0,12}的$")
DONE_OF = re.compile(r"^(?P<head>.*?)(?:超额)?完成(?:了)?(?P<whole>[^，。；]{0,10}(?:任务|计划|目标|预算)[数额]?)的$")


def _spread_units(group: Group) -> None:
    """A unit or comparator printed once at the end of a list or range holds for all of it."""
    last = group.items[-1]
    for item in group.items[:-1]:
        if not item.unit:
            item.unit, item.unit_end = last.unit, item.unit_end
    if group.ranged and len(group.items) == 2:
        first = group.items[0]
        first.comparator, last.comparator = ">=", "<="
    elif "分别" in group.before or "均" in group.before:
        shown = {item.comparator for item in group.items} - {"="}
        if len(shown) == 1:
            for item in group.items:
                item.comparator = next(iter(shown))


def _parted(text: str) -> bool:
    """Whether the words up to the next number hold a separator, so that the noun ends before it."""
    return any(mark in text for mark in "、，；")


HEADS = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:项目|工程|企业|村|镇|社区|平台|基地|中心|学校|医院|站|园|园区|小区|公司|机构|产品|品牌|活动|任务|集群|大道|道路|公路|桥|厂|场馆|书屋)$"
)


def _noun_text(item: Item, after: str, later: list[Group]) -> str:
    """The words after a number that may be its noun: up to the separator before the next number's own words."""
    if NOT_NOUN.match(after):
        return ""
    cut = after.find("、")
    if (
        not later
        and cut > 1
        and (not _counts(item) or after[cut + 1 : cut + 2] in "一二三四五六七八九十")
        and "“" not in after[:cut]
    ):
        return after[:cut]
    if later:
        at = max(after.rfind(mark) for mark in "、和及与")
        if at > 0 and (
            not after[at + 1 :] or kind_only().match(after[at + 1 :]) or light_only().match(after[at + 1 :])
        ):
            return after[:at]
        if cut > 0 and "分别" not in after and not NOT_NOUN.match(after[cut + 1 :]):
            return after[:cut] if cut > 2 else after
    return after


def _takes_noun(item: Item, head: str, raw: str, noun_text: str) -> bool:
    """Whether the noun after the number is what it counts, rather than the words before it."""
    if item.unit in ("%", "‰") or item.unit in POINTS or starts_predicate(noun_text):
        return not head and not starts_predicate(noun_text) and item.unit not in POINTS
    if not head or kind_only().match(head) or light_only().match(head):
        return True
    if raw.endswith(("等", "的", "、", "定")) or len(head) <= 3:
        return True
    return _counts(item) or not attribute_of(head) and not is_attribute(head)


def _count(group: Group, link: Link, head: str, noun_text: str, last: bool, said: Said) -> str:
    """NUM unit NOUN: the noun is the subject, with the verb or modifier that stands before the number."""
    found = counted(noun_text, last)
    noun = named(found) if last and noun_text == group.after.replace("\x00", "") else found.noun
    if GENERIC.match(noun) and said.owner.endswith(noun) and not said.last:
        noun = said.owner
    _settle(said, found.noun)
    if found.predicate:
        _doubt(group, "noun cut before a predicate")
    if is_attribute(found.noun) and said.owner:
        noun = stem_of(said.owner) + found.noun
    front = _front(head, link.head)
    subject = front + noun if front and not noun.startswith(front) else noun
    kind = kind_of(front)
    if not front and group.before.strip().startswith("、") and said.kind:
        subject = said.kind + subject
    elif kind:
        said.kind = kind
    elif link.head.strip("、，"):
        said.kind = ""
    said.owner = found.noun or said.owner
    if not kind or not said.project:
        said.project = found.noun
    _set(group, [subject], link, said)
    return found.noun


def _own_noun(after: str, following: Group) -> bool:
    """Whether the words between two counts belong to the first alone: 3个片区15个老旧小区改造."""
    if NOT_NOUN.match(following.after) or not _counts(following.items[0]):
        return False
    noun = cleaned(after)
    return counted(after, False).noun == noun and not attribute_of(noun)


def _settle(said: Said, owner: str) -> None:
    """投资1.16亿元实施15个老旧小区改造: the noun now known owns the amounts that waited for it."""
    for item in said.waiting:
        item.subject = owner + item.subject if item.subject not in owner else owner
    said.waiting = []


def _front(head: str, raw: str) -> str:
    """What stays of the words before a count: kind verbs and modifiers, no list that 等 closes."""
    if kind_only().match(head):
        return head
    if raw.rstrip("\x00").endswith("等"):
        return kind_of(head)
    if light_only().match(head):
        return ""
    if "、" in head and not raw.endswith("的"):
        tail = head.rpartition("、")[2]
        return kind_of(head) or (tail if kind_only().match(tail) else "")
    return head if len(head) <= (16 if raw.endswith("的") else 10) else kind_of(head)


def _owner_after(after: str, later: list[Group]) -> str:
    """The owner in 总投资5930亿元的536个市重大项目: the noun after 的, past a number if need be."""
    text = after[1:]
    if not text.strip() and later:
        text = later[0].after
        return counted(text, len(later) == 1).noun if text else ""
    if later and len(text) < 3:
        return ""
    found = counted(text, True)
    return found.noun


def _base(group: Group, head_text: str, said: Said) -> str:
    head = cleaned(head_text)
    if group.ranged and len(group.items) == 2:
        group.items[0].comparator = group.items[1].comparator = "="
    link = Link("base", 1, head_text, "from")
    subjects = _subjects(group, head, link, said)
    _assign(group, subjects, link, said)
    return ""


def _share(group: Group, owner_text: str, whole: str, said: Said) -> str:
    owner = cleaned(owner_text) or (said.last[-1] if said.last else said.owner)
    whole = cleaned(whole) or whole.strip("的 \x00") or said.frame
    n = len(group.items)
    owners = (
        said.last[-n:]
        if not cleaned(owner_text) and n > 1 and len(said.last) >= n
        else dealt(owner, n)
        if n > 1
        else [owner]
    )
    link = Link("level", 1, "", "share")
    wholes = dealt(whole, n) if n > 1 else None
    if wholes and n > 1 and not (owners and len(owners) == n):
        subjects = [f"{owner}占{part}比重" for part in wholes]
    else:
        subjects = [f"{each}占{whole}比重" if whole else f"{each}占比" for each in owners or [owner]]
    last, said_owner = said.last, said.owner
    _set(group, subjects, link, said)
    said.shared = subjects
    if not cleaned(owner_text):
        said.last, said.owner = last, said_owner
    return ""


def _subjects(group: Group, head: str, link: Link, said: Said) -> list[str]:
    """The subjects of a group whose words stand before it."""
    if not head and group.items[0].unit in POINTS and said.shared:
        return said.shared
    n = len({id(item) for item in group.items}) if not group.ranged else 1
    if not head:
        if link.role in ("level", "base", "rank"):
            _doubt(group, "subject carried")
        return _carried(n, said)
    if TOWARDS_WHOLE.match(head) and (owners := _carried(n, said)):
        return [owner + head for owner in owners]
    if n > 1 and (parts := dealt(head, n)):
        return [_complete(part, group, link, said) for part in parts]
    if n > 1:
        _doubt(group, "list not dealt")
    return [_complete(head, group, link, said)]


TOWARDS_WHOLE = re.compile(r"^(?:对[^，。；]{2,16}(?:贡献率?|影响|拉动)|拉动|带动[^，。；]{2,10}增长$)")


def _carried(n: int, said: Said) -> list[str]:
    if not said.last:
        return [said.owner] if said.owner else []
    if n > 1 and n > len(said.last) and n <= len(said.every):
        return said.every[-n:]
    return said.last[-n:] if n <= len(said.last) else said.last[-1:]


def _complete(subject: str, group: Group, link: Link, said: Said) -> str:
    """A subject with what the sentence left unsaid: owner, kind of count, the noun of a series, the frame."""
    item = group.items[0]
    if "等" in subject and is_attribute(subject.rpartition("等")[2]):
        subject = subject.rpartition("等")[2]
    if LEVEL.match(subject) and said.owner and item.unit == said.unit:
        return subject + LEVEL_HEAD.sub("", said.owner.removeprefix(kind_of(said.owner)))
    if subject.startswith("占") and said.last:
        return said.last[-1] + subject
    if is_attribute(subject):
        return _owned(subject, item, said)
    whole = (
        link.head.strip("、，和及与 \x00") == subject and item.head == item.token.start and not opens_with_verb(subject)
    )
    if link.bare and whole and said.kind and not kind_of(subject) and link.role == "level" and _counts(item):
        listed = group.before.lstrip().startswith(("、", "和", "及"))
        if listed or said.kind.startswith(("新", "净")) and NOUNY.match(subject):
            return said.kind + subject
    if said.series and ACTOR.search(subject) and not attribute_of(subject) and _same_series(item, link, said):
        subject = subject + said.series
        _doubt(group, "series carried")
    if said.frame and said.frame not in subject:
        subject = stem_of(said.frame) + subject
    return subject


ACTOR = re.compile(r"(?:业|类|企业|产品|居民|单位|人员|地区|品|部门|机构|国家|户|者|车|机|材|油|料|校|院)$")
NOUNY = re.compile(
    r"^(?:国家|省|市|区|县|[\u4e00-\u9fff“”]{1,12}(?:企业|中心|基地|平台|园区|项目|店|村|镇|户|机构|景区|集群|团队|实验室|站|点|单位|床位|学位|品牌|工厂|车间)$)"
)
TOTAL = re.compile(r"^(?:总量|总数|总额|数量|存量|总规模|规模|总)")


def _same_series(item: Item, link: Link, said: Said) -> bool:
    if link.role == "growth":
        return True
    return link.role == "level" and link.bare and item.unit == said.series_unit


def _doubt(group: Group, why: str) -> None:
    for item in group.items:
        item.doubt(why)


def _owned(attribute: str, item: Item, said: Said) -> str:
    """A relational noun with its owner: the project or firm counted before, else the last subject's own noun."""
    projects = "投资" in attribute or "开工" in attribute or "竣工" in attribute
    item.doubt("owner carried")
    owner = said.project if projects and said.project else said.owner
    if not owner:
        if not said.frame:
            said.waiting.append(item)
        return stem_of(said.frame) + attribute if said.frame else attribute
    stem = stem_of(owner)
    if TOTAL.match(attribute):
        stem = stem.removeprefix(kind_of(stem))
    return stem + attribute if not attribute.startswith(stem) else attribute


def _assign(group: Group, subjects: list[str], link: Link, said: Said) -> None:
    """Set the subjects and remember them, unless they were carried from what is remembered."""
    carried = bool(subjects) and (subjects == said.last[-len(subjects) :] or subjects == said.every[-len(subjects) :])
    if subjects and not carried:
        head = subjects[0]
        if not is_attribute(cleaned(link.head)):
            said.owner = head
            said.kind = kind_of(head)
        if link.role in ("growth", "level") and attribute_of(head):
            said.series, said.series_unit = attribute_of(head), group.items[0].unit
    _set(group, subjects, link, said, remember=not carried)


def _set(group: Group, subjects: list[str], link: Link, said: Said, remember: bool = True) -> None:
    spread = subjects if len(subjects) == len(group.items) else [subjects[-1] if subjects else ""] * len(group.items)
    for item, subject in zip(group.items, spread, strict=True):
        item.role = link.role if item.role != "rank" or link.role in ("base", "change") else "rank"
        item.rule = link.rule
        item.subject = subject
        if link.sign < 0 and item.value is not None and item.value > 0:
            item.value = -item.value
            item.comparator = {">=": "<=", "<=": ">="}.get(item.comparator, item.comparator)  # type: ignore[assignment]
    if len(subjects) not in (0, 1, len(group.items)):
        for item in group.items:
            item.doubt("list of another length")
    said.unit = group.items[-1].unit
    if remember and subjects:
        spread = spread[:1] if group.ranged else spread
        earlier = said.last if group.before.strip().startswith(("、", "和", "及")) else []
        said.last = [*earlier, *spread]
        said.every = [*said.every, *spread]


LEVEL = re.compile(
    r"^(?:国家级|省级|市级|区级|县级|州级|镇级|省定|市定|县定|区定|国家|省|市|县|区|全国|国际级)(?:及以上|以上)?$"
)
LEVEL_HEAD = re.compile(r"^(?:国家级|省级|市级|区级|县级|州级|镇级|省定|市定|县定|区定|国家|省|市|县)(?:及以上|以上)?")
SHARED_TAIL = re.compile(
    r"(?:改造|建设|提升|治理|整治|培育|创建|保护|修复|示范)?(?:提升|工程|建设)?(?:项目|工程|任务|试点|行动)$"
)


def _share_nouns(groups: list[Group], nouns: list[str]) -> None:
    """38个老旧小区、8个棚户区改造项目: the tail of the last noun belongs to each; 市定20件、县定10件民生实事 too."""
    for i in range(len(groups) - 2, -1, -1):
        item, following = groups[i].items[0], groups[i + 1].items[0]
        joined = groups[i + 1].before.strip().startswith(("、", "和", "及")) or groups[i].after.rstrip().endswith(
            ("、", "和", "及")
        )
        if not joined or item.unit != following.unit or not nouns[i + 1]:
            continue
        if nouns[i] and LEVEL.match(nouns[i]):
            shared = LEVEL_HEAD.sub("", nouns[i + 1])
            item.subject += shared
            nouns[i] += shared
        elif nouns[i]:
            tail = SHARED_TAIL.search(nouns[i + 1])
            if tail and tail.start() and not SHARED_TAIL.search(nouns[i]):
                item.subject += tail[0]
        elif len(item.subject) <= 4:
            item.subject += nouns[i + 1]
