"""A Document becomes facts, commitments and claims."""

from taizhang.extracting.reading import Reading, extract, read, read_all, read_text

__all__ = ["Reading", "extract", "read", "read_all", "read_text"]
