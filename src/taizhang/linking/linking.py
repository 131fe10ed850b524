"""Facts of one or many documents → links, in one pass through an index."""

from collections.abc import Sequence

from taizhang.extracting import Reading
from taizhang.linking.linked import Linked
from taizhang.linking.relations import links_of
from taizhang.linking.shelf import Shelf, entry_of


def link(readings: Sequence[Reading]) -> Linked:
    """Link what the documents say."""
    shelf = Shelf(tuple(entry_of(reading, order) for order, reading in enumerate(readings)))
    return Linked(shelf, tuple(links_of(shelf)))
