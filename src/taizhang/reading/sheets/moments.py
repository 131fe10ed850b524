"""Dates and times as a format shows them."""

from datetime import date, timedelta
from typing import NamedTuple

from taizhang.reading.sheets.codes import Section, Token

LAST = 2_958_465  # 31 December 9999
BETWEEN_EPOCHS = 1_462  # days from the first day of 1900 to that of 1904
MILLISECONDS = 86_400_000
WEEKDAYS = "一二三四五六日"
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
MONTHS += ["September", "October", "November", "December"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NUMERALS = "〇一二三四五六七八九"


class Moment(NamedTuple):
    """A day of the calendar of workbooks, in which 1900 has a 29 February and a 0 January, and the time of day."""

    year: int
    month: int
    day: int
    weekday: int
    milliseconds: int
    passed: int  # milliseconds since the first day


def moment(serial: float, *, since_1904: bool, fine: bool) -> Moment | None:
    """The moment of a number of days, None where there is no such day; seconds are whole unless `fine`.

    >>> moment(45378.0, since_1904=False, fine=False)[:4], moment(60.0, since_1904=False, fine=False)[:3]
    ((2024, 3, 27, 2), (1900, 2, 29))
    """
    if not 0 <= serial < LAST + 1 - BETWEEN_EPOCHS * since_1904:
        return None
    passed = round(serial * MILLISECONDS) if fine else round(serial * 86_400) * 1_000
    days, rest = divmod(passed, MILLISECONDS)
    days += BETWEEN_EPOCHS * since_1904
    if days > LAST:
        return None
    if days in {0, 60}:
        return Moment(1900, days // 30 or 1, 29 if days else 0, 2 if days else 5, rest, passed)
    day = date(1899, 12, 30 if days > 60 else 31) + timedelta(days)
    return Moment(day.year, day.month, day.day, day.weekday(), rest, passed)


def dated(serial: float, section: Section, *, since_1904: bool = False) -> str | None:
    """A number of days as a section shows it; None where it is no day.

    >>> from taizhang.reading.sheets.codes import sections
    >>> def show(serial, code): return dated(serial, sections(code)[0])
    >>> show(45378.0, 'yyyy"年"m"月"d"日"'), show(45378.0, "yyyy-mm-dd"), show(45378.75, "h:mm AM/PM aaaa")
    ('2024年3月27日', '2024-03-27', '6:00 PM 星期三')
    >>> show(45378.0, '[DBNum1][$-804]yyyy"年"m"月"d"日"'), show(1.5, "[h]:mm:ss"), show(-1.0, "yyyy")
    ('二〇二四年三月二十七日', '36:00:00', None)
    """
    tokens = section.tokens
    at = moment(serial, since_1904=since_1904, fine=section.has("point"))
    if at is None:
        return None
    halved = section.has("half")
    parts: list[str] = []
    for index, token in enumerate(tokens):
        if token.kind == "date":
            minutes = token.text[0] in "mM" and _minutes(tokens, index)
            parts.append(_part(at, token.text.lower(), section, halved=halved, minutes=minutes))
        elif token.kind == "elapsed":
            parts.append(_run_up(at, token.text))
        elif token.kind == "half":
            parts.append(_half(at, token.text))
        elif token.kind == "digit":
            parts.append(_fine(at, tokens, index))
        elif token.kind != "text":
            parts.append(token.text)
    return "".join(parts)


def _minutes(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether an m means minutes: it follows hours, or seconds follow it."""
    before = next((token for token in reversed(tokens[:index]) if token.kind in {"date", "elapsed"}), None)
    after = next((token for token in tokens[index + 1 :] if token.kind in {"date", "elapsed"}), None)
    return bool((before and before.text[0] in "hH") or (after and after.text[0] in "sS"))


def _part(at: Moment, text: str, section: Section, *, halved: bool, minutes: bool) -> str:
    letter, length = text[0], len(text)
    seconds = at.milliseconds // 1_000
    if letter in "ye":
        year = f"{at.year % 100:02}" if letter == "y" and length <= 2 else str(at.year)
        return "".join(NUMERALS[int(digit)] for digit in year) if section.numerals else year
    if letter == "a":
        return WEEKDAYS[at.weekday] if length == 3 else f"星期{WEEKDAYS[at.weekday]}"
    if letter == "d" and length > 2:
        return f"星期{WEEKDAYS[at.weekday]}" if section.chinese else DAYS[at.weekday][: 3 if length == 3 else None]
    if letter == "m" and length > 2 and not minutes:
        return _month(at.month, length, section)
    hour = seconds // 3600
    number = {
        "d": at.day,
        "m": seconds // 60 % 60 if minutes else at.month,
        "h": (hour + 11) % 12 + 1 if halved else hour,
        "s": seconds % 60,
    }[letter]
    return in_numerals(number) if section.numerals else f"{number:0{min(length, 2)}}"


def _month(month: int, length: int, section: Section) -> str:
    if section.chinese:
        return f"{in_numerals(month)}月" if length > 3 else f"{month}月"
    return MONTHS[month - 1][: {3: 3, 5: 1}.get(length)]


def in_numerals(number: int) -> str:
    """A number below a hundred in Chinese.

    >>> in_numerals(7), in_numerals(10), in_numerals(12), in_numerals(27), in_numerals(30)
    ('七', '十', '十二', '二十七', '三十')
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def _run_up(at: Moment, text: str) -> str:
    unit = {"h": 3_600_000, "m": 60_000, "s": 1_000}[text[0]]
    return f"{at.passed // unit:0{len(text)}}"


def _half(at: Moment, text: str) -> str:
    names = text.split("/")
    return names[at.milliseconds >= MILLISECONDS // 2]


def _fine(at: Moment, tokens: tuple[Token, ...], index: int) -> str:
    """One digit of the parts of a second."""
    place = 0
    while index > place and tokens[index - 1 - place].kind == "digit":
        place += 1
    return f"{at.milliseconds % 1_000:03}"[place : place + 1] or "0"
