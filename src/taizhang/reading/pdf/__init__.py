"""Reads PDFs: pages with a text of their own, and pages that are pictures or whose text is rubbish, recognised."""

from taizhang.model import Document
from taizhang.reading.assembling import assembled
from taizhang.reading.pdf.reading import handles, laid

__all__ = ["convert", "handles", "laid"]


def convert(data: bytes, path: str) -> Document:
    """The document of a PDF. Raises `ReadingError` naming what is wrong with it."""
    return assembled(laid(data, path), data, path)
