"""The outline: headings and numbered items, and what each says of the status of its numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from taizhang.model import Section, SectionStatus, Span, View
from taizhang.reading.asides import asides
from taizhang.reading.bare import NOTES, bare_headings
from taizhang.reading.front import Front
from taizhang.reading.headings import Heading, closed, with_asides
from taizhang.reading.marks import Kind, Mark, numbered
from taizhang.reading.named import named_items
from taizhang.reading.periods import five_years
from taizhang.reading.status import Years, leaning, nested_status, opening_status, reports, title_status, years_of

LEVELS = {
    Kind.PART: 1,
    Kind.COMMA: 1,
    Kind.BRACKET: 2,
    Kind.ARABIC: 3,
    Kind.ITEM: 3,
    Kind.ARABIC_BRACKET: 3,
    Kind.CIRCLE: 3,
}
ITEMS = {Kind.ARABIC, Kind.ITEM, Kind.ARABIC_BRACKET, Kind.CIRCLE}
DEEPEST = 4
TITLE = re.compile(r"(?:“[^”\n]*”|[^。！？；\n“])*")
ITEM_TITLE = re.compile(r"(?:“[^”\n]*”|[^，。！？；：,;:\n“])*")
LONGEST_TITLE = 80
# Where the break behind a heading was lost: 2030年工作回顾过去一年，…
RUN_ON = re.compile(
    "(?<=情况|回顾|总结|成就|成效|安排|任务|目标|措施|要求|重点|部署|工作)"
    "(?=（一）|(?:19|20)\\d\\d年|今年|过去|去年|[一五]年来|各位|我们|全[市省县区州年])"
)
SHORTEST_TITLE = 6
ENOUGH = 3000
HIGHEST_OF_ALL = 2  # a text without 一、 may be parted by （一）, never by its items
REPORTS_ONLY = ("communique", "final_account")
SPOKEN = ("work_report", "execution_and_draft_plan", "budget_report")
REVIEW_FIRST = (*SPOKEN, "issued_plan")
PLANS = re.compile("(?:规划|纲要|方案|要点|任务|措施|意见|清单|分解表|行动计划)(?:[（(].{0,12}[）)])?(?:的通知)?$")


def outlined(view: View, text: str, front: Front, tables: Sequence[Span] = ()) -> tuple[Section, ...]:
    """The sections of the text in order.

    `text` is the document's own, from which marks are quoted as printed. Nothing in one of its `tables` is a heading.
    """
    source = view.text
    titles = f"{front.titles.title} {front.titles.notice}"
    filled = [(view.index(start), view.index(end)) for start, end in tables]
    headings = list(_marked(source, numbered(source, bare_headings(source, titles), filled)))
    apart = asides(source)
    review_ends = [aside.end for aside in apart if aside.lacks] if front.kind in REVIEW_FIRST else []
    headings = _with_status(_with_names(headings, source), source, front, review_ends)
    found = with_asides(headings, apart, source)
    return tuple(_section(each, start, end, view, text) for each, start, end in closed(found, len(source)))


def _marked(source: str, marks: list[Mark]) -> Iterator[Heading]:
    """Headings with level and path. Under a part (第一部分) every level goes one down, so does an item under another.

    Where no （一） stands between 一、 and 1. while 一是 stands under it, 1. takes its place. ① at the head of a line
    may as well number a footnote and is the deepest of all.
    """
    path: list[tuple[int, str]] = []
    shift = 0
    open_: set[Kind] = set()
    chaptered = _parts_with_chapters(marks)
    kinds = {mark.kind for mark in marks}
    flat = Kind.BRACKET not in kinds and kinds >= {Kind.COMMA, Kind.ARABIC, Kind.ITEM}
    for mark in marks:
        if mark.kind is Kind.PART:
            shift = 0
        open_ = {kind for kind in open_ if kind < mark.kind} | {mark.kind}
        depth = max(len(open_ & ITEMS) - 1, 0) - (flat and Kind.ARABIC in open_)
        level = min(LEVELS[mark.kind] + shift + depth, DEEPEST)
        level = DEEPEST if mark.kind is Kind.CIRCLE and mark.at_line else level
        if mark.kind is Kind.PART:
            shift = 1 if mark.start in chaptered else 0
        path = [(above, text) for above, text in path if above < level] + [(level, mark.text)]
        yield Heading(level, mark.text, _title(source, mark), mark.start, "".join(text for _, text in path))


def _parts_with_chapters(marks: list[Mark]) -> set[int]:
    """Where the parts begin under which 一、 stands."""
    found, following = set(), None
    for mark in reversed(marks):
        if mark.kind is Kind.PART and following is Kind.COMMA:
            found.add(mark.start)
        if mark.kind <= Kind.COMMA:
            following = mark.kind
    return found


def _title(source: str, mark: Mark) -> str:
    pattern = ITEM_TITLE if mark.kind >= Kind.ARABIC else TITLE
    start = mark.title + (source[mark.title : mark.title + 1] in ("，", ","))
    if mark.kind is Kind.PART and source[start : source.find("\n", start)].strip() == "":
        start = source.find("\n", start) + 1 or start
    match = pattern.match(source, start, start + LONGEST_TITLE)
    title = match.group() if match else ""
    if mark.kind <= Kind.BRACKET and (run_on := RUN_ON.search(title, SHORTEST_TITLE)):
        title = title[: run_on.start()]
    return title.strip(" 　*#：:，、")


def _with_names(headings: list[Heading], source: str) -> list[Heading]:
    """The headings with the named items between them."""
    found = list(headings)
    items = {h.start for h in headings if h.level >= 3}
    for i, heading in enumerate(headings):
        end = headings[i + 1].start if i + 1 < len(headings) else len(source)
        if heading.level > 3:
            continue
        level = 4 if heading.level == 3 else 3
        inside = heading.level < 3 and end not in items
        for start, title in named_items(source, heading.start + len(heading.mark), end, inside):
            if start > heading.start + len(heading.mark) + len(heading.title):
                found.append(Heading(level, "", title, start, heading.path))
    return sorted(found, key=lambda heading: heading.start)


def _with_status(headings: list[Heading], source: str, front: Front, review_ends: list[int]) -> list[Heading]:
    """The headings with what their numbers speak of: top headings by their words, the others as those above them.

    A review ends where it owns to its shortcomings (`review_ends`): what is numbered behind them belongs to the plan
    whose heading was lost, if it sounds like one.
    """
    years = _years(front, [heading.title for heading in headings if heading.level == 1])
    open_: list[tuple[int, SectionStatus]] = []
    status: SectionStatus | None = None
    top = 0
    done = []
    for i, heading in enumerate(headings):
        open_ = [(level, kept) for level, kept in open_ if level < heading.level]
        if NOTES.fullmatch(heading.title) and not heading.mark:
            status = "other"
        elif front.kind in REPORTS_ONLY:
            status = nested_status(heading.title, open_[-1][1] if open_ else "actual", Years())
        elif open_:
            status = nested_status(heading.title, open_[-1][1], years)
            if status == "actual" and heading.level == HIGHEST_OF_ALL and review_ends:
                ended = _ended(review_ends, top, heading.start)
                status = "target" if ended and not reports(_body(headings, i, source)) else status
        elif heading.level > HIGHEST_OF_ALL and status:
            status = nested_status(heading.title, status, years)
        else:
            told = title_status(heading.title, status, years)
            ended = _ended(review_ends, top, heading.start)
            status = told or _by_body(_body(headings, i, source), years, status, front, ended)
            top = heading.start
        open_.append((heading.level, status))
        done.append(replace(heading, status=status))
    return done


def _years(front: Front, tops: list[str]) -> Years:
    """The years that part results from plans: those of a plan of five years, of the front, else of the headings."""
    before, own = five_years(front.titles.title or "") or (None, None)
    if before and own:
        return Years(int(before[-4:]), int(own[:4]))
    return Years(front.reviewed, front.planned) if front.reviewed or front.planned else years_of(tops)


def _ended(review_ends: list[int], start: int, end: int) -> bool:
    """Whether a review that began at `start` has owned to its shortcomings before `end`."""
    at = bisect_right(review_ends, end)
    return at > 0 and review_ends[at - 1] > start


def _by_body(body: str, years: Years, before: SectionStatus | None, front: Front, ended: bool) -> SectionStatus:
    """The status of a top heading whose words do not tell: once plans have begun, plan; else by the text under it."""
    if before == "target":
        return "target"
    if front.kind == "progress_report" or (before is None and front.kind in SPOKEN):
        return "actual"
    told = opening_status(body.partition("\n")[2] or body, years)
    if told is None and front.kind == "other" and PLANS.search(front.titles.title or ""):
        return "actual" if reports(body) else "target"
    return told or ("target" if ended else leaning(body))


def _body(headings: list[Heading], i: int, source: str) -> str:
    """The first of the text under a heading, with the heading."""
    start, level = headings[i].start, headings[i].level
    end = start + ENOUGH
    for later in range(i + 1, len(headings)):
        if headings[later].start >= end or headings[later].level <= level:
            end = min(end, headings[later].start)
            break
    return source[start:end]


def _section(heading: Heading, start: int, end: int, view: View, text: str) -> Section:
    mark = "".join(view.span(start, start + len(heading.mark)).of(text).split()) if heading.mark else ""
    return Section(heading.level, mark, heading.title, view.span(start, end), heading.status, heading.path)
