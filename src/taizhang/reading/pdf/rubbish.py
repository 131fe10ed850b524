"""Whether the text of a page can be read, or the page has to be recognised like a picture.

A scan has no text, or a page number and the mark of the program that scanned it. A font may lack the table that tells
its characters, or the table may be wrong: then the page looks well, and its text is rubbish.
"""

import re
from collections.abc import Sequence
from typing import Literal

from taizhang.reading.decode import FOREIGN, FREQUENT, HAN
from taizhang.reading.pages.page import Box, Glyph, Page

Verdict = Literal["text", "picture", "rubbish", "empty"]
COVERED = 0.3  # of the page that pictures cover from which on a page without text is one
ALL_OVER = 0.6
STAMPED = 60  # signs that may be printed over a scan: page number, name of a program
OUTLINES = 100  # shapes from which on a page without text is one whose text was drawn as outlines
UNKNOWN = 0.1  # share of signs without a character, or with a private one
CONTROLS = 0.03
STRANGE = 0.05  # of other scripts
LATIN = 0.2  # of accented Latin letters, which a text in GBK taken for Latin-1 consists of
FEWEST = 10  # signs of which nobody can tell
FULL = 0.95  # of its size that a Latin letter is wide only where it stands for a Chinese sign
PRIVATE = re.compile("[\ue000-\uf8ff]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]")
ACCENTED = re.compile("[\u00a1-\u00a6\u00a8-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
BROKEN_NUMBER = re.compile("[0-9０-９][\ue000-\uf8ff\x00-\x1f\x7f-\x9f\ufffd][0-9０-９]")
MEASURE = re.compile("亿元|万元|百分点|[%％]")
FIGURE = re.compile("[0-9０-９一二三四五六七八九十]")
WORD = re.compile("[A-Za-z]")


def verdict(page: Page, unmapped: int, shapes: int) -> Verdict:
    """What the page is; `unmapped` signs have no character, `shapes` are drawn that are no rules."""
    count = len(page.glyphs)
    covered = _covered(page.pictures, page.width * page.height)
    if count + unmapped == 0:
        return "picture" if covered >= COVERED or shapes >= OUTLINES else "empty"
    if covered >= ALL_OVER and count < STAMPED:
        return "picture"
    return "rubbish" if is_rubbish(page.glyphs, unmapped) else "text"


def _covered(pictures: Sequence[Box], area: float) -> float:
    """The share of the page that pictures cover, which may be strips of one scan."""
    return sum((box.right - box.left) * (box.bottom - box.top) for box in pictures) / max(area, 1.0)


def is_rubbish(glyphs: Sequence[Glyph], unmapped: int) -> bool:
    """Whether the characters of a page are not those that are seen on it.

    >>> signs = lambda text: [Glyph(sign, 0, 0, 16, 16, 16) for sign in text]
    >>> is_rubbish(signs("全市地区生产总值增长5.5%，达到804.1亿元"), 0), is_rubbish(signs("NOPQR67ST，`aOPQR67qI"), 0)
    (False, True)
    """
    text = "".join(glyph.text for glyph in glyphs)
    count = max(len(text), 1)
    if unmapped > UNKNOWN * (count + unmapped) and unmapped >= 3:
        return True
    if len(BROKEN_NUMBER.findall(text)) >= 3:
        return True
    if count < FEWEST:
        return False
    shares = ((PRIVATE, UNKNOWN), (CONTROL, CONTROLS), (FOREIGN, STRANGE), (ACCENTED, LATIN))
    if any(len(pattern.findall(text)) > most * count for pattern, most in shares):
        return True
    return _is_strange_chinese(text) or _has_no_figures(text) or _is_hidden_chinese(glyphs)


def _is_strange_chinese(text: str) -> bool:
    """Whether there is much Chinese, but hardly a frequent character."""
    han = len(HAN.findall(text))
    return han >= 50 and len(FREQUENT.findall(text)) * 80 < han


def _has_no_figures(text: str) -> bool:
    """Whether units are told over and over, but no number."""
    return len(MEASURE.findall(text)) >= 8 and not FIGURE.search(text)


def _is_hidden_chinese(glyphs: Sequence[Glyph]) -> bool:
    """Whether most Latin letters are as wide as Chinese signs."""
    letters = [glyph for glyph in glyphs if WORD.match(glyph.text)]
    wide = sum(glyph.right - glyph.left >= FULL * glyph.size for glyph in letters)
    return len(letters) >= FEWEST and wide > len(letters) / 2
