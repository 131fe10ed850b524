"""What the keys and the values of a row are called in Chinese and English, for tables and pages that people read."""

import csv
from functools import cache
from importlib.resources import files
from typing import Literal

from taizhang.model import Fact

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")


@cache
def vocabulary() -> dict[str, dict[Lang, str]]:
    """Every word of data/words.tsv: key or value → what it is called in each language."""
    with (files("taizhang.writing") / "data" / "words.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["word"]: {"zh": row["zh"], "en": row["en"]} for row in rows}


def value_called(key: str, value: str, lang: Lang) -> str:
    """What a value of `key` is called: a word may mean one thing as a key and another as a value.

    >>> called("level", "zh"), value_called("role", "level", "zh"), value_called("status", "target", "zh")
    ('层级', '水平', '目标')
    """
    return called(f"{key}.{value}", lang) if f"{key}.{value}" in vocabulary() else called(value, lang)


def reasons(fact: Fact) -> list[str]:
    """Why a person should look at a number, as words of the vocabulary: the doubts, or the rule where it says so.

    >>> from taizhang.model import Span
    >>> reasons(Fact(Span(0, 1), "5", "measure", certainty="review", doubts=("no subject", "no subject")))
    ['doubt.no subject']
    """
    if fact.certainty == "sure":
        return []
    doubts = [f"doubt.{doubt}" for doubt in dict.fromkeys(fact.doubts)]
    return doubts or [f"rule.{fact.rule}"] * bool(fact.rule)


def called(word: str, lang: Lang) -> str:
    """What `word` is called in `lang`; a word that the vocabulary does not hold stands for itself.

    >>> called("comparator", "zh"), called("comparator", "en"), called("地区生产总值", "en")
    ('比较符', 'comparator', '地区生产总值')
    """
    return vocabulary().get(word, {}).get(lang, word)
