"""What is measured, from the document's own words: cleaned, dealt out over lists, completed from what went before."""

import re
from functools import cache

from taizhang.catalogue.cues import verbs
from taizhang.catalogue.words import alternatives, words

BLANK = re.compile(
    r"[\s\x00]+|[\[［【〔]\^?[0-9]{1,3}[\]］】〕]|（(?![市区县旗改扩迁续新、]{1,6}）)[^（）]{0,40}）|\*\*|[①-⑳]"
)
BLANK_HINT = re.compile(r"[\s\x00\[［【〔（*①-⑳]")
PLACE = re.compile(r"^在[^，。；]{2,20}?(?:范围内|区域内|境内|内|地区|上|方面)(?=[\u4e00-\u9fff])")
LISTED = re.compile(r"^(?P<front>.*?)[^、，]{2,}、.*等(?![级次于值候])(?P<noun>[^等，]{3,})$")
EXAMPLE = re.compile(r"^[^、，]*(?<![高中初平均优同相对上])等(?![级次于值候])(?P<noun>[^等，]{2,})$")
EDGES = "、，,；;：:。 　的了·－—-"
TRAILS = (
    r"总计|合计|共计|累计|总共|分别|各自|各|均(?<!人均|日均|月均|年均|平均)|都(?<!首都|成都)|"
    r"也|又|再|则|已|将|约(?<!节约|签约|履约|合约|预约|集约|条约|制约|公约|邀约|违约|契约)|的|了|等|为(?<!行为|作为)|"
    r"是|达(?<!通达)|共(?<!公共)|在(?<!存在)|到|至|从|由|与(?<!参与)|"
    r"和(?<!平和|温和|总和|饱和)|及(?<!普及|涉及|惠及)|、|，|：|:|；|高达|"
    r"多达|按|折合|基本|有望|年度|年内|全年|全部|首次|首度|再次|再度|连续|一举|历史性|的?基础上|要(?<!主要|需要|重要|必要|首要|摘要|纲要)|尽快|\(|（|－|—|-|“"
)
TRAILING = re.compile(f"(?:{TRAILS})+$")
TRAIL_ENDS = frozenset(word[-1] for word in re.sub(r"\(\?<!.*?\)", "", TRAILS).split("|"))
PAIRED = re.compile("[“”《》（）()‘’]")
BRACKETS = frozenset("“”《》（）()‘’")
PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’"}


@cache
def _leading() -> re.Pattern[str]:
    time = (
        r"(?:到|至|截至|截止|力争到|到了|自)?(?:[0-9]{4}|[0-9]{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})年(?:以来|来(?!料|访|华|自|源|信|电|宾)|起(?!重|草|点|步|飞|用|降|诉|运)|度|底|末|初|上半年|下半年|一季度|前三季度)?|(?:[0-9]{1,2}[-—~～－–至])?[0-9]{1,2}月(?:份|底|末)?|[0-9]{1,2}日"
        r"|(?:上年|去年)(?!结转|结余)|上半年|下半年|[一二三四]季度|前三季度|[“\"]?十[一二三四]?五[”\"]?(?:期间|时期|以来|末)?|(?:近|过去|这|前)?[一二三四五六七八九十两0-9]+年(?:来|间|多来|以来|(?=年均|累计|共|$))"
    )
    return re.compile(
        rf"^(?:(?:{time}|{alternatives('here')}|{alternatives('lead')})[，、：:]?|[一二三四五六七八九十]+是|[一二三四五六七八九十]+、|[0-9]+[.．、]|[①-⑳]|[，、；：:。.”）)\s*#>\-—·～~]+)"
    )


@cache
def _light() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives('light')}|{alternatives('here')})+(?=.)")


GLUED = re.compile(r"^(?:率|量|额|型|化|者|业|园|区|类|式|性|权|员|期|点|期|级|部|局|站|线|网|路|机|价)")
KEEP_LEAD = re.compile(
    r"^(?:各项|各级|上年结转|上年结余|完成投资|在研|建议$|对外|有效|有色|有线|有机|有组织|再生|再就业|共享|共同|共建|以旧|在建|在库|在校|在册|在孵|在岗|在园|在职|在外|在线|在编|在读|在统|将军|超限|超高|超临|超低|超长|要素|从业|各类|等级|中小|是否|均衡|都市|近海|近零|近视|为民|按揭|到位|达标|达产|目标|计划生育|计划投资|计划内|拟上市|共有产权|累计|其中包|建议提案|对口|对上|对台|使用|把关|由于|让利|与会|和美|和谐|和平|及时|之江|总体规划|实有|主要污染物|主要流域|主要河流|主要农作物|主要指标|主要经济|主要工业|主要农产品|主要道路|主要行业|初步设计|当年|本级|全国|预期寿命|超出|更新|更换|保障房|保障性|保障能力|保障水平|保障标准|保障金|保障中心|支持政策|规划馆|持续增|等外)"
)


def cleaned(text: str) -> str:
    """The words of a subject without frames of time and place, light verbs and particles.

    >>> cleaned("2023年，全区地区生产总值"), cleaned("完成流转土地"), cleaned("实施新材料重点项目")
    ('地区生产总值', '流转土地', '新材料重点项目')
    >>> cleaned("其中，新引进10亿元以上重大产业项目"), cleaned("全年接待读者")
    ('新引进10亿元以上重大产业项目', '接待读者')
    """
    text = _untrailed(BLANK.sub("", text) if BLANK_HINT.search(text) else text).strip(EDGES).replace("分别", "")
    if text.startswith("在"):
        text = PLACE.sub("", text)
    if "前" in text or "完成" in text or "实现" in text:
        text = BY_THEN.sub("", text)
    if text.startswith("累计") and text[2:3] in "为向给对":
        text = text[2:]
    if "等" in text:
        text = unlisted(text)
    for _ in range(4):
        if is_attribute(text):
            return text
        before = text
        text = _strip_lead(text)
        if text.startswith("累计"):
            text = ACHIEVED.sub("累计", text)
        text = _strip_light(text)
        if text == before:
            break
    text = _untrailed(text).strip(EDGES)
    return _closed(text) if PAIRED.search(text) else text


def _untrailed(text: str) -> str:
    """The text without the particles at its end; most have none, which the last character tells."""
    return TRAILING.sub("", text) if text and text[-1] in TRAIL_ENDS else text


BY_THEN = re.compile(
    r"在[0-9年月]{1,8}(?:底|末)?(?:前|以前)|(?<=.)[三四五]年(?:累计)?(?:共?完成|共?实现)"
    r"|^.{0,6}?(?:带动|推动|拉动|促使)?全[市区县省州](?:完成|实现)(?=.{2})"
)
ACHIEVED = re.compile(r"^累计(?:实现|完成|达到?)(?=.{2})")


KINDS = ("项目", "企业", "工程", "活动", "任务", "措施", "工作")


def unlisted(text: str) -> str:
    """The words without the examples that 等 closes, where the noun after it can stand alone.

    >>> unlisted("建成村级公园、文体活动中心等活动场所"), unlisted("组建电机、泵等产业联盟")
    ('建成活动场所', '产业联盟')
    """
    match = LISTED.match(text) or EXAMPLE.match(text)
    if not match:
        return text
    if match["noun"] in KINDS and "、" not in text:
        return text.replace("等", "")
    return kind_of(text) + match["noun"]


def _strip_lead(text: str) -> str:
    """The text without frames ahead; each is looked at by itself, so that none ends inside a word (对外贸易, 更新)."""
    while (match := _leading().match(text)) and not KEEP_LEAD.match(text):
        rest = text[match.end() :]
        if _begins_word(text, match.end()) or (GLUED.match(rest) and match.end() <= 3):
            return text
        text = rest
    return text


MAY_BEGIN_WORD = frozenset("达超更对有为以由共近")


def _begins_word(text: str, end: int) -> bool:
    """Whether the one character that looks like a frame begins a verb: 达成, 更新."""
    return end == 1 and text[0] in MAY_BEGIN_WORD and (text[:2] in verbs() or text[:2] in words("light"))


def _strip_light(text: str) -> str:
    match = _light().match(text)
    if not match or KEEP_LEAD.match(text):
        return text
    rest = text[match.end() :]
    if len(rest) < 2 or GLUED.match(rest):
        return text
    if len(rest) == 2 and not EMPTY.match(text[: match.end()]):
        return text
    return rest


EMPTY = re.compile(r".*(?:完成|实现|实施|开展|举办|达到|推进|组织|落实|抓好|推动|共)")


def _closed(text: str) -> str:
    """The text with a bracket or quotation mark that lost its partner at an edge removed."""
    if BRACKETS.isdisjoint(text):
        return text
    for opening, closing in PAIRS.items():
        if text.count(opening) < text.count(closing):
            head, _, tail = text.partition(closing)
            text = (
                tail
                if len(head) < len(tail) and opening not in head and len(head) < 3
                else text.replace(closing, "", 1)
            )
        elif text.count(opening) > text.count(closing):
            at = text.rfind(opening)
            text = text[:at] + text[at + 1 :] if text.startswith(opening) or at > len(text) - 3 else text + closing
    return text


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:其|全[国省市区县](?=排名|位次)|年度|全年|年内|累计|计划|平均|年均|实际|预计|总的?|合计|实现)*(?:{alternatives('attribute')}|[\u4e00-\u9fff]{{2}}率)$"
    )


@cache
def _attribute_end() -> re.Pattern[str]:
    return re.compile(
        rf"(?:年度|全年|年内|累计|实现|完成|当年|今年|平均|年均|日均|预计)*(?:{alternatives('attribute')}|(?<![级次])[\u4e00-\u9fff]{{2}}率)$"
    )


@cache
def _attribute_ends() -> frozenset[str]:
    """The last two characters that relational nouns have; most subjects end in others, and in no 率."""
    return frozenset(word[-2:] for word in words("attribute"))


def _may_be_attribute(subject: str) -> bool:
    return subject[-2:] in _attribute_ends() or subject[-1:] == "率"


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(rf"^(?:全市|全区|全县|全省)?(?:累计|共|新)?(?:{alternatives('kind')})(?:各类|各级|各级各类)?")


@cache
def kind_only() -> re.Pattern[str]:
    """Matches words that are nothing but verbs telling the kind of count."""
    return re.compile(rf"(?:累计|共|新|各类|各|年内|全年|成功)*(?:{alternatives('kind')})(?:了|各类|各级|各级各类)?$")


@cache
def light_only() -> re.Pattern[str]:
    """Matches words that are nothing but light verbs and frames."""
    return re.compile(rf"(?:{alternatives('light', 'lead', 'here')})*$")


def opens_with_verb(subject: str) -> bool:
    """Whether the words begin with a verb of action (资助贫困学生), so that no verb need be carried to them."""
    known = verbs()
    for size in (2, 3, 4):
        verb = known.get(subject[:size])
        if verb is not None and verb.word_class in ("deed", "policy", "push"):
            return True
    return False


def is_attribute(subject: str) -> bool:
    """Whether the words need an owner: 总投资, 年度完成投资, 占比."""
    return _may_be_attribute(subject) and bool(_attribute().match(subject))


def attribute_of(subject: str) -> str:
    """The relational noun that ends a subject, or an empty string.

    >>> attribute_of("采矿业增加值"), attribute_of("家庭农场")
    ('增加值', '')
    """
    match = _attribute_end().search(subject) if _may_be_attribute(subject) else None
    return match[0] if match and match.start() else ""


def stem_of(subject: str) -> str:
    """The owner in a subject: all but the relational noun that ends it.

    >>> stem_of("粮食播种面积"), stem_of("市重大项目"), stem_of("新增首贷")
    ('粮食', '市重大项目', '新增首贷')
    """
    match = _attribute_end().search(subject) if _may_be_attribute(subject) else None
    return subject[: match.start()] if match and match.start() >= 2 else subject


def kind_of(subject: str) -> str:
    """The verb at the head of a subject that tells the kind of count, or an empty string.

    >>> kind_of("新增博物馆"), kind_of("博物馆")
    ('新增', '')
    """
    match = _kind().match(subject)
    return match[0] if match else ""


SPLIT = re.compile(r"、")
SPLIT_ALL = re.compile(r"、|(?<=[^不总中缓])和(?=[^平谐美睦田解气善县])|与|(?<!以)及(?=[^时格])|以及|，|；|/")


def dealt(subject: str, n: int) -> list[str] | None:
    """The subject of a distributed list as `n` subjects, shared head and tail given to each; else None.

    >>> dealt("限额以上批发、零售、住宿主营业务收入", 3)
    ['限额以上批发主营业务收入', '限额以上零售主营业务收入', '限额以上住宿主营业务收入']
    >>> dealt("城镇和农村居民人均可支配收入", 2)
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> dealt("金融机构本外币存款、贷款余额", 2), dealt("城乡低保标准", 2)
    (['金融机构本外币存款余额', '金融机构本外币贷款余额'], ['城市低保标准', '农村低保标准'])
    """
    subject = INDUSTRIES.sub("第一产业、第二产业、第三产业", subject)
    parts = [part for part in _split(subject, SPLIT) if part]
    if len(parts) != n:
        parts = [part for part in _split(subject, SPLIT_ALL) if part]
    if len(parts) == n > 1:
        return _shared(parts)
    if n == 2 and len(parts) == 1:
        return _halves(subject)
    if n == 3 and len(parts) == 1 and (pair := re.search("三次产业|一二三产业", subject)):
        return [subject.replace(pair[0], f"第{c}产业", 1) for c in "一二三"]
    return None


INDUSTRIES = re.compile(r"第?一(?:次产业|产业)?[、和]第?二(?:次产业|产业)?[、和及]+第?三(?:次)?产业|一二三产业?")


def _split(subject: str, pattern: re.Pattern[str]) -> list[str]:
    """Parts at 、和与及 that stand outside quotation marks and brackets."""
    parts, start, depth = [], 0, 0
    cuts = {match.start(): match.end() for match in pattern.finditer(subject)}
    for i, char in enumerate(subject):
        depth += (char in "“（(《") - (char in "”）)》")
        if i in cuts and depth <= 0:
            parts.append(subject[start:i])
            start = cuts[i]
    return [*parts, subject[start:]]


OPPOSED = {
    "城乡": ("城市", "农村"),
    "进出口": ("进口", "出口"),
    "供水供气": ("供水", "供气"),
    "本外币": ("本币", "外币"),
    "存贷款": ("存款", "贷款"),
    "省市": ("省", "市"),
    "职工居民": ("职工", "居民"),
}


def _halves(subject: str) -> list[str] | None:
    for word, (first, second) in OPPOSED.items():
        if word in subject:
            if word == "城乡" and "居民" in subject:
                return [subject.replace(word, part, 1) for part in ("城镇", "农村")]
            return [subject.replace(word, part, 1) for part in (first, second)]
    return None


def _shared(parts: list[str]) -> list[str]:
    """Give each part the head that only the first has and the tail that only the last has."""
    first, second, last = parts[0], parts[1], parts[-1]
    tail = _tail(parts, last)
    if tail:
        parts = [*(part if part[-1] == tail[-1] or _whole(part) else part + tail for part in parts[:-1]), last]
    head = _head(first, second)
    if not head and is_attribute(parts[1]) and not is_attribute(first):
        head = stem_of(first)
    if head:
        parts = [parts[0], *(part if part.startswith(head) else head + part for part in parts[1:])]
    return parts


AMOUNT = re.compile("(?:量|额|率|数|值|费|度|面积|里程|规模)$")


def _whole(part: str) -> bool:
    """Whether a part has a relational noun of its own; 存款 and 出口 take another (存款余额, 出口额)."""
    if part.endswith(("存款", "贷款", "出口", "进口")):
        return False
    return bool(attribute_of(part)) or bool(AMOUNT.search(part))


RATED = re.compile("(?:增幅|增速|涨幅|降幅|增长率|占比|比重|比例)$")


def _tail(parts: list[str], last: str) -> str:
    """The part of the last subject that the others lack: what follows the piece as long as theirs."""
    others = parts[:-1]
    if any(map(_whole, others[1:] or others)) and attribute_of(last):
        return ""
    if others[-1][-1] == last[-1]:  # 化学需氧量和二氧化硫排放量 are both whole
        return ""
    if rate := RATED.search(last):
        return rate[0]
    mark = _common_last(others[-1], last)
    if mark and mark < len(last):
        return last[mark:]
    attribute = attribute_of(last)
    length = len(others[-1]) if len(parts) > 2 or not _head_guess(others[0], last) else len(last)
    if len(last) > length + 1 and (length <= 2 or (not attribute and length <= 4)):
        rest = last[length:]
        return rest if not attribute or (rest.endswith(attribute) and len(rest) >= len(attribute)) else attribute
    return attribute


def _common_last(other: str, last: str) -> int:
    """Where the piece of `last` that is parallel to `other` ends, by its last character: 存款 | 贷款余额."""
    at = last.find(other[-1]) if other else -1
    return at + 1 if 0 < at < min(len(last) - 1, len(other) + 2) else 0


def _head_guess(first: str, last: str) -> bool:
    return len(first) > len(last)


QUALIFIER = re.compile(
    r"^(?:规上|规模以上|限额以上|限上|全部|全社会|金融机构(?:本外币|人民币)?|本外币|人民币|全体|常住|户籍|新增|新建|新改建|累计|累计建成|改造|培育|引进|净增|省级|市级|国家级|区级|县级|城镇|城市|农村|地方|民间|外贸|粮食|工业|农业|第[一二三]产业|实际|固定电话|移动|互联网|公路|铁路|民航|水路|空气质量|市重大|省市重点|省重点|重点|城乡居民|城乡|居民|高速公路|新能源|农产品|年度|门诊|职工|职工医保|项目|数字经济|旅游|社会|医保|职业|普通)"
)


OTHER = re.compile(r"^(?:农民|农村|乡村|居民|私人|进口|省|市|区|县|国家)")


def _head(first: str, second: str) -> str:
    """What the first part has and the second lacks: a qualifier of both."""
    if len(first) <= len(second):
        return ""
    match = QUALIFIER.match(first)
    if (
        match
        and match.end() < len(first) - 1
        and not second.startswith(match[0])
        and not QUALIFIER.match(second)
        and not OTHER.match(second)
    ):
        return match[0]
    return ""
