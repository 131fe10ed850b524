"""The numbers of a clause in groups that share the words before and after them: 2.4%、20%、13.5% is one."""

import re
from dataclasses import dataclass

from taizhang.catalogue.units import unit_named
from taizhang.extracting.clauses import Clause
from taizhang.extracting.items import Item
from taizhang.extracting.links import POINTS

SEPARATOR = re.compile(r"[\s、，和及与或/；以：:]*(?:和|及|以及|与)?\s*")
RANGE = re.compile(r"\s*(?:[-—~～－–]+|至|到)\s*")
MULTIPLES = ("倍", "番")
JOINTS = ("、", "和", "及")
# Words further off than this from a number say nothing of it; the bound keeps time linear.
REACH = 160


@dataclass(slots=True)
class Group:
    """Numbers side by side; `before` and `after` reach to the neighbouring groups or the ends of the clause."""

    items: list[Item]
    before: str
    after: str
    ranged: bool = False

    @property
    def first(self) -> Item:
        """The item that the group is told by."""
        return self.items[0]

    @property
    def listed(self) -> bool:
        """Whether the group goes on with the list before it."""
        return self.before.strip().startswith(JOINTS)

    def doubt(self, why: str) -> None:
        """Mark every item for review."""
        for item in self.items:
            item.doubt(why)


def groups_of(clause: Clause) -> list[Group]:
    """The clause's numbers in groups, with the units and comparators that a group shares spread over it."""
    text, base = clause.text, clause.start
    groups: list[Group] = []
    end = 0
    for item in clause.items:
        between = text[end : max(item.head - base, end)]
        last = groups[-1] if groups else None
        if last and _ranges(between, item):
            last.items.append(item)
            last.ranged = True
        elif last and between.strip(" ") and SEPARATOR.fullmatch(between) and _alike(last, item):
            last.items.append(item)
        else:
            if last:
                last.after = between[:REACH].replace("\x00", "")
            groups.append(Group([item], between[-REACH:], ""))
        end = max(end, item.stop - base)
    if groups:
        groups[-1].after = text[end : end + REACH].replace("\x00", "")
    for group in groups:
        _spread(group)
    return groups


def _ranges(between: str, item: Item) -> bool:
    dashed = not between and item.token.text[0] in "-−—" and len(item.token.text) > 1
    return dashed or bool(RANGE.fullmatch(between))


def _alike(group: Group, item: Item) -> bool:
    """Whether a number goes on with a group: its unit is of the same dimension, or one of the two has none."""
    last = group.items[-1]
    if last.unit == "个" and item.unit in POINTS:  # 1.5个、0.8个百分点: the first 个 is the last unit, clipped
        for earlier in group.items:
            earlier.unit = item.unit
    if item.unit in MULTIPLES and "分别" in group.before:  # 分别增长41.7%、2.7倍
        return True
    return not last.unit or not item.unit or last.unit == item.unit or _dimension(last) == _dimension(item)


def _dimension(item: Item) -> str:
    unit = unit_named(item.unit)
    return unit.dimension if unit else item.unit


def counts(item: Item) -> bool:
    """Whether the unit counts things (个, 家), or there is none."""
    unit = unit_named(item.unit)
    return unit is None or unit.kind == "counter"


def _spread(group: Group) -> None:
    """A unit or comparator printed once at the end of a list or range holds for all of it."""
    if len(group.items) == 1:
        return
    last = group.items[-1]
    for item in group.items[:-1]:
        item.unit = item.unit or last.unit
    if group.ranged and len(group.items) == 2:
        group.first.comparator, last.comparator = ">=", "<="
    elif "分别" in group.before or "均" in group.before:
        shown = {item.comparator for item in group.items} - {"="}
        if len(shown) == 1:
            for item in group.items:
                item.comparator = next(iter(shown))
