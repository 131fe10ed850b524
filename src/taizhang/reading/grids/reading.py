"""What a grid is before it has a place in the text: its tables, each with captions, headings, body and notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.reading.grids.bands import Bands, banded, unit_line
from taizhang.reading.grids.matrix import Matrix
from taizhang.reading.grids.roles import Role, roles_of
from taizhang.reading.layout import Grid, Passage
from taizhang.reading.tables.pieces import squeezed
from taizhang.reading.tables.words import ANNOUNCED, NUMBERED, is_title

MOST_ABOVE = 5
LONGEST_TITLE = 60
SHORTEST_TITLE = 4
SHORT_NUMBER = 8
LEAST_VALUES = 2


@dataclass(frozen=True, slots=True)
class Caption:
    """What announces a table: its title with its number, and the unit of its values."""

    title: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """One table of a grid, read but not yet placed. `sound` where it holds values: anything else is words in boxes."""

    matrix: Matrix
    bands: Bands
    roles: dict[int, Role]
    caption: Caption
    sound: bool


def read_grid(grid: Grid, above: Sequence[Passage] = ()) -> list[Read]:
    """The tables of a grid from top to bottom; `above` are the passages before it, the nearest last."""
    matrix = Matrix(grid)
    found: list[Read] = []
    for bands in banded(matrix):
        roles = roles_of(matrix, bands.heads, bands.body)
        inside = caption_of([matrix.text(cell) for row in bands.captions for cell in matrix.begun(row)])
        outside = caption_above(above) if not found else Caption()
        caption = Caption(inside.title or outside.title, inside.unit or outside.unit)
        found.append(Read(matrix, bands, roles, caption, _is_sound(matrix, bands, roles)))
    return found


def _is_sound(matrix: Matrix, bands: Bands, roles: dict[int, Role]) -> bool:
    """Whether there are rows with names and values: a frame around words, or a form, has none."""
    data = [column for column, role in roles.items() if role.kind == "data"]
    values = sum(matrix.numeric(cell) for column in data for cell in matrix.column_cells(column, bands.body))
    return len(roles) > 1 and values >= LEAST_VALUES


def caption_of(texts: Sequence[str]) -> Caption:
    """Title and unit from the words above a table, each without blanks, in order.

    >>> caption_of(["附表2", "2026年收入预算表", "单位：万元"])
    Caption(title='附表2 2026年收入预算表', unit='万元')
    """
    unit = next((found for words in reversed(texts) if (found := unit_line(words))), None)
    words = [text for text in texts if not unit_line(text) and len(text) <= LONGEST_TITLE]
    number = next((text for text in words if NUMBERED.match(text) and len(text) <= SHORT_NUMBER), None)
    rest = [text for text in words if text != number and len(text) >= SHORTEST_TITLE]
    title = next((text for text in rest if is_title(text)), rest[0] if rest else None)
    named = " ".join(text for text in (number, title) if text)
    return Caption(named or None, unit)


def caption_above(above: Sequence[Passage]) -> Caption:
    """Title and unit from the passages before a table: the nearest lines that say what it is, no sentence between."""
    texts = list(_announcing(above))
    return caption_of(texts[::-1])


def _announcing(above: Sequence[Passage]) -> Iterator[str]:
    """The words of the passages before a table that announce it, the nearest first."""
    titled = False
    for passage in list(above)[::-1][:MOST_ABOVE]:
        if passage.kind == "furniture":
            continue
        words = squeezed(passage.text)
        if not words:
            continue
        measured = unit_line(words) is not None
        announces = measured or is_title(words) or NUMBERED.match(words) or ANNOUNCED.fullmatch(words)
        heads = passage.kind == "heading" and len(words) <= LONGEST_TITLE and not titled
        if not (announces or heads) or len(words) > LONGEST_TITLE:
            return
        if titled and not (measured or (NUMBERED.match(words) and len(words) <= SHORT_NUMBER)):
            return
        titled = titled or not (measured or len(words) <= SHORT_NUMBER)
        yield words
