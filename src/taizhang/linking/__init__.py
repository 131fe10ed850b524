"""Link: facts of one or many documents → pairs that speak of the same thing."""

from taizhang.linking.linked import Linked, mentions
from taizhang.linking.linking import link
from taizhang.linking.quoting import quotation, sentence_of
from taizhang.linking.shelf import Entry, Shelf

__all__ = ["Entry", "Linked", "Shelf", "link", "mentions", "quotation", "sentence_of"]
