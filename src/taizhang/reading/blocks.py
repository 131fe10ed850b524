"""The text cut into blocks: paragraphs, headings, table cells, page furniture."""

from taizhang.model import Block, Span


def blocked(text: str) -> tuple[Block, ...]:
    """The blocks of `text` in order, covering every character that is no blank."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    return tuple(blocks)
