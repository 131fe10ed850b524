"""The numbers that Word prints before paragraphs by itself ([MS-DOC] 2.4.6.3): 一、（一）1. and their like."""

import struct
from dataclasses import dataclass, field

from taizhang.reading.doc.fib import LISTS, OVERRIDES, Fib
from taizhang.reading.doc.sprms import FONT, prls
from taizhang.reading.office.numerals import printed
from taizhang.reading.office.symbols import BULLET, in_unicode

LEVELS = 9
LIST, OVERRIDE, LEVEL = 28, 16, 28  # bytes of the records
SIMPLE = 1
STARTS_ANEW, FORMATTED = 0x10, 0x20
LEGAL, NO_RESTART = 0x04, 0x08
BULLETED, SILENT = 23, 255
NO_LIST = (0, 0xF801)
MOST_MARK = 80  # characters of a mark; Word allows about thirty
TAB, BLANK = 0, 1
_NAMES = """decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex chicago
ideographDigital japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth japaneseLegal
japaneseDigitalTenThousand decimalEnclosedCircle decimalFullWidth2 aiueoFullWidth irohaFullWidth decimalZero
bullet ganada chosung decimalEnclosedFullstop decimalEnclosedParen decimalEnclosedCircleChinese
ideographEnclosedCircle ideographTraditional ideographZodiac ideographZodiacTraditional taiwaneseCounting
ideographLegalTraditional taiwaneseCountingThousand taiwaneseDigital chineseCounting chineseLegalSimplified
chineseCountingThousand decimal koreanDigital koreanCounting koreanLegal koreanDigital2 hebrew1 arabicAlpha
hebrew2 arabicAbjad hindiVowels hindiConsonants hindiNumbers hindiCounting thaiLetters thaiNumbers thaiCounting
vietnameseCounting numberInDash"""
FORMATS = dict(enumerate(_NAMES.split()))  # the order of MSONFC, in the names of Office Open XML


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: where it starts to count, in which format, and its mark, digits standing for levels."""

    start: int
    form: int
    legal: bool
    restart: int
    follow: int
    mark: str
    font: int | None


@dataclass(slots=True)
class _List:
    """The levels of a list with their counters; several overrides may share it."""

    levels: list[ListLevel]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Override:
    """A use of a list, with levels of its own and counts that begin anew at its first paragraph."""

    key: int
    levels: dict[int, ListLevel] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Lists:
    """All lists of a file, counting as paragraphs are read in order."""

    def __init__(self, fib: Fib, fonts: list[str]) -> None:
        self._fonts = fonts
        self._lists = _lists(fib.part(LISTS), _room(fib))
        self._overrides = _overrides(fib.part(OVERRIDES))

    def mark(self, number: int, level: int) -> str:
        """The mark of the next paragraph of a list; empty where it has none. A blank follows where one is printed."""
        if number in NO_LIST:
            return ""
        number = 0x10000 - number if number >= 0xF802 else number
        use = self._overrides[number - 1] if 0 < number <= len(self._overrides) else None
        of = self._lists.get(use.key) if use else None
        if use is None or of is None or not 0 <= level < LEVELS:
            return ""
        levels = [use.levels.get(i, own) for i, own in enumerate(of.levels)]
        if level >= len(levels):
            return ""
        self._count(of, use, levels, level)
        return self._printed(of, levels, level)

    def _count(self, of: _List, use: _Override, levels: list[ListLevel], level: int) -> None:
        if level in use.starts:
            of.counts[level] = use.starts.pop(level)
        else:
            of.counts[level] = of.counts[level] + 1 if level in of.counts else levels[level].start
        for deeper in range(level + 1, len(levels)):
            if level < levels[deeper].restart:
                of.counts.pop(deeper, None)

    def _printed(self, of: _List, levels: list[ListLevel], level: int) -> str:
        own = levels[level]
        if own.form == BULLETED:
            font = self._fonts[own.font] if own.font is not None and own.font < len(self._fonts) else ""
            mark = "".join(BULLET if "\ue000" <= sign <= "\uf8ff" else sign for sign in in_unicode(own.mark, font))
        else:
            mark = "".join(self._placed(of, levels, own, sign) for sign in own.mark)
        mark = mark.strip()[:MOST_MARK]
        return mark + " " if mark[-1:].isascii() and mark and own.follow in (TAB, BLANK) else mark

    @staticmethod
    def _placed(of: _List, levels: list[ListLevel], own: ListLevel, sign: str) -> str:
        """What is printed for one sign of a mark: the number of a level, or the sign itself."""
        level = ord(sign)
        if level >= LEVELS:
            return sign
        if level >= len(levels) or levels[level].form == SILENT:
            return ""
        count = of.counts.get(level, levels[level].start)
        form = "decimal" if own.legal else FORMATS.get(levels[level].form, "decimal")
        return printed(count, form)


def _room(fib: Fib) -> bytes:
    """The table stream from the lists on: the levels stand behind what the head counts as the lists."""
    part = fib.part(LISTS)
    if not part:
        return b""
    start = struct.unpack_from("<I", fib.word, 154 + 8 * LISTS)[0]
    return fib.table[start:]


def _lists(part: bytes, room: bytes) -> dict[int, _List]:
    if len(part) < 2:
        return {}
    count = min(int.from_bytes(part[:2], "little", signed=True), (len(part) - 2) // LIST)
    at = 2 + LIST * count
    found: dict[int, _List] = {}
    for i in range(count):
        record = part[2 + LIST * i : 2 + LIST * (i + 1)]
        levels: list[ListLevel] = []
        for _ in range(1 if record[26] & SIMPLE else LEVELS):
            level, at = _level(room, at, len(levels))
            if level is None:
                return found
            levels.append(level)
        found[int.from_bytes(record[:4], "little")] = _List(levels)
    return found


def _level(data: bytes, at: int, number: int) -> tuple[ListLevel | None, int]:
    """A level of a list and where the next begins."""
    if at + LEVEL + 2 > len(data):
        return None, at
    start, form, flags = struct.unpack_from("<iBB", data, at)
    follow, of_characters, of_paragraphs, limit = data[at + 15], data[at + 24], data[at + 25], data[at + 26]
    looks = data[at + LEVEL + of_paragraphs : at + LEVEL + of_paragraphs + of_characters]
    at += LEVEL + of_paragraphs + of_characters
    size = int.from_bytes(data[at : at + 2], "little")
    mark = data[at + 2 : at + 2 + 2 * min(size, MOST_MARK)].decode("utf-16-le", "replace")
    restart = min(limit, number) if flags & NO_RESTART else number
    font = next((int.from_bytes(operand, "little") for sprm, operand in prls(looks) if sprm == FONT), None)
    return ListLevel(start, form, bool(flags & LEGAL), restart, follow, mark, font), at + 2 + 2 * size


def _overrides(part: bytes) -> list[_Override]:
    if len(part) < 4:
        return []
    count = min(int.from_bytes(part[:4], "little"), (len(part) - 4) // OVERRIDE)
    records = [part[4 + OVERRIDE * i : 4 + OVERRIDE * (i + 1)] for i in range(count)]
    found = [_Override(int.from_bytes(record[:4], "little")) for record in records]
    at = 4 + OVERRIDE * count
    for record, use in zip(records, found, strict=True):
        at += 4
        for _ in range(record[12]):
            if at + 8 > len(part):
                return found
            start, flags = struct.unpack_from("<iI", part, at)
            at += 8
            own: ListLevel | None = None
            if flags & FORMATTED:
                own, at = _level(part, at, flags & 0xF)
                if own is None:
                    return found
                use.levels[flags & 0xF] = own
            if flags & STARTS_ANEW:
                use.starts[flags & 0xF] = own.start if own else start
    return found
