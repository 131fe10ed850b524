"""The property lines that a web page or a form prints above a document: 索引号, 文号, 发文日期, 发布日期."""

import re

from taizhang.catalogue.fronts import property_names
from taizhang.reading.dates import first_day

HEAD = 4000
PLAIN = property_names()
NAME = "|".join(r"[ 　]*".join(name) for name in PLAIN)
PROPERTY = re.compile(
    rf"(?:^|(?<=[\s　|｜【\[]))(?P<name>{NAME})[】\]]?[ 　]*(?:[:：]|(?=[12][0-9]{{3}}[-年/.]))[ 　]*"
    r"(?P<value>[^\n:：|｜]*?)(?=[ 　\t]+\S{2,6}[ 　]*[:：]|[|｜]|\n|$)",
    re.MULTILINE,
)


def properties_of(text: str) -> dict[str, str]:
    r"""The properties in the head of a document's own text, the first of each, empty ones left out.

    >>> properties_of("索引号: 1137/2031-1 文号:\n发布日期：2031-04-01\n")
    {'index_number': '1137/2031-1', 'published': '2031-04-01'}
    >>> properties_of("发布于 2031-04-01\n来源：甲市统计局")
    {'published': '2031-04-01'}
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
