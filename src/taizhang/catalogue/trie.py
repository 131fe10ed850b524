"""Many words as one expression that reads each character once and takes the longest word."""

import re
from collections.abc import Iterable

# A word that ends in a letter is not found inside a longer run of letters: GW is no part of GWh.
_LETTER_END = "(?![A-Za-z])"

Node = dict[str, "Node"]
_END = ""


def trie_pattern(words: Iterable[str]) -> str:
    """A regular expression, without groups that capture, for the longest of the words.

    >>> re.match(trie_pattern(["人", "人次", "GW"]), "人次数").group()
    '人次'
    >>> re.match(trie_pattern(["GW"]), "GWh") is None
    True
    """
    root: Node = {}
    for word in words:
        node = root
        for sign in word:
            node = node.setdefault(sign, {})
        node[_END] = {}
    return _expression(root, "")


def _expression(node: Node, last: str) -> str:
    branches = [re.escape(sign) + _expression(child, sign) for sign, child in sorted(node.items()) if sign != _END]
    if _END in node:
        branches.append(_LETTER_END if last.isascii() and last.isalpha() else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
