"""The text cut into blocks: paragraphs, headings, table cells, page furniture."""

import re

from taizhang.model import Block, BlockKind, Span
from taizhang.reading.furniture import furniture_of
from taizhang.reading.lines import Line, lines_of

HEADING = re.compile(
    r"[#*\s]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节部编]|#)"
    r"[^。；]{1,40}$"
)


def blocked(text: str) -> tuple[Block, ...]:
    r"""The blocks of `text` in order, one a line, covering every character that is no blank.

    >>> [block.kind for block in blocked("一、工作回顾\n全年完成524亿元。\n- 3 -\n")]
    ['heading', 'paragraph', 'furniture']
    """
    lines = lines_of(text)
    away = furniture_of(lines)
    paged = bool(lines) and lines[-1].page > 0
    return tuple(
        Block("furniture" if i in away else _kind(line), Span(line.start, line.end), line.page + 1 if paged else None)
        for i, line in enumerate(lines)
    )


def _kind(line: Line) -> BlockKind:
    return "heading" if HEADING.match(line.text) else "paragraph"
