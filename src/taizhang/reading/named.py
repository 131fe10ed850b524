"""Items that have a name instead of a mark: run-in heads (新兴产业快速发展。) and “优存量”方面."""

import re
from collections.abc import Iterable

from taizhang.catalogue.fronts import front_pattern
from taizhang.catalogue.headings import heading_pattern

QUOTED = "“[^”\\n]{1,24}”"
WORDS = rf"(?:{QUOTED}|[^“”，。；：！？,;:!?\d\n（(）)《》—·．.%]){{4,22}}"
HEAD_OF_LINE = re.compile(
    rf"^[ 　*#]*+(?:—{{1,2}}|－－|--|――)?[ 　*]*+(?P<title>{WORDS})[。：](?=[*]*[^\n]{{40}})", re.MULTILINE
)
CLAUSE = rf"(?:{QUOTED}|[^“”，。；：！？,;:!?\d\n（(）)《》—·．.%]){{4,16}}"
TWO_CLAUSES = re.compile(
    rf"^[ 　*#]*+(?:—{{1,2}}|－－|--|――)?[ 　*]*+(?P<title>{CLAUSE}，{CLAUSE})。(?=[*]*[^\n]{{40}})", re.MULTILINE
)
PARAGRAPH = re.compile("^[^\\n]{60}", re.MULTILINE)
NEARLY_ALL = 0.6
AT_LEAST = 3
SHORT = rf"(?:{QUOTED}|[^“”，。；：！？、,;:!?\d\n（(）)《》—·．.%]){{4,13}}"
INSIDE = re.compile(rf"。(?P<title>{SHORT})(?=。[^\n]{{15}})")
APART = 30
ASPECT = re.compile(
    rf"(?:(?<=[。；])|^)(?P<title>(?:{QUOTED}|[^“”，。；：、！？\d\n在一这各多另]{{2,8}})方面)[，：]", re.MULTILINE
)


def named_items(text: str, start: int, end: int, inside: bool) -> list[tuple[int, str]]:
    r"""Offset and title of the named items between `start` and `end`: at least two, or none.

    Names at the head of a line go before names inside paragraphs, which are looked for only if `inside` is true
    and must sound like a heading of results (快速发展, 成效显著).

    >>> rest = "规上工业企业达到二百一十家，净增十二家，居全省前列。新建改建道路三十七条，通车八条，惠及群众两万人。"
    >>> text = f"产业加快发展。{rest}\n城乡面貌改善。{rest}"
    >>> named_items(text, 0, len(text), False)
    [(0, '产业加快发展'), (58, '城乡面貌改善')]
    """
    heads = _heads(text, start, end)
    fuller = _with_clauses(text, start, end, heads) if inside else []
    for found in (fuller or heads, _aspects(text, start, end), _inside(text, start, end) if inside else []):
        if len(found) > 1:
            return found
    return []


def _heads(text: str, start: int, end: int) -> list[tuple[int, str]]:
    return _named(HEAD_OF_LINE.finditer(text, start, end))


def _with_clauses(text: str, start: int, end: int, heads: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The heads with those of two clauses (深化改革，活力不断增强。), where nearly every paragraph has a head."""
    wide = _named(TWO_CLAUSES.finditer(text, start, end))
    found = sorted(heads + wide)
    if len(wide) < AT_LEAST - 1 or len(found) < AT_LEAST:
        return []
    paragraphs = sum(1 for _ in PARAGRAPH.finditer(text, start, end))
    return found if len(found) >= NEARLY_ALL * paragraphs else []


def _aspects(text: str, start: int, end: int) -> list[tuple[int, str]]:
    if text.find("方面", start, end) < 0:
        return []
    return _named(ASPECT.finditer(text, start, end))


def _inside(text: str, start: int, end: int) -> list[tuple[int, str]]:
    tail = heading_pattern("named")
    found: list[tuple[int, str]] = []
    for match in INSIDE.finditer(text, max(start - 1, 0), end):
        title, at = match["title"], match.start("title")
        close = bool(found) and at - found[-1][0] - len(found[-1][1]) < APART
        if not close and tail.search(title[-6:]) and not front_pattern("no_name").search(title):
            found.append((at, title))
    return found


def _named(matches: Iterable[re.Match[str]]) -> list[tuple[int, str]]:
    return [
        (match.start("title"), match["title"])
        for match in matches
        if not front_pattern("no_name").search(match["title"])
    ]
