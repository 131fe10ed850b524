"""XML read as a stream of elements, by the parser of the standard library.

Streams, because a sheet may have a million rows that hold nothing. A document type is refused at once: no office
program writes one, and entities (the bombs, and the ways out to other files) can be declared nowhere else.
"""

from collections.abc import Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from taizhang.errors import FileDamaged, Words
from taizhang.reading.limits import Deadline, beyond

PIECE = 1 << 16
SEPARATOR = "}"


class Listener(Protocol):
    """What hears of the elements. Names and those of attributes come without their namespace."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def words(self, text: str) -> None:
        """Text, maybe a part of it only."""


class Quiet:
    """A listener that hears nothing: what one is not told of needs no method."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def words(self, text: str) -> None:
        """Text, maybe a part of it only."""


def listen(data: bytes, listener: Listener, member: str, deadline: Deadline) -> None:
    """Tell the listener of all elements. Raises `FileDamaged` where it is no XML, `FileHostile` at a document type."""
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    told, ended = listener.start, listener.end
    names: dict[str, str] = {}  # of each name its local part: the same few come a million times

    def local(name: str) -> str:
        return names.setdefault(name, name.rpartition(SEPARATOR)[2])

    def start(name: str, attributes: dict[str, str]) -> None:
        for key in attributes:
            if SEPARATOR in key:
                attributes = {local(key): value for key, value in attributes.items()}
                break
        told(names.get(name) or local(name), attributes)

    def refuse(*_: object) -> NoReturn:
        beyond(deadline.path, f"{member} 里有 DTD 声明", f"a document type in {member}")
        raise AssertionError  # beyond never returns

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: ended(names[name])
    parser.CharacterDataHandler = listener.words
    try:
        for at in range(0, len(data), PIECE):
            deadline.check()
            parser.Parse(data[at : at + PIECE], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        detail = Words(f"{member} 不是完整的 XML", f"{member} is no complete XML: {error}")
        raise FileDamaged(path=deadline.path, detail=detail) from None


def on(value: str | None) -> bool:
    """Whether a yes-or-no attribute says yes.

    >>> on("1"), on("true"), on("0"), on(None)
    (True, True, False, False)
    """
    return value in {"1", "true", "on"}


def counted(value: str | None, otherwise: int = 0) -> int:
    """The whole number of an attribute, or `otherwise` where it has none.

    >>> counted("12"), counted("x"), counted(None, 7)
    (12, 0, 7)
    """
    if value is None or len(value) > 12:
        return otherwise
    try:
        return int(value)
    except ValueError:
        return otherwise
