"""Where a document owns to its shortcomings: what stands there is no result, and each problem wants a measure."""

from taizhang.catalogue.headings import heading_pattern
from taizhang.model import Document, Span


def shortcomings_of(document: Document) -> list[Span]:
    """The stretches, in `document.text`, that speak of problems."""
    pattern = heading_pattern("shortcoming")
    asides = (section.span for section in document.outline if section.level == 0 and section.status == "other")
    return [span for span in asides if pattern.search(document.text, span.start, span.end)]
