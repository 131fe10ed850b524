"""What a table cell measures: the row's name, made clear by its parents, its column and its table's title."""

import re

from taizhang.reading.tables.columns import Column
from taizhang.reading.tables.names import PART, is_growth_row, named

# Names that say nothing without the row above them.
_RELATIVE = re.compile(
    r"(?:市级|省级|县级|区级|市本级|本级|城镇|农村|乡村|城市|男性?|女性?|出口|进口|第[一二三]产业|公路|铁路|水运|水路|民航|航空|住宅|"
    r"短期|中长期|企业|个人|其他|住户|增量|存量|总量|绝对值|增长率?|增速|外资|内资|国有|民营|民间|境内|境外)(?:[（(].*[)）])?"
)
_MEASURES = re.compile(
    r"(?:额|量|值|数|率|收入|支出|投资|价格|面积|余额|人口|税|存款|贷款|利润|里程|比重|费用?|消费|零售|指数|水平|能力|人次|户|产值|收支|结余|比例)"
    r"(?:[（(][^（()）]*[)）])?$"
)
_TOTAL = re.compile(r"合计|总计|小计|总额|全部|全[市省区县州国](?:合计)?")
_GROWS = re.compile(r"(?:增长(?:速度|率|情况)?|增速|增幅|涨幅|涨跌幅度|上涨|下降)$")
_LEVEL_OF_TABLE = re.compile(r"(?<![及和与])[省市州盟县区](?:本级|级)(?=[\u4e00-\u9fff]{2})(?!对)")
# A row or column of a whole region, or of one level of it: what is measured is told elsewhere.
_WIDE = re.compile(r"全[市省区县州国盟]|(?P<level>地方|中央|[省市州盟县区](?:本级|级)|本级)")
_OF_LEVEL = re.compile(r"(?P<level>[省市州盟县区](?:本级|级)|本级)(?:支出|收入)")
_SHARE = re.compile("占.{1,8}比重$")
_WHOLE = re.compile(r"^(?:全[市省区县州国]|我[市省区县])(?=[\u4e00-\u9fff]{3})")
_TOPIC_CUT = re.compile(
    r"^[0-9]{1,2}(?:[.．][0-9]{1,2})+(?![0-9])|^(?:附?表|附件)(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}(?:[-－][0-9]{1,2})?(?![0-9年]))?[:：]?|[（(][^（()）]*[)）]|"
    r"(?:19|20)[0-9]{2}(?:[-—至](?:19|20)?[0-9]{2})?年?(?:度|末)?|^年末?|上半年|[0-9]{1,2}[-—至][0-9]{1,2}月份?|分(?:行业|地区|类|项目?)|^主要|"
    r"(?:全[市省区县州国]|我[市省区县])|^[\u4e00-\u9fff]{2,7}?[省市州盟县区](?:本级|级)(?=[\u4e00-\u9fff]{2})|及(?:其)?(?:增长速度|增速|增幅|构成|增长情况|变动情况|变动|比重)|"
    r"(?:主要|预期|执行|完成|变动|发展|平衡|分项)?(?:情况|指标|目标|一览|汇总)?(?:表|情况|计划|目标)?$|比上年涨跌幅度$|增长速度$|增速$|构成$|预算(?:执行|调整)?$"
)
# The prices of a group of goods: 食品烟酒 under 居民消费价格 is 食品烟酒价格.
_PRICES = re.compile(r"居民消费价格(?:总)?")
# Topics that are not measured of each row: several at once, and budgets, whose rows are the items themselves.
_NAMED_BY_ROWS = re.compile(r"[和及与、]|收支|存贷|预算|决算|债[务券]")
# 主要产品产量: the rows are products, and what is measured of each is the word after.
_OF_PRODUCTS = re.compile(r"(?:产品|商品|畜禽|作物)(产量|销量|产销量|零售额|销售额|销售量|存栏|出栏)")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_OWN_YEAR = re.compile(r"((?:19|20)[0-9]{2})年(?:度|末|底)?(?=[\u4e00-\u9fff]{2})")
_STATED = re.compile("(?:预计)?(?:执行|实际|决算|完成)数$")
SHORT, SHORTEST = 8, 4


def subject_of(heads: tuple[str, ...], printed: str | None, column: Column | None, title: str | None) -> str | None:
    """The subject of a cell from its row headings, the row's name as printed, its column and the title.

    >>> subject_of(("外经外贸", "进出口总额"), "进出口总额", None, None)
    '进出口总额'
    >>> subject_of(("进出口总额", "出口"), "其中：出口", None, None)
    '出口总额'
    >>> subject_of(("房屋施工面积", "住宅"), "其中：住宅", None, None)
    '住宅房屋施工面积'
    >>> subject_of(("合计",), "合计", None, "2025年税收收入情况表")
    '税收收入合计'
    >>> subject_of(("金融业",), "金融业", None, "2025年分行业固定资产投资增长速度")
    '金融业固定资产投资'
    >>> subject_of(("教育支出", "省本级支出"), "省本级支出", None, None)
    '教育支出'
    """
    if not heads:
        return None
    if len(heads) > 1 and is_growth_row(heads[-1]):
        heads, printed = heads[:-1], None
    own, parent = _WHOLE.sub("", heads[-1]), heads[-2] if len(heads) > 1 else None
    words = column_words(column)
    topic = topic_of(title)
    if parent and _OF_LEVEL.fullmatch(own):
        return _with_column(parent, words)
    if _WIDE.fullmatch(own) and (words or topic):
        return words or topic
    if _TOTAL.fullmatch(own):
        return (words or parent or topic) + own
    if own.endswith(("合计", "总计")):
        return own + words if _SHARE.match(words) else own
    if parent and _is_relative(own, parent, printed):
        return _with_column(_under(_GROWS.sub("", _WHOLE.sub("", parent)), own), words)
    if not words and not _MEASURES.search(own) and _MEASURES.search(topic) and not _NAMED_BY_ROWS.search(topic):
        return _with_column(_GROWS.sub("", own), topic)
    return _with_column(own, words)


def own_time(name: str, column: Column | None) -> tuple[str | None, str]:
    """The year that a row's name begins with, and the name without it; none where the column tells a year itself.

    >>> own_time("2025年末地方政府债务余额预计执行数", None)
    ('2025', '地方政府债务余额')
    >>> own_time("粮食产量", None)
    (None, '粮食产量')
    """
    match = _OWN_YEAR.match(name)
    if match is None or (column is not None and any(map(_YEAR.search, column.headings))):
        return None, name
    return match[1], _STATED.sub("", name[match.end() :]) or name


def column_words(column: Column | None) -> str:
    """What a column measures, its upper heading included: 专项债务 under 债务余额 is 专项债务余额."""
    if column is None or _WIDE.fullmatch(column.words):
        return ""
    if column.above and _TOTAL.fullmatch(column.words):
        return column.above
    if not column.above or not column.words:
        return column.words or column.above
    if column.words[-2:] == column.above[-2:] and len(column.words) >= SHORTEST:
        return column.words  # 一般债务余额 under 政府债务余额 says it whole
    if _MEASURES.search(column.words):
        return column.words if _TOTAL.fullmatch(column.above) else _with_column(column.above, column.words)
    return _with_column(column.words, column.above)


def level_of(heads: tuple[str, ...], column: Column | None, title: str | None) -> str | None:
    """The level of government, or 地方, that a row, a column or the whole table is of.

    >>> level_of(("地方",), None, None), level_of(("粮食",), None, "2025年省级一般公共预算收入表")
    ('地方', '省级')
    >>> level_of(("粮食",), None, "2025年全省粮食产量") is None
    True
    """
    if len(heads) > 1 and (part := _OF_LEVEL.fullmatch(heads[-1])):
        return part["level"]
    for words in (*heads, column.words if column else "", column.above if column else ""):
        if (match := _WIDE.fullmatch(words)) and match["level"]:
            return match["level"]
    match = _LEVEL_OF_TABLE.search(title or "")
    return match[0] if match else None


def is_whole(words: str) -> bool:
    """Whether a row or column of this name is of all together: 合计, 全市."""
    return bool(_TOTAL.fullmatch(words) or _WIDE.fullmatch(words))


def growing(subject: str) -> str:
    """The subject of a growth: that which grows.

    >>> growing("规模以上工业产值增长速度"), growing("居民消费价格涨幅")
    ('规模以上工业产值', '居民消费价格')
    """
    return _GROWS.sub("", subject) or subject


def _is_relative(own: str, parent: str, printed: str | None) -> bool:
    if _RELATIVE.fullmatch(own):
        return True
    part = printed is not None and named(printed).level == PART
    return part and len(own) <= SHORT and bool(_MEASURES.search(_GROWS.sub("", parent))) and not _measures_itself(own)


def _measures_itself(own: str) -> bool:
    return bool(_MEASURES.search(own)) and not own.endswith(("存款", "贷款"))


def _under(parent: str, own: str) -> str:
    """A part's name with its whole: 出口 of 进出口总额 is 出口总额, 住宅 of 施工面积 is 住宅施工面积.

    >>> _under("进出口总额", "出口"), _under("社会消费品零售总额", "城镇"), _under("各项贷款余额", "短期贷款")
    ('出口总额', '城镇社会消费品零售总额', '短期贷款余额')
    >>> _under("居民消费价格指数", "食品烟酒")
    '食品烟酒价格指数'
    """
    if _PRICES.search(parent) and own not in parent:
        return own + _PRICES.sub("价格", parent)
    if "进出口" in parent and own in ("进口", "出口"):
        return parent.replace("进出口", own)
    for size in range(min(len(own), len(parent)), 1, -1):
        at = parent.find(own[-size:])
        if at >= 0:
            return own + parent[at + size :]
    return own + parent


def _with_column(own: str, words: str) -> str:
    """The name with what its column measures beyond generic words: 小学 under 招生数 is 小学招生数.

    >>> _with_column("小学", "招生数"), _with_column("粮食产量", "产量"), _with_column("居民消费价格总指数", "价格指数")
    ('小学招生数', '粮食产量', '居民消费价格总指数')
    >>> _with_column("居民消费价格", "价格指数")
    '居民消费价格指数'
    """
    if _PRICES.search(words) and own not in words:
        words = _PRICES.sub("价格", words)
    if not words or words in own or own in words or own.endswith(words[-2:]) or own[-1] == words[-1]:
        return own
    for size in range(min(len(own), len(words)), 0, -1):
        if own.endswith(words[:size]):
            return own + words[size:]
    return own + words


def topic_of(title: str | None) -> str:
    """What a table's title says it is about, without year, number, region and words for tables.

    >>> topic_of("表2 2025年全市税收收入情况表"), topic_of("2025年居民消费价格比上年涨跌幅度"), topic_of(None)
    ('税收收入', '居民消费价格', '')
    >>> topic_of("附表3 2026年云澜市本级支出表")
    '支出'
    """
    words = "".join(re.split(r"(?<![0-9])\s+|\s+(?![0-9])", title or "")).strip()
    if product := _OF_PRODUCTS.search(words):
        return product[1]
    while (cut := _TOPIC_CUT.sub("", words)) != words:
        words = cut.strip()
    return words
