"""What kind of document a text is."""

import re

from taizhang.model import DocumentKind

TITLES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    ("communique", re.compile("统计公报")),
    ("final_account", re.compile("决算(?!.{0,20}预算)")),
    ("budget_report", re.compile("预算.{0,10}执行情况|预算[（(]?草案|财政预算|预算报告")),
    ("progress_report", re.compile("(?:上半年|季度|[-—至]\\d{1,2}月|半年).{0,30}(?:情况|进展)|进展情况")),
    ("execution_and_draft_plan", re.compile("计划.{0,4}执行情况.{0,40}(?:计划|草案)|执行情况与.{0,16}计划")),
    ("work_report", re.compile("政府工作报告|报告政府工作|向大会(?:报告|作).{0,6}工作|作政府工作报告")),
    ("issued_plan", re.compile("国民经济[和与]社会发展.{0,3}计划")),
)


def kind_of(title: str | None, head: str) -> DocumentKind:
    """The kind, by the title where it tells, else by the opening words.

    >>> kind_of("甲市2030年国民经济和社会发展统计公报", "")
    'communique'
    >>> kind_of(None, "现在，我代表市人民政府，向大会报告工作，请予审议")
    'work_report'
    """
    for source in (title or "", head):
        for kind, pattern in TITLES:
            if pattern.search(source):
                return kind
    return "other"
