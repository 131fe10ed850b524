"""Numbers that say which things are counted: 10亿元以上项目6个, 2台5万千瓦机组, 65岁以上老年人.

`RULES` is tried in order, and the first that applies gives the reason. A rule sees a number's neighbours and the
words around it, never more than a few dozen characters of them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from taizhang.catalogue.units import unit_named
from taizhang.extracting.clauses import Clause
from taizhang.extracting.items import Item
from taizhang.extracting.links import PER_CENT
from taizhang.extracting.subjects import cleaned, kind_only, light_only, opens_with_verb

REACH = 60
NOUN = re.compile(r"(?:的)?(?!的)[\u4e00-\u9fff“A-Za-z]")
NO_NOUN = re.compile(
    r"(?:[，。；、：）)\s]|$|和(?!谐)|及(?!时)|以[上下内]|同比|增长|目标|左右|下降|提高|达到|分别|为|，)"
)
BOUND = re.compile(r"(?:及|或)?以[上下]|级")
AGED = re.compile(r"\s*(?:周)?岁(?!的?孩子)")
AGE_BOUND = re.compile(r"(?:及|或)?以[上下]|[-—至~～到]|儿童|老|人口|的|婴|妇|人")
OF_AGE = re.compile("[不未年]满$")
FIELD_AHEAD = re.compile(r"在(?:全[国省市县区州盟]|全自治区|参评的?)?$")
FIELD_WIDE = re.compile(r"[\u4e00-\u9fff（）、]{1,14}(?:市|县|区|省|旗|州|城市|园区|）)(?:之)?[中里](?![心部小学])")
GRADED_SIZE = re.compile("级(?:及以上)?(?:的)?[和、及与\u4e00-\u9fff]")
CONTENTS = re.compile(r"[\u4e00-\u9fff]{0,6}的[\u4e00-\u9fff]")
FIRST_OF_ITS_KIND = re.compile("首[个片台颗艘架套条座辆列款家批枚支块部例]$")
FIELD = re.compile(
    r"(?:地级|设区的?|县级|省辖)?(?:市|区县|县区|县|省|省份|省区市|城市|地市|市州|盟市|州市|市、区|县（市、区）|县区市|县市区"
    r"|重点城市|园区|开发区)(?:中|里|之中|第|排名|排第|前[0-9一二三四五六七八九十]+)"
)
PRODUCING = re.compile(r"(?:年产|日产|月产|年处理|日处理|年加工|年屠宰|年出栏|库容|载重|年吞吐)$")
HEIGHT = re.compile(r"(?:[-—~～－–至]|超过?|过|不足|低于|不低于|高于|达到?|突破|满|在|为|大于|小于|少于)$")
DASH = re.compile(r"\s*[-—~～－–至]+[0-9]?")
OF_THOSE = re.compile("的[，。；）]")
THOSE = re.compile(r"的[\u4e00-\u9fff“、]{2,16}")
VILLAGES = re.compile(
    r"(?:村|镇|乡|行政村|社区|户|县)[\u4e00-\u9fff]{0,8}(?:收入|产值|税收|支付)(?:均|全部)?(?:达到?|超过?|突破)"
)
COUNTED_AFTER = re.compile(r"(?:以[上下])?的?(?!、|的$)[\u4e00-\u9fff“”、]{1,14}(?<!的)")
COUNT_VERB = re.compile(r"(?:达到?|有|为|共|突破|超过)$")
TIMES = re.compile("[0-9][×xX*]$")
CHANGING = re.compile(r"(?:[由从]|原来的|放宽[至到]|降低?[至到为]|提高[至到]|调整为|延长[至到])$")
HOUSEHOLDS = re.compile(r"(?:的)?(?:自然村|行政村|村|屯|寨|小区|社区|聚居|集中|大村|贫困村)")
CHANGED = re.compile(r"(?:增|提|降|减|升|扩|到|至|翻|压|缩|发展)")
CLAUSE_ENDS = ("", "，", "。", "；", "、")
PART = re.compile("[、，]")
WHOLE = re.compile(r"的[\u4e00-\u9fff“”]{3,16}(?:收入|支出|总值|增加值|总额|投资|余额)中")
# Dimensions whose amounts size a thing (220千伏线路), and those that do so only after a name (某厂40万吨甲醇).
SIZED = {"power", "energy", "information", "electric"}
SIZED_IF_NAMED = {"mass", "volume"}
EVERYDAY_COUNTERS = ("家", "个", "项", "户", "名", "人", "处")


@dataclass(slots=True)
class Spot:
    """A number with its neighbours and the words before it, from it on, and after its unit."""

    item: Item
    earlier: Item | None
    later: Item | None
    before: str
    onward: str
    after: str
    counts: bool
    dimension: str

    @property
    def bounded(self) -> str | None:
        """The words after 以上, 以下 or 级, where one of them stands right after the unit."""
        match = BOUND.match(self.after)
        return self.after[match.end() :] if match else None


def set_qualifiers(clause: Clause) -> None:
    """Label the clause's qualifiers and take them out of its items, so that they stay words of a subject."""
    kept: list[Item] = []
    for i, item in enumerate(clause.items):
        ends = clause.text[item.unit_end - clause.start : item.unit_end - clause.start + 1] in CLAUSE_ENDS
        plain = ends and not i and "岁" not in item.unit
        stands = plain or _is_rate(clause, item) or _is_whole(clause, item)
        reason = None if stands else _reason(_spot(clause, i))
        if reason is None:
            kept.append(item)
            continue
        _label(item, reason)
        if kept and DASH.fullmatch(_between(clause, kept[-1], item.token.start + 1)):
            _label(kept.pop(), reason)
    clause.items = kept


def _is_rate(clause: Clause, item: Item) -> bool:
    """Whether a number is a rate, which bounds nothing."""
    end = item.token.end - clause.start
    return item.unit in PER_CENT and "岁" not in clause.text[end : end + 3]


def _is_whole(clause: Clause, item: Item) -> bool:
    """Whether a number is the amount of a whole whose parts follow: 26.8亿元的一般公共预算收入中，……"""
    return WHOLE.fullmatch(clause.text, item.unit_end - clause.start) is not None


def _reason(spot: Spot) -> str | None:
    for reason, rule in RULES:
        if rule(spot):
            return reason
    return None


def _label(item: Item, reason: str) -> None:
    item.label, item.reason, item.rule = "qualifier", reason, "qualifier"


def _spot(clause: Clause, i: int) -> Spot:
    item, text, base = clause.items[i], clause.text, clause.start
    start, end = item.token.start - base, item.unit_end - base
    unit = unit_named(item.unit) if item.unit else None
    return Spot(
        item,
        clause.items[i - 1] if i else None,
        clause.items[i + 1] if i + 1 < len(clause.items) else None,
        text[max(0, start - REACH) : start],
        text[item.token.end - base : item.token.end - base + REACH],
        text[end : end + REACH],
        unit is not None and unit.kind == "counter",
        unit.dimension if unit else "",
    )


def _between(clause: Clause, first: Item, end: int) -> str:
    return clause.text[first.stop - clause.start : end - clause.start]


def _age(spot: Spot) -> bool:
    if not AGED.match(spot.onward) or CHANGING.search(spot.before):
        return False
    return bool(AGE_BOUND.match(spot.after.lstrip("\x00")) or OF_AGE.search(spot.before))


def _best_of_list(spot: Spot) -> bool:
    return spot.before.endswith("前") and spot.item.unit in ("名", "位", "强") and _noun_follows(spot.after)


def _field(spot: Spot) -> bool:
    if spot.item.unit != "个":
        return False
    return bool(FIELD.match(spot.after)) or bool(FIELD_AHEAD.search(spot.before) and FIELD_WIDE.match(spot.after))


def _size_of_counted(spot: Spot) -> bool:
    """2台5万千瓦煤电机组, 3所500个床位的医院, 1个千亿级园区: a size between a count and its noun."""
    if spot.earlier is None or not _counter(spot.earlier):
        return False
    if spot.item.head == spot.earlier.stop and (spot.item.unit.endswith("级") or GRADED_SIZE.match(spot.after)):
        return True
    if spot.counts:
        return spot.item.head <= spot.earlier.stop and bool(CONTENTS.match(spot.after))
    if spot.dimension in SIZED and spot.item.head == spot.earlier.stop:
        return True
    gap = spot.item.head - spot.earlier.stop
    between = spot.before[len(spot.before) - gap :].strip() if gap else ""
    return gap <= 2 and between in ("", "单机", "各") and _noun_follows(spot.after)


def _threshold(spot: Spot) -> bool:
    """10亿元以上项目, 10年以上的: an amount with a bound, right before its noun."""
    rest = spot.bounded
    if spot.counts or rest is None or CHANGED.match(rest):
        return False
    at_once = spot.later is not None and spot.later.head - spot.item.unit_end == len(spot.after) - len(rest) + 1
    return _noun_follows(rest) or bool(OF_THOSE.match(rest)) or (rest.startswith("的") and at_once)


def _threshold_of_counts(spot: Spot) -> bool:
    """1000头以上规模养殖场5家: a count with a bound, before a noun that is counted itself."""
    rest = spot.bounded
    if spot.counts and rest is not None and spot.item.unit in ("户", "人") and HOUSEHOLDS.match(rest):
        return True
    if not spot.counts or rest is None or spot.later is None or not _counter(spot.later):
        return False
    return spot.dimension == "count" and spot.item.unit not in EVERYDAY_COUNTERS and _noun_follows(rest)


def _size_of_named(spot: Spot) -> bool:
    """200MW项目, 年产20万吨项目, 某厂40万吨甲醇, 首台3兆瓦机组."""
    if spot.dimension in SIZED and TIMES.search(spot.before):
        return True
    if not spot.counts and spot.dimension and FIRST_OF_ITS_KIND.search(spot.before):
        return _noun_follows(spot.after)
    if PRODUCING.search(spot.before):
        return _noun_follows(spot.after)
    if not spot.counts and spot.dimension in SIZED:
        return _noun_follows(spot.after) or spot.after.startswith(("/", "／"))
    return spot.dimension in SIZED_IF_NAMED and _noun_follows(spot.after) and _named(spot.before)


def _those_above(spot: Spot) -> bool:
    """估值超过10亿美元的企业: a bound before the number and 的 with a noun after it."""
    if spot.counts or spot.item.unit in PER_CENT or spot.before.endswith("达到"):
        return False
    beyond = spot.onward[spot.item.stop - spot.item.token.end :]
    return bool(THOSE.match(beyond)) and bool(HEIGHT.search(spot.before))


def _income_of_villages(spot: Spot) -> bool:
    """92个村集体经济收入达到50万元: what each of the villages counted has reached."""
    if spot.counts or spot.earlier is None or not _counter(spot.earlier):
        return False
    gap = spot.item.token.start - spot.earlier.stop
    return gap <= REACH and bool(VILLAGES.fullmatch(spot.before[len(spot.before) - gap :]))


def _bound_of_counted(spot: Spot) -> bool:
    """产值超10亿元企业5家: a noun, and nothing else, stands between the bound and its count."""
    if spot.counts or spot.later is None or not HEIGHT.search(spot.before.rstrip()):
        return False
    if CHANGED.match(spot.after):
        return False
    between = COUNT_VERB.sub("", spot.after[: max(spot.later.head - spot.item.unit_end, 0)])
    if spot.later.unit == "%":
        return "的" in between[:3] and bool(COUNTED_AFTER.fullmatch(between))
    return _counter(spot.later) and bool(COUNTED_AFTER.fullmatch(between))


Rule = Callable[[Spot], bool]
RULES: tuple[tuple[str, Rule], ...] = (
    ("age bound", _age),
    ("best of a list", _best_of_list),
    ("size of the field", _field),
    ("size of the thing counted", _size_of_counted),
    ("threshold", _threshold),
    ("threshold", _threshold_of_counts),
    ("size of the thing named", _size_of_named),
    ("threshold", _those_above),
    ("threshold", _income_of_villages),
    ("threshold", _bound_of_counted),
)


def _named(before: str) -> bool:
    """Whether a name stands right before a size, as in 某厂40万吨甲醇, rather than a verb or nothing."""
    words = cleaned(PART.split(before)[-1])
    if not words and before.endswith("、"):
        return True
    if len(words) < 2 or kind_only().match(words) or light_only().match(words):
        return False
    return not opens_with_verb(words)


def _noun_follows(after: str) -> bool:
    return bool(NOUN.match(after)) and not NO_NOUN.match(after)


def _counter(item: Item) -> bool:
    unit = unit_named(item.unit) if item.unit else None
    return unit is not None and unit.kind == "counter"
