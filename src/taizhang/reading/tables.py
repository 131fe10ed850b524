"""Tables in running text: cells one a line, in aligned columns, between bars, or separated by tabs."""

from taizhang.model import Block, Table


def tabled(text: str, blocks: tuple[Block, ...]) -> tuple[Table, ...]:
    """The tables of the text in order."""
    return ()
