"""The place or organisation that a number belongs to, where it is not the document's own region as a whole."""

import re
from functools import cache

from taizhang.catalogue.table import read_table
from taizhang.extracting.clauses import Clause

LEAD = r"(?:其中|此外|同时|另外|全年|年内|目前|截至目前|今年|[0-9]{4}年|上半年|在|推动|支持|加快|推进|完成|深化|实施)?"
NAME = r"(?P<place>[\u4e00-\u9fff“”]{0,12}?"
BODY = (
    "市本级|县本级|区本级|省本级|市级本级|中心城区|市城区|主城区|老城区|市区|城区|县城|公司|集团|图书馆|博物馆|文化馆|体育馆|医院|大学|学院|"
    "中学|基金港|研究院|机场|港口|港区|海关|街道|水库断面|考核断面"
)
# A place is a place only where words about it follow, not the rest of a longer noun.
FOLLOWED = (
    r"(?=(?:入驻|实现|完成|累计|全年|新|达|管理|主营|税收|营业|固定|地区|规模|规上|注册|实缴|接待|服务|获|技工贸|城建|空气|纳税|累|各|年"
    r"|建|投|引进|招|固投|总|工业|一般|生产|COD|氨氮|平均|控制性|全域|已|成|东|电|自动|围绕|要|坚持|着力|建设投|技|[0-9，]|调区|健康|内))"
)
WITHIN = re.compile(r"^在(?P<place>[^，。；]{2,20}?)(?:范围内|区域内|境内|地区|范围)")


@cache
def _pattern() -> re.Pattern[str]:
    zones = "|".join(re.escape(row["word"]) for row in read_table("zones.tsv"))
    return re.compile(rf"^[\s\x00、]*{LEAD}{NAME}(?:{zones}|{BODY})){FOLLOWED}")


HINT = re.compile("[区园镇乡街司团馆院校学场关面级城村心港内境围]")
GENERAL = re.compile(
    r"^(?:全[国省市区县].*|我[省市区县].*|[省市县区]?(?:城镇|乡镇|农村|乡村|贫困村|行政村|村|镇|乡|社区|城乡|公共.*|文化馆|图书馆|医院|学院|大学|中学|公司|集团|园区|产业园|示范区|保护区|风景区|景区|实验区|街道|商圈|城区)|.*(?:力争|确保|推进|融入|聚焦|打造|开展|实现|持续|扎实|片区|义务教育|国家级|省级|经济区|功能区|城镇|乡镇).*|规上.*|规模以上.*|新.*|各.*|.*(?:个|家|级|类|批|型|条|座|等)(?:[\u4e00-\u9fff]{0,6})|.*(?:企业|建设|改造).*|(?:国家|省(?!城)|市(?![城本区])|上市|龙头|骨干|重点|特色|专业|现代|建成|完成|创建|打造|引进|培育|高新技术|三级|二级).*)$"
)


def place_of(clause: Clause) -> str | None:
    """The place or organisation at the head of a clause that its numbers belong to, as written, or None.

    >>> from taizhang.extracting.clauses import Clause
    >>> text = "开发区入驻企业达到252家"
    >>> place_of(Clause(0, len(text), text, [], True, True))
    '开发区'
    """
    text = clause.text
    if not HINT.search(text, 0, 30):
        return None
    if match := WITHIN.match(text):
        return match["place"]
    match = _pattern().match(text)
    place = match["place"].strip("“”") if match else ""
    return place if place and not GENERAL.match(place) else None
