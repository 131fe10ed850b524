"""Statements linked by their words: what was promised and what was said of it later."""

from taizhang.linking.words.promises import promise_links

__all__ = ["promise_links"]
