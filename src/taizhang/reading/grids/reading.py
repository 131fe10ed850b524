"""What a grid is before it has a place in the text: its tables, each with captions, headings, body and notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.reading.grids.bands import Bands, banded, is_beside, parted, unit_line
from taizhang.reading.grids.matrix import Matrix
from taizhang.reading.grids.roles import Role, roles_of
from taizhang.reading.layout import Grid, Passage
from taizhang.reading.tables.words import ANNOUNCED, GROUP, NUMBERED, is_title

MOST_ABOVE = 5
LONGEST_TITLE = 60
SHORTEST_TITLE = 4
SHORT_NUMBER = 8
LEAST_VALUES = 2
_FORM = re.compile("[\u4e00-\u9fff]{1,4}[0-9]{1,3}(?:-[0-9]{1,2})?表")  # the number of a form: 社预01表
# 表6 and 2026年 run together where a page prints no blank between them.
_GLUED = re.compile(r"^((?:附?表|附件)[0-9]{1,2}?)((?:19|20)[0-9]{2}年)")
_ASIDE = re.compile(r"[（(][^（()）]{2,16}[)）]")  # 快报数, printed in brackets on a line of its own under the title
_TIMED = re.compile("(?:19|20)[0-9]{2}年?|[一二][〇○零一二三四五六七八九]{3}年|年度|上半年")
_WHOLE = re.compile("(?:报告|公报|草案|通知|计划|规划|说明|[年月日])(?:[（(].{0,12}[)）])?$")
_SENTENCE = re.compile("[，。；！？,;!?]")
_BLANKS = re.compile(r"(?<![0-9０-９]) | (?![0-9０-９])")


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
    found: list[Read] = []
    for matrix, bands in banded(Matrix(grid)):
        roles = roles_of(matrix, bands.heads, bands.body)
        inside = caption_of([_closed_up(cell.text) for row in bands.captions for cell in matrix.begun(row)])
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
    >>> caption_of(["表一单位：万元", "2026年支出预算表"])
    Caption(title='表一 2026年支出预算表', unit='万元')
    """
    texts = [_GLUED.sub(r"\1 \2", part) for words in texts for part in parted(words)]
    unit = next((found for words in reversed(texts) if (found := unit_line(words))), None)
    words = [text for text in texts if not is_beside(text) and len(text) <= LONGEST_TITLE]
    number = next((text for text in words if _is_number(text)), None)
    rest = [text for text in words if text != number and len(text) >= SHORTEST_TITLE and not _ASIDE.fullmatch(text)]
    title = next((text for text in rest if is_title(text)), rest[0] if rest else None)
    if title and (aside := next((text for text in words if _ASIDE.fullmatch(text)), None)):
        title += aside
    named = " ".join(text for text in (number, title) if text)
    return Caption(named or None, unit)


def caption_above(above: Sequence[Passage]) -> Caption:
    """Title and unit from the passages before a table: the nearest lines that say what it is, no sentence between."""
    return caption_of(_announcing(above)[::-1])


def _announcing(above: Sequence[Passage]) -> list[str]:
    """The words of the passages before a table that announce it, the nearest first."""
    found: list[str] = []
    titled = measured = False
    for passage in list(above)[::-1][:MOST_ABOVE]:
        words = _closed_up(passage.text)
        if passage.kind == "furniture" or not words:
            continue
        number = _is_number(parted(words)[0])
        if titled and not number:
            if _begins_title(words) and not _TIMED.search(found[-1]) and not _is_number(found[-1]):
                found[-1] = words + found[-1]
            return found
        if _ASIDE.fullmatch(words):
            pass
        elif is_beside(words) and len(parted(words)) == 1:
            measured = True
        elif number or _may_title(passage, words, measured=measured):
            titled = titled or not number
        else:
            return found
        found.append(words)
    return found


def _begins_title(words: str) -> bool:
    """Whether words are the first line of a title that goes on in the next: they name a year, and no sentence ends."""
    if len(words) > LONGEST_TITLE or is_title(words) or _WHOLE.search(words):
        return False
    return _TIMED.search(words) is not None and _SENTENCE.search(words) is None


def _is_number(words: str) -> bool:
    """Whether words number a table rather than name it: 表一, 附件2, 社预01表.

    >>> [_is_number(words) for words in ("附表12", "社预01表", "2026年收入表")]
    [True, True, False]
    """
    return len(words) <= SHORT_NUMBER and (NUMBERED.match(words) is not None or _FORM.fullmatch(words) is not None)


def _may_title(passage: Passage, words: str, *, measured: bool) -> bool:
    """Whether a passage before a table is its title: by its words, as a heading, or as what stands over its unit."""
    if len(words) > LONGEST_TITLE:
        return False
    if is_title(words) or NUMBERED.match(words) or ANNOUNCED.fullmatch(words):
        return True
    plain = _SENTENCE.search(words) is None and GROUP.match(words) is None
    return plain and len(words) >= SHORTEST_TITLE and (measured or passage.kind == "heading")


def _closed_up(text: str) -> str:
    """Words without blanks, but for one between two numbers: 表2 2025年.

    >>> _closed_up("表2  2025年 主要 指标")
    '表2 2025年主要指标'
    """
    return _BLANKS.sub("", " ".join(text.split()))
