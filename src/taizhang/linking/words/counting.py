"""Whether two figures count the same kind of thing: by their units, and by the nouns that end their subjects."""

from functools import lru_cache

from taizhang.catalogue.commonplace import commonplace_pattern
from taizhang.catalogue.cues import verbs
from taizhang.catalogue.units import unit_named
from taizhang.model import Fact

HEAD = 2  # characters of a noun that ends a subject
# Commonplace, but they part one thing from another: 技术企业, 龙头企业.
NAMING = frozenset({"技术", "科技", "农村", "乡村", "文化", "生态"})


def counted_in(unit: str | None) -> str:
    """The unit, all that only count as one: 个, 家, 处, 名.

    >>> counted_in("家") == counted_in("个"), counted_in("公里")
    (True, '公里')
    """
    known = unit_named(unit) if unit else None
    return "个" if known and known.kind == "counter" else unit or ""


def measured_in(fact: Fact) -> str:
    """The base unit of a figure, all units that only count as one: 亩 and 万亩, 家 and 个."""
    counted = counted_in(fact.unit)
    return counted if counted == "个" else fact.base_unit or counted


@lru_cache(maxsize=4096)  # each document is asked by several checks
def head_of(subject: str | None) -> str | None:
    """The noun that ends a subject, with what stands ahead of it where anything may be called so (企业, 项目).

    >>> head_of("大中型及口袋公园"), head_of("矿业权出让"), head_of("高新技术企业"), head_of("重点项目")
    ('公园', '业权', '技术企业', None)
    """
    noun = subject or ""
    while len(noun) > HEAD and noun[-HEAD:] in verbs():
        noun = noun[:-HEAD]
    common = commonplace_pattern()
    if len(noun) >= HEAD and not common.fullmatch(noun[-HEAD:]):
        return noun[-HEAD:]
    ahead = noun[-2 * HEAD : -HEAD]
    plain = common.fullmatch(ahead) and ahead not in NAMING
    return noun[-2 * HEAD :] if len(ahead) == HEAD and not plain else None
