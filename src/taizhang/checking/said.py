"""How findings name what is measured."""

from taizhang.errors import Words
from taizhang.linking.headlines import headline_of
from taizhang.model import Fact, Said


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
