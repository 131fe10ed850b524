"""The titles of a document: of the report or plan itself and of the notice that transmits it.

A title may be broken over lines, followed by a site's name (…_某市人民政府), a date and a speaker, or repeated by the
navigation above it.
"""

import re
from dataclasses import dataclass

from taizhang.catalogue.fronts import front_pattern, front_words

HEAD = 12_000
LINES = 800
LONGEST = 48
SITE = r"(?:[（(][^（()）]{2,8}[）)](?=\d{4}年))?"
VERSION = "(?:[（(](?:草案|摘要|审议稿|讨论稿|送审稿|修改稿)[）)])?"
NOTE = r"(?:(?:19|20)\d\d)?[ 　*]*(?:[（(\[〔【][^（()）\n]{0,40}[）)\]〕】])?[ 　*]*(?:[-_|–—―─].{0,60})?[ 　*]*$"
SPEECH = r"(?=受.{2,12}委托|现在|现将|各位|\d{4}年是|[—–-]{1,2}\d{4}年)"
WORDS = rf"[^。！？；，：\n]{{0,70}}?(?:{front_words('title_noun')}){VERSION}"
COMPLETE = re.compile(
    rf"^(?:(?:标题|(?:信息|文件)?名称)[:：])?[ 　#*《]*{SITE}(?P<title>{WORDS})》?(?:{NOTE}|{SPEECH})"
)
BEGINS = re.compile(r"关于|(?:19|20)\d\d ?年|[一二][〇○零一二三四五六七八九]{3}年")
ORGAN = re.compile(rf"^[一-鿿]{{2,24}}?(?:{front_words('organ')})$")
FOLLOWS = re.compile("^(?:[和与及]|预算|草案|计划|的|执行|情况)")
AND = re.compile("[和与及]")
LEADS = re.compile("(?:[和与及、的]|关于.{0,40})$")
NOTICE = re.compile(rf"(?:{front_words('notice')})$")
# What is a document's own name rather than the heading of a part of it (2025年预算执行情况).
REPORTS = re.compile(f"(?:报告|公报|计划|草案|规划|纲要){VERSION}$")
BODY = re.compile(r"^[ 　#*]*(?:一[、.．]|第一部分|[（(]一[）)])(?!.{0,40}\d+$)|^.{90,}。", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Titles:
    """The title and the notice's title, None where not printed; `at` is the view offset behind the last of them."""

    title: str | None = None
    notice: str | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head that is not blank."""

    text: str
    start: int
    end: int


def titles_of(source: str) -> Titles:
    r"""The titles in the head of a text.

    >>> titles_of("关于下达甲市二〇三〇年\n国民经济和社会发展计划的通知\n各区县：\n甲市2030年国民经济和社会发展计划\n")
    Titles(title='甲市2030年国民经济和社会发展计划', notice='关于下达甲市二〇三〇年国民经济和社会发展计划的通知', at=50)
    """
    found = _candidates(_head_lines(source))
    notices = [each for each in found if NOTICE.search(each.text)]
    others = [each for each in found if not NOTICE.search(each.text)]
    title = _fullest(others)
    notice = notices[-1] if notices else None
    at = max((each.end for each in (title, notice) if each), default=0)
    return Titles((title or notice or Line("", 0, 0)).text or None, notice.text if notice else None, at)


def _head_lines(source: str) -> list[Line]:
    """The lines ahead of the first numbered heading, or of the first two paragraphs where there is a notice."""
    bodies = [match.start() for match in BODY.finditer(source, 0, HEAD)]
    end = bodies[0] if bodies else HEAD
    lines, at = [], 0
    for text in source[:end].split("\n")[:LINES]:
        if text.strip():
            lines.append(Line(text.strip(), at, at + len(text)))
        at += len(text) + 1
    return lines


def _candidates(lines: list[Line]) -> list[Line]:
    """Every title in the lines, with the lines that belong to it joined."""
    found = []
    for i, line in enumerate(lines):
        match = COMPLETE.match(line.text)
        if match and not front_pattern("no_title").search(match["title"]):
            joined = _joined(lines, i, match["title"])
            if not front_pattern("no_title").search(joined) and (
                joined == "政府工作报告" or not front_pattern("generic_title").fullmatch(joined)
            ):
                found.append(Line(joined, line.start, line.end))
    return found


def _joined(lines: list[Line], i: int, title: str) -> str:
    """The title with the lines above that it goes on from: from 关于 or an organ down, or from a line left open."""
    first = i
    if not title.startswith("关于"):
        first = next((k for k in range(i - 1, max(i - 5, -1), -1) if _opens(lines[k].text)), i)
        between = lines[first:i]
        open_end = AND.match(title) is not None
        if not all(len(line.text) <= LONGEST and (open_end or not COMPLETE.match(line.text)) for line in between):
            first = i
        if first == i and i and _left_open(lines[i - 1].text, title):
            first = i - 1
    joined = "".join(line.text for line in lines[first:i]) + title
    if joined.startswith("关于") and first and ORGAN.match(lines[first - 1].text):
        joined = lines[first - 1].text + joined
    joined = joined.lstrip("#* 　《")
    return "《" + joined if joined.count("》") > joined.count("《") else joined


def _opens(text: str) -> bool:
    return text.lstrip("#* 　《").startswith("关于") and len(text) <= LONGEST and not re.search("[。；]", text)


def _left_open(above: str, title: str) -> bool:
    """Whether the line above ends in the middle of a title."""
    if len(above) > LONGEST or re.search("[。，；：:]|会议|大会", above):
        return False
    if COMPLETE.match(above):
        return AND.match(title) is not None
    return (BEGINS.search(above) is not None or LEADS.search(above) is not None) and (
        LEADS.search(above) is not None or FOLLOWS.match(title) is not None or not BEGINS.search(title)
    )


def _fullest(found: list[Line]) -> Line | None:
    """The last title; where that is bare (政府工作报告), the one above that says whose."""
    if not found:
        return None
    found = [each for each in found if REPORTS.search(each.text)] or found
    last = found[-1]
    fuller = next((each for each in reversed(found) if each.text.endswith(last.text) and each.text != last.text), None)
    if fuller or last.text == "政府工作报告":
        return fuller or last
    return next((each for each in reversed(found) if BEGINS.search(each.text)), last)
