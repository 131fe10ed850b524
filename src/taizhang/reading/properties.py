"""The property lines that a web page or a form prints above a document: 索引号, 文号, 发文日期, 发布日期."""

import re

from taizhang.reading.dates import first_day

NAMES = {
    "index_number": "索引号|索引|信息索引号",
    "document_number": "文号|发文字号|文件编号|发文号",
    "title": "标题|名称|信息名称|文件名称",
    "issued": "发文日期|成文日期|成文时间|印发日期|生成日期|制发日期|发文时间",
    "published": "发布日期|发布时间|公开日期|公开时间|信息发布日期|发表时间|更新时间",
    "organ": "发文机关|制发机关|发文单位|制发单位|发文机构|成文单位",
    "publisher": "发布机构|公开机构|信息来源|发布单位|公开责任部门|来源",
    "openness": "公开属性|公开方式|公开形式|公开类别|公开范围",
}
ORDER = sorted(((name, key) for key, names in NAMES.items() for name in names.split("|")), key=lambda pair: -len(pair[0]))
SPACED = {r"[ 　]*".join(name): key for name, key in ORDER}
HEAD = 4000
NAME = "|".join(SPACED)
PROPERTY = re.compile(rf"(?:^|(?<=[\s　|｜【\[]))(?P<name>{NAME})[】\]]?[ 　]*[:：][ 　]*(?P<value>[^\n:：|｜]*?)(?=[ 　\t]+\S{{2,6}}[ 　]*[:：]|[|｜]|\n|$)", re.M)
PLAIN = {name: key for name, key in ORDER}


def properties_of(text: str) -> dict[str, str]:
    """The properties in the head of a document's own text, the first of each, empty ones left out.

    >>> properties_of("索引号: 1137/2031-1 文号:\\n发布日期：2031-04-01\\n")
    {'index_number': '1137/2031-1', 'published': '2031-04-01'}
    """
    found: dict[str, str] = {}
    for match in PROPERTY.finditer(text[:HEAD]):
        key = PLAIN[re.sub(r"[ 　]", "", match["name"])]
        if match["value"].strip():
            found.setdefault(key, match["value"].strip())
    return {key: value for key, value in ((k, _checked(k, v)) for k, v in found.items()) if value}


def _checked(key: str, value: str) -> str | None:
    """The value if it is of the property's kind."""
    if key in ("issued", "published"):
        return first_day(value)
    if key == "index_number":
        match = re.match(r"[0-9A-Za-z][0-9A-Za-z/\-_.()（）]+", value)
        return match.group() if match else None
    return value
