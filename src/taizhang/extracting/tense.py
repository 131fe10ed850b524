"""Whether a clause speaks of what was carried out or of what is meant to be, where its section does not settle it."""

import re

# What a budget report says of the year that has run: 完成12亿元, 占年初预算的98%, 执行数为3亿元.
EXECUTED = re.compile(
    r"完成[^，；]{0,6}[0-9]|完成了|完成[^，；]{0,6}(?:预算|任务)(?:数)?的?[^，；]{0,2}[0-9]"
    r"|占(?:年初|年度|调整|变动|当年|全年|代编|人代会)*(?:后的?)?预算(?:数)?的?[^，；]{0,2}[0-9]|(?:执行|决算)数(?:为|是|达|达到)?[0-9]"
)
# What a growth is of is not what was carried out: 比上年完成数增长1.2%.
COMPARED = re.compile(
    "[比较](?:上年|去年|上一年|[0-9]{4}年)?(?:同期)?(?:调整|年初|预算|决算|执行|完成|快报|预计)+(?:数|额)"
)
# Words by which a clause in a section of plans stays one; 收入安排的支出, 完成计划的95% and 预计执行数 are none.
PLANNED = re.compile(
    r"(?<!完成)(?<!完成年度)(?<!完成全年)计划|安排(?!的)|预计(?!执行数)|力争|争取|确保|力求|(?<![模虚])拟|代编|目标|建议|将(?=完成)|预期"
)
# A verb of intent at the head of a clause, and the past that takes it back: 力争完成…, but 我们努力完成了…
AIMED = re.compile(
    r"^[^0-9，；]{0,12}?(?:力争|力求)(?!上游)"
    r"|^[\s\x00]*(?:(?:[0-9]{4}年|[今明]年|全[年省市县区州]|继续|同时|要|必须|切实|全力)[，、]?)*"
    r"(?:确保|努力(?=[实完达使把将推保争培新增提建做打创])|争取(?!到|了|上级|中央|国家|省级|各[类级]|资金|专项|项目|政策|[^，；]{0,8}(?:资金|补助|债券|项目)))"
)
PAST = re.compile(r"已|[成现到得保取]了|成功|圆满|取得|年来|去年|上年(?!增|下)|顺利")


def executed(text: str) -> bool:
    """Whether a clause of a budget report tells what was carried out.

    >>> executed("收入完成12.5亿元"), executed("占预算的98%")
    (True, True)
    >>> executed("比上年执行数增长5%"), executed("比上年完成数增长1.2%"), executed("力争完成12亿元")
    (False, False, False)
    """
    return bool(EXECUTED.search(COMPARED.sub("", text))) and not PLANNED.search(text)


def aimed(text: str) -> bool:
    """Whether a clause begins with a verb of intent.

    >>> aimed("确保财政收入增长6%以上"), aimed("我们努力拼搏"), aimed("争取上级资金3亿元"), aimed("确保完成了5公里")
    (True, False, False, False)
    """
    return bool(AIMED.search(text)) and not PAST.search(text)
