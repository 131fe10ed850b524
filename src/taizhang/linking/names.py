"""What a name of a quantity says: its core words, how the count came about, and the levels of government in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from taizhang.catalogue.indicators import normal_form
from taizhang.catalogue.naming import naming, naming_pattern

JOINTS = re.compile(r"、|以及|和(?!美|谐|平)|与|及(?!以上)")
SHARE = re.compile(r"^(.+?)占(.*?)(?:的?(?:比重|比例))?$")
OWN = re.compile(r"^(?:全[市县区省州盟旗镇乡国]|[我本][市县区省州盟旗])")
EACH = re.compile(r"^各[类级项种]")
# 市重点项目, 省市区重点项目: whose list a key project is on.
LISTED = re.compile(r"[省市州区县旗]{1,3}(?=重[点大])")
LEVELS = {"省": "3", "市": "2", "州": "2", "区": "1", "县": "1", "旗": "1"}
NOUN_BEHIND = "发展"  # ahead of a name a verb (发展党员), behind one a noun (京津冀协同发展)
TASKED = re.compile(r"(?:项目|工程|任务|工作)$")
# 3A景区, 3A级景区 and 国家3A级景区 are graded alike.
STARS = re.compile("(?:国家)?([1-5]A)级?")
# Words of scope that a sentence often says before the name.
SETTINGS = ("农村", "城市", "城镇", "社区", "家庭", "城区")
SETTING = re.compile("|".join(SETTINGS))
QUOTED = re.compile(r"“([^“”]{3,})”")
LETTERS = re.compile(r"[A-Z0-9.+]+")


@dataclass(frozen=True)
class Name:
    """A name of a quantity, taken apart.

    core     its words without action and level, in the form in which names are compared
    actions  the classes of its actions: added, total, build, renew, both; empty where it says nothing of the kind
    scale    the levels that grant or keep the thing: 4 the state, 3 province, 2 prefecture, 1 county; empty for none
    parts    the cores of a joint name (单项冠军、专精特新企业); one core where the name is single
    whole    what a share is of, where the name says it
    planned  whether the name itself says 计划: what was planned for a year beside what was done in it
    quoted   the names in quotation marks: “智改数转网联”
    """

    core: str
    actions: frozenset[str]
    scale: frozenset[str]
    parts: tuple[str, ...]
    whole: str | None = None
    planned: bool = False
    quoted: frozenset[str] = frozenset()

    @cached_property
    def terms(self) -> frozenset[str]:
        """The pairs of neighbouring characters by which names are found; of one character that itself."""
        return frozenset(terms_of(self.core))

    @cached_property
    def weight(self) -> float:
        """The weight of all terms together."""
        return sum(weight_of(term) for term in self.terms)

    @cached_property
    def unset(self) -> str:
        """The core without words of scope that a sentence may have said before: 农村厕所, 厕所."""
        return SETTING.sub("", self.core) or self.core

    @cached_property
    def marks(self) -> frozenset[str]:
        """The words that make another thing of a name: 进口, 城镇, 民间, 高技术."""
        return frozenset(match[0] for match in naming_pattern("apart").finditer(self.core))


def terms_of(core: str) -> Iterator[str]:
    """Letters and figures as one term, all else by pairs.

    >>> sorted(terms_of("5G基站"))
    ['5G', '基站']
    """
    at = 0
    for match in LETTERS.finditer(core):
        yield from _pairs(core[at : match.start()])
        yield match[0]
        at = match.end()
    yield from _pairs(core[at:])


def _pairs(words: str) -> Iterator[str]:
    if len(words) == 1:
        yield words
    for i in range(len(words) - 1):
        yield words[i : i + 2]


@lru_cache(maxsize=65536)
def weight_of(term: str) -> float:
    """How much it says that two names have a term in common."""
    return float(naming("weak").get(term, "1"))


@lru_cache(maxsize=65536)
def name_of(subject: str) -> Name:
    """The name that a subject is.

    >>> name = name_of("新增省级以上“专精特新”企业")
    >>> name.core, sorted(name.actions), sorted(name.scale)
    ('专精特新企业', ['added'], ['3', '4'])
    >>> name_of("老旧小区改造").core, name_of("“科技副总”累计选聘").core
    ('老旧小区', '科技副总')
    """
    form, scale = _without_scale(STARS.sub(r"\1", normal_form(subject)))
    form, whole = _without_whole(OWN.sub("", form) or form)
    core, actions = _without_actions(form)
    core = EACH.sub("", core) or core
    core = naming_pattern("same").sub(lambda found: naming("same")[found[0]], core) or form
    return Name(
        core,
        frozenset(actions),
        scale,
        _parts(subject, core),
        whole,
        "计划" in form,
        frozenset(QUOTED.findall(subject)),
    )


def _parts(subject: str, core: str) -> tuple[str, ...]:
    """The cores of a joint name; a word of action alone is no part of one."""
    pieces = [normal_form(piece) for piece in JOINTS.split(subject)]
    nouns = [piece for piece in pieces if piece and piece not in naming("action")]
    return tuple(name_of(piece).core for piece in nouns) if len(nouns) > 1 else (core,)


def _without_whole(form: str) -> tuple[str, str | None]:
    """A share without the whole that it is of: X占Y比重 → X比重, Y."""
    share = SHARE.match(form)
    if share is None or len(share[1]) < 2:
        return form, None
    return f"{share[1]}比重", share[2] or None


def _without_scale(form: str) -> tuple[str, frozenset[str]]:
    scale: set[str] = set()

    def noted(match: re.Match[str]) -> str:
        scale.update(naming("scale")[match[0]])
        return ""

    def listed(match: re.Match[str]) -> str:
        scale.update(LEVELS[sign] for sign in match[0])
        return ""

    shorter = LISTED.sub(listed, naming_pattern("scale").sub(noted, form))
    return (shorter, frozenset(scale)) if len(shorter) > 1 else (form, frozenset(scale))


def _without_actions(form: str) -> tuple[str, set[str]]:
    """The form without words of action at its head and tail, and their classes."""
    classes = naming("action")
    found: set[str] = set()
    pattern = naming_pattern("action")
    while len(form) > 2:
        head = pattern.match(form)
        if head is None or head.end() > len(form) - 2:
            break
        if form[head.end() :] in naming("bare"):  # 新签约项目: without its verb it would say nothing
            found |= {classes[head[0]]} if form.startswith("新") else set()
            return form.removeprefix("新"), found - {"plain"}
        found.add(classes[head[0]])
        form = form[head.end() :]
    while len(form) > 2:
        tail = _tail(form)
        if not tail or form[: -len(tail)] in naming("bare"):
            break
        found.add(classes[TASKED.sub("", tail)])
        form = form[: -len(tail)]
    return form, found - {"plain"}


def _tail(form: str) -> str:
    """The longest word of action that ends the form, with 项目 or 工程 behind it; two characters of the form stay."""
    classes = naming("action")
    tasked = TASKED.search(form)
    stem = form[: tasked.start()] if tasked else form
    sizes = range(min(8, len(stem) - 2), 0, -1)
    word = next((stem[-n:] for n in sizes if stem[-n:] in classes and stem[-n:] != NOUN_BEHIND), "")
    return form[len(stem) - len(word) :] if word else ""
