"""Tables of contents: what a document repeats of its own headings before it begins is no part of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from taizhang.reading.furniture import is_contents
from taizhang.reading.layout import Layout, Part, Passage

_HEAD = re.compile("目录|目次|目录页")
_ENTRY = re.compile(
    r"第[一二三四五六七八九十]{1,3}(?:部分|章|节|编|篇)|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|"
    r"[0-9]{1,2}(?:[.．、][0-9]{0,2})*(?!年)|(?:附?表|附件|图)[一二三四五六七八九十0-9]"
)
_PAGE = re.compile(r"[·•・.．…‥⋯_\-—\s\t]*[（(]?[0-9]{0,4}[)）]?$")
_SENTENCE = re.compile("[。；！？]")
LONGEST, MOST = 80, 400


def without_contents(layout: Layout) -> Layout:
    """The layout with the entries of its table of contents told as furniture.

    An entry bears the mark of a heading, ends in the number of a page, or is dotted; a heading that comes again, with
    words behind it, is the document's own.
    """
    at = next((i for i, part in enumerate(layout.parts[:MOST]) if _is_head(part)), None)
    if at is None:
        return layout
    end = _end_of(layout.parts, at + 1)
    if end - at < 3:
        return layout
    told = [replace(part, kind="furniture") if isinstance(part, Passage) else part for part in layout.parts[at:end]]
    return replace(layout, parts=[*layout.parts[:at], *told, *layout.parts[end:]])


def _is_head(part: Part) -> bool:
    return isinstance(part, Passage) and _HEAD.fullmatch(_bare(part.text)) is not None


def _end_of(parts: Sequence[Part], start: int) -> int:
    """Where the entries end: at a table, a sentence, words that are no entry, or the first entry come again."""
    first = ""
    end = start
    for i in range(start, min(len(parts), start + MOST)):
        part = parts[i]
        if not isinstance(part, Passage):
            break
        if part.kind == "furniture":
            continue
        words = _bare(part.text)
        if not _is_entry(part.text.strip(), words) or (first and _name(words) == first):
            break
        first = first or _name(words)
        end = i + 1
    return end


def _is_entry(text: str, words: str) -> bool:
    if len(words) > LONGEST or _SENTENCE.search(words):
        return False
    return is_contents(text) or _ENTRY.match(words) is not None or re.search(r"[\s　][0-9]{1,3}$", text) is not None


def _bare(text: str) -> str:
    return "".join(text.split())


def _name(words: str) -> str:
    """An entry without the dots and the number of its page.

    >>> _name("第一部分决算报告······（12）"), _name("一、工作回顾")
    ('第一部分决算报告', '一、工作回顾')
    """
    return _PAGE.sub("", words)
