"""The difference between two versions, line by line: what was added or removed, and which fields changed."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from taizhang.server.ledger.models import Target
from taizhang.server.ledger.plans.wanted import FIELDS
from taizhang.server.lib.rows import Json, plain

What = Literal["added", "removed", "changed"]
Of = Literal["target", "task"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a version as it is compared: its name, and its fields in plain values."""

    line: int
    name: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a line. `fields` maps a field to [before, after], of a line added or removed with None beside."""

    of: Of
    line: int
    name: str
    what: What
    fields: dict[str, list[Any]] = field(default_factory=dict)

    def json(self) -> Json:
        """As it is kept with a version and shown."""
        return asdict(self)


def line_of(target: Target) -> Line:
    """A target as a line; its indicator must have been read with it."""
    fields = {name: plain(getattr(target, name)) for name in FIELDS} | {"indicator": target.indicator.code}
    return Line(target.line, target.indicator.name, fields)


def difference(of: Of, before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """What changed from the one list of lines to the other, in the order of the lines.

    >>> was, now = Line(1, "GDP", {"value": "6"}), Line(1, "GDP", {"value": "5"})
    >>> difference("target", [was], [now])
    [Change(of='target', line=1, name='GDP', what='changed', fields={'value': ['6', '5']})]
    >>> [c.what for c in difference("target", [was], [])], [c.what for c in difference("target", [], [now])]
    (['removed'], ['added'])
    >>> difference("target", [was], [was])
    []
    """
    old, new = ({line.line: line for line in lines} for lines in (before, after))
    changes = (_change(of, old.get(number), new.get(number)) for number in sorted(old.keys() | new.keys()))
    return [change for change in changes if change is not None]


def _change(of: Of, old: Line | None, new: Line | None) -> Change | None:
    here = new or old
    if here is None:
        return None
    was, now = (line.fields if line else {} for line in (old, new))
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    what: What = "added" if old is None else "removed" if new is None else "changed"
    if not names and what == "changed":
        return None
    return Change(of, here.line, here.name, what, {name: [was.get(name), now.get(name)] for name in names})
