"""The words by which a table is known: its title, its unit line, the headings of its columns."""

import re

from taizhang.model import ColumnRole

_STUBS: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    ("ordinal", re.compile(r"序号|编号|科目(?:代码|编码|编号)|行次|序列|NO\.?|No\.?")),
    (
        "name",
        re.compile(
            r"(?:主要|具体|考核|统计|经济|发展|产品|行业|商品|税种|科目|支出|收入)?(?:指标|项目|名称|类别|科目|分类|内容)(?:名称|内容|类别)?"
            r"|(?:预算)?部门(?:名称)?|(?:产品|行业|地区|区县|县区|国家和地区|国别|科目|险种|类型|行业|商品|税种|单位)(?:名称)?(?<!单位)|行业门类"
        ),
    ),
    ("unit", re.compile(r"(?:计量)?单位")),
    ("attribute", re.compile(r"(?:指标)?(?:属性|性质|类型)|目标属性")),
    ("note", re.compile(r"备注|说明|(?:牵头|责任|配合)(?:单位|部门)|数据来源|分管领导")),
)
# A line that says what the rows below it are: 主要农产品产量如下：
ANNOUNCED = re.compile(r"(?=.*(?:[量额数值]|情况|指标))[^，。；：:]{4,30}?(?:情况)?(?:如下表?|见下表)(?:所示)?[:：]?")
UNIT_LINE = re.compile(
    r"[（(【\[]?(?:金额|计量|数据|货币)?单位[:：](?P<unit>[^）)】\]]{1,20})[）)】\]]?(?:[、，,].{0,4})?"
)
NUMBERED = re.compile(
    r"(?:附?表|附件|图表|续表)[\s]*(?:[0-9一二三四五六七八九十]{1,3}(?:[-－][0-9]{1,2})?)?[:：]?(?=$|[^0-9格彰示])"
)
_TITLE_END = re.compile(
    r"(?:情况|(?<![代发])表|指标|目标|任务|速度|增速|增幅|指数|幅度|构成|余额|产量|完成|计划|规模|数据|收支|平衡|一览|汇总)"
    r"(?:及(?:其)?[\u4e00-\u9fff]{2,8})?(?:[（(][^（）()]{1,24}[)）])?$"
)
_TITLE_TOPIC = re.compile(
    r"(?:19|20)?[0-9]{2}年|年末|主要|全[市省区县州国]|预期|计划|预算|决算|执行|表|附件|[0-9]{1,2}月|季度|规划|时期"
)
_HEAD = re.compile(
    r"[%％±]|增长|增速|增幅|增减|绝对|产量|数量|总量|数额|金额|余额|比重|占比|占|比上年|比年初|比年末|同比|较上年|完成|实际|执行|决算|预算|"
    r"计划|目标|预期|预计|安排|[0-9]{4}年|[一―—][九八七〇○零][〇○零一二三四五六七八九]{2}年|^[0-9]{4}$|年末|期末|指数|幅度|上年|本年|去年|今年|当年|累计|本月|[人套元]）$|数$|值$|量$|额$|率$|合计|单位|数（|值（|额（|量（"
)
_COLUMN = re.compile(
    r"(?:19|20)[0-9]{2}年(?:度)?(?:计划|目标|完成|预期|指标|任务|实际完成|预计完成|预期目标|目标任务|完成情况|计划目标)"
)
ATTRIBUTE = re.compile(r"[（(【\[]?(?:预期性|约束性|引导性|指导性|预期|约束)(?:指标)?[)）】\]]?")
GROUP = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．])")
ORDINAL = re.compile(r"[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）、.．]?|[①-⑳]")


def stub_role(heading: str) -> ColumnRole:
    """What the column under a heading holds: the row's number, name, unit, attribute, a note, or data.

    >>> [stub_role(h) for h in ("序号", "指标名称", "单位", "指标属性", "责任单位", "2023年计划", "指标（万元）")]
    ['ordinal', 'name', 'unit', 'attribute', 'note', 'data', 'data']
    """
    return next((role for role, pattern in _STUBS if pattern.fullmatch(heading)), "data")


def is_title(words: str) -> bool:
    """Whether the words are the title of a table, its number included or alone.

    >>> is_title("2023年主要经济指标预期目标"), is_title("表2"), is_title("2025年末存贷款余额及其增长速度")
    (True, True, True)
    >>> is_title("固定资产投资"), is_title("2023年计划"), is_title("一般公共预算支出")
    (False, False, False)
    """
    if NUMBERED.match(words):
        return True
    if not 7 <= len(words) <= 48 or GROUP.match(words) or words[-1] in "：:，," or _COLUMN.fullmatch(words):
        return False
    end = words[:-1].rstrip() if words.endswith("*") else words
    return _TITLE_TOPIC.search(end) is not None and _TITLE_END.search(end) is not None


def is_heading(words: str) -> bool:
    """Whether the words can head a column.

    >>> is_heading("比上年增长%"), is_heading("绝对数"), is_heading("2022年完成"), is_heading("粮食")
    (True, True, True, False)
    """
    return stub_role(words) != "data" or bool(_HEAD.search(words) and not GROUP.match(words))
