"""Which row of a table stands under which: by number marks, by indentation, by codes, and by 其中."""

import re
from typing import NamedTuple

from taizhang.reading.tables.names import PART, PLAIN, Name, is_growth_row

_TOTAL = re.compile(r"(?:.{0,12})(?:合计|总计|总量|共计)(?:数)?(?:[（(].{0,12}[)）])?")
# 云澜市合计 over 市本级 and its counties: a group up to the next total. 全市合计 and 市县合计 are of all.
_OF_REGION = re.compile("(?!全|各|所|本|市县|县区|区县)[\u4e00-\u9fff]{2,8}(?:市|州|盟|地区|林区)(?:小计|合计)")
# 县区合计 over the counties, beside 市本级.
_OF_PARTS = re.compile(
    "(?:所属|所辖|下辖)?各?(?:地|市县|县区|区县|县市|县市区|市县区|县（市、区）|市、县|盟市|州市|地市|旗县区?)级?(?:合计|小计)"
)
_BARE_TOTAL = re.compile("[合总小共]计|总量|累计")
GROUP, CLOSED, LEFT_OF_ALL = 0, 99, -99.0
_SHORT_PART = 4
_BRACKETED = re.compile(r"[（(].*")
STEP = 0.5  # in Chinese characters: what blanks set in by no more (one, half as wide) may be a slip
FINE_STEP = 0.35  # where it is measured on a page
AFTER_OF = 4.5  # 其中： is three characters wide; what is aligned behind it stands beside it, not under it


class _Open(NamedTuple):
    words: str
    level: int
    indent: float
    code: str


class Lineage:
    """The rows above a row that it belongs to, followed from the top of a table to its end.

    `set_in` tells that rows without marks are set in under the marked ones above them; where they are not, they stand
    under them unless they begin further left. What is set in by no more than `step` is not set in.
    """

    def __init__(self, *, set_in: bool, step: float = STEP) -> None:
        self.set_in, self.step = set_in, step
        self._open: list[_Open] = []
        self._flat = False  # whether all under a group stand on one level
        self._first = True  # a total that comes first may stand over its parts, any other sums up what came before

    def place(self, name: Name, indent: float = 0.0, code: str = "") -> tuple[str, ...]:
        """The words of the ancestors of a row, outermost first; later rows may stand under it.

        >>> from taizhang.reading.tables.names import named
        >>> rows = Lineage(set_in=True)
        >>> names = (("一、税收", 0), ("增值税", 2), ("其中：留成", 4), ("二、非税", 0), ("结转", 0))
        >>> [rows.place(named(words), indent) for words, indent in names]
        [(), ('税收',), ('税收', '增值税'), (), ()]
        >>> rows = Lineage(set_in=False)
        >>> [rows.place(named(n)) for n in ("进出口总额", "其中：出口", "进口", "收入合计")]
        [(), ('进出口总额',), ('进出口总额',), ()]
        >>> [rows.place(named(words), indent) for words, indent in (("转移支付", 1.0), ("补助支出", 2.0))]
        [(), ('转移支付',)]
        >>> [rows.place(named(n)) for n in ("全省合计", "云澜市合计", "市本级", "青亭县", "石陂市合计", "市本级")]
        [(), (), ('云澜市合计',), ('云澜市合计',), (), ('石陂市合计',)]
        >>> rows = Lineage(set_in=False)
        >>> [rows.place(named(n)) for n in ("云澜市", "云澜市本级", "县区合计", "青亭县")]
        [(), (), (), ('县区合计',)]
        """
        if self._open and is_growth_row(name.words):
            return tuple(each.words for each in self._open)
        if _OF_REGION.fullmatch(name.words) or _OF_PARTS.fullmatch(name.words):
            self._first = False
            self._flat = _OF_PARTS.fullmatch(name.words) is None
            self._open[:] = [_Open(name.words, GROUP, LEFT_OF_ALL, code)]
            return ()
        if _TOTAL.fullmatch(name.words) and name.level == PLAIN:
            opens = self._first or name.words.endswith("总量")
            self._open[:] = [_Open(name.words, name.level if opens else CLOSED, indent, code)]
            self._first = False
            return ()
        self._first = False
        if self._open and self._open[0].level == GROUP and self._flat and name.level == PLAIN:
            return (self._open[0].words,)  # names in the middle of their cells: where they begin says nothing
        new = self._part(_Open(name.words, name.level, indent, code))
        while self._open and not self._under(new, self._open[-1]):
            self._open.pop()
        above = tuple(each.words for each in self._open)
        self._open.append(new)
        return above

    def _part(self, new: _Open) -> _Open:
        """A row without a mark that goes on after 其中： is a part of the same whole."""
        top = self._open[-1] if self._open else None
        if top is None or top.level != PART or new.level != PLAIN or new.code:
            return new
        beside = self.step < new.indent - top.indent <= AFTER_OF or (
            self.set_in and abs(new.indent - top.indent) <= self.step
        )
        short = not self.set_in and len(_BRACKETED.sub("", new.words)) <= _SHORT_PART
        return new._replace(level=PART, indent=top.indent) if beside or short else new

    def _under(self, new: _Open, top: _Open) -> bool:
        """Whether a row stands under one above it that is still open."""
        if top.level == CLOSED or _BARE_TOTAL.fullmatch(top.words):
            return False
        if new.code and top.code and len(new.code) != len(top.code):
            return new.code.startswith(top.code)
        if PART in (new.level, top.level):
            deeper = new.level == PART and new.indent > top.indent + self.step
            return deeper or (top.level != PART and new.indent >= top.indent - AFTER_OF)
        if new.level == PLAIN and top.level == PLAIN:
            return new.indent > top.indent + self.step
        if new.level == PLAIN:
            return new.indent > top.indent + self.step if self.set_in else new.indent >= top.indent - self.step
        if top.level == PLAIN:
            return _TOTAL.fullmatch(top.words) is None and new.indent > top.indent + self.step
        return new.level > top.level
