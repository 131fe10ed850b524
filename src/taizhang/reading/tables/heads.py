"""Column headings of one or two levels, dealt to the data columns."""

from taizhang.model import ColumnRole
from taizhang.reading.tables.pieces import Piece
from taizhang.reading.tables.words import stub_role

Headings = tuple[str, ...]
MOST_JOINED = 4


def split_stubs(heads: list[Piece]) -> tuple[list[ColumnRole], list[str]]:
    """The roles of the stub columns in order (data columns given once as `data`), and the words of the others."""
    roles: list[ColumnRole] = []
    words: list[str] = []
    for head in heads:
        role = stub_role(head.text)
        if role == "data":
            words.append(head.text)
        if role != "data" or "data" not in roles:
            roles.append(role)
    return roles, words


def deal(words: list[str], width: int, *, ordered: bool = True) -> list[Headings] | None:
    """The headings of `width` data columns from a flat list of heading words, or None where they do not fit.

    One word a column, or an upper row whose words part the lower row among themselves; the latter only where the
    words stand in order (`ordered`):

    >>> deal(["2022年完成", "2023年计划"], 2)
    [('2022年完成',), ('2023年计划',)]
    >>> deal(["2022年完成", "2023年计划", "绝对值", "增长%", "绝对值", "增长%"], 4)[1]
    ('2022年完成', '增长%')
    >>> deal(["2022年完成", "2023年计划", "绝对值", "增长%", "增长%"], 3)
    [('2022年完成', '绝对值'), ('2022年完成', '增长%'), ('2023年计划', '增长%')]
    >>> deal(["甲", "乙"], 3) is None
    True
    """
    words = _once(words, width)
    if whole := _completed(words, width):
        return whole
    if len(words) == width:
        return [(word,) for word in words]
    if width == 1 and 0 < len(words) <= MOST_JOINED and _one(words):
        return [("".join(words),)]
    upper = len(words) - width
    if ordered and 0 < upper < width:
        return two_levels(words[:upper], words[upper:])
    return None


def _completed(words: list[str], width: int) -> list[Headings] | None:
    """Two levels of headings of which the last of the lower row, which come again, are printed elsewhere.

    >>> _completed(["限额", "余额", "合计", "一般", "专项", "合计"], 6)[3:]
    [('余额', '合计'), ('余额', '一般'), ('余额', '专项')]
    """
    for upper in range(2, width // 2 + 1):
        share, rest = divmod(width, upper)
        group, again = words[upper : upper + share], words[upper + share :]
        if not rest and again and len(set(group)) == share and again == (group * upper)[: len(again)]:
            return [(words[i // share], group[i % share]) for i in range(width)]
    return None


def _one(words: list[str]) -> bool:
    """Whether words of a header are pieces of one heading, rather than headings of columns that were not found."""
    return len(words) == 1 or (
        len(set(words)) == len(words) and min(map(len, words)) > 1 and sum(word[:4].isdigit() for word in words) < 2
    )


def two_levels(upper: list[str], lower: list[str]) -> list[Headings] | None:
    """Each lower heading under its upper one: the lower row parts evenly, or where its words begin again."""
    if len(lower) % len(upper) == 0 and _alike(lower, len(lower) // len(upper)):
        share = len(lower) // len(upper)
        return [(upper[i // share], word) for i, word in enumerate(lower)]
    groups = _runs(lower)
    if len(groups) == len(upper):
        return [(head, word) for head, group in zip(upper, groups, strict=True) for word in group]
    if len(lower) % len(upper) == 0:
        share = len(lower) // len(upper)
        return [(upper[i // share], word) for i, word in enumerate(lower)]
    return None


def _alike(lower: list[str], share: int) -> bool:
    return all(lower[i] == lower[i % share] for i in range(len(lower)))


def _runs(lower: list[str]) -> list[list[str]]:
    """The lower row cut where a word comes again, or a growth is followed by a growth of another name."""
    groups: list[list[str]] = [[]]
    for word in lower:
        if word in groups[-1]:
            groups.append([])
        groups[-1].append(word)
    return groups


def _once(words: list[str], width: int) -> list[str]:
    """A heading row printed twice, for two panels side by side, read once."""
    half = len(words) // 2
    return words[:half] if len(words) == 2 * half and half == width and words[:half] == words[half:] else words
