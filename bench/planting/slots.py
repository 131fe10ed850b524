"""Where the figures of a document stand, told by the words around them, and what they are worth.

A pattern is a stretch of a document with slots: `{v}` a figure, with the word of direction before it and 万 or 亿
after it where they stand there; `{v.u}` the 万 or 亿 of v where a table holds it in a cell of its own; `{v.c}` the
以上 or 左右 of v where other words part them; `{_}` a figure of no concern; `~` blanks. All else is meant literally,
but `\\n`, a line's end, and `[` with `]`, which hold the words of a promise or of its answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

UP = ("增长", "上涨", "提高", "增加", "净增")
DOWN = ("下降", "降低", "减少")
FACTORS = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
COMPARATORS = "以上|左右|以内|以下"
MARK = re.compile(r"\{(\w+)(?:\.([uc]))?\}|(~)|(\\n)|([\[\]])")
DIGITS = r"(?<![\d.])-?\d+(?:\.\d+)?(?!\.?\d)"


@dataclass(frozen=True)
class Slot:
    """A figure's place in one document: the stretches of its digits, direction, unit and comparator."""

    document: str
    digits: tuple[int, int]
    sign: tuple[int, int]
    unit: tuple[int, int]
    comparator: tuple[int, int]

    @property
    def span(self) -> tuple[int, int]:
        """From the first to the last of what stands beside the digits."""
        near = [part for part in (self.sign, self.unit) if part[0] < part[1] and self._beside(part)]
        return min([self.digits[0], *(s for s, _ in near)]), max([self.digits[1], *(e for _, e in near)])

    def _beside(self, part: tuple[int, int]) -> bool:
        return part[1] == self.digits[0] or part[0] == self.digits[1]


@dataclass(frozen=True)
class Edit:
    """A stretch of a document and what is to stand there."""

    document: str
    start: int
    end: int
    words: str

    def on(self, text: str) -> str:
        return text[: self.start] + self.words + text[self.end :]

    def touches(self, span: tuple[int, int]) -> bool:
        """Whether it changes what stands in a stretch of the sound text; words put in ahead of it belong to it."""
        start, end = span
        if self.start == self.end:
            return start <= self.start < end
        return self.start < end and start < self.end


@dataclass(frozen=True)
class Figure:
    """What a figure says: its value in single units, half a unit of its last place, its comparator."""

    value: Decimal
    half: Decimal
    comparator: str


def expression(pattern: str) -> re.Pattern[str]:
    """The compiled form of a pattern.

    >>> expression("完成{v}元，同比{g}%").search("完成12.5亿元，同比下降3%").groupdict()
    {'v_s': None, 'v_n': '12.5', 'v_u': '亿', 'g_s': '下降', 'g_n': '3', 'g_u': ''}
    """
    parts, at = [], 0
    detached = {match[1] for match in MARK.finditer(pattern) if match[2] == "u"}
    for match in MARK.finditer(pattern):
        parts.append(re.escape(pattern[at : match.start()]))
        parts.append(_slot(match, match[1] in detached))
        at = match.end()
    return re.compile("".join([*parts, re.escape(pattern[at:])]))


def _slot(mark: re.Match[str], unit_apart: bool) -> str:
    name, part = mark[1], mark[2]
    if mark[3] or mark[4]:
        return r"\s+" if mark[3] else "\n"
    if mark[5]:
        return "(?P<words>" if mark[5] == "[" else ")"
    if part == "u":
        return f"(?P<{name}_u>[万亿]?)"
    if part == "c":
        return f"(?P<{name}_c>{COMPARATORS})"
    signs = "|".join(UP + DOWN)
    if name == "_":
        return f"(?:{signs})?{DIGITS}[万亿]?"
    unit = "" if unit_apart else f"(?P<{name}_u>[万亿]?)"
    return f"(?P<{name}_s>{signs})?(?P<{name}_n>{DIGITS}){unit}"


def slots(document: str, text: str, pattern: str) -> dict[str, Slot]:
    """The slots of a pattern by their names; the pattern must stand in the text once and once only."""
    matches = list(expression(pattern).finditer(text))
    if len(matches) != 1:
        raise ValueError(f"{document}: {len(matches)} places for {pattern}")
    match, found = matches[0], {}
    names = [group.removesuffix("_n") for group in match.groupdict() if group.endswith("_n")]
    for name in names:
        found[name] = Slot(document, *(_span(match, f"{name}_{part}") for part in "nsuc"))
    if "words" in match.groupdict():
        found["words"] = Slot(document, match.span("words"), *(((match.end("words"),) * 2,) * 3))
    return found


def _span(match: re.Match[str], group: str) -> tuple[int, int]:
    if group in match.groupdict() and match[group] is not None:
        return match.span(group)
    return (-1, -1)


def figure(text: str, slot: Slot, edit: Edit | None = None) -> Figure:
    """What the figure in a slot says, after an edit if there is one."""
    digits, sign, unit, comparator = (_words(text, span, edit) for span in _parts(slot))
    number, factor = Decimal(digits), FACTORS[unit]
    exponent = int(number.as_tuple().exponent)
    return Figure(number * factor * (-1 if sign in DOWN else 1), Decimal(5).scaleb(exponent - 1) * factor, comparator)


def _parts(slot: Slot) -> Iterator[tuple[int, int]]:
    yield from (slot.digits, slot.sign, slot.unit, slot.comparator)


def _words(text: str, span: tuple[int, int], edit: Edit | None) -> str:
    if span[0] < 0:
        return ""
    start, end = span
    if edit is None or not edit.touches(span):
        return text[start:end]
    return text[start : edit.start] + edit.words + text[edit.end : end]
