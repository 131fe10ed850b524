"""Sentences of a stretch of the view, cut at their commas. What stands in quotation marks or brackets is never cut."""

import re
from collections.abc import Iterator

# One set of signs ahead of what follows each: the search then skips all else at the speed of a scan.
BREAKS = re.compile(
    r"[，。；！？：\n,;:!?“《【（(]"
    r"(?:(?<=[，。；！？：\n])|(?<=[,;:!?])(?!\d)"
    r"|(?<=“)[^“”\n]{0,80}”|(?<=《)[^《》\n]{0,80}》|(?<=【)[^【】\n]{0,80}】"
    r"|(?<=（)[^（）\n]{0,160}）|(?<=\()[^()\n]{0,160}\))"
)
COMMA, COLON = ("，", ","), ("：", ":")
NUMBERING = (
    r"(?:第?[一二三四五六七八九十]{1,3}(?:是|要|、)|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳])"
)
MARK = re.compile(rf"[\s　*#•·—-]*(?:{NUMBERING}[\s　*]*)*")


# What stands between two commas: where it begins and ends, the offsets the view's, and the sign that ended it.
Piece = tuple[int, int, str]


def sentences(text: str, start: int, end: int) -> Iterator[list[Piece]]:
    """The pieces of each sentence between two offsets. A semicolon and a colon end a sentence too.

    >>> text = "一是建设“一街，一园”，改善环境；完善制度。"
    >>> [[text[start:end] for start, end, _ in sentence] for sentence in sentences(text, 0, len(text))]
    [['建设“一街，一园”', '改善环境'], ['完善制度']]
    """
    pieces: list[Piece] = []
    at = _after_mark(text, start, end)
    for match in BREAKS.finditer(text, start, end):
        comma, after = match.span()
        if after - comma > 1 or comma < at:
            continue
        stop = text[comma]
        if comma > at:
            pieces.append((at, comma, stop))
        at = after
        if stop not in COMMA:
            if pieces:
                yield pieces
                pieces = []
            at = _after_mark(text, at, end)
    if at < end:
        pieces.append((at, end, ""))
    if pieces:
        yield pieces


def _after_mark(text: str, start: int, end: int) -> int:
    """Where the words begin after list marks and blanks."""
    match = MARK.match(text, start, end)
    return match.end() if match else start
