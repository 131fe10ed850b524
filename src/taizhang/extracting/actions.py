"""What rules a clause: its adverbs, its verb and the verb's class, what the verb governs."""

import re
from dataclasses import dataclass
from typing import Literal

from taizhang.catalogue.cues import verb_classes

Kind = Literal["manner", "policy", "push", "deed", "effect", "continuation", "state", "bare"]

CONTINUATION = re.compile(
    "以及|及其|和|与此同时|其中|总投资|总数|总面积|总长|总量|投资额?|分别|占地|占|同比|比上年|年度?计划(?:完成)?投资|面积|使|让"
    "|为[^，]{1,30}(?:提供|创造|奠定|营造|扫清|注入|贡献|打下|筑牢|增添|保驾护航)|从源头|计划(?:完成)?投资|年产|建筑面积|真正|涉及|包括"
)
PREDICATE = re.compile("(?:完成|启动|竣工|投用|达到|增长|提升|改善|开工|通车|投产|建成|签约|落地|提高|下降|降低|稳定|突破|超过|保持|优化|同步|实现|力争)(?!.*的)")
MANNER_TAIL = re.compile("(?:为(?:抓手|目标|导向|契机|引领|重点|主线|核心|载体|牵引|突破口|统领|基础|依托|中心|主攻方向|支撑|根本|阵地|龙头)"
    "|(?:基础上|前提下|前提|契机|机遇|要求|思路|原则|作用|优势|的同时|上下功夫|首位|关键增量|位置|为重点|理念|主线|方针|导向|引领))$")
ABSTRACT = re.compile(
    "(?:水平|能力|质效|发展|升级|格局|满意度|优势|效应|效益|力度|规模|方式|体系|流程|防线|赛道|供给|支撑|质量|事业|服务|治理|防治|融合"
    "|渠道|范围|业态|场景|根基|动能|管控|主体|生态|结构|布局|转型|保障|监管|合作|管理|联动|力|度|感|化|性|点|改革|措施|环境|市场|链条|招商|保卫战|建设)$"
)
CONCRETE = re.compile("(?:建设|项目|工程|工作|改造|行动|机制|制度|平台|中心|基地|活动|运行|应用|小区|园区|试点|清单|政策|方案|办法)$")
NAMED = re.compile("[“《]|等[^，]{2,}|、.*(?:建设|改造|项目|工程)$")


CARRIERS = frozenset(("通过", "利用", "依托", "借助", "以"))


@dataclass(slots=True)
class Action:
    """A clause as an action. `verb` and `object` are view offsets; `fresh` and `carry` tell of its adverbs."""

    start: int
    end: int
    stop: str
    kind: Kind
    fresh: bool
    carry: bool
    verb: tuple[int, int]
    quantified: bool
    abstract: bool
    concrete: bool
    named: bool


AMOUNT = re.compile(
    r"(?<![A-Za-z\d.“+第])\d[\d,.]*(?:[-—~～至到]+\d[\d.]*)?%?"
    r"(?!\d|[年月日号期版级届路G+”]|[万千百亿]*元?级|小时|分钟|个?[小时分秒]|[A-Za-z]|公里[^，]{0,4}圈)"
)


def quantified(text: str, start: int, end: int) -> bool:
    """Whether the clause counts something: a number that is no date, name or rank."""
    return bool(AMOUNT.search(text, start, end))


def action_of(text: str, start: int, end: int, stop: str) -> Action:
    """The action of the clause between two offsets."""
    fresh, carry, at = _adverbs(text, start, end)
    kind, verb_end = _ruling(text, at, end)
    verb = (at, verb_end)
    if kind == "preposition":
        inner = _inner_verb(text, verb_end, end)
        kind, verb = inner if inner else ("manner", verb)
    words = text[at:end]
    if kind == "manner" and text[at:verb_end] in CARRIERS and not MANNER_TAIL.search(words):
        kind, verb = _inner_verb(text, verb_end + 2, end) or (kind, verb)
    if kind == "bare" and PREDICATE.search(words):
        kind = "state"
    if CONTINUATION.match(text, start, end):
        kind = "continuation"
    elif kind in ("manner", "deed", "policy") and MANNER_TAIL.search(words) and text[at] in "以把将在按围突":
        kind = "manner"
    abstract = bool(ABSTRACT.search(words))
    return Action(
        start, end, stop, kind, fresh, carry, verb, quantified(text, start, end),
        abstract, bool(CONCRETE.search(words)), bool(NAMED.search(words)),
    )


def _adverbs(text: str, start: int, end: int) -> tuple[bool, bool, int]:
    """Whether an adverb marks a new action, or an effect; and where the verb begins."""
    fresh = carry = False
    at = start
    while at < end - 2:
        cls, after = _word(text, at, end)
        if not cls.endswith("adverb") or after >= end - 1:
            break
        fresh |= cls == "fresh_adverb"
        carry |= cls == "carry_adverb"
        at = after + 1 if text[after] == "地" and text[after + 1] not in "下方区质面铁" else after
    return fresh, carry, at


CHAINING = frozenset("加快 加速 加紧 统筹 探索 启动 策划 组织 谋划 研究 力争 争取 创新 推动 推进 做好 开展 规划 配套 建成 竣工 完工 签约 新建 优化 巩固 改造 做大 做强 做优 做精 做实 做细 做深 完善 健全 建立 强化 培育 壮大 突出 实施 抓好 着力 引导 鼓励 支持".split())
NOUNS = frozenset("发展 建设 服务 改革 管理 规划 保障 合作 投资 治理 创新 改造 监督 调度 生产 管控 培训 审计 保护 开放 投入 监测 检查 统计 供应 普查 研发 转型 升级 宣传 防控 防治 融合 预防 采购 流转 化解 支付 担保 贷款 补贴 救助 筛查 布局 更新 修复 示范".split())


def _ruling(text: str, at: int, end: int) -> tuple[str, int]:
    """Class and end of the verb at an offset, chains such as 加快推进 and 策划实施 as one."""
    cls, stop = _word(text, at, end)
    if not cls or cls.endswith("adverb"):
        return "bare", at
    while text[at:stop] in CHAINING or text[at:stop][-2:] in CHAINING:
        after = stop + 1 if text[stop : stop + 1] in "并和、" and stop + 1 < end else stop
        more, further = _word(text, after, end)
        if more in ("", "preposition", "manner") or more.endswith("adverb") or text[after:further] in NOUNS:
            break
        cls = max(cls, more, key=STRENGTH.index) if cls != "manner" else more
        at, stop = after, further
    return cls, stop


STRENGTH = ("manner", "preposition", "effect", "push", "policy", "deed")


def _word(text: str, at: int, end: int) -> tuple[str, int]:
    """The class and end of the longest known word at an offset."""
    classes = verb_classes()
    for size in (6, 5, 4, 3, 2, 1):
        cls = classes.get(text[at : at + size])
        if cls and at + size <= end:
            return cls, at + size
    return "", at


INNER = re.compile(
    "实施|开展|建设|新建|建立|推行|实行|设立|打造|推进|推动|纳入|融入|列入|培育|完成|构建|搭建|落实|引进|建成|开通|启动|形成|加强|加大|给予|提供|做好|举办|创建|改造|用于|转化|争取|达到|作为|签订|签约|安排|支持|发放|申报|探索|实现|让|使"
)


def _inner_verb(text: str, at: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """The verb after a prepositional phrase: 对重点路段|实施|分流."""
    for match in INNER.finditer(text, at, end):
        cls, stop = _word(text, match.start(), end)
        if stop < end or text[at - 1] in "将把":
            return cls or "deed", (match.start(), stop)
    return None
