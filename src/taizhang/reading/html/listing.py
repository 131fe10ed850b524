"""The numbers that a browser prints before the items of a list: words of the text, though no tag holds them."""

import re

from taizhang.reading.html.styles import NO_MARKS
from taizhang.reading.html.tree import Element

MARKED = re.compile(
    r"[\s\u3000\xa0]*(?:[（(]?[一二三四五六七八九十百\d]{1,4}[、.．)）是]|[①-⑳❶-❿➀-➉]|第[一二三四五六七八九十\d]{1,4}[章节条])"
)
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
INTEGER = re.compile(r"\s*(-?\d{1,6})")
DIGITS = "〇一二三四五六七八九"


class Numbering:
    """Counts the items of the ordered lists of a page."""

    def __init__(self) -> None:
        self._next: dict[Element, int] = {}

    def mark(self, item: Element) -> str:
        """The number printed before an item with the blank behind it, empty for a list without numbers."""
        owner = item.parent
        if owner is None or owner.tag != "ol":
            return ""
        number = _integer(item, "value", self._next.get(owner, _integer(owner, "start", 1)))
        self._next[owner] = number + 1
        style = f"{owner.attributes.get('style', '')};{item.attributes.get('style', '')}"
        if NO_MARKS.search(style):
            return ""
        return numbered(number, item.attributes.get("type") or owner.attributes.get("type", "1"), style)


def numbered(number: int, kind: str, style: str = "") -> str:
    """A number as a list of this type prints it.

    >>> numbered(3, "1"), numbered(4, "i"), numbered(2, "A"), numbered(11, "1", "list-style:cjk-ideographic")
    ('3. ', 'iv. ', 'B. ', '十一、')
    """
    if re.search("cjk-ideographic|simp-chinese|trad-chinese", style) and 0 < number < 100:
        return f"{_chinese(number)}、"
    lower = kind.lower() if kind in ("a", "A", "i", "I") else ""
    lower = "a" if "-alpha" in style or "-latin" in style else "i" if "-roman" in style else lower
    upper = "upper-" in style or (kind.isupper() and "lower-" not in style)
    if lower == "a" and 0 < number <= 26:
        written = chr(ord("a") + number - 1)
    elif lower == "i" and 0 < number < 4000:
        written = _roman(number)
    else:
        return f"{number}. "
    return f"{written.upper() if upper else written}. "


def _roman(number: int) -> str:
    written = ""
    for value, sign in ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def _integer(element: Element, name: str, otherwise: int) -> int:
    match = INTEGER.match(element.attributes.get(name, ""))
    return int(match[1]) if match else otherwise
