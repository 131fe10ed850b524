"""How far a long reading is: whoever wants to know sets a listener; readers of pages tell it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str, int, int], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def watched(listener: Listener) -> Iterator[None]:
    """Within this block `listener(path, done, total)` is called as pages are done."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def tell(path: str, done: int, total: int) -> None:
    """Tell the listener, if there is one, that `done` of `total` pages of the file are done.

    >>> heard = []
    >>> with watched(lambda *told: heard.append(told)):
    ...     tell("扫描件.pdf", 1, 3)
    >>> heard
    [('扫描件.pdf', 1, 3)]
    """
    if listener := _LISTENER.get():
        listener(path, done, total)
