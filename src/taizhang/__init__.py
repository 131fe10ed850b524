"""Taizhang reads the plans of Chinese governments into data tied to their words."""

from taizhang.extracting import Reading, extract, read, read_all, read_text

__all__ = ["Reading", "extract", "read", "read_all", "read_text"]
__version__ = "0.1.0"
