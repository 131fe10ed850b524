"""Units by the names that people write: the full name, the short one or the code; of two alike the code tells which."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.returns.workbooks.tables import folded
from taizhang.server.returns.workbooks.typing import NotTyped

BETWEEN = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True)
class Units:
    """The units at a node and below it: what each is called in a list, and which a name may mean."""

    names: dict[int, str] = field(default_factory=dict)
    meant: dict[str, list[int]] = field(default_factory=dict)

    def named(self, words: str, role: Words) -> int:
        """The unit that some words name."""
        if not words:
            raise NotTyped(Words(f"请填写{role.zh}", f"{role.en} is wanted"))
        found = self.meant.get(folded(words), [])
        exact = [key for key in found if folded(self.names[key]) == folded(words)]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if found:
            told = "、".join(self.names[key] for key in found[:5])
            raise NotTyped(Words(f"“{words[:40]}”可能是：{told}", f"{words[:40]!r} may be one of: {told}"))
        zh = f"没有“{words[:40]}”这个单位，或不在此处可选的单位中"
        raise NotTyped(Words(zh, f"no unit {words[:40]!r} that may be named here"))

    def many(self, words: str) -> list[int]:
        """The units that some words name, parted by 、, commas or lines, in their order."""
        parts = [part.strip() for part in BETWEEN.split(words) if part.strip()]
        return [self.named(part, Words("单位", "the unit")) for part in parts]


def units_of(top: Unit) -> Units:
    """The open units at a node and below it."""
    return called(Unit.objects.filter(path__startswith=top.path, closed_on=None).order_by("order"))


def called(units: Iterable[Unit]) -> Units:
    """Some units, by the names that they may be called among each other."""
    rows = list(units)
    counts = Counter(unit.name for unit in rows)
    names = {unit.pk: unit.name if counts[unit.name] == 1 else f"{unit.name}（{unit.code}）" for unit in rows}
    meant: dict[str, list[int]] = {}
    for unit in rows:
        for name in dict.fromkeys(map(folded, filter(None, (names[unit.pk], unit.code, unit.name, unit.short_name)))):
            meant.setdefault(name, []).append(unit.pk)
    return Units(names, meant)
