"""Sentences that neither promise nor report: words of ceremony, conditions, glossaries, captions, contents."""

import re

# 各位代表, 只要…就…, “六纵”指…, 表3.
OPENINGS = re.compile(
    r"(?:[［\[〔]\^?\d{1,3}[］\]〕]\s*)?“[^”\n]{1,30}”[，：:]?(?:即|是?指|包括)|[附图]?表\s*[\d一二三四五六七八九十]|附件"
    "|各位代表|各位委员|只要|只有|我们相信|我们坚信|同志们|让我们|[（(]鼓掌|以上报告|请予审议"
)
OPENS = frozenset("［[〔“附图表各只我同让（(以请")
CONTENTS = re.compile(r"[^，\n]{0,60}(?:…{2}|\.{6})")  # 一、工作回顾……3
REACH = 66


def is_ceremony(text: str, start: int) -> bool:
    """Whether the sentence that begins at an offset says nothing of its own.

    >>> is_ceremony("各位代表，过去一年成绩很好", 0), is_ceremony("新建公园3处", 0), is_ceremony("工作任务……12", 0)
    (True, False, True)
    """
    if text[start] in OPENS and OPENINGS.match(text, start):
        return True
    ahead = text[start : start + REACH]
    return ("……" in ahead or "......" in ahead) and CONTENTS.match(text, start) is not None
