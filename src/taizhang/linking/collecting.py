"""Work that makes many records and no cycles, done while Python does not look for cycles to free."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def uncollected(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """A function that is not held up by the search for cyclic garbage, which walks all records again and again.

    What is used no more is freed by its count as ever. The search goes on afterwards, where it was on; where two
    threads are within, the first to leave turns it on again, which costs the other time and nothing else.
    """

    @wraps(make)
    def made(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if not gc.isenabled():
            return make(*args, **kwargs)
        gc.disable()
        try:
            return make(*args, **kwargs)
        finally:
            gc.enable()

    return made
