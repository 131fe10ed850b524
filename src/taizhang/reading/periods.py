"""The periods that a document reviews and plans."""

import re
from collections import Counter
from collections.abc import Sequence

from taizhang.grammar.numerals import chinese
from taizhang.model import DocumentKind, Section
from taizhang.reading.dates import first_day, first_month

CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?= ?年)")
CHINESE_YEAR = re.compile("[一二][〇○零一二三四五六七八九]{3}(?=年)")
MEETING = re.compile("^[^\\n]{0,60}(?:大会|会议)[^\\n]{0,40}$", re.MULTILINE)
LATE_MONTH = "11"  # a report of November or December plans the year after
PARTS = (
    (re.compile("上半年"), "{y}H1"),
    (re.compile("下半年"), "{y}H2"),
    (re.compile("前三个?季度|1[-—至~～]9月"), "{y}-01/{y}-09"),
    (re.compile("第?[一1]季度"), "{y}Q1"),
    (re.compile("第?[二2]季度"), "{y}Q2"),
    (re.compile("第?[三3]季度"), "{y}Q3"),
    (re.compile("第?[四4]季度"), "{y}Q4"),
)
ANOTHER = re.compile("[和与及]|\\d{4}")
PART_AFTER = 12  # 2030年全市上半年: the part follows its year closely
FIVE_YEARS = re.compile(
    "(?:第(十[一二三四五六七八九]?)个五年|“?(十[一二三四五六七八九]?)五”?(?:时期)?)(?:规划|计划|发展规划)"
)
FIRST_OF_TENTH = 2001
PLAN_NAME = re.compile(
    "“(十[一二三四五六七八]?|[六七八九])五”|第(十[一二三四五六七八]?|[六七八九])个五年|"
    "(?<![一-十第“])(?:(十[一二三四六七八])五)(?![年个届次月日])"
)
CARRIED_OUT = re.compile("评估|总结|(?:实施|执行|完成)情况")
EXECUTED = re.compile("(?:执行|完成)情况")
AHEAD = re.compile("草案|安排|任务|计划[（(]|年计划|年预算")
MONTHS = re.compile(r"(?<!\d)1[-—至~～](\d{1,2})月")
TWO = 2
SINGLE = ("communique", "final_account", "progress_report")


def western_years(text: str) -> str:
    """The text with years in Chinese numerals as digits.

    >>> western_years("二〇二三年和二○二四年")
    '2023年和2024年'
    """
    return CHINESE_YEAR.sub(lambda match: match.group().translate(CHINESE_DIGITS), text)


def years_in(text: str) -> list[int]:
    """The years named in the text, in order.

    >>> years_in("2023年计划执行情况与二〇二四年计划草案")
    [2023, 2024]
    """
    return [int(year) for year in YEAR.findall(western_years(text))] if "年" in text else []


def five_years_in(text: str) -> list[tuple[int, int]]:
    """First and last year of the five-year plans named in the text, in order.

    >>> five_years_in("“十三五”发展成就和十四五时期任务，第十五届")
    [(2016, 2020), (2021, 2025)]
    """
    numbers = (int(chinese(match[1] or match[2] or match[3]) or 10) for match in PLAN_NAME.finditer(text))
    firsts = (FIRST_OF_TENTH + 5 * (number - 10) for number in numbers)
    return [(first, first + 4) for first in firsts]


def periods_of(
    kind: DocumentKind, title: str, planned: int | None, head: str, outline: Sequence[Section]
) -> tuple[str | None, str | None]:
    """The period reviewed and the period planned, by the title, the top headings, else by the year of delivery.

    A report on five years and the last of them reviews that last year; a plan of five years (十五五规划) reviews the
    five before.
    """
    five = five_years(title)
    if five:
        return five
    if kind in SINGLE or (kind == "table" and planned is None) or _part_of_year(western_years(title)):
        return _single(title, head), None
    named = sorted(set(years_in(title)))
    if len(named) == TWO and named[1] - named[0] == 1:
        return _text(named[0]), _text(named[1])
    reviewed, ahead = _by_headings(outline)
    if reviewed is None and ahead is None:
        common = Counter(years_in(head)).most_common(1)
        ahead = planned or (common[0][0] + 1 if common else None)
    reviewed = ahead - 1 if reviewed is None and ahead is not None else reviewed
    ahead = reviewed + 1 if ahead is None and reviewed is not None else ahead
    plans = not _only_executed(title) or any(section.status == "target" for section in outline)
    return _text(reviewed), _text(ahead) if plans else None


def five_years(title: str) -> tuple[str, str | None] | None:
    """The five years before and the five years of a plan of five years; of a report on one, its own five years.

    >>> five_years("某市国民经济和社会发展第十四个五年规划纲要")
    ('2016-2020', '2021-2025')
    >>> five_years("某市“十四五”规划纲要实施情况中期评估报告")
    ('2021-2025', None)
    """
    match = FIVE_YEARS.search(title)
    if not match:
        return None
    first = FIRST_OF_TENTH + 5 * (int(chinese(match[1] or match[2]) or 10) - 10)
    own = f"{first}-{first + 4}"
    return (own, None) if CARRIED_OUT.search(title) else (f"{first - 5}-{first - 1}", own)


def _only_executed(title: str) -> bool:
    """Whether the title speaks of execution in one year and of no plan."""
    return EXECUTED.search(title) is not None and not AHEAD.search(title) and len(set(years_in(title))) == 1


def _part_of_year(title: str) -> str | None:
    """The form of the period where a part of the year follows the title's first year."""
    year = YEAR.search(title)
    near = ANOTHER.split(title[year.end() : year.end() + PART_AFTER])[0] if year else ""
    return next((form for pattern, form in PARTS if pattern.search(near)), None)


def _text(year: int | None) -> str | None:
    return None if year is None else str(year)


def _single(title: str, head: str) -> str | None:
    """The one period of a communiqué, final account or progress report."""
    source = title if years_in(title) else head
    years = years_in(source)
    if not years:
        return None
    year = years[0]
    months = MONTHS.search(title)
    if months and months[1] != "9":
        return f"{year}-01/{year}-{int(months[1]):02d}"
    return (_part_of_year(western_years(title)) or "{y}").format(y=year)


def _by_headings(outline: Sequence[Section]) -> tuple[int | None, int | None]:
    """The years that the top headings name, results and plans apart."""
    named: dict[str, list[int]] = {"actual": [], "target": []}
    for section in outline:
        if section.level == 1 and section.status in named:
            years = years_in(section.title)
            before = [year for year in years if year + 1 in years and section.status == "target"]
            named["actual"] += before
            named[section.status] += [year for year in years if year not in before]
    reviewed = max(named["actual"], default=None)
    ahead = [year for year in named["target"] if reviewed is None or year > reviewed]
    # 2035年远景目标 and the like stand beside the year's own plan, which is the nearest year ahead.
    return reviewed, min(ahead, default=None)


def reviewed_year(kind: DocumentKind, title: str, head: str) -> int | None:
    """The year reviewed, as far as title and head tell."""
    if kind in SINGLE:
        years = years_in(title) or years_in(head)
        return years[0] if years else None
    planned = planned_year(kind, title, head)
    return None if planned is None else planned - 1


def planned_year(kind: DocumentKind, title: str, head: str) -> int | None:
    """The year planned, from a title with two years or the day of delivery, as far as told.

    >>> planned_year("budget_report", "关于2029年预算执行情况和2030年预算草案的报告", "")
    2030
    """
    if kind in SINGLE:
        return None
    years = years_in(title)
    if len(set(years)) > 1:
        return max(years)
    delivered = next((day for line in MEETING.findall(head) if (day := first_day(line) or first_month(line))), None)
    if delivered is None and years:
        return years[0] + _only_executed(title)
    delivered = delivered or first_day(head)
    return int(delivered[:4]) + (delivered[5:7] >= LATE_MONTH) if delivered else None
