"""Numbers in a clause as far as its structure needs them: whether it counts something, and what is left without."""

import re

DIGIT = re.compile("[0-9翻百]")
AMOUNT = re.compile(
    r"(?<![A-Za-z\d.“+第［\[〔^])\d[\d,.]*(?:[-—~～至到]+\d[\d.]*)?%?"
    r"(?!\d|[年月日号期版级届路G+”]|[万千百亿]*元?级|小时|分钟|周年|个?[小时分秒]|[A-Za-z]|公里[^，]{0,4}圈)"
    "|翻[一两]?番|百分之[一二三四五六七八九十百]"
)
# 同比增长5%, 五年年均增长20.2%, 力争6.5%. Possessive: the words are never tried in another order.
BARE_AMOUNT = re.compile(
    "(?:力争|争取|确保|预期|同比|比[^，\\d]{1,12}|较[^，\\d]{1,8}|分别|平均|年均|均|实际|累计|总数|达到|达|增长|增加|突破|超过|提高"
    "|下降|降低|减少|增产|减产|上涨|上升|完成|实现|不低于|高于|到|约|近|超|为|占|是|翻了?|[一二三四五六七八九十两]年"
    "|前[一二三四五]年的?|其中)*+"
    r"\s*(?:\d[\d.,]*(?:[-—~～至]\d[\d.]*)?[^\d，、]{0,5}(?:以上|左右|以内)?|[一两]番)(?=$|[，。；,;）)])"
)
NUMBER, AHEAD = re.compile("[0-9]"), 4  # an amount begins with its number, or with at most so many signs ahead of it
AMOUNT_AT_END = re.compile(
    r"(?<=[^\d.,\[［〔][^\d.,\[［〔A-Za-z])[约近超达至到为]{0,4}\d[\d.,]*(?:[-—~～至]\d[\d.]*)?(?!\d|[年月日号期版届路])"
    r"[^\d，、（(]{0,5}(?:以上|左右|以内)?"
    r"(?:(?=[、，（(和及]).*)?$"
)


# 认定历史建筑不少于|20处: what compares the amount is no part of the name.
COMPARATORS = re.compile(
    "(?:不少于|不低于|不高于|不超过|不得?大于|低于|高于|大于|超过|突破|达到|达|至少|最多|约为|分别|累计|合计|共计|再|均|共|各|仅|只"
    "|以内|控制在|稳定在|保持在)+$"
)
COMPARING = tuple("于过破到达少多为别计再均共各仅只内在")
SHARE = re.compile(r"的[约近超达至到为]{0,4}\d[\d.]*%")
LINKS = tuple("的和及与或、")


def quantified(text: str, start: int, end: int) -> bool:
    """Whether the words count something: a number that is no date, name or rank.

    >>> quantified("新建泊位300个", 0, 9), quantified("2025年底前", 0, 7), quantified("打造4A级景区", 0, 7)
    (True, False, False)
    """
    digit = DIGIT.search(text, start, end)
    return bool(digit and AMOUNT.search(text, digit.start(), end))


def is_bare_amount(text: str, start: int, end: int) -> bool:
    """Whether the words are an amount without a subject of their own.

    >>> is_bare_amount("同比增长5.5%", 0, 8), is_bare_amount("投资增长5.5%", 0, 8)
    (True, False)
    """
    return bool(BARE_AMOUNT.match(text, start, end))


def called(words: str) -> str | None:
    """The words where they can name something: one character names nothing.

    >>> called("泊位"), called("者"), called("")
    ('泊位', None, None)
    """
    return words if len(words) > 1 else None


def without_amount(words: str) -> str:
    """The name of what is counted, its amount, what compares it and what is listed after it left out.

    A number that belongs to the name stays: after 的, or of the last of several things.

    >>> without_amount("养老机构2处、床位300余张"), without_amount("11个水利项目")
    ('养老机构', '11个水利项目')
    >>> without_amount("历史建筑不少于20处"), without_amount("总投资80亿元的26个项目")
    ('历史建筑', '总投资80亿元的26个项目')
    """
    digit = NUMBER.search(words)
    amount = AMOUNT_AT_END.search(words, max(digit.start() - AHEAD, 0)) if digit else None
    if not amount:
        return words
    name = words[: amount.start()]
    if name.endswith(LINKS):
        return name[:-1] if SHARE.match(words, amount.start() - 1) else words
    return (COMPARATORS.sub("", name) or name) if name.endswith(COMPARING) else name
