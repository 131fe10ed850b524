"""A subject made whole: the owner, kind of count, relational noun or frame that its clause leaves to the sentence."""

import re
from functools import cache

from taizhang.catalogue.words import alternatives
from taizhang.extracting.groups import MULTIPLES, Group, counts
from taizhang.extracting.items import Item
from taizhang.extracting.links import PER_CENT, POINTS, Link
from taizhang.extracting.said import Said
from taizhang.extracting.subjects import (
    attribute_of,
    dealt,
    is_attribute,
    kind_of,
    opens_with_verb,
    stem_of,
)

GRADE = r"(?:国家级|省级|市级|区级|县级|州级|镇级|省定|市定|县定|区定|国家|省|市|县)(?:及以上|以上)?"
GRADED = re.compile(rf"{GRADE}|(?:区|全国|国际级)(?:及以上|以上)?")
GRADE_AHEAD = re.compile(f"^{GRADE}")
OF_THE_WHOLE = re.compile(r"^(?:对[^，。；]{2,16}(?:贡献率?|影响|拉动)|拉动|带动[^，。；]{2,10}增长$)")
STANDS_ALONE = re.compile("(?:进出口|出口|进口|存款|贷款|税收|用电量|发电量|利用外资|(?:网络|商品)?零售)(?:总额|额)?")
PLACE_ALONE = re.compile(
    r"(?:[省市县区]?本级|中心城区|主城区|城区|市区|城镇|农村|乡镇|[\u4e00-\u9fff]{1,5}(?<![小社片园校景])[区县市镇])"
)
FIRMS = re.compile("(?:企业|公司|集团|园区|开发区|行业|产业|单位|机构|平台)$")
SHARED_IN = re.compile("占[^占]*(?:比重|比)$")
SCALES = "十百千万亿"
TOTAL = re.compile(r"^(?:总|数量|存量|规模)")
OF_PROJECTS = re.compile("投资|开工|竣工")


def subjects_of(group: Group, head: str, link: Link, said: Said) -> list[str]:
    """The subjects of a group from the words before it, `head`; from the sentence where there are none."""
    n = 1 if group.ranged else len(group.items)
    if not head or STEPS.fullmatch(head):
        return _carried(group, n, link, said)
    if OF_THE_WHOLE.match(head) and (owners := said.carried(n)):
        return [owner + head for owner in owners]
    if n > 1 and is_attribute(head) and len(said.every) >= n:
        return [stem_of(each).removeprefix(kind_of(each)) + head for each in said.every[-n:]]
    if n > 1 and (parts := dealt(head, n)):
        return [completed(part, group, link, said) for part in parts]
    if n > 1:
        group.doubt("list not dealt")
    return [completed(head, group, link, said)]


def _carried(group: Group, n: int, link: Link, said: Said) -> list[str]:
    if group.first.unit in POINTS and said.shared:
        return said.shared
    if group.first.unit not in PER_CENT and said.shared and said.carried(n) == said.shared:
        return [SHARED_IN.sub("", each) for each in said.shared]  # 占全部贷款的30%，比年初增加2亿元
    if link.role in ("level", "base", "rank") and said.role != "base":  # 由45种增加至53种 is one statement
        group.doubt("subject carried")
    if "累计" in group.before or "总" in group.before:  # 新增公园12座，累计达到90座
        return [each.removeprefix(kind_of(each)) for each in said.carried(n)]
    return said.carried(n)


def completed(subject: str, group: Group, link: Link, said: Said) -> str:
    """The subject with what the sentence left unsaid."""
    item = group.first
    if GRADED.fullmatch(subject) and said.owner and item.unit == said.unit:
        return subject + GRADE_AHEAD.sub("", said.owner.removeprefix(kind_of(said.owner)))
    if (
        PLACE_ALONE.fullmatch(subject)
        and said.last
        and (said.within or "其中" in group.before)
        and _same_unit(item, said)
    ):
        return subject + said.last[-1]
    if subject.startswith("占") and said.last:
        return said.last[-1] + subject
    if subject in SIDES and SUMMED.search(group.before) and (whole := _first_of(subject, said)):
        return whole + "总计"
    if is_attribute(subject):
        return _owned(subject, item, said)
    if _takes_kind(subject, group, link, said):
        return said.kind + subject
    if said.series and _same_series(subject, item, link, said):
        subject += said.series
    if said.frame and not _tells_frame(subject, said.frame):
        return stem_of(said.frame) + subject
    return subject


# 地区生产总值连续跨越“300亿元”“400亿元”两个台阶、达到410亿元: neither the steps nor the stepping is a subject.
STEPS = re.compile("(?:[一两三四几]个)?(?:大|新)?台阶")
STEPPING = re.compile("(?:连续|相继|先后|成功|又)*(?:跨越|跨上|跨过|迈上|迈过|登上|跃上|站上)(?:了)?$")
WHOLE_OF = re.compile("(?<=收入|支出|总值|总额|投资|余额)中$")
SIDES = ("收入", "支出")
SUMMED = re.compile("(?:总计|合计)(?:为|达)?$")


def _first_of(side: str, said: Said) -> str:
    """The revenue or expenditure that a sentence of a budget report began with: the sum at its end is of that."""
    return next((subject for subject in said.every if subject.endswith(side)), "")


def _same_unit(item: Item, said: Said) -> bool:
    return item.unit.lstrip(SCALES) == said.unit.lstrip(SCALES)


def _tells_frame(subject: str, frame: str) -> bool:
    """Whether a subject says by itself what it is part of: 农产品出口 in a sentence about 出口总额."""
    attribute = attribute_of(subject)
    return stem_of(frame) in subject or (bool(attribute) and frame.startswith(attribute))


def _owned(attribute: str, item: Item, said: Said) -> str:
    """A relational noun with its owner: the project or firm counted before, else the last subject's own noun."""
    owner = said.project if said.project and OF_PROJECTS.search(attribute) else said.owner
    if STANDS_ALONE.fullmatch(attribute) and not (owner and FIRMS.search(stem_of(owner))):
        return attribute
    item.doubt("owner carried")
    if owner := owner or ("" if said.frame else said.heading):
        stem = stem_of(owner)
        if TOTAL.match(attribute):
            stem = stem.removeprefix(kind_of(stem))
        return attribute if attribute.startswith(stem) else stem + attribute
    if said.frame:
        return stem_of(said.frame) + attribute
    said.waiting.append(item)
    return attribute


@cache
def _countable() -> re.Pattern[str]:
    return re.compile(rf"^(?:国家|省|市|区|县|[\u4e00-\u9fff“”]{{1,12}}(?:{alternatives('countable')})$)")


def _takes_kind(subject: str, group: Group, link: Link, said: Said) -> bool:
    """Whether the verb of the count before holds for this noun too: 新增甲5家、乙3家."""
    item = group.first
    if not (said.kind and link.bare and link.role == "level" and counts(item)) or kind_of(subject):
        return False
    plain = link.head.strip("、，和及与 \x00") == subject and item.head == item.token.start
    if not plain or opens_with_verb(subject):
        return False
    return group.listed or (said.kind.startswith(("新", "净")) and bool(_countable().match(subject)))


@cache
def _actor() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('actor')})$")


def _same_series(subject: str, item: Item, link: Link, said: Said) -> bool:
    """Whether a sibling leaves out the relational noun: 采矿业增加值增长5%，制造业增长6%."""
    if attribute_of(subject) or not _actor().search(subject):
        return False
    return link.role == "growth" or (link.role == "level" and item.unit == said.series_unit)


def assign(group: Group, subjects: list[str], head: str, link: Link, said: Said) -> None:
    """Set the subjects and remember them, unless they were carried; `head` is the words they were read from."""
    repeated = said.repeats(subjects)
    if subjects and not repeated:
        first = subjects[0]
        if not is_attribute(head):
            said.owner, said.kind = first, kind_of(first)
        if STANDS_ALONE.fullmatch(first):
            said.series, said.series_unit = first, group.first.unit
        elif link.role in ("growth", "level") and (attribute := attribute_of(first)) and attribute != "总值":
            said.series, said.series_unit = attribute, group.first.unit
    write(group, subjects, link, said, remember=not repeated)


def write(group: Group, subjects: list[str], link: Link, said: Said, *, remember: bool = True) -> None:
    """Write role, sign and subject into the group's items: one subject for each, or the last for all."""
    n = len(group.items)
    subjects = [STEPPING.sub("", WHOLE_OF.sub("", subject)) for subject in subjects]
    spread = subjects if len(subjects) == n else subjects[-1:] * n
    for item, subject in zip(group.items, spread or [""] * n, strict=True):
        times = link.role == "growth" and item.unit in MULTIPLES
        item.state("times" if times else link.role, link.sign, subject, link.rule)
    if len(subjects) not in (0, 1, n):
        group.doubt("list of another length")
    said.unit, said.role = group.items[-1].unit, link.role
    if remember and subjects:
        said.remember(spread[:1] if group.ranged else spread, group.listed)
