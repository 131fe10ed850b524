"""The styles of a Word file: what a paragraph or run takes from its style, and that from the one it is based on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from taizhang.reading.docx.markup import Node, child, children, number, switched, value

MOST_BASES = 20  # styles based on styles; more is a loop
BODY_LEVEL = 9  # the outline level that says: no heading
HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
CONTENTS_NAME = re.compile(r"(?:toc|目录|目錄)\s*[1-9]|table of figures|图表目录", re.IGNORECASE)


@dataclass(slots=True)
class Style:
    """One style: its own properties, and the style it is based on."""

    name: str
    base: str | None
    paragraph: Node | None
    run: Node | None


@dataclass(slots=True)
class Styles:
    """The styles by their id. Properties of elements that are not in the file are None all through."""

    styles: dict[str, Style] = field(default_factory=dict)
    usual: str | None = None  # the paragraph style of paragraphs that name none
    defaults: Node | None = None  # what runs have where no style says otherwise
    _indents: dict[str | None, list[Node]] = field(default_factory=dict)
    _hidden: dict[str | None, bool] = field(default_factory=dict)

    def chain(self, key: str | None) -> Iterator[tuple[str, Style]]:
        """A style and those it is based on, nearest first."""
        for _ in range(MOST_BASES):
            if key is None or (style := self.styles.get(key)) is None:
                return
            yield key, style
            key = style.base

    def of(self, properties: Node | None) -> str | None:
        """The style that a paragraph's properties name, or the usual one."""
        named = value(child(properties, "w:pStyle"))
        return named if named is not None else self.usual

    def indents(self, properties: Node | None) -> list[Node]:
        """What says how far a paragraph is set in: itself first, then its styles from the nearest on."""
        own = child(properties, "w:ind")
        key = self.of(properties)
        if key not in self._indents:
            found = [child(style.paragraph, "w:ind") for _, style in self.chain(key)]
            self._indents[key] = [node for node in found if node is not None]
        return self._indents[key] if own is None else [own, *self._indents[key]]

    def level(self, properties: Node | None) -> int | None:
        """The level of a heading, from 1: as the paragraph says, or its styles by outline level or by name."""
        if (own := number(child(properties, "w:outlineLvl"))) is not None:
            return own + 1 if 0 <= own < BODY_LEVEL else None
        for _, style in self.chain(self.of(properties)):
            if (own := number(child(style.paragraph, "w:outlineLvl"))) is not None:
                return own + 1 if 0 <= own < BODY_LEVEL else None
            if named := HEADING_NAME.fullmatch(style.name.strip()):
                return int(named[1])
        return None

    def is_contents(self, properties: Node | None) -> bool:
        """Whether the paragraph is an entry of a table of contents, by its style."""
        return any(CONTENTS_NAME.fullmatch(style.name.strip()) for _, style in self.chain(self.of(properties)))

    def hidden(self, run: Node | None, paragraph: Node | None) -> bool:
        """Whether words of a run with these properties are hidden, in a paragraph with those."""
        if run is not None:
            if (own := switched(child(run, "w:vanish"))) is not None:
                return own
            for _, style in self.chain(value(child(run, "w:rStyle"))):
                if (own := switched(child(style.run, "w:vanish"))) is not None:
                    return own
        key = self.of(paragraph)
        if key not in self._hidden:
            runs = [*(style.run for _, style in self.chain(key)), self.defaults]
            said = (switched(child(each, "w:vanish")) for each in runs)
            self._hidden[key] = next((own for own in said if own is not None), False)
        return self._hidden[key]

    def size(self, run: Node | None, paragraph: Node | None) -> int:
        """The size of a run's signs in half points."""
        sizes = [number(child(run, "w:sz"))]
        sizes += [number(child(style.run, "w:sz")) for _, style in self.chain(self.of(paragraph))]
        sizes.append(number(child(self.defaults, "w:sz")))
        return next((size for size in sizes if size), 21)


def styles_of(root: Node | None) -> Styles:
    """The styles of `styles.xml`; none where there is no such part."""
    found = Styles(defaults=child(root, "w:docDefaults", "w:rPrDefault", "w:rPr"))
    for node in children(root, "w:style"):
        key = value(node, "w:styleId")
        if key is None:
            continue
        name = value(child(node, "w:name")) or key
        base = value(child(node, "w:basedOn"))
        found.styles[key] = Style(name, base, child(node, "w:pPr"), child(node, "w:rPr"))
        if value(node, "w:type") == "paragraph" and (value(node, "w:default") or "0") in {"1", "true", "on"}:
            found.usual = key
    return found
