"""The place or organisation that a number belongs to, where it is not the document's own region as a whole."""

import re
from functools import cache
from typing import NamedTuple

from taizhang.catalogue.cues import verbs
from taizhang.catalogue.regions import regions_named
from taizhang.catalogue.table import read_table
from taizhang.extracting.clauses import Clause

HEAD = 40  # characters: a place that rules a clause stands at its head
HINT = re.compile("[区园镇乡街司团馆院校学场关面级城港内境围县市州旗带]")
LEAD = re.compile(
    r"(?:[\s\x00、]|[①-⑳]|[一二三四五六七八九十]+是|其中|此外|同时|另外|特别是|截至目前|到目前|目前|截至|今年|去年|[0-9]{4}年底?|上半年|全年|年内"
    r"|年底前?|预计|力争|争取|确保|积极|大力|全面|深入|加快|持续|扎实|坚持|着力|全力|进一步)*"
    r"(?P<verb>支持|推动|推进|深化|实施|做强|做优|做大|提升|发挥|依托|抓好|加强|强化|促进|引导|完善|优化|完成|启动|把|将|对|由|以|在)?"
)
CARRYING = frozenset(("", "支持", "把", "将"))  # after 支持开发区发展 the next clauses still speak of it
CARRYING_ZONES = CARRYING | {"推进", "推动", "加快"}
# The kinds of organisation, and of parts of a region, that have figures of their own. A name stands before the first.
ORGANISATIONS = (
    "公司|集团|图书馆|博物馆|文化馆|体育馆|科技馆|医院|大学|学院|中学|小学|基金港|研究院|机场|港口|港|海关"
    "|水库断面|考核断面|断面"
)
PARTS = "市本级|县本级|区本级|省本级|市级本级|州本级|中心城区|市城区|县城区|主城区"
NAME = "[\u4e00-\u9fffA-Za-z“”·]"
REGION = re.compile(r"[\u4e00-\u9fff]{1,9}?(?:自治[县州旗]|[区县市旗])(?![域间块场划内外级直属里民容政]|委会|人大)")
WITHIN = re.compile(r"在(?P<place>[^，。；]{2,20}?)(?:范围内|区域内|境内|地区|范围)")
QUOTED = re.compile(r"“(?P<name>[^“”，。]{2,10})”(?=(?:累计)?(?:入驻|孵化|引进|接待|注册))")
LISTED = re.compile("[、和及]|与(?![^，]{2,12}(?:合作|共建|结对|对接|签))")
COUNTED = re.compile(r"[0-9，；]|等[0-9多]|总?数|$")
TOWNS = ("镇", "乡", "街道")
SEVERAL = re.compile("[^，0-9]{0,8}、")
LONGER = re.compile("[域间块化型属里]|建设[0-9]|数量|个数|总数|率")
# Kinds of people, schools and firms, not one of them.
SORT = re.compile(
    "(?:城|乡|年末城|县域城|城乡|一|小|大|新|老|古|名|强|重镇|集|建制|中心|[东西南北]|国控|省控|国省控|市控|考核|国省控考核|地表水|饮用水|保险|财产保险"
    "|人身保险|财险|寿险|证券|担保|上市|国有|民营|普通|初|高|普通高|中等|职业|特殊|民办|公办|三级|二级|中医|综合|公立|初级|高级|互联网返|返|下|入|城区|市区)$"
)
# No place of its own: a kind of place, or a place of some grade among others.
KIND = re.compile(
    "各|全[国省市区县州]|我[省市区县州]|本[省市区县州]|所有|每|多个|这|该|其他|国家级|省级|市级|县级|区级|星级|A级|一批|一个|特色|现代|重点|专业|标准|新型|智慧|美丽|城镇|乡镇|农村"
    "|城乡|公共|中小|上市|龙头|骨干|优质|示范|化工$|工业$|产业$|科技$|农业$|物流$|旅游$|风景$|自然$|生态$|保护$|实验$|试验$|合作$|改革$|创新$|开发$|[0-9]"
    "|规模以上|规上|公立|国考|国控|省考|主要|改组|调度|平均|第一|但|再|向|按|未|共|进乡|参保"
    "|入选|获批|获评|新增|新建|建成|创建|打造|引进|培育|争创|申报|成功|备案|认定|规划|的|等|和|与|及"
)


BEFORE_NUMBER = re.compile("[与和在对向]([\u4e00-\u9fff]{2,3})(?=[0-9])")
NATION = re.compile("的全国(?=[0-9]+[家个户所])")
OTHERS = re.compile(r"[0-9]+个[区县市镇乡村]|全[国省市区县州]|我[省市区县州]")


class Ruled(NamedTuple):
    """What the head of a clause says of the place: its name, None where it speaks of no place apart any more.

    `carries` tells whether the clauses after it in the sentence speak of the place as well.
    """

    name: str | None
    carries: bool


def continues(text: str) -> bool:
    """Whether a clause may still speak of the place before it: no new subject of its own opens it.

    >>> continues("孵化农业企业2家"), continues("实缴资金251亿元"), continues("34个重点项目完成投资4亿元")
    (True, True, False)
    >>> continues("规模以上工业企业综合效益指数提高12个百分点")
    False
    """
    lead = LEAD.match(text)
    if _begins_with_verb(text.lstrip()) or (lead and lead.end()):
        return True
    number = FIRST_NUMBER.search(text)
    return number is None or 0 < number.start() <= NOUN


FIRST_NUMBER = re.compile("[0-9]")
NOUN = 10  # characters: a longer noun before a number is a subject of its own


def place_of(clause: Clause, own: str | None = None) -> Ruled | None:
    """The place or organisation that the numbers of a clause belong to, as written; None where it names none.

    It stands at the head, or right before the number. `own` is the document's region, which is no place apart.

    >>> def place(text: str) -> str | None:
    ...     ruled = place_of(Clause(0, len(text), text, [], True, True), "淄博市")
    ...     return ruled and ruled.name
    >>> place("开发区入驻企业达到252家"), place("力争年内开发区营业收入超过450亿元"), place("博山区新开工12个")
    ('开发区', '开发区', '博山区')
    >>> place("建成开发区3个"), place("各开发区新增企业3家"), place("淄博市完成投资3亿元"), place("城镇居民收入3万元")
    (None, None, None, None)
    """
    text = clause.text
    if not HINT.search(text, 0, HEAD):
        quoted = QUOTED.match(text)
        if quoted:
            return Ruled(quoted["name"], True)
        return Ruled("全国", False) if NATION.search(text) else None
    if match := WITHIN.match(text):
        return Ruled(match[1], False)
    if match := QUOTED.match(text):
        return Ruled(match[1], True)
    lead = LEAD.match(text)
    start, verb = (lead.end(), lead["verb"] or "") if lead else (0, "")
    ruled = _part_or_zone(text, start, verb) or _region(text, start, verb)
    if ruled and ruled.name != own:
        return ruled
    if ruled or OTHERS.match(text, start):
        return Ruled(None, False)
    return _at_number(text, own)


def _at_number(text: str, own: str | None) -> Ruled | None:
    """The place right before a number, or the zone whose things it counts; it says nothing of the next clauses."""
    if match := _owned().search(text):
        return Ruled(match[1], False)
    if NATION.search(text):
        return Ruled("全国", False)
    match = BEFORE_NUMBER.search(text)
    if match and any(region.name != own for region in regions_named(match[1]) if region.level < 3):
        return Ruled(match[1], False)
    return None


@cache
def _owned() -> re.Pattern[str]:
    """总投资14.2亿元的开发区基础设施."""
    return re.compile(f"[0-9][^，。0-9]{{0,6}}的({'|'.join(_alone())})(?=[基市公道管配重]|建设|项目)")


@cache
def _alone() -> tuple[str, ...]:
    """The zones that need no name before them, the longest first."""
    rows = [row for row in read_table("zones.tsv") if row.flag("alone") and row["kind"] not in ("urban", "free_trade")]
    return tuple(sorted((row["word"] for row in rows), key=len, reverse=True))


@cache
def _zones() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A zone that needs no name before it, and a name with the kind of zone or organisation that ends it."""
    rows = sorted(read_table("zones.tsv"), key=lambda row: -len(row["word"]))
    named = [row["word"] for row in rows if row["kind"] not in ("group", "village", "urban")]
    return (
        re.compile(f"(?:(?P<part>{PARTS})|{'|'.join(_alone())})"),
        re.compile(
            f"(?P<name>[省市区县州镇](?=图书馆|博物馆|文化馆|体育馆|科技馆|医院)|{NAME}{{2,12}}?)(?:(?P<zone>{'|'.join(named)})|{ORGANISATIONS}|{PARTS})"
        ),
    )


def _part_or_zone(text: str, start: int, verb: str) -> Ruled | None:
    alone, named = _zones()
    if match := alone.match(text, start):
        return _ruling(match[0], text, match.end(), verb in CARRYING_ZONES, bool(match["part"]))
    match = named.match(text, start)
    if not match or KIND.search(match["name"]) or _begins_with_verb(match["name"]):
        return None
    if SORT.match(match["name"]) or match[0].endswith(("城镇", "城乡", "乡镇")):
        return Ruled(None, False)
    if match["zone"] in TOWNS and SEVERAL.match(text, match.end()):
        return Ruled(None, False)
    carries = verb in (CARRYING_ZONES if match["zone"] and match["zone"] not in TOWNS else CARRYING)
    return _ruling(match[0].strip("“”"), text, match.end(), carries)


def _ruling(place: str, text: str, end: int, carries: bool, counts: bool = False) -> Ruled | None:
    """The place, unless what follows makes it a thing counted, one of a list, or a part of a longer word."""
    rest = text[end : end + 20].lstrip("”")
    if LISTED.match(rest) or LONGER.match(rest) or (COUNTED.match(rest) and not counts):
        return None
    return Ruled(place, carries)


def _begins_with_verb(words: str) -> bool:
    known = verbs()
    return any(words[:size] in known for size in (2, 3, 4))


def _region(text: str, start: int, verb: str) -> Ruled | None:
    """A region of the catalogue, by its full name, unless it is one of a list."""
    match = REGION.match(text, start)
    if not match or not any(region.level > 1 and region.common < 2 for region in regions_named(match[0])):
        return None
    if LISTED.match(text, match.end()) or SEVERAL.match(text, match.end()):
        return Ruled(None, False)
    return Ruled(match[0], verb in CARRYING)
