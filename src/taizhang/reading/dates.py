"""Calendar days as printed in the head of a document, to ISO."""

import re
from datetime import date

from taizhang.grammar.numerals import chinese

YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○ＯO零一二三四五六七八九]{3})"
NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
DAY = re.compile(
    rf"(?<!\d)(?P<y>{YEAR})(?:\s?年\s?(?P<m>{NUMBER})\s?月\s?(?P<d>{NUMBER})\s?日?|"
    rf"(?P<sep>[-/.])(?P<m2>\d{{1,2}})(?P=sep)(?P<d2>\d{{1,2}}))(?!\d)"
)
MONTH = re.compile(rf"(?<!\d)(?P<y>{YEAR})\s?年\s?(?P<m>{NUMBER})\s?月")


def iso(match: re.Match[str]) -> str | None:
    """The ISO form of a match of `DAY`, None for a day that no calendar has.

    >>> [iso(DAY.search(text)) for text in ("二○二四年三月二十七日", "2023年 3月13日", "2024-04-01", "2024年13月1日")]
    ['2024-03-27', '2023-03-13', '2024-04-01', None]
    """
    try:
        parts = (match["y"], match["m"] or match["m2"], match["d"] or match["d2"])
        return date(*map(_number, parts)).isoformat()
    except ValueError:
        return None


def first_day(text: str) -> str | None:
    """The first day that the text names."""
    return next((day for match in DAY.finditer(text) if (day := iso(match))), None)


def first_month(text: str) -> str | None:
    """The first month that the text names, to ISO: a meeting's caption may leave out the day.

    >>> first_month("一九八四年三月在第二次会议上")
    '1984-03'
    """
    match = MONTH.search(text)
    return f"{_number(match['y'])}-{_number(match['m']):02d}" if match else None


def _number(text: str) -> int:
    value = chinese(re.sub("[○ＯO]", "〇", text)) if not text.isdecimal() else int(text)
    return int(value or 0)
