"""Words of time to periods: 2023, 2024H1, 2024Q1, 2023-05, 2021-2025, 2024-01/2024-05, 2024-03b, 2024W07."""

import re
from typing import NamedTuple


class Period(NamedTuple):
    """A period found in a text: its offsets, the period, and whether it is a day or point by which (到2025年)."""

    start: int
    end: int
    value: str
    until: bool = False


YEAR = r"(?P<year>(?:19|20)[0-9]{2})年?(?:度)?"
MONTHS = r"[0-9]{1,2}"
NUMERAL = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "近": 0}
FIVE_YEAR = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}

EXPRESSION = re.compile(
    r"(?=[到至截力0-9去上今本明前下第过这近最一二三四五六七八九十两“\"‘])(?:(?P<until>到|至|截至|截止|截止到|截至到|力争到|力争)?(?P<span>(?P<y1>(?:19|20)[0-9]{2})年?(?:[-—~～－–]|至|到)(?P<y2>(?:19|20)[0-9]{2})年)"
    r"|(?P<until2>到|至|截至|截止|力争)?(?P<year>(?<![0-9])(?:19|20)[0-9]{2})年(?:度)?(?P<part>(?:第?[一二三四1-4]季度|前[三3]季度|上半年|下半年|(?:[0-9]{1,2}[-—~～－–至])?[0-9]{1,2}月(?:份)?(?:[0-9]{1,2}日|上旬|中旬|下旬|底|末)?|底|末|初|年末|年底)?)"
    r"|(?P<rel>去年|上年|今年|本年|明年|前年)(?P<part2>(?:第?[一二三四1-4]季度|前[三3]季度|上半年|下半年|(?:[0-9]{1,2}[-—~～－–至])?[0-9]{1,2}月(?:份)?(?:[0-9]{1,2}日|上旬|中旬|下旬)?|底|末|初)?)"
    r"|(?P<bare>上半年|下半年|前三季度|前3季度|[一二三四]季度|第[一二三四]季度|(?<![0-9年])(?:[0-9]{1,2}[-—~～－–至])?[0-9]{1,2}月(?:份)?(?:上旬|中旬|下旬|底|末)?(?![0-9]))"
    r"|(?P<one>过去的?一年|这一年|一年来)|(?P<last>(?:过去|近|这|最近)?(?P<n>[0-9]{1,2}|[一二三四五六七八九十两])年(?:来|间|累计|以来|(?=年均|平均))|(?P<past>过去的?|这|最?近)(?P<n2>[0-9]|[一二三四五六七八九十两])年)"
    r"|[“\"‘]?(?P<plan>十(?:一|二|三|四|五)?五)[”\"’]?(?:时期|期间|以来|末|期末))"
)


SINCE = re.compile("以来|[来起]|开始|至今")
HINT = re.compile("[年月季十](?:(?<!十)|[一二三四]?五)")


def quarter_of(text: str) -> str:
    """The quarter mark of 一季度, 第2季度 or 前三季度.

    >>> quarter_of("一季度"), quarter_of("第3季度")
    ('Q1', 'Q3')
    """
    for c in text:
        if c in NUMERAL:
            return f"Q{NUMERAL[c]}"
        if c.isdigit():
            return f"Q{c}"
    return ""


MONTH_PART = re.compile(r"(?:(?P<from>[0-9]{1,2})[-—~～－–至])?(?P<to>[0-9]{1,2})月(?:份)?(?P<ten>上旬|中旬|下旬)?")
TEN_DAYS = {"上旬": "a", "中旬": "b", "下旬": "c"}


def within(year: int, part: str) -> str:
    """The period of a part of a year.

    >>> within(2024, "上半年"), within(2024, "1-5月"), within(2024, "3月中旬"), within(2024, "前三季度")
    ('2024H1', '2024-01/2024-05', '2024-03b', '2024-01/2024-09')
    """
    if part == "上半年":
        return f"{year}H1"
    if part == "下半年":
        return f"{year}H2"
    if part.startswith("前") and "季度" in part:
        return f"{year}-01/{year}-09"
    if "季度" in part:
        return f"{year}{quarter_of(part)}"
    match = MONTH_PART.match(part)
    if not match:
        return str(year)
    to = f"{year}-{int(match['to']):02d}"
    if match["from"]:
        return f"{year}-{int(match['from']):02d}/{to}"
    return to + TEN_DAYS.get(match["ten"] or "", "")


RELATIVE = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "前年": -2}


def periods(text: str, now: int, reported: int | None = None, last: int | None = None) -> list[Period]:
    """The periods named in `text`. `now` is the year that 今年 means, `reported` the last year of N年来, `last` what
    去年 means where that is not the year before `now`: a report looks back on 去年 and on 今年 alike.

    >>> [p.value for p in periods("到2025年达到60%，三年来化解97亿元，今年1-5月增长5%", 2023, 2022)]
    ['2025', '2020-2022', '2023-01/2023-05']
    >>> [p.value for p in periods("2021年至2025年投入8亿元；“十四五”期间", 2023)]
    ['2021-2025', '2021-2025']
    """
    found: list[Period] = []
    if not HINT.search(text):
        return found
    for match in EXPRESSION.finditer(text):
        value = _value(match, now, reported if reported is not None else now, now - 1 if last is None else last)
        if match["year"] and value and SINCE.match(text, match.end()):
            value = _since(value[:4], value, reported)
        if value:
            until = bool(match["until"] or match["until2"])
            found.append(Period(match.start(), match.end(), value, until))
    return found


def _since(year: str, value: str, reported: int | None) -> str | None:
    """What has held since a year: to the year reported on, where that is known.

    >>> _since("2012", "2012", 2022), _since("2030", "2030", 2022), _since("2022", "2022-05", 2022)
    ('2012-2022', '2030', '2022')
    """
    if reported is None:
        return None
    if int(year) == reported:
        return year
    return f"{year}-{reported}" if int(year) < reported else value


def _value(match: re.Match[str], now: int, reported: int, last: int) -> str | None:
    if match["y1"]:
        return f"{match['y1']}-{match['y2']}"
    if match["year"]:
        return within(int(match["year"]), match["part"] or "")
    if match["rel"]:
        year = last if match["rel"] == "去年" else now + RELATIVE[match["rel"]]
        return within(year, match["part2"] or "")
    if match["bare"]:
        return within(now, match["bare"])
    if match["plan"]:
        first = FIVE_YEAR.get(match["plan"])
        return f"{first}-{first + 4}" if first else None
    if match["one"]:
        return str(reported)
    n = match["n"] or match["n2"]
    years = int(n) if n.isdigit() else NUMERAL[n]
    return f"{reported - years + 1}-{reported}" if years > 1 else None
