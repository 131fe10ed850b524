"""Facts of one or many documents → links, in one pass through an index."""

from collections.abc import Sequence
from dataclasses import replace

from taizhang.extracting import Reading
from taizhang.linking.cautions import cautions_of, once
from taizhang.linking.collecting import uncollected
from taizhang.linking.linked import Linked
from taizhang.linking.relations import links_of
from taizhang.linking.shelf import Shelf, entry_of
from taizhang.linking.words import promise_links


@uncollected
def link(readings: Sequence[Reading]) -> Linked:
    """Link what the documents say: facts with facts, promises with what answers them.

    A document given twice is used once; what does not belong together is told in `shelf.cautions`, never paired.
    """
    entries, told = once([entry_of(reading, order) for order, reading in enumerate(readings)])
    shelf = Shelf(tuple(entries))
    facts = list(links_of(shelf))
    links = (*facts, *promise_links(shelf, facts))
    return Linked(replace(shelf, cautions=(*told, *cautions_of(shelf))), links)
