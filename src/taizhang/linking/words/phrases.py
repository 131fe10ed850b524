"""What the words of a statement are compared by: pairs of characters, names in quotation marks, letters with digits."""

import re
from collections.abc import Iterator
from operator import add
from typing import NamedTuple

from taizhang.catalogue.commonplace import commonplace_openings, commonplace_pattern

COUNT = re.compile(
    r"[过超]?[一二三四五六七八九十百千]+[万亿]元?级?以?上?|"
    r"(?:第?\d[\d,.，．]*(?:[—–～~-]\d[\d,.]*)?|[一二三四五六七八九十百]{1,3}(?=[个项家处座条所批]))"
    r"[余多几]?[万亿千百]*(?:公里|平方米|立方米|[个项家处座条所名户场台辆套张株亩件批期种类宗例支只间栋幢对米元吨])?(?!千伏)"
)
NAME = re.compile("“([^”\n]{2,20})”|《([^》\n]{2,40})》")
CODE = re.compile(r"[A-Za-z]+[A-Za-z0-9.+-]*|\d+(?:[A-Za-z]+[A-Za-z0-9]*|千伏|号线)")
RUN = re.compile("[一-龥]{2,}")
CODED = re.compile("[A-Za-z]|千伏|号线")  # without one of these no code is looked for
COMMON = 0.2  # what a pair of characters counts that belongs to a commonplace word, wholly or in part
NAMED = 1.6  # what a whole name counts

Terms = dict[str, float]


class Phrase(NamedTuple):
    """The name of one thing, with its terms and what each counts before it is known how rare it is."""

    text: str
    terms: Terms


def terms_in(text: str) -> set[str]:
    """The terms of a statement in which a phrase may be found.

    >>> sorted(terms_in("建成5G智慧公园“一园”3处"))
    ['5G', '“一园', '一园', '公园', '建成', '慧公', '智慧']
    """
    found: set[str] = set()
    for run in RUN.findall(text):
        found.update(map(add, run, run[1:]))
    if CODED.search(text):
        found.update(CODE.findall(text))
    if "“" in text or "《" in text:
        found.update(name_terms(text))
    return found


def name_terms(text: str) -> Iterator[str]:
    """The names in quotation marks, told from plain words by the sign ahead of them."""
    return ("“" + (match[1] or match[2]) for match in NAME.finditer(text))


def phrase_of(text: str) -> Phrase:
    """A phrase with its terms. What belongs to a commonplace word counts little.

    >>> phrase_of("滨河湿地公园建设").terms
    {'滨河': 1.0, '河湿': 1.0, '湿地': 1.0, '地公': 1.0, '公园': 1.0, '园建': 0.2, '建设': 0.2}
    """
    terms: Terms = {}
    plain = _blanked(text)
    pairs = list(map(add, plain, plain[1:]))
    common = _common(plain, pairs)
    for found in RUN.finditer(plain):
        for at in range(found.start(), found.end() - 1):
            if common[at] or common[at + 1]:
                terms.setdefault(pairs[at], COMMON)
            else:
                terms[pairs[at]] = 1.0
    if CODED.search(text):
        terms.update(dict.fromkeys(CODE.findall(text), 1.0))
    if "“" in text or "《" in text:
        slogan = commonplace_pattern().fullmatch
        terms.update((name, COMMON if slogan(name[1:]) else NAMED) for name in name_terms(text))
    return Phrase(text, terms)


def _common(plain: str, pairs: list[str]) -> bytearray:
    """Marks the characters of commonplace words; `pairs` are those of each two characters that adjoin."""
    common, openings, end = bytearray(len(plain)), commonplace_openings(), 0
    for at, pair in enumerate(pairs):
        if pair in openings and at >= end:
            for word in openings[pair]:
                if plain.startswith(word, at):
                    end = at + len(word)
                    common[at:end] = b"\1" * len(word)
                    break
    return common


def _blanked(text: str) -> str:
    """The text with blanks for codes and counts."""
    if CODED.search(text):
        text = CODE.sub(_blank, text)
    return COUNT.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
