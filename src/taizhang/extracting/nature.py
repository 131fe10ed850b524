"""Whether a number counts a stock, what was added to one, what was done in the period, or is a rate."""

import re

from taizhang.catalogue.indicators import Indicator
from taizhang.extracting.clauses import Clause
from taizhang.extracting.items import Item
from taizhang.extracting.subjects import kind_of
from taizhang.model import Nature

RATES = frozenset({"%", "‰", "个百分点"})
ADDED = re.compile(
    r"(?<!高)新(?:增|建|改|培育|引进|认定|登记|创建|开工|签|设|上|获|入|投|注册)|净增|增加(?!值)|扩建|改建|建成(?!区)|引进"
)
JOINED = re.compile("(?<!高)新(?:增|建|认定|登记|创建|开工|签|设|获|注册)|净增")
STOCK = re.compile(
    r"累计|总数|存量|余额|结余|限额|拥有|共有|保有|实有|现有|现存|在库|在册|在校|在职|在岗|参保|常住|户籍|总人口|里程|床位|库容|装机容量"
    r"|(?<!业务)(?<!生产)(?<!消费)(?<!消耗)(?<!吞吐)(?<!排放)(?<!用水)(?<!供水)(?<!经济)(?<!运输)总量"
)
# What is counted and may stand: 企业达到275家, 公园共有12座; not tons and kilowatt-hours, that are made and used.
COUNTED = re.compile(r"(?:家|户|人|名|个|所|座|处|条|公里|千米|张|支|亩|公顷|平方公里|千瓦|辆|只|头|艘|架|栋)$")
STANDS = re.compile(
    r"(?:达到?|突破|超过?|[共现拥仍已还]?有|(?<=[\u4e00-\u9fff])为|共|共计|总计|增至|[增发扩]\w?[到至])[了约近]?(?:[0-9.]+[\u4e00-\u9fff]{1,3}[、和]){0,3}$"
)
FLOWS = re.compile(
    r"产量|销量|流量|吞吐|客运|人次|脱贫|就业|培训|发放|投入|资助|救助|惠及|接待|开工|竣工|退出|摘帽|实施|改造|整治|完成"
)
LEAD, TRAIL = 24, 14


def nature_of(item: Item, clause: Clause, indicator: Indicator | None) -> Nature:
    """The nature of a number: by its role and unit, by words of adding, by its indicator, else by its own words."""
    if item.role in ("growth", "rank") or item.unit in RATES:
        return "rate"
    if ADDED.search(item.subject):
        return "added"
    if indicator:
        return _of_indicator(item, indicator, clause)
    return "stock" if item.role != "change" and _stands(item, _before(item, clause)) else "done"


def _before(item: Item, clause: Clause) -> str:
    """The words right before a number in its clause."""
    at = max(0, item.head - clause.start)
    return clause.text[max(0, at - LEAD) : at]


def _of_indicator(item: Item, indicator: Indicator, clause: Clause) -> Nature:
    """The nature of the indicator; a number of a stock may still be one of what joined or left it."""
    if indicator.nature in ("rate", "index"):
        return "rate"
    if indicator.nature == "flow" or item.role == "change":
        return "done"
    before, stop = _before(item, clause), item.stop - clause.start
    if STANDS.search(before):
        return "stock"
    if JOINED.search(clause.text, 0, max(0, item.head - clause.start)):
        return "added"
    return "done" if FLOWS.search(before) or FLOWS.search(clause.text, stop, stop + TRAIL) else "stock"


def _stands(item: Item, before: str) -> bool:
    """Whether words of standing say so: of the subject, or before a count of what was not made in the period."""
    if STOCK.search(item.subject):
        return True
    counted = COUNTED.search(item.unit) and STANDS.search(before)
    return bool(counted) and not kind_of(item.subject) and not FLOWS.search(item.subject)
