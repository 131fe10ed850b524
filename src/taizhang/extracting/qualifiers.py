"""Numbers that say which things are counted: 10亿元以上项目6个, 2台5万千瓦机组, 65岁以上老年人."""

import re

from taizhang.catalogue.units import unit_named
from taizhang.extracting.clauses import Clause
from taizhang.extracting.items import Item
from taizhang.extracting.subjects import cleaned, kind_only, light_only, opens_with_verb

NOUN = re.compile(r"(?:的)?(?!的)[\u4e00-\u9fff“A-Za-z]")
NO_NOUN = re.compile(
    r"(?:[，。；、：）)\s]|$|和(?!谐)|及(?!时)|以[上下内]|同比|增长|目标|左右|下降|提高|达到|分别|为|，)"
)
BOUND = re.compile(r"(?:及|或)?以[上下]|(?:及|或)以[上下]|级")
SIZED = {"power", "energy", "information", "electric"}
AGE = re.compile(r"(?:周)?岁")
AGED = re.compile(r"^\s*(?:周)?岁(?!的?孩子)")
BEST = re.compile(r"前$")
FIELD = re.compile(
    r"(?:地级|设区的?|县级|省辖)?(?:市|区县|县区|县|省|省份|省区市|城市|地市|市州|盟市|州市|市、区|县（市、区）|县区市|县市区|重点城市|园区|开发区)(?:中|里|之中|第|排名|排第|前[0-9一二三四五六七八九十]+)"
)
PRODUCING = re.compile(r"(?:年产|日产|月产|年处理|日处理|年加工|年屠宰|年出栏|库容|载重|年吞吐)$")
HEIGHT = re.compile(r"(?:[-—~～－–至]|超过?|过|不足|低于|不低于|高于|达到?|突破|满|在|为|大于|小于|少于)$")
DASH = re.compile(r"\s*[-—~～－–至]+[0-9]?$")
OF_THOSE = re.compile("的[，。；）]")
THOSE = re.compile(r"(?:的)[\u4e00-\u9fff“、]{2,16}")
VILLAGES = re.compile(
    r"(?:村|镇|乡|行政村|社区|户|县)[\u4e00-\u9fff]{0,8}(?:收入|产值|税收|支付)(?:均|全部)?(?:达到?|超过?|突破)$"
)
COUNTED_AFTER = re.compile(r"(?:以[上下])?的?[\u4e00-\u9fff“”、]{1,14}$")


def set_qualifiers(clause: Clause) -> None:
    """Label the clause's qualifiers and take them out of its items, so that they stay words of a subject."""
    kept: list[Item] = []
    for i, item in enumerate(clause.items):
        reason = _reason(clause, i, item)
        if reason:
            item.label, item.reason, item.rule = "qualifier", reason, "qualifier"
            if kept and DASH.match(clause.text[kept[-1].stop - clause.start : item.token.start - clause.start + 1]):
                first = kept.pop()
                first.label, first.reason, first.rule = "qualifier", reason, "qualifier"
        else:
            kept.append(item)
    clause.items = kept


def _reason(clause: Clause, i: int, item: Item) -> str | None:
    text, base = clause.text, clause.start
    before, after = text[: item.token.start - base], text[item.unit_end - base :]
    if AGED.match(text[item.token.end - base :]) and re.match(
        r"(?:及|或)?以[上下]|[-—至~～到]|儿童|老|人口|的|婴|妇|人", after
    ):
        return "age bound"
    if before.endswith("前") and item.unit in ("名", "位", "强") and NOUN.match(after) and not NO_NOUN.match(after):
        return "best of a list"
    if item.unit == "个" and FIELD.match(after):
        return "size of the field"
    if item.unit in ("%", "‰"):
        return None
    counter = _counter(item)
    if (
        not counter
        and i
        and _adjacent(text, base, clause.items[i - 1], item)
        and _counter(clause.items[i - 1])
        and _noun_follows(after)
    ):
        return "size of the thing counted"
    bound = BOUND.match(after)
    if not counter and bound and (_noun_follows(after[bound.end() :]) or OF_THOSE.match(after[bound.end() :])):
        return "threshold"
    if (
        counter
        and bound
        and i + 1 < len(clause.items)
        and _dimension(item) == "count"
        and item.unit not in ("家", "个", "项", "户", "名", "人", "处")
        and _counter(clause.items[i + 1])
        and _noun_follows(after[bound.end() :])
    ):
        return "threshold"
    if PRODUCING.search(before) and _noun_follows(after):
        return "size of the thing named"
    if not counter and _dimension(item) in SIZED and (_noun_follows(after) or after.startswith(("/", "／"))):
        return "size of the thing named"
    if _dimension(item) in ("mass", "volume") and _noun_follows(after) and _named_before(before):
        return "size of the thing named"
    if not counter and HEIGHT.search(before) and THOSE.match(text[item.stop - base :]) and not before.endswith("达到"):
        return "threshold"
    if (
        not counter
        and i
        and _counter(clause.items[i - 1])
        and VILLAGES.match(text[clause.items[i - 1].stop - base : item.token.start - base])
    ):
        return "threshold"
    if (
        not counter
        and i + 1 < len(clause.items)
        and HEIGHT.search(before.rstrip())
        and _counts_next(text, base, item, clause.items[i + 1])
    ):
        return "threshold"
    return None


def _named_before(before: str) -> bool:
    """Whether a name stands right before a size, as in 泸化40万吨甲醇, rather than a verb or nothing."""
    words = cleaned(re.split("[、，]", before)[-1])
    return (
        len(words) >= 2
        and not kind_only().match(words)
        and not light_only().match(words)
        and not opens_with_verb(words)
    )


def _noun_follows(after: str) -> bool:
    return bool(NOUN.match(after)) and not NO_NOUN.match(after)


def _adjacent(text: str, base: int, first: Item, second: Item) -> bool:
    return text[first.stop - base : second.head - base].strip() in ("", "单机", "各")


def _counts_next(text: str, base: int, item: Item, following: Item) -> bool:
    """产值超10亿元企业5家: a noun, and nothing else, stands between the bound and its count."""
    between = re.sub(r"(?:达到?|有|为|共|突破|超过)$", "", text[item.unit_end - base : following.head - base])
    if following.unit == "%" and not re.match("(?:以[上下])?的", between):
        return False
    return (
        bool(COUNTED_AFTER.fullmatch(between))
        and (_counter(following) or following.unit == "%")
        and "、" not in between[:1]
    )


def _counter(item: Item) -> bool:
    unit = unit_named(item.unit) if item.unit else None
    return unit is not None and unit.kind == "counter"


def _dimension(item: Item) -> str:
    unit = unit_named(item.unit) if item.unit else None
    return unit.dimension if unit else ""
