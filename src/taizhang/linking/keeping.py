"""What is made of a document once, however many ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from taizhang.linking.shelf import Entry

Made = TypeVar("Made")


def once(make: Callable[[Entry], Made]) -> Callable[[Entry], Made]:
    """What is made of a document, kept as long as the document is: linking and several checks ask for the same."""
    kept: WeakKeyDictionary[Entry, Made] = WeakKeyDictionary()

    @wraps(make)
    def made(entry: Entry) -> Made:
        if entry not in kept:
            kept[entry] = make(entry)
        return kept[entry]

    return made
