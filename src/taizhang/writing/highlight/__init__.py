"""The highlight page: a document's whole text with every number marked, and what was read from each beside it."""

from taizhang.writing.highlight.page import page

__all__ = ["page"]
