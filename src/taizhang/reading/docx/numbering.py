"""The marks that Word prints in front of paragraphs by itself: 一、 （一） 1. and bullets, which no words hold."""

import re
from dataclasses import dataclass, field

from taizhang.reading.docx.markup import Node, child, children, name_of, number, switched, value
from taizhang.reading.docx.styles import Styles
from taizhang.reading.office.numerals import printed
from taizhang.reading.office.symbols import BULLET, in_unicode

LEVELS = 9
PLACE = re.compile("%([1-9])")
CLOSED = re.compile(r"[、。．，：；）】〕》」』”’\u3000\s]$")  # after these nothing needs to keep the words apart
CUSTOM_ZEROS = re.compile(r"(0*)1, ")
MOST_LINKS = 5  # lists that are defined by the style of another list
PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(slots=True)
class Level:
    """How one level of a list is counted and printed."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None  # the level (from 1) whose paragraphs restart it, 0 for never; None: any above
    legal: bool = False  # levels above are printed in decimal
    style: str | None = None
    zeros: int = 0
    suffix: str = "tab"
    font: str | None = None


@dataclass(slots=True)
class List:
    """A list that paragraphs name: its levels, the counters that it shares, and starts of its own."""

    key: str
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of a file in order, and gives each its mark."""

    def __init__(self, root: Node | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {value(node, "w:abstractNumId") or "": node for node in children(root, "w:abstractNum")}
        self._nums = {value(node, "w:numId") or "": node for node in children(root, "w:num")}
        self._lists: dict[str, List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def mark(self, properties: Node | None) -> str:
        """The mark of the next paragraph, with a blank where one must keep it apart from the words; often none."""
        if not self._nums:
            return ""
        found, at = self._place(properties)
        if found is None or (level := found.levels.get(at)) is None:
            return ""
        counts = self._count(found, at)
        if level.form == "bullet":
            return _bullet(level)
        text = PLACE.sub(lambda place: _number(found, level, counts, int(place[1]) - 1), level.text)
        return text + _gap(text, level)

    def _place(self, properties: Node | None) -> tuple[List | None, int]:
        """The list and the level (from 0) of a paragraph, by its own words or its style's."""
        own = child(properties, "w:numPr")
        key, at = value(child(own, "w:numId")), number(child(own, "w:ilvl"))
        if key is None:
            for style, held in self._styles.chain(self._styles.of(properties)):
                inherited = child(held.paragraph, "w:numPr")
                at = number(child(inherited, "w:ilvl")) if at is None else at
                if (key := value(child(inherited, "w:numId"))) is not None:
                    at = self._linked(key, style) if at is None else at
                    break
        if key is None or key == "0":
            return None, 0
        return self._list(key), min(max(at or 0, 0), LEVELS - 1)

    def _linked(self, key: str, style: str) -> int | None:
        """The level that is made for this style."""
        found = self._list(key)
        return next((at for at, level in found.levels.items() if level.style == style), None) if found else None

    def _list(self, key: str) -> List | None:
        if key not in self._lists:
            self._lists[key] = self._read(key)
        return self._lists[key]

    def _read(self, key: str) -> List | None:
        node = self._nums.get(key)
        abstract = value(child(node, "w:abstractNumId"))
        for _ in range(MOST_LINKS):  # a list may be defined by a style, whose list holds the levels
            held = self._abstract.get(abstract or "")
            link = value(child(held, "w:numStyleLink"))
            style = self._styles.styles.get(link) if link else None
            linked = value(child(style.paragraph if style else None, "w:numPr", "w:numId"))
            if linked is None or linked not in self._nums:
                break
            abstract = value(child(self._nums[linked], "w:abstractNumId"))
        if held is None or abstract is None:
            return None
        found = List(key, abstract, dict(_levels(held)))
        for override in children(node, "w:lvlOverride"):
            at = number(override, "w:ilvl", 0) or 0
            found.levels.update(_levels(override))
            if (start := number(child(override, "w:startOverride"))) is not None:
                found.starts[at] = start
        return found

    def _count(self, found: List, at: int) -> list[int | None]:
        """Count a paragraph of this level; what stands below begins anew."""
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        self._begin(found, counts)
        for above in range(at):  # a level that was left out counts as begun
            if counts[above] is None and above in found.levels:
                counts[above] = found.levels[above].start
        current = counts[at]
        counts[at] = found.levels[at].start if current is None else current + 1
        for below in range(at + 1, LEVELS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or at < restart:
                counts[below] = None
        return counts

    def _begin(self, found: List, counts: list[int | None]) -> None:
        """The first paragraph of a list with starts of its own begins there, whatever others have counted."""
        if found.key in self._begun:
            return
        self._begun.add(found.key)
        for at, start in found.starts.items():
            if 0 <= at < LEVELS:
                counts[at] = None
                if at in found.levels:
                    found.levels[at].start = start


def _levels(parent: Node) -> list[tuple[int, Level]]:
    """The levels that stand in a list or in an override."""
    found = []
    for node in children(parent, "w:lvl"):
        form, zeros = _form(node)
        level = Level(
            start=number(child(node, "w:start"), default=1) or 0,
            form=form,
            text=value(child(node, "w:lvlText")) or "",
            restart=number(child(node, "w:lvlRestart")),
            legal=bool(switched(child(node, "w:isLgl"))),
            style=value(child(node, "w:pStyle")),
            zeros=zeros,
            suffix=value(child(node, "w:suff")) or "tab",
            font=value(child(node, "w:rPr", "w:rFonts"), "w:ascii"),
        )
        found.append((number(node, "w:ilvl", 0) or 0, level))
    return found


def _form(level: Node) -> tuple[str, int]:
    """The format of a level's numbers, and to how many digits zeros fill them."""
    node = child(level, "w:numFmt")
    if node is None:
        choice = next((each for each in level if name_of(each) == "mc:AlternateContent"), None)
        custom = value(child(choice, "mc:Choice", "w:numFmt"), "w:format") or ""
        zeros = CUSTOM_ZEROS.match(custom)
        return value(child(choice, "mc:Fallback", "w:numFmt")) or "decimal", len(zeros[1]) + 1 if zeros else 0
    return value(node) or "decimal", 0


def _number(found: List, level: Level, counts: list[int | None], at: int) -> str:
    counted, above = counts[at], found.levels.get(at)
    if counted is None or above is None:
        return ""
    if level.legal:
        return str(counted)
    return printed(counted, above.form).rjust(above.zeros, "0")


def _bullet(level: Level) -> str:
    """A bullet as it looks; signs of fonts unknown here, and pictures, are a dot."""
    sign = PRIVATE.sub(BULLET, in_unicode(level.text, level.font)).strip()
    return f"{sign or BULLET} "


def _gap(text: str, level: Level) -> str:
    """A blank for the tab or blank behind the mark, unless the mark ends with a sign that is as wide as a blank."""
    return "" if not text or level.suffix == "nothing" or CLOSED.search(text) else " "
