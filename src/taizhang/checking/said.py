"""How findings write a figure: its comparator, value and unit, as an auditor would quote it."""

from taizhang.errors import Words
from taizhang.linking.headlines import headline_of
from taizhang.model import Fact, Said
from taizhang.model.rows import digits

SIGNS = {">=": Words("{}以上", "at least {}"), "<=": Words("{}以内", "at most {}"), "~": Words("{}左右", "about {}")}


def figure(fact: Fact) -> Words:
    """The figure with its unit and comparator in both languages.

    >>> from decimal import Decimal
    >>> from taizhang.model import Span
    >>> figure(Fact(Span(0, 1), "5", "measure", value=Decimal("5"), unit="%", role="growth", comparator=">="))
    Words(zh='增长5%以上', en='growth of at least 5%')
    """
    unit = "" if fact.unit in (None, "1") else str(fact.unit)
    plain = f"{digits(fact.value)}{unit}"
    sign = SIGNS.get(fact.comparator or "", Words("{}", "{}"))
    zh, en = sign.zh.format(plain), sign.en.format(plain)
    if fact.role != "growth" or fact.value is None:
        return Words(zh, en)
    if fact.value < 0:
        zh = sign.zh.format(f"{digits(-fact.value)}{unit}")
        return Words(f"下降{zh}", f"change of {en}")
    return Words(f"增长{zh}", f"growth of {en}")


def subject(said: Said) -> Words:
    """What is measured: a headline by its name in both languages, all else in the words of the document."""
    fact = said.record
    if not isinstance(fact, Fact):
        return Words("", "")
    headline = headline_of(fact)
    return Words(headline.name, headline.en) if headline else Words(str(fact.subject), str(fact.subject))


def joined(*parts: Words | str, zh: str = "", en: str = " ") -> Words:
    """Several words as one in each language."""
    both = [part if isinstance(part, Words) else Words(part, part) for part in parts]
    return Words(zh.join(part.zh for part in both), en.join(part.en for part in both))
