"""What stands in a line and is no part of its words: blanks, HTML and Markdown remains, escapes."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

BLANKS = " \t\\u3000\\xa0\\u1680\\u2000-\\u200f\\u202a-\\u202f\\u205f\\u2060-\\u2064\\ufeff\\xad"
SPACE = f"[{BLANKS}]|&(?:amp;)*(?:nbsp|emsp|ensp|thinsp|zwnj|#160|#12288|#x3000|#x[aA]0|#32);"
TAGS = (
    "a|b|br|p|div|span|strong|em|i|u|s|font|td|tr|th|table|tbody|thead|ul|ol|li|h[1-6]|img|sup|sub|center"
    "|section|o:p|hr"
)
CANDIDATE = re.compile(
    f"(?P<space>(?:{SPACE})+)"
    r"|(?P<lost>\?{2,})"
    r"|(?P<entity>&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,9});)"
    rf"|(?P<tag></?(?:{TAGS})(?:[\s/][^<>\n]{{0,300}})?>|<!--[^<>\n]{{0,300}}-->)"
    r"|(?P<stars>\*\*+(?:[ \u3000]+\*\*+)*|~~|`+)"
    r"|(?P<image>!\[[^\[\]\n]{0,200}\]\([^()\n]{0,300}\))"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
)
FIRST = re.compile(f"[{BLANKS}&<?*~`!\\\\]")  # what a candidate begins with: a class alone is found at once
OPENING = re.compile(r"#{1,6}(?=\s)\s*|>+\s*(?=\S)|[*+•●■◆▪◦○□►➢](?=\s)\s+|-\s+(?=[^\d\s])")
LINE_TAGS = re.compile(r"</?(?:br|p|div|li|tr|td|th|h[1-6]|hr|table|ul|ol|center|section)\b", re.IGNORECASE)
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026\u2236%‰]")
SENTENCE = re.compile("[。！？；：”）!?;:)]")
DIGIT_GAP = re.compile("[0-9０-９][ \u3000\xa0][0-9０-９]")
GROUPS = re.compile(r"(?<![\d.,，])\d{1,3}(?:[ \u3000\xa0]\d{3})+(?![\d])(?!\s*[\d年])")
SPACED_DIGITS = re.compile(r"(?<![\d.])\d(?:[ \u3000\xa0]\d(?!\d)){2,}")
HEAD = re.compile(r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])\s*[^\s，。；：、]{2,20}$")


class Edit(NamedTuple):
    """A stretch of the text that the view leaves out, or shows as one character."""

    start: int
    end: int
    shown: str = ""


def edits_in(text: str) -> Iterator[Edit]:
    """What the view does to the marks inside the lines of `text`, in order."""
    joined = _joined_blanks(text)
    for match in _candidates(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "space":
            shown = "" if start in joined else _space(text, start, end)
            if shown != match.group():
                yield Edit(start, end, shown)
        elif kind == "entity":
            yield from _entity(match.group(), start, end)
        elif kind == "tag":
            yield Edit(start, end, "\n" if LINE_TAGS.match(match.group()) else "")
        elif kind == "lost":
            yield Edit(start, end, _lost(text, start, end))
        else:
            yield Edit(start, end)


def opening_of(line: str) -> int:
    """The length of the Markdown mark that a line begins with.

    >>> opening_of("## 一、综合"), opening_of("* 新增企业"), opening_of("-5.3"), opening_of("5 家")
    (3, 2, 0, 0)
    """
    match = OPENING.match(line)
    return match.end() if match else 0


def _candidates(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for first in FIRST.finditer(text):
        if first.start() >= end and (match := CANDIDATE.match(text, first.start())):
            end = match.end()
            yield match


def _joined_blanks(text: str) -> set[int]:
    """Where blanks stand inside one number: 1 234, 2 0 2 4."""
    if DIGIT_GAP.search(text) is None:
        return set()
    return {
        match.start() + offset
        for pattern in (GROUPS, SPACED_DIGITS)
        for match in pattern.finditer(text)
        for offset, character in enumerate(match.group())
        if character.isspace()
    }


def _space(text: str, start: int, end: int) -> str:
    """What is shown for the blanks of `text` from `start` to `end`: nothing, a blank, or the end of a paragraph."""
    left = text[start - 1] if start else "\n"
    right = text[end] if end < len(text) else "\n"
    if left == "\n" or right == "\n":
        return ""
    if left in ",:;)" and HAN.match(text, start - 2):
        left = "，"
    if HAN.match(left) or HAN.match(right):
        return "\n" if _parts(text, start, end, left) else ""
    if (left.isdigit() and right in ".%") or (left in ".+-" and right.isdigit() and not _begins_item(text, start)):
        return ""
    if (left.isdigit() and right.isascii() and right.isalpha()) or right in ",;:)" or left == "(":
        return ""
    return "" if text[start:end].strip("\u200b\u200c\u200d\ufeff\xad\u2060") == "" else " "


def _parts(text: str, start: int, end: int, left: str) -> bool:
    """Whether blanks stand for the end of a paragraph: a wide gap after a sentence, or one after a run-in heading."""
    wide = end - start > 3 or (end - start > 1 and "\u3000" in text[start:end])
    if wide and SENTENCE.match(left) and left not in "：:”）)":
        return True
    line = text.rfind("\n", max(0, start - 40), start) + 1
    following = text[end : end + 40]
    return (
        line > 0
        and HEAD.match(text, line, start) is not None
        and "\n" not in following
        and len(following) == 40
        and not left.isdigit()
    )


def _begins_item(text: str, start: int) -> bool:
    """Whether what ends at `start` is the mark of a list item, such as 1. at the beginning of a line."""
    line = text.rfind("\n", max(0, start - 6), start)
    return text[start - 1] == "." and (line >= 0 or start < 6) and text[line + 1 : start - 1].strip().isdigit()


def _entity(entity: str, start: int, end: int) -> Iterator[Edit]:
    character = html.unescape(html.unescape(entity))
    if len(character) == 1 and character.isprintable():
        yield Edit(start, end, character)
    elif len(character) == 1:
        yield Edit(start, end)


def _lost(text: str, start: int, end: int) -> str:
    """Question marks that stand where blanks were lost; a wide one before words is an indentation."""
    if end - start == 2 and not (text[start - 1 : start].isalpha() and text[end : end + 1].isalpha()):
        return text[start]  # 什么?? is a question; the view keeps one mark of it
    return "\n" if end - start >= 4 and text[end : end + 1] not in ("\n", "") else ""
