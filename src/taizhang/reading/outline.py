"""The outline: headings and numbered items, and what each says of the status of its numbers."""

import re

from taizhang.model import Section, SectionStatus, View

HEADING = re.compile(r"^\s*(?P<mark>[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])(?P<title>[^。\n]*)", re.M)
TARGET = re.compile("目标|任务|安排|措施|思路|重点|要求|今年工作|工作部署|工作建议|预期")


def outlined(view: View) -> tuple[Section, ...]:
    """The sections of the text in order."""
    sections: list[Section] = []
    marks = list(HEADING.finditer(view.text))
    status: SectionStatus = "actual"
    top = ""
    for i, match in enumerate(marks):
        mark, title = match["mark"], match["title"]
        level = 1 if mark.endswith("、") else 2
        if level == 1:
            top, status = mark, "target" if TARGET.search(title) else "actual"
        end = next((m.start("mark") for m in marks[i + 1 :] if level == 2 or m["mark"].endswith("、")), len(view.text))
        path = mark if level == 1 else top + mark
        sections.append(Section(level, mark, title, view.span(match.start("mark"), end), status, path))
    return tuple(sections)
