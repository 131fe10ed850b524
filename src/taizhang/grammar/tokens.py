"""Number tokens: where the numbers of a text stand, and what form each has.

A token is a run of digits with decimal point, thousands commas, a sign and a per cent mark, or a Chinese form that
measures (百分之六, 七成, 翻一番, 二百三十万亩) or ranks (第三位). 1:2.5, 10:15 and 1/4 are one token,
11.1：30.1：58.8 three.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Form = Literal["arabic", "ratio", "percent", "tenths", "times", "rank", "fraction", "chinese"]


class Token(NamedTuple):
    """A number in a text: offsets there, the characters, and the form."""

    start: int
    end: int
    text: str
    form: Form


DIGIT = "[0-9０-９]"
ONES = "一二两三四五六七八九"
# What a numeral in Chinese must stand before to be a measure; 二元结构 is none.
MEASURED = (
    "(?=[万亿]?(?:多|余)?(?:亿元|万元|元(?!化|结构|经济|文化|论|一次|体制|社会)|亩|人|户|吨|公里|平方|公顷|千瓦|千克|公斤|立方|家"
    "|个百分点|倍))"
)
NUMERAL = (
    f"(?:[{ONES}][百千十](?:[零〇]?[{ONES}][百千十]?)*|十[{ONES}]?|[二三四五六七八九两](?=[万亿]|个百分点)"
    f"|[{ONES}](?=倍))"
)
FORMS = (
    # 9/10 is a fraction, 9/10万 a rate per 10万.
    ("fraction", r"(?<![0-9/.])[1-9][0-9]?/(?!10+万)[1-9][0-9]{0,2}(?![0-9/.])"),
    ("digits", rf"[+\-−]?{DIGIT}+(?:[.．:：∶]{DIGIT}+|,{DIGIT}{{3}}(?!{DIGIT}))*[%％‰]?"),
    ("percent", "百分之[零〇一二两三四五六七八九十百点]+"),
    ("tenths", rf"(?<![{ONES}十百千万第])[{ONES}]成半?(?![为果员立长就功本效交分都绩绵品套熟])"),
    ("times", "翻了?(?:一|两|二|三)?番"),
    ("rank", "(?<=第)(?<![放摆]在第)[一二三四五六七八九十]{1,3}(?=[位名](?![副书委领]))"),
    (
        "chinese",
        rf"(?<![{ONES}十百千万亿第零〇几数上多点0-9０-９%.]){NUMERAL}(?:点[{ONES}])?{MEASURED}",
    ),
)
TOKEN = re.compile(f"(?=[+\\-−0-9０-９百{ONES}十千翻])(?:{'|'.join(f'(?P<{name}>{form})' for name, form in FORMS)})")
COLON = re.compile("[:：∶]")
PART = re.compile("[^:：∶]+")


def tokens(text: str) -> Iterator[Token]:
    """The number tokens of `text` in order.

    >>> [t.text for t in tokens("完成524亿元，增长5.5%，三次产业结构11.1：30.1：58.8，近七成，10:15")]
    ['524', '5.5%', '11.1', '30.1', '58.8', '七成', '10:15']
    """
    for match in TOKEN.finditer(text):
        start, end = match.span()
        form = match.lastgroup
        if form != "digits":
            yield Token(start, end, match[0], form)  # type: ignore[arg-type]
        elif len(colons := COLON.findall(match[0])) < 2:
            yield Token(start, end, match[0], "ratio" if colons else "arabic")
        else:
            for part in PART.finditer(match[0]):
                yield Token(start + part.start(), start + part.end(), part[0], "arabic")
