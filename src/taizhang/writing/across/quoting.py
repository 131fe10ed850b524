"""A mention in its sentence, as a person is shown it: the words before, the mention, the words after."""

import re
from typing import NamedTuple

from taizhang.linking import sentence_of
from taizhang.model import Claim, Commitment, Fact, Said, Span
from taizhang.model.rows import digits
from taizhang.writing.figures import Figure
from taizhang.writing.onepage import on_one_line

RULES = re.compile(r"\s*[|\t]+[\s|:—-]*")
EDGES = " \u3000*#>-|"
IN_SHORT = 28  # characters of a statement in words, where figures stand beside it
CLAUSE = re.compile("[，；。、,;：:]")


class Quote(NamedTuple):
    """A quotation in three pieces; of a statement in words the middle is all of it."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        """The whole on one line."""
        return self.before + self.words + self.after


def cited(said: Said) -> Span:
    """The stretch of the text that a mention leads to: the sentence of a number, all of a promise or a claim."""
    return said.span if isinstance(said.record, Commitment | Claim) else sentence_of(said)


def quote(said: Said, around: int = 48) -> Quote:
    """The sentence of a mention, cut to about `around` characters on either side of it, at a clause where it can be.

    >>> from taizhang.extracting import read_text
    >>> reading = read_text("全年地区生产总值完成524亿元，同比增长5.5%。")
    >>> quote(Said(reading.document, reading.facts[1]))
    Quote(before='全年地区生产总值完成524亿元，同比增长', words='5.5%', after='')
    """
    text, (start, end) = said.document.text, cited(said)
    at, to = said.span
    before, after = tidy(text[start:at]).lstrip(EDGES), tidy(text[to:end]).rstrip(EDGES)
    words = tidy(text[at:to])
    most = 2 * around + 12
    words = words if len(words) <= most else words[: most - 1] + "…"
    in_table = isinstance(said.record, Fact) and said.record.place is not None
    return Quote((cut_row if in_table else cut_before)(before, around), words, cut_after(after, around))


def tidy(words: str) -> str:
    r"""Words on one line, without the rules between the cells of a table.

    >>> tidy("生产总值 | 亿元 |\n| 524"), tidy("增长\n5%")
    ('生产总值 亿元 524', '增长 5%')
    """
    return RULES.sub(" ", on_one_line(words))


def cut_before(words: str, around: int) -> str:
    """The end of some words, from a clause on where one begins near by."""
    if len(words) <= around:
        return words
    kept = words[-around:]
    clause = CLAUSE.search(kept, 0, around // 2)
    return "…" + kept[clause.end() if clause else 0 :]


def cut_row(words: str, around: int) -> str:
    """The cells of a row before the one quoted: the first, which says what the row is of, and the last.

    >>> cut_row("农村居民人均可支配收入 元 27384 6.8 —— ", 18)
    '农村居民人均可支配收入 … —— '
    """
    if len(words) <= around:
        return words
    head, _, rest = words.partition(" ")
    if len(head) > 2 * around:
        return cut_before(words, around)
    cells = rest[-max(around - len(head), 1) :].partition(" ")[2]
    return f"{head} … {cells}"


def cut_after(words: str, around: int) -> str:
    """The beginning of some words, up to the end of a clause where one ends near by."""
    if len(words) <= around:
        return words
    ends = [match.start() for match in CLAUSE.finditer(words, around // 2, around)]
    return words[: ends[-1] if ends else around] + "…"


def gist(said: Said) -> str:
    """What a mention says, in short: subject and figure, what is promised, what is claimed.

    >>> from taizhang.extracting import read_text
    >>> reading = read_text("全年地区生产总值完成524亿元，同比增长5.5%以上。")
    >>> [gist(Said(reading.document, fact)) for fact in reading.facts]
    ['地区生产总值 524亿元', '地区生产总值 ≥ 5.5%']
    """
    return " ".join(filter(None, (named(said), answer(said))))


def named(said: Said) -> str:
    """What a mention speaks of: its subject, or the object of what is promised or claimed."""
    match said.record:
        case Fact() as fact:
            return on_one_line(fact.subject or "")
        case Commitment() as promised:
            return on_one_line(promised.object or "")
        case Claim() as claimed:
            return on_one_line(claimed.object or "")


def answer(said: Said) -> str:
    r"""What a mention says of it: its figure, or in words what is promised or claimed, without repeating its name.

    >>> from taizhang.extracting import read_text
    >>> reading = read_text("二、主要目标\n进出口总额保稳提质。")
    >>> [(named(said), answer(said)) for said in (Said(reading.document, each) for each in reading.commitments)]
    [('进出口总额', '保稳提质')]
    """
    if isinstance(said.record, Fact):
        return figure(said.record)
    name, words = named(said), tidy(said.record.text).rstrip(EDGES + "。；，")
    rest = words.removeprefix(name).lstrip("，、：: ")
    words = rest if len(rest) > 1 else words
    return words if len(words) <= IN_SHORT else words[: IN_SHORT - 1] + "…"


def figure(fact: Fact) -> str:
    """The number of a fact with its sign, as a person reads it; of a number that is no measure its words."""
    if fact.value is None:
        return fact.text
    signed = fact.role in ("growth", "change") and fact.value > 0 and fact.comparator in (None, "=")
    plus = "+" if signed else ""
    return str(Figure(fact.comparator, plus + (digits(fact.value) or ""), fact.unit))
