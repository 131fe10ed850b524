"""A place or an organisation that is named at the head of some words: a zone, a town, a company, a region."""

import re
from typing import Literal, NamedTuple, cast

from taizhang.catalogue.regions import regions_named
from taizhang.extracting.place_kinds import (
    Force,
    Kind,
    alone,
    common,
    forces,
    kind_at,
    kinds,
    leading,
    never,
    suffixed,
    verb,
)

Form = Literal["subject", "object", "within"]

HEAD = 32  # characters: a place that rules a clause stands at its head
LONGEST = 24  # characters of a name
# What ends the name of a place: a character that does so often, or two that do.
HINT = re.compile(
    "[区园镇乡司团馆院港城县市州旗盟会心内道”份台级行面关学中场厂所库室岸业铁矿田社处木]"
    "(?:(?<=[区园镇乡司团馆院港城县市州旗盟”])|(?<=本级|银行|断面|海关|[大中小]学|[一二]中|[机农林牧]场|[电钢]厂|水库"
    "|究所|验室|口岸|街道|[委员]会|[酒药矿]业|钢铁|煤矿|油田|作社|事处|股份|中心|视台|苏木|考核|境内|围内))"
)
INNER = re.compile("[\u4e00-\u9fff]{1,8}?(?:医院|研究院|分校|校区|学院)")  # the hospital of a university
SEVERAL = re.compile("[^，。；0-9]*、[^，。；0-9]*等")
EXAMPLE = re.compile("(?!与)[^，。；0-9]*等[0-9]")
LISTED = re.compile("[^，。；0-9]*、[^，。；0-9]*[0-9]")
WITHIN = re.compile(r"在(?P<place>[^，。；0-9]{2,20}?)(?:范围内|区域内|辖区内|境内)")
QUOTED = re.compile(
    r"“(?P<name>[\u4e00-\u9fff]{2,10}[院馆园港谷厂司])”(?=[\u4e00-\u9fff])(?!建设|项目|工程|等|[和与及])"
)
GLUED = re.compile(
    r"[级型化类制式域间块籍路委所长群众数务生情贤亲澳]|口(?!岸)|毕业|街(?!道)|大道|高速|大桥|[一二三四五六七八九十]?号?线|站|政府|人大|政协|公安|法院|检察|领导|人民|[村镇](?!级)|内外|[等、和及]|以及|"
    r"总数|数量|个数|占比|(?:率|个|家)(?=[0-9达为])|管委会主任|里|行动|联盟|模式|经验|名单|试点|称号|标准|资质|牌照|工委|党|办学|文明|方案|条例"
)
NUMBER = re.compile(
    r"(?:总数|数量|累计|已|共|达到?|有|增至|增加到?|超过?|突破|为|由|从|至|分别|新增|增加)*[0-9.]+多?余?"
    r"(?:[家个所座处户条类批]|平方公里|万?平方米|亩|公顷)(?:以上|左右|[，。；、（\x00]|$)"
)
THING = re.compile(r"[^，0-9]{0,10}?(?:项目|工程|[一二三]期|大楼|主体|片区)|(?:改造|扩建|迁建|建设|搬迁|新建|改扩建)")
ACTS = re.compile("新开通|开通|加密|实施|完成|引进|新增|建成|落地|开工|实现|签约|储备|招引|入库|入驻")
JOINED = ("、", "和", "与", "及")
TOWN_BEFORE = re.compile(r"^[\u4e00-\u9fff]{2,3}$")
NO_TOWN = re.compile(
    "[城乡村强重名古集小大新全本该各几多每建心特制美示型点下送级]$|^[一二三四五六七八九十百千万两多几个]|[街乡县亲]|中心|人行|行政|试点|示范|特色|贫困|民族|改造|提升|健康|卫生|文明"
)


NEVER_TITLES = ("urban", "level", "region", "township")
TOWN_AS_OPPOSED_TO_LAND = "城区"  # 新建城区小学 beside 农村小学


class Place(NamedTuple):
    """A place by its name, as written; where the words after it begin; whether it is subject or object there."""

    name: str
    kind: Kind
    end: int
    form: Form


def place_in(text: str, own: frozenset[str]) -> Place | None:
    """The place or organisation at the head of a clause, unless it is one of `own`, a class, a list or a thing.

    >>> own = frozenset(["青汀区"])
    >>> place_in("开发区入驻企业达到252家", own)
    Place(name='开发区', kind='zone', end=3, form='subject')
    >>> place_in("推进青汀经开区二次创业", own).form, place_in("力争年内港东公司纳税额突破5000万元", own).name
    ('object', '港东公司')
    >>> [place_in(text, own) for text in ("建成省级开发区3个", "各开发区新增企业3家", "创建特色产业园5个")]
    [None, None, None]
    """
    if not HINT.search(text, 0, HEAD):
        return None
    if match := WITHIN.match(text):
        return Place(match["place"], "zone", match.end(), "within")
    start, force = _lead(text)
    if not HINT.search(text, start, start + LONGEST):
        return None
    form: Form = "object" if force in ("title", "whole") else cast("Form", force)
    if match := QUOTED.match(text, start):
        return Place(match["name"], "quoted", match.end(), form)
    found = _named(text, start, form)
    if found and found.name in own:
        found = _named(text, found.end, form)
    if found is None or found.name in own or not _may_follow(found, force):
        return None
    return found if _rules(found, text) else None


def _may_follow(place: Place, force: Force) -> bool:
    """Whether a place can be meant after such a verb: 新建市区学校 builds in the place, 新建产业园 the place itself."""
    if force == "title":
        return place.kind in NEVER_TITLES and place.name != TOWN_AS_OPPOSED_TO_LAND
    return force != "whole"


def _lead(text: str) -> tuple[int, Force]:
    """Where the words begin after times, adverbs and verbs, and what the verbs make of them."""
    leads, places, words, known = leading(), alone(), verb(), forces()
    start = 0
    form: Force = "subject"
    while start < HEAD:
        if match := leads.match(text, start):
            start = match.end()
        word = words.match(text, start)
        if not word or places.match(text, start):
            break
        force, end = known[word[0]], word.end()
        if force == "stop" or (kind_at().match(text, end) and not places.match(text, end)):
            break
        start, form = end, form if force == "none" else force
        if force in ("title", "whole"):
            break
    return start, form


def _named(text: str, start: int, form: Form) -> Place | None:
    if match := alone().match(text, start):
        return Place(match[0], kinds()[match["kind"] or match["owned"]], match.end(), form)
    region = _region(text, start, form)
    match = suffixed().match(text, start)
    if match and _is_name(match["name"], match["kind"], region):
        kind, end = _to_last_kind(text, kinds()[match["kind"]], match.end())
        if kind == "institution" and (inner := INNER.match(text, end)):
            end = inner.end()
        return Place(text[start:end].strip("“”"), kind, end, form)
    return region


def _to_last_kind(text: str, kind: Kind, end: int) -> tuple[Kind, int]:
    """The kind that ends a name of several (临港 + 经济开发区), and where."""
    further = kind_at().match(text, end)
    return (kinds()[further[0]], further.end()) if further else (kind, end)


REGION_END = re.compile("[区县市旗州盟]")


def _region(text: str, start: int, form: Form) -> Place | None:
    """The region whose full name begins there, the longest one."""
    found = None
    for match in REGION_END.finditer(text, start + 1, start + 11):
        name = text[start : match.end()]
        if any(region.level > 1 and region.common < 2 for region in regions_named(name)):
            found = Place(name, "region", match.end(), form)
    return found


def _is_name(name: str, kind: str, region: Place | None) -> bool:
    """Whether the words before a kind name one of it."""
    if region and name.startswith(region.name):
        name = name[len(region.name) :]
        return not name or (len(name) <= 8 and not never().search(name))
    if never().search(name) or name.endswith("”") or name.count("“") != name.count("”"):
        return False
    if kinds()[kind] == "township":
        return bool(TOWN_BEFORE.match(name)) and not NO_TOWN.search(name)
    if kinds()[kind] == "level":
        return False
    own = common().sub("", name)
    return len(own) >= 2 or (len(own) == 1 and len(name) == 1 and kinds()[kind] == "urban")


def _rules(place: Place, text: str) -> bool:
    """Whether the words after a place let it own a number: none that make it a class, a list, a thing or a part."""
    rest = text[place.end : place.end + 100].lstrip("”")
    listed = LISTED.match(rest) if place.kind not in ("zone", "level", "urban") else None
    if listed and not ACTS.match(rest):
        return False
    if place.kind not in ("level", "urban") and EXAMPLE.match(rest):
        return False
    if SEVERAL.match(rest) or (rest.startswith(JOINED) if place.kind == "level" else GLUED.match(rest)):
        return False
    if place.kind in ("region", "township") and rest.startswith("与"):
        return False
    if place.kind not in ("level", "region") and NUMBER.match(rest):
        return False
    if place.kind == "company" and place.form != "subject":
        return False
    if place.kind in ("institution", "company", "township", "region") or not alone().match(place.name):
        thing = THING.match(rest)
        return not thing or bool(ACTS.search(thing[0]))
    return True


def other_zone(text: str, name: str) -> bool:
    """Whether the subject of the words is a zone other than `name`, or several."""
    match = kind_at().search(text, 0, HEAD)
    if not match or kinds()[match[0]] != "zone" or name in text[: match.end() + 1]:
        return False
    return _lead(text)[1] == "subject"


def is_alone(name: str) -> bool:
    """Whether a zone is named by its kind alone, as a county names its one zone."""
    return bool(alone().fullmatch(name))
