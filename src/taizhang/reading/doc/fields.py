"""Fields ([MS-DOC] 2.8.25): of a code and its result only the result is printed; some codes print without one."""

import re
from collections.abc import Iterator

from taizhang.reading.office.numerals import printed

BEGIN, PARTED, END = "\x13", "\x14", "\x15"
MOST_CODE = 400  # characters of a code that prints by itself
_SIGNS = re.compile("[\x13\x14\x15]")
_EQUATION = re.compile(r"eq\b", re.IGNORECASE)
_RINGED = re.compile(r"\\o\s*\\ac\s*[(（]\s*[○◯〇]\s*[,，;；]\s*([^()（）]{1,4})\s*[)）]", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^(),，;；\\]{1,20})[,，;；]([^(),，;；\\]{1,20})\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\[a-z]{1,2}\d{0,4}", re.IGNORECASE)
_BUTTON = re.compile(r"macrobutton\s+\S+\s+", re.IGNORECASE)


def fields_of(text: str, hidden: bytearray) -> dict[int, str]:
    """Mark in `hidden`, a byte a character, what fields do not print; what they print without a result, by position.

    A field that does not end hides only the sign that begins it.
    """
    shown: dict[int, str] = {}
    until = 0
    for begin, end, bare in sorted(_codes(text, hidden)):
        if bare and begin >= until and (words := _printed_code(text[begin + 1 : min(end, begin + MOST_CODE)])):
            shown[begin] = words
            hidden[begin] = 0
        first, until = max(begin + 1, until), max(end, until)
        if first < end:
            hidden[first:end] = b"\1" * (end - first)
    return shown


def _codes(text: str, hidden: bytearray) -> Iterator[tuple[int, int, bool]]:
    """The code of each field: where it begins, the character behind it, and whether it has no result."""
    opened: list[tuple[int, int]] = []  # where it begins, and where its code ends, or -1
    for found in _SIGNS.finditer(text):
        at = found.start()
        hidden[at] = 1
        if found[0] == BEGIN:
            opened.append((at, -1))
        elif found[0] == PARTED and opened:
            opened[-1] = (opened[-1][0], at)
        elif found[0] == END and opened:
            begin, parted = opened.pop()
            yield begin, (at if parted < 0 else parted) + 1, parted < 0


def _printed_code(code: str) -> str:
    r"""What a code without a result prints: signs in rings and fractions, and the words on a button.

    >>> _printed_code(r" eq \o\ac(○,3)"), _printed_code(r"EQ \F(1,4)"), _printed_code(" MACROBUTTON 无 点此填写")
    ('③', '1/4', '点此填写')
    >>> _printed_code(" PAGE ")
    ''
    """
    code = _SIGNS.sub("", code).strip()
    if button := _BUTTON.match(code):
        return code[button.end() :]
    equation = _EQUATION.match(code)
    if equation is None:
        return ""
    code = _RINGED.sub(lambda found: _ringed(found[1].strip()), code[equation.end() :])
    code = _FRACTION.sub(r"\1/\2", code)
    return _SWITCH.sub("", code).strip(" ()")


def _ringed(words: str) -> str:
    return printed(int(words), "decimalEnclosedCircle") if words.isdecimal() else words
