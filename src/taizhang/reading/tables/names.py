"""The names of rows: their number marks, the unit in brackets, and which row stands under which."""

import re
from typing import NamedTuple

from taizhang.catalogue.units import unit_named
from taizhang.reading.tables.pieces import squeezed

_MARK = re.compile(
    r"(?P<l1>[一二三四五六七八九十]{1,3}[、.．])|(?P<l2>[（(][一二三四五六七八九十]{1,3}[)）])|(?P<l3>[0-9]{1,2}[、.．](?![0-9]))"
    r"|(?P<l4>[（(][0-9]{1,2}[)）]|[①-⑳])|(?P<of>(?:其中|其|在?总计中)[:：]|[#＃*＊]+)"
)
_UNIT_TAIL = re.compile(r"[（(](?:单位[:：])?([^（()）]{1,12})[)）]$")
# Numbers of items, and the levels of the classification of budgets: 类 款 项 目.
NO_UNIT = re.compile("[0-9一二三四五六七八九十百千]+|[类款项目节]级?")
_BRACKETED = re.compile(r"[（(].*")
_FOOTNOTE = re.compile(r"[*＊]+$|\[[0-9]{1,2}\]$")
_GROWTH_ROW = re.compile(r"(?:(?:比|较)(?:上年|去年)|同比)?(?:增长|增速|增幅|增减|±)(?:率|速度)?[%％]?")
PLAIN, PART = 9, 10


def is_growth_row(words: str) -> bool:
    """Whether a row of this name holds the growth of the row above it.

    >>> [is_growth_row(words) for words in ("增长", "比上年增长", "增长%", "投资增长")]
    [True, True, True, False]
    """
    return _GROWTH_ROW.fullmatch(words) is not None


class Name(NamedTuple):
    """A row's name: number mark, words, unit in brackets, and level (1 一、 2 （一） … 9 plain, 10 其中)."""

    mark: str
    words: str
    unit: str | None
    level: int


def named(printed: str) -> Name:
    """The parts of a name as printed.

    >>> named("一、地区生产总值（亿元）")
    Name(mark='一、', words='地区生产总值', unit='亿元', level=1)
    >>> [named(n)[:2] for n in ("其中：出口", "1.粮食", "工业（规模以上）")]
    [('其中：', '出口'), ('1.', '粮食'), ('', '工业（规模以上）')]
    """
    words = squeezed(printed)
    mark, level = "", PLAIN
    while match := _MARK.match(words):
        if match.end() == len(words):
            break
        mark += match[0]
        level = PART if match.lastgroup == "of" else int((match.lastgroup or "l9")[1:])
        words = words[match.end() :]
    words = _FOOTNOTE.sub("", words)
    unit = None
    tail = _UNIT_TAIL.search(words)
    if tail and unit_named(tail[1].replace("％", "%")) and not NO_UNIT.fullmatch(tail[1]):
        unit, words = tail[1], words[: tail.start()]
    return Name(mark, words, unit, level)


class Ancestry:
    """The rows above a row that it belongs to, followed from the top of a table to its end."""

    def __init__(self) -> None:
        self._open: list[Name] = []
        self._parts = False

    def place(self, name: Name) -> tuple[str, ...]:
        """The words of the ancestors of `name`, outermost first; later rows may stand under it.

        >>> rows = Ancestry()
        >>> [rows.place(named(n)) for n in ("四、外贸", "进出口总额", "其中：出口", "进口", "五、就业人数")]
        [(), ('外贸',), ('外贸', '进出口总额'), ('外贸', '进出口总额'), ()]
        >>> rows = Ancestry()
        >>> [rows.place(named(n)) for n in ("产量", "增长（%）", "面积")]
        [(), ('产量',), ()]
        """
        level = name.level
        if self._open and is_growth_row(name.words):
            return tuple(ancestor.words for ancestor in self._open)
        if level == PLAIN and self._parts and len(_BRACKETED.sub("", name.words)) <= 4:
            level = PART
        self._parts = level == PART
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        above = tuple(ancestor.words for ancestor in self._open)
        self._open.append(name._replace(level=level))
        return above
