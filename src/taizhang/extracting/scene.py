"""A group of numbers with what stands around it: what the patterns of statements.py and shares.py look at."""

from dataclasses import dataclass

from taizhang.extracting.groups import Group
from taizhang.extracting.items import Item
from taizhang.extracting.links import Link
from taizhang.extracting.said import Said


@dataclass(slots=True)
class Scene:
    """A group with what stands around it, as the patterns look at it."""

    group: Group
    following: Group | None
    more: bool
    said: Said
    noun_text: str
    link: Link
    head: str

    @property
    def item(self) -> Item:
        """The item that the group is told by."""
        return self.group.first
