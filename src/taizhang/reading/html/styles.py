"""What an element's own style tells: whether it is shown, whether its line ends count, how far it is set in."""

import re

from taizhang.reading.html.tree import Element

HIDDEN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE
)
NO_MARKS = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
WRAPS = re.compile(r"white-space\s*:\s*(?:normal|nowrap)", re.IGNORECASE)
COUNTED = re.compile(r"mso-char-indent-count\s*:\s*(-?\d{1,3}(?:\.\d{1,4})?)", re.IGNORECASE)
SET_IN = re.compile(
    r"(?:^|[;\s])(?:text-indent|padding-left|margin-left)\s*:\s*(-?\d{0,4}(?:\.\d{1,6})?)\s*(em|pt|px|cm|mm|rem)",
    re.IGNORECASE,
)
CHARACTER = {"em": 1.0, "rem": 1.0, "pt": 12.0, "px": 16.0, "cm": 0.42, "mm": 4.2}  # units in a Chinese character
FARTHEST = 20.0
BLANKS = {"\u3000": 1.0, "\u2003": 1.0, "\xa0": 0.5, " ": 0.5, "\u2002": 0.5}


def hidden(element: Element) -> bool:
    """Whether its own attributes say that it is not shown.

    >>> hidden(Element("p", {"style": "color:red; display: none"})), hidden(Element("p", {"style": "display:block"}))
    (True, False)
    """
    attributes = element.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    if style and HIDDEN.search(style):
        return True
    return "hidden" in attributes or (element.tag == "input" and attributes.get("type", "").lower() == "hidden")


def keeps_lines(element: Element) -> bool | None:
    """Whether line ends inside it are printed as such; None where it says nothing of them."""
    style = element.attributes.get("style", "")
    if KEEPS_LINES.search(style):
        return True
    if WRAPS.search(style):
        return False
    return True if element.tag in ("pre", "listing", "textarea") else None


def set_in(element: Element) -> float:
    """How far its style sets it in, in Chinese characters.

    >>> set_in(Element("td", {"style": "padding-left:24pt"}))
    2.0
    """
    style = element.attributes.get("style", "")
    if match := COUNTED.search(style):
        return _bounded(float(match[1]))
    found = (float(match[1]) / CHARACTER[match[2].lower()] for match in SET_IN.finditer(style) if _number(match[1]))
    return _bounded(sum(found))


def _number(written: str) -> bool:
    return any(sign.isdigit() for sign in written)


def _bounded(characters: float) -> float:
    return round(min(max(characters, 0.0), FARTHEST), 2)


def leading(text: str) -> float:
    """How far the blanks at its beginning set a text in, in Chinese characters.

    >>> leading("　　其中：税收收入")
    2.0
    """
    far = 0.0
    for sign in text:
        if sign not in BLANKS or far >= FARTHEST:
            break
        far += BLANKS[sign]
    return far
