"""How the text of a reading is set on a page: headings, paragraphs, tables and furniture, each by its offsets.

A block is stored as `["p", start, end]` (paragraph), `["f", …]` (furniture), `["h", start, end, level]` (heading) or
`["t", start, end, rows]` (table), a row being its cells `[start, end, rows, columns, header]`.
"""

import re
from collections.abc import Iterator
from typing import Any

from taizhang.model import Document as Opened
from taizhang.server.documents.models import Layout, Reading
from taizhang.writing.highlight.stretches import Stretch, stretches

Block = list[Any]
MARKS = {"paragraph": "p", "furniture": "f", "heading": "h", "table": "t"}
LINE = re.compile(r"[^\n]*\S[^\n]*")


def blocks_of(read: Opened) -> Iterator[Block]:
    """The blocks of a document that was opened, as they are stored."""
    return map(_block, stretches(read))


def _block(stretch: Stretch) -> Block:
    mark, span = MARKS[stretch.kind], list(stretch.span)
    if mark == "h":
        return [mark, *span, stretch.level]
    if mark == "t":
        return [mark, *span, [[[*c.span, c.rows, c.columns, int(c.header)] for c in row] for row in stretch.rows]]
    return [mark, *span]


def blocks_in(reading: Reading) -> list[Block]:
    """The blocks of a stored reading; of one from before they were stored its lines."""
    stored = Layout.objects.filter(reading=reading).values_list("blocks", flat=True).first()
    if stored is not None:
        return list(stored)
    return [["p", line.start(), line.end()] for line in LINE.finditer(reading.text)]
