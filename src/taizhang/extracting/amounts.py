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
    r"(?<=[^\d.,\[［〔][^\d.,\[［〔])[约近超达至到为]{0,4}\d[\d.,]*(?:[-—~～至]\d[\d.]*)?[^\d，、（(]{0,5}(?:以上|左右|以内)?"
    r"(?:(?=[、，（(和及]).*)?$"
)


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


def without_amount(words: str) -> str:
    """The name of what is counted, its amount and what is listed after it left out.

    >>> without_amount("养老机构2处、床位300余张"), without_amount("11个水利项目")
    ('养老机构', '11个水利项目')
    """
    digit = NUMBER.search(words)
    amount = AMOUNT_AT_END.search(words, max(digit.start() - AHEAD, 0)) if digit else None
    return words[: amount.start()] if amount else words
