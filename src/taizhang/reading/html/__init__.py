"""Saved web pages, and what Word and Excel save as such: the article as passages and grids, the site as furniture.

Nothing of a page is executed, and nothing that it names is fetched.
"""

from taizhang.model import Document
from taizhang.reading.assembling import assembled
from taizhang.reading.html.laying import handles, laid, laid_text

__all__ = ["convert", "handles", "laid", "laid_text"]


def convert(data: bytes, path: str) -> Document:
    """The document of a page. Raises an error of the tree where it cannot be read."""
    return assembled(laid(data, path), data, path)
