"""The noun that a count stands before: 45项技改项目, 4家企业入选企业试点."""

import re
from functools import cache
from typing import NamedTuple

from taizhang.catalogue.words import alternatives
from taizhang.extracting.subjects import cleaned, stem_of

# One-character verbs begin a predicate unless they begin one of these words.
SINGLE = (
    r"获(?!奖|得感)|达(?!标|产|人|州|县|川)|被(?!动|征)|按(?!揭|摩)|均(?!衡|价|等|值)|已(?!建)|占(?!地|道)|居(?!民|家|住|委|室|巢|安)|列(?!车|支|管)"
    r"|超(?!高|市|级|算|低|临|限|声|大|长|薄|净|纯|细|充|短)|可(?!再生|持续|研|降解|视|信|控|移动)|能(?!源|力|耗|级|效|人|量|源)|将(?!军|乐|帅)|要(?!素|求|点|闻|件)"
    r"|在(?!建|线|校|册|库|孵|岗|园|职|编|读|用|外|营|谈|研|产)|为(?!民|老|农|侨|企|主)|对(?!口|外|接|象|台|俄|美|东盟|标)|向(?!阳|导|上)|与(?!会)|以(?!旧|上|下|内|及|外|来|色列)|从(?!业)|由(?!于)"
)


@cache
def _predicate() -> re.Pattern[str]:
    many = "|".join(w for w in alternatives("predicate").split("|") if len(w) > 1)
    return re.compile(rf"{many}|{SINGLE}")


@cache
def _state() -> re.Pattern[str]:
    return re.compile(rf"(?:均|已|全部|顺利|成功|正|都)*(?:{alternatives('state')})(?:[，。；]|$)")


ADVERB = re.compile(r"^(?:全部|均|都|已|已经|正式|顺利|成功|率先|提前|如期|相继|先后|陆续|分别|首批|首次|同时|共同|正在|即将|全面|稳步|有序|扎实|加快|积极|主动|深入|持续|不断|集中|也|又|再|被|能够|可以|可)+")
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）|\([^)]*\)")
SHORT = 4


class Noun(NamedTuple):
    """A counted noun and what is said of it."""

    noun: str
    predicate: str


def counted(text: str, last: bool) -> Noun:
    """Split the words after a count into noun and predicate; `last` is false where another number follows in them.

    >>> counted("项目签约入驻园区", True)
    Noun(noun='项目', predicate='签约入驻园区')
    >>> counted("重点产业链营业收入同比增长", False)
    Noun(noun='重点产业链', predicate='')
    """
    quoted = [match.span() for match in QUOTED.finditer(text)] if "“" in text or "（" in text else []
    for match in _predicate().finditer(text, 1):
        if match.start() and not any(a < match.start() < b for a, b in quoted):
            break
    else:
        return Noun(cleaned(text if last else stem_of(text)), "")
    noun = text[: match.start()]
    if not last:
        return Noun(cleaned(stem_of(cleaned(noun))), "")
    predicate = text[match.start() :]
    if _state().match(predicate):
        return Noun(cleaned(noun), "")
    return Noun(cleaned(noun), ADVERB.sub("", predicate))


def named(found: Noun) -> str:
    """The subject of a counted noun: what is said of it goes in front, as in 签约入驻园区项目.

    >>> named(Noun("项目", "签约入驻园区")), named(Noun("市级重点文旅项目", "稳步推进"))
    ('签约入驻园区项目', '市级重点文旅项目')
    """
    predicate = found.predicate
    if not predicate or len(predicate) > 20 or _state().match(predicate):
        return found.noun
    return predicate + found.noun


def starts_predicate(text: str) -> bool:
    """Whether the words begin with a predicate, so that no noun follows the number."""
    return bool(_predicate().match(text))
