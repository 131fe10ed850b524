"""What ties a number to the words before it: growth or change, a level, a share, a base, a rank, a gap."""

import re
from functools import cache
from typing import NamedTuple

from taizhang.catalogue.words import alternatives, words
from taizhang.extracting.items import Item
from taizhang.model import Role

POINTS = ("个百分点", "百分点", "个千分点", "个基点", "个位次", "个点", "个名次", "个BP", "个bp", "BP", "个位")

PER_CENT = ("%", "‰")


class Link(NamedTuple):
    """The role of a number, its sign, and the words before it that name the subject."""

    role: Role
    sign: int
    head: str
    rule: str
    bare: bool = False


# The longest words of change with what may follow them, and of level or comparison, that end in a number.
CHANGE_REACH, REACH = 32, 64
COMPARED = re.compile(
    r"(?:(?:每?[月日年])人均|同比|环比|同口径|可比口径|可比价|分别|各自|均|各|都|也|又|再|已|将|(?<![签节预履集合条制邀公违契缔])约|总共|共|累计|实际|名义|(?:[三四五六七八十两]|过去五|近三)年(?=$)|年均|平均|预计|有望|力争|确保|计划|预期|目标|达到|逐年|逐季|净|大幅|小幅|略|持续|稳步|快速|较快|明显|总体|同期|平均每年|每年|自然|两年平均|按可比价格?计算|按不变价格?计算|按可比口径(?:计算)?|扣除[^，。；]{2,14}后|剔除[^，。；]{2,14}后|可比|不变价|按美元计|按人民币计"
    r"|(?:比(?![例重率值])|较(?![大高好快强多小低])|(?<![合共不协相等参])(?:与|同(?!比)|跟))(?:[0-9]{4}年|“?十[一二三四五]?五”?)?[^，。；0-9比较与]{0,10}?(?:相比|同期|时|末|底|初|年|月|期|前|均值)(?:同期|实际|分别|均|再|大幅|明显|略有?|增长)?"
    r"|(?:比|较)(?:上年|去年|[0-9]{4}年)?(?:汇总)?(?:调整|年初|预算|决算|执行|完成|快报)(?:预算|执行|完成|决算)?数?"
    r"|(?:比|较|与|同|跟)[0-9]{4}年(?:同期|末|底|初|度)?|(?<![同环])比[^，。；0-9比较与例重率值]{1,8}|[、，,:：\s\x00]|(?<=[额值量率入资费])的)$"
)
NOUNS = ("增幅", "增速", "涨幅", "增长率", "降幅", "减幅", "跌幅", "增长速度", "增长幅度", "下降率")


@cache
def _change() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<up>{alternatives('up')})|(?P<down>{alternatives('down')}))(?:幅度?|速度?|率)?(?:了)?(?:均|分别|都|各)?(?P<to>到了?|至|为|达到?了?|在|成)?(?:了)?$"
    )


@cache
def _change_ends() -> frozenset[str]:
    """The last characters that words of change, and what may follow them, can have."""
    return frozenset(
        {word[-1] for use in ("up", "down") for word in words(use)} | set("幅度速率了均别都各到至为达在成")
    )


LEVEL = re.compile(
    r"(?:分别|均|各|都|也|已|(?<![签节预履集合条制邀公违契缔])约|共|累计|总共|合计|共计|总计)*(?:完成|达到了?|达成?|实现|为|是|有|共有|拥有|突破|超过|占|稳定在|保持在|维持在|控制在|稳定在|稳定到|保持|增至|增加到|提高到|提升到|提升至|提高至|上升到|扩大到|(?:设|确)?定[在为]|(?<=收入|支出|收支|资金|经费|投资|总额)安排(?:为)?|拟安排(?:为)?|(?:发展|扩展|延伸|壮大|拓展|推进)[到至]|降至|减至|降到|缩短至|压减至|压缩至|调整为|实现了|完成了|高达|多达|不|约为|接近|可达|力争达到|预计达到|预计为|预计实现|总计|合计|共计|达|至|到|以|为|(?<![累合共总统设会审预])计|：|:)(?:分别|均|各)?$"
)
LEVEL_ENDS = frozenset("排成到了达现为是有破过占在持至共计低于近约以：:别均各")
SHARE = re.compile(
    r"^(?P<owner>.*?)(?:，)?(?:分别|约|大约|均|仅|已|共)?占(?!地|用|道|领|有|比)(?:到|了)?(?P<whole>[^占]*?)(?:的)?(?P<noun>比重|比例|份额|比率)?(?:均|分别)?(?:已)?(?:提高|提升|上升|增加|扩大|下降|降低|稳定|保持|控制)?(?:达到|达|为|到|至|在|超过|近)?(?:了)?$"
)
PART_OF = re.compile(
    r"^(?P<head>.*?)(?:(?P<more>超过|突破|超)|相当于|达到|达|为|是|接近|约为|不低于)?(?P<whole>[^，。；]{2,24})的$"
)
FROM = re.compile(
    r"^(?P<head>.*?)(?:分别|已|各)?(?:从|由|(?<![来各独亲])自|(?:较|比)(?=(?:[^，。；]{0,6}年[^，。；]{0,4}的|(?:年初|(?:上年|去年)(?:同期|年?[末底])?))$))(?P<when>[^，。；从由]{0,16}?)(?:的|为|时的)?$"
)
RANK = re.compile(
    r"(?:均|分别|已|继续|蝉联|连续[^，。；]{0,6})*(?:(?:全国|全省|全市|全区|全州|世界|全球|全自治区|省内|国内)+(?:第|前)$|(?:位列|位居|名列|排名|居于|排在|排位|列|居|排|跃居|跃升至?|升至|升到|上升至|上升到|前移至|进位至|提升至|位次?|达到|稳居|进入|跻身|挤进|保持|前进到|荣获|夺得|获(?!奖))+(?:全国|全省|全市|全区|全州|世界|全球|全自治区|省内|国内|同类[^，。；、]{0,6}|[^，。；、]{0,8}(?:省|市|区|县|州|地级市|开发区|城市|群|位次|百强))*(?:第|前)?$|(?:第|前)$)"
)
GAP = re.compile(
    r"(?P<sign>超出?过?(?=[^，。；0-9]{0,6}(?:目标|计划|任务|预期))|高于|低于|快于|慢于|优于|好于|大于|小于|高出|超出|领先|落后于?|多于|少于|超过)(?P<other>[^，。；0-9]{0,18}?)(?:水平|平均水平|均值|增速|分别)?$|(?<![占同])(?:比(?![例重率值])|较)[^，。；0-9]{1,18}?(?P<sign2>(?<!提)高出?|(?<!降)低|(?<!加)快|(?<!放)慢|(?<!增)多|(?<!减)少|(?<!扩)大)$"
)
NET = re.compile(r"(?:比|较)(?:年初|上年|去年|前年|上月|[0-9]{4}年)[^，。；]{0,4}?(?:新增|净增|多增|少增)了?$")
EACH = re.compile(
    r"(?:(?<=至)|(?<=到)|(?<=为))(?:[0-9]{4}年|[“”十一二三四五]{2,5})(?:底|末|初)?的$|"
    r"(?:(?<=[到至为达])(?:人|户|亩)均|每人每月|每人每年|每生每年|每生每月|每人每天|每月每人|每年每人|每人|每月|每年|每户|每亩|每平方米|每天|每日|每户每年)$"
)
MOVED = re.compile(
    r"(?:(?P<up>前进|进位|晋位|上升|前移|跃升|晋升|(?<=中)进|(?<=次)进)|(?P<down>后退|退位|下降|下滑|后移|(?<=中)退|(?<=次)退))了?$"
)
FIELD = re.compile(r"在[^，。；]{2,20}中(?:的?(?:位次|排名))?$")
EACH_ENDS = frozenset("均月年人户亩米天日的")
BACKWARD = re.compile("低|慢|落后|少|小")


def link_of(item: Item, pre: str, unit_points: bool, noun_after: bool = False) -> Link:
    """How `item` hangs on the words `pre` before it, by the first pattern that applies.

    `noun_after` says that a noun follows the number, so that 增加3个 is no change but a count.
    """
    pre = pre.rstrip("、，, \x00")
    if pre[-1:] in EACH_ENDS:
        pre = EACH.sub("", pre)
    if item.unit in ("倍", "番"):
        return _times(pre)
    if item.role == "rank" and (pre.endswith(("第", "前")) or item.comparator == "<="):
        return Link("rank", 1, RANK.sub("", pre), "rank")
    if item.unit in ("位", "名") and (moved := MOVED.search(pre)):
        return Link("change", -1 if moved["down"] else 1, uncompared(FIELD.sub("", pre[: moved.start()])), "change")
    if gap := _gap(pre, unit_points):
        return gap
    changed = (
        None
        if pre[-1:] not in _change_ends() or pre.endswith(("自然增长率", "自然增长率为", "自增率"))
        else _change().search(pre, max(0, len(pre) - CHANGE_REACH))
    )
    if changed and (found := _changed(item, pre, changed, unit_points, noun_after)):
        return found
    if pre[-1:] in "增了" and NET.search(pre):
        return Link("change", 1, uncompared(NET.sub("", pre)), "change")
    return _verb_first(item, pre, unit_points) or _level(pre)


OF = re.compile(r"(?:是|为|达到?|相当于|超过|近|接近|约为?|不足|大约)*[^，。；是为]{0,12}的$")


def _times(pre: str) -> Link:
    pre = OF.sub("", pre)
    changed = _change().search(pre)
    head = pre[: changed.start()] if changed else re.sub(r"(?:实现|完成|达到|是|为|力争|再)+$", "", pre)
    return Link("times", 1, uncompared(head), "times")


LAST_YEAR = re.compile(r"上年|去年|年初|同期|前年|[0-9]{4}年|上月")


def _gap(pre: str, points: bool) -> Link | None:
    if not points:
        return None
    match = GAP.search(pre)
    if not match:
        return None
    if LAST_YEAR.search(match[0]):
        sign = -1 if BACKWARD.search(match["sign"] or match["sign2"]) else 1
        return Link("change", sign, uncompared(pre[: match.start()]), "change")
    backward = BACKWARD.search(match["sign"] or match["sign2"])
    return Link("level", -1 if backward else 1, uncompared(pre[: match.start()]), "gap")


def _changed(item: Item, pre: str, match: re.Match[str], points: bool, noun_after: bool) -> Link | None:
    word = match["up"] or match["down"]
    to = match["to"] or ""
    if to.startswith(("到", "至", "成", "为", "在")) and not match[0].startswith(NOUNS):
        return Link("level", 1, uncompared(pre[: match.start()]), "changed to")
    head = pre[: match.start()]
    if (
        word in ("多", "少", "升", "降", "增", "减", "提", "跌", "涨", "缩")
        and head
        and not re.search(r"(?:比|[额值量率入资费价同年月]|分别)$", head)
    ):
        return None
    if points and "拉动" in pre:
        return Link("level", 1, pre, "contribution")
    sign = -1 if match["down"] else 1
    if (
        not points
        and item.unit not in (*PER_CENT, "位", "天", "小时", "分钟")
        and (
            noun_after
            or word in ("改善", "优化", "加快", "提速")
            or (word == "提升" and WORKED.search(head))
            or (word == "扩大" and not EXTENT.search(head))
        )
    ):
        return None
    growth = item.unit in PER_CENT and not points
    rule = "improved" if word == "改善" else "growth" if growth else "change"
    return Link("growth" if growth else "change", sign, uncompared(head), rule)


# 老旧小区改造提升12个 counts what was worked on, and nothing rose by it.
WORKED = re.compile("(?:改造|整治|改建|扩建|修缮|打造|建设|更新|修复|提质|治理|美化|绿化|亮化|改良|创建|培育|巩固)$")
EXTENT = re.compile("(?:面积|规模|容量|库容|里程|人口)$")
STARTS = re.compile(r"^(?:平均|再|累计|综合|大幅|有效|整体|预计|力争|可|实现|同比|全面)*")


def _verb_first(item: Item, pre: str, points: bool) -> Link | None:
    """降低运输成本60%: the verb of change stands before the noun that changes."""
    if item.unit not in PER_CENT and not points:
        return None
    start = STARTS.match(pre.lstrip("，、 \x00"))
    rest = pre.lstrip("，、 \x00")[start.end() if start else 0 :]
    match = _front_change().match(rest)
    if not match or (SHARE_NOUN.search(rest) and not points) or len(rest) > 24:
        return None
    head = rest[match.end() :]
    sign = -1 if match["down"] else 1
    return Link("change" if points else "growth", sign, head, "verb first") if len(head) >= 2 else None


SHARE_NOUN = re.compile(r"(?:率|比例|占比|比重|达|到|至|为|覆盖|完成|达到)$")


@cache
def _front_change() -> re.Pattern[str]:
    return re.compile(r"(?P<up>提高|提升|增加)|(?P<down>降低|减少|压减|压缩|缩短|节约|节省|削减|压降|精简|缩减|降)")


def _level(pre: str) -> Link:
    match = LEVEL.search(pre, max(0, len(pre) - REACH)) if pre[-1:] in LEVEL_ENDS else None
    head = pre[: match.start()] if match else pre
    return Link("level", 1, uncompared(head), "level", bare=match is None)


COMPARED_ENDS = frozenset(
    "比径价别自各均都也又再已将约共计际义望争保期标到年季净幅略续步快显体增末底初月然平算后元币时前值、，,:： \x00的度"
)
AGAINST = re.compile("[比较与同跟]")


def uncompared(head: str) -> str:
    """The words before a verb of change without what it is compared with.

    >>> uncompared("社会消费品零售总额比上年同期"), uncompared("一般公共预算支出同比分别")
    ('社会消费品零售总额', '一般公共预算支出')
    """
    for _ in range(6):
        if head == "比":  # 比增13%
            return ""
        if head[-1:] not in COMPARED_ENDS and not AGAINST.search(head):
            return head
        match = COMPARED.search(head, max(0, len(head) - REACH))
        if not match or match.start() == match.end():
            return head
        head = head[: match.start()]
    return head
