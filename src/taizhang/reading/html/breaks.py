"""Which breaks inside a block end a paragraph, and which only wrap a line of it.

`<br>` is set for both: editors put one after each paragraph of a text that was pasted in, and one after each line of
a text that came from a printed page. A line that breaks off in the middle of a sentence is wrapped.
"""

import re

ENDED = re.compile("[。！？!?；;：:…][”’」』）)】》]*$")
GOES_ON = re.compile("[，,、（(“《〈【〔—]$")
BEGINS = re.compile(
    r"[\s\u3000\xa0]{2}|\u3000|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.．、](?!\d)|"
    r"第[一二三四五六七八九十]{1,3}[章节编部篇条]|附件|附表|附[：:]|[①-⑳❶-❿➀-➉]|[\[〔]\d{1,3}[\]〕]|注[：:释]|"
    r"各位代表|(?:金额|计量)?单位\s*[：:]|表\s*\d|——|[●■◆▪□★※▲►➢·•]"
)
SENTENCE = re.compile("[，。；！？]")
LONG = 24  # characters from which on a line may have been broken because it was full


def wraps(before: str, after: str) -> bool:
    """Whether the break between two lines of a block only wraps a line.

    >>> wraps("全市完成固定资产投资524亿元，", "增长5.5%。"), wraps("全年增长5.5%。", "全市完成投资524亿元。")
    (True, False)
    >>> wraps("某某市财政局", "2030年1月"), wraps("全市完成投资。", "　　二、主要目标")
    (False, False)
    """
    head, tail = before.rstrip(), after.strip("\u3000\xa0 \t")
    if not head or not tail or ENDED.search(head) or BEGINS.match(after):
        return False
    if GOES_ON.search(head):
        return len(head) > 8
    full = len(head) >= LONG and SENTENCE.search(head) is not None
    return full and SENTENCE.search(tail) is not None


def glue(before: str, after: str) -> str:
    """What stands between two joined lines: nothing beside Chinese signs, a blank between words or numbers.

    >>> glue("公共", "收入"), glue("GDP", "growth")
    ('', ' ')
    """
    return " " if before[-1:].isascii() and after[:1].isascii() else ""
