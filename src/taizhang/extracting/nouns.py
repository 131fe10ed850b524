"""The noun that a count stands before: 45项技改项目, 4家企业入选企业试点."""

import re
from functools import cache
from typing import NamedTuple

from taizhang.catalogue.trie import trie_pattern
from taizhang.catalogue.words import alternatives, words
from taizhang.extracting.subjects import cleaned, stem_of

# One-character verbs begin a predicate unless they begin one of these words.
SINGLE = (
    r"获(?!奖|得感)|(?<![通直到])达(?!标|产|人|州|县|川)|被(?!动|征)|按(?!揭|摩)|均(?!衡|价|等|值)|已(?!建)|(?<![征侵强抢霸])占(?!地|道)|(?<![宜安民旧新定])居(?!民|家|住|委|室|巢|安)|(?<![系排])列(?!车|支|管)"
    r"|超(?!高|市|级|算|低|临|限|声|大|长|薄|净|纯|细|充|短)|可(?!再生|持续|研|降解|视|信|控|移动)|(?<![节智职产功储技性效赋核势动机可热电])能(?!源|力|耗|级|效|人|量|源)|将(?!军|乐|帅)|(?<![重主需必紧首])要(?!素|求|点|闻|件)"
    r"|(?<![存现潜])在(?!建|线|校|册|库|孵|岗|园|职|编|读|用|外|营|谈|研|产)|(?<![行作])为(?!民|老|农|侨|企|主)|(?<![绝相应])对(?!口|外|接|象|台|俄|美|东盟|标)|向(?!阳|导|上)|与(?!会)(?=.{2,14}(?:建立|签|合作|达成|结|开展|共建|对接|联|实现))|以(?!旧|上|下|内|及|外|来|色列)|从(?!业)|由(?!于)|(?<![未以外原历近年本往后新])来(?!源|访|料|往|自|电|华)"
)


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"{trie_pattern(word for word in words('predicate') if len(word) > 1)}|{SINGLE}")


@cache
def _state() -> re.Pattern[str]:
    return re.compile(rf"(?:均|已|全部|顺利|成功|正|都)*(?:{alternatives('state')})(?:[，。；]|$)")


ADVERB = re.compile(
    r"^(?:全部|均|都|已|已经|正式|顺利|成功|率先|提前|如期|相继|先后|陆续|分别|首批|首次|同时|共同|正在|即将|全面|稳步|有序|扎实|加快|积极|主动|深入|持续|不断|集中|尽快|尽早|早日|也|又|再|被|能够|可以|可)+"
)
QUOTED = re.compile(
    r"水土保持|整村推进|整乡推进|住房保障|社会保障|以旧换新|以奖代补|以工代赈|对口支援|研究开发|技术开发|开工率|完成率|(?:超|过|达)[十百千万亿0-9]+元|“[^”]*”|《[^》]*》|（[^）]*）|\([^)]*\)"
)
GENERIC = re.compile(
    r"^(?:项目|企业|事项|工程|任务|改革|建设项目|园区|村|镇|社区|单位|学校|医院|行政村|街道|公司|产品|案例|经验|做法|活动|品牌|平台|集群|个人|集体|人|学生|居民|群众|指标|城市|县|区县|县区|县市区|县（市、区）|县（市）|市县|政策|措施|条款|合同|协议|荣誉|称号|奖项|任务)$"
)
RESULT = re.compile(
    r"获|被|完成|入选|入围|列入|纳入|通过|接入|进入|跻身|签约|入驻|落户|竣工|投产|开工|建成|完工|达到|超过|享受|上市|参加|挂牌|提前|投用|通车|实现|高于|低于|评为|成为|认定|授予"
)
PASSIVE = re.compile(
    r"^(?:被(?:评为|评定为|授予|认定为|命名为|列为|确定为|列入|纳入)?|评为|获评|获得|荣获|获|成为|荣登|当选)(?:为)?"
)
HEAD_NOUN = re.compile(r"^(?:企业|项目|公司|产品|学校|单位|小区|村|社区|工程|人员|行业|产业)$")


BUILDING = re.compile(r"(项目|工程)(?:建设|实施|推进|工作)$")


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
    quoted = [match.span() for match in QUOTED.finditer(text)]
    for match in _predicate().finditer(text, 1):
        if not any(a <= match.start() < b for a, b in quoted):
            break
    else:
        return Noun(cleaned(BUILDING.sub(r"\1", text) if last else stem_of(text)), "")
    noun = text[: match.start()]
    if not last:
        return Noun(cleaned(stem_of(cleaned(noun))), "")
    predicate = text[match.start() :]
    if _state().match(predicate) and not (GENERIC.match(noun) and RESULT.match(ADVERB.sub("", predicate))):
        return Noun(cleaned(BUILDING.sub(r"\1", noun)), "")
    return Noun(cleaned(BUILDING.sub(r"\1", noun)), ADVERB.sub("", predicate))


def named(found: Noun) -> str:
    """The subject of a counted noun: what is said of it goes in front, as in 签约入驻园区项目.

    >>> named(Noun("项目", "签约入驻园区")), named(Noun("市级重点文旅项目", "稳步推进"))
    ('签约入驻园区项目', '市级重点文旅项目')
    """
    predicate = found.predicate
    if not predicate or len(predicate) > 30 or not (RESULT.match(predicate) or GENERIC.match(found.noun)):
        return found.noun
    if "、" in predicate and "“" not in predicate:
        predicate = predicate.partition("、")[0]
    return predicate + found.noun


def starts_predicate(text: str) -> bool:
    """Whether the words begin with a predicate, so that no noun follows the number."""
    match = _predicate().match(text)
    return match is not None and not HEAD_NOUN.match(text[match.end() :])


def predicated(text: str) -> str:
    """The subject in a predicate that has no noun of its own: 7人被评为“乡村之星”.

    >>> predicated("被评为“乡村之星”"), predicated("超过省定标准")
    ('“乡村之星”', '超过省定标准')
    """
    plain = ADVERB.sub("", text)
    match = PASSIVE.match(plain)
    return cleaned(plain[match.end() :] if match else "") or plain.strip()
