"""What a table cell measures: the row's name, made clear by its parents, its column and its table's title."""

import re

from taizhang.reading.tables.columns import Column
from taizhang.reading.tables.names import PART, named

# Names that say nothing without the row above them.
_RELATIVE = re.compile(
    r"(?:其中|市级|省级|县级|区级|市本级|本级|全市|全省|全区|全县|城镇|农村|乡村|城市|男性?|女性?|出口|进口|第[一二三]产业|工业|建筑业|"
    r"公路|铁路|水运|水路|民航|航空|住宅|短期|中长期|企业|个人|其他|住户|增量|存量|总量|绝对值|增长率?|增速)(?:[（(].*[)）])?"
)
_TOTAL = re.compile(r"合计|总计|小计|总额|全部|全市|全省|全区|全县|全国")
_TOPIC_CUT = re.compile(
    r"^(?:附?表|附件)(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}(?:[-－][0-9]{1,2})?(?![0-9年]))?[:：]?|[（(][^（）()]*[)）]|(?:19|20)[0-9]{2}(?:[-—至](?:19|20)?[0-9]{2})?年?(?:度|末)?|年末|上半年|"
    r"(?:全[市省区县州国]|我[市省区县])|及(?:其)?(?:增长速度|增速|增幅|构成|增长情况|变动情况|比重)|(?:主要|预期|执行|完成|变动|发展|平衡|分项)?(?:情况|指标|目标|一览|汇总)?(?:表|情况|计划|目标)?$|比上年涨跌幅度$|增长速度$|增速$|构成$|预算(?:执行|调整)?$"
)
_PART_WORD = re.compile(r"^(?:其中|#)")


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
    """
    if not heads:
        return None
    own = heads[-1]
    parent = heads[-2] if len(heads) > 1 else None
    words = column.words if column else ""
    if _TOTAL.fullmatch(own):
        own = (parent or words or topic_of(title)) + own if parent or words or topic_of(title) else own
    elif parent and _is_relative(own, printed):
        own = _under(parent, own)
    return _with_column(own, words)


def _is_relative(own: str, printed: str | None) -> bool:
    part = printed is not None and named(printed).level == PART
    return bool(_RELATIVE.fullmatch(own)) or (part and len(own) <= 6) or (part and _PART_WORD.match(own) is not None)


def _under(parent: str, own: str) -> str:
    """A part's name with its whole: 出口 of 进出口总额 is 出口总额, 住宅 of 施工面积 is 住宅施工面积.

    >>> _under("进出口总额", "出口"), _under("社会消费品零售总额", "城镇"), _under("贷款余额", "短期贷款")
    ('出口总额', '城镇社会消费品零售总额', '短期贷款余额')
    """
    if "进出口" in parent and own in ("进口", "出口"):
        return parent.replace("进出口", own)
    for size in range(min(len(own), len(parent)), 1, -1):
        if own.endswith(parent[:size]):
            return own + parent[size:]
        if own.endswith(parent[-size:]):
            return own
    return own + parent if not own.endswith(parent) else own


def _with_column(own: str, words: str) -> str:
    """The name with what its column measures beyond generic words: 小学 under 招生数 is 小学招生数.

    >>> _with_column("小学", "招生数"), _with_column("粮食产量", "产量"), _with_column("出口额", "出口额")
    ('小学招生数', '粮食产量', '出口额')
    """
    return own if not words or words in own or own in words else own + words


def topic_of(title: str | None) -> str:
    """What a table's title says it is about, without year, number, region and words for tables.

    >>> topic_of("表2 2025年全市税收收入情况表"), topic_of(None)
    ('税收收入', '')
    """
    words = "".join(re.split(r"(?<![0-9])\s+|\s+(?![0-9])", title or "")).strip()
    while (cut := _TOPIC_CUT.sub("", words)) != words:
        words = cut.strip()
    return words
