"""Taizhang reads the plans of Chinese governments into data tied to their words, links them and checks them."""

from taizhang.checking import check
from taizhang.extracting import Reading, extract, read, read_all, read_text
from taizhang.following import follow, timeline
from taizhang.linking import link

__all__ = ["Reading", "check", "extract", "follow", "link", "read", "read_all", "read_text", "timeline"]
__version__ = "0.1.0"
