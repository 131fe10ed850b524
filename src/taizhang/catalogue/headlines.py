"""The words for the headline indicators: which subject means which, and what a target without a number says."""

import re
from functools import cache
from typing import NamedTuple

from taizhang.catalogue.table import read_table

OWN = re.compile("^(?:[全我本](?:[市区县州盟旗省]|年))+(?:社会)?")
JOINTS = "、和及与，,：: "
SHORTEST = 4  # a bare 增长 says nothing
# What a target in words says; it ends the names of the indicators that it is said of.
PREDICATE = re.compile(
    "(?:[均都各]|全面|力争|确保|努力|增[长速幅])*"
    "(?:[与和同跟][^、，；]{2,16}(?:同步|持平|相当|匹配|衔接|适应)|完成|控制|保持|稳[中定步健]|持续|不[低高]于|[高低好快]于|量稳|保稳"
    "|提质|企稳|回升|进一步|基本|实现|达到|增[长速幅]|下降(?!率)|降低|提[升高]|扩大|优化|平稳|合理|明显|显著|止跌|向好|扭)"
)


class Headline(NamedTuple):
    """An indicator that is shown: its name in both languages, and the ids and the wordings that mean it."""

    name: str
    en: str
    indicators: frozenset[str]
    words: frozenset[str]

    @property
    def is_rate(self) -> bool:
        """Whether it is measured in per cent itself."""
        return self.name.endswith(("率", "强度", "比例", "涨幅"))


@cache
def headlines() -> tuple[Headline, ...]:
    """The headline indicators in the order in which plans name them (data/headlines.tsv)."""
    return tuple(
        Headline(row["name"], row["en"], frozenset(row.words("indicators")), frozenset(row.words("words")))
        for row in read_table("headlines.tsv")
    )


@cache
def by_word() -> dict[str, Headline]:
    """The headline that each wording and each id of the catalogue means."""
    return {word: headline for headline in headlines() for word in headline.words | headline.indicators}


def headline_named(words: str | None) -> Headline | None:
    """The headline that the words of a subject or of a table row mean.

    >>> headline_named("全市地区生产总值").name, headline_named("三、外贸进出口").name, headline_named("新增企业")
    ('地区生产总值', '进出口总额', None)
    """
    plain = OWN.sub("", re.sub(r"^\s*[一二三四五六七八九十\d]+[、.．]", "", words or "")).strip()
    return by_word().get(plain)


def worded(text: str) -> list[tuple[Headline, str]]:
    """The headlines with which a target in words begins, each with what is said of them all.

    >>> [(headline.name, words) for headline, words in worded("进出口总额、实际使用外资保持稳定增长")]
    [('进出口总额', '保持稳定增长'), ('实际使用外资', '保持稳定增长')]
    >>> [words for _, words in worded("居民人均可支配收入与经济增长同步")]
    ['与经济增长同步']
    >>> [words for _, words in worded("PM2.5平均浓度和地表水水质优良率均完成省下达任务")]
    ['均完成省下达任务']
    """
    rest, found = OWN.sub("", text.strip()), []
    while word := _word_before(rest.lstrip(JOINTS)):
        found.append(by_word()[word])
        rest = rest.lstrip(JOINTS).removeprefix(word)
    predicate = PREDICATE.search(rest)
    words = re.split("[，；。]", rest[predicate.start() :])[0] if predicate else ""
    return [(headline, words) for headline in found if len(words) >= SHORTEST]


def _word_before(text: str) -> str:
    """The longest wording of a headline with which the text begins."""
    return max((word for word in by_word() if text.startswith(word)), key=len, default="")
