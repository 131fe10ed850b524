"""The lists beside the text: its sections, and the numbers that a person should look at."""

import re
from html import escape

from taizhang.extracting import Reading
from taizhang.model import Document, Fact
from taizhang.writing.onepage import word
from taizhang.writing.words import Lang, reasons

# Words of context on either side of a number in the list.
CONTEXT = 16
BLANKS = re.compile(r"\s+")


def outline_links(document: Document) -> str:
    """The outline, down to the third level, each section a link."""
    return "".join(
        f'<a class="l{section.level} {section.status}" href="#s{number}">'
        f"<i>{escape(section.mark)}</i>{escape(section.title)}</a>"
        for number, section in enumerate(document.outline)
        if 0 < section.level <= 3 and (section.mark or section.title)
    )


def review_items(reading: Reading, lang: Lang) -> str:
    """The numbers left for review, each a link with the words it stands in and the reasons."""
    return "".join(
        review_item(number, fact, reading.document.text, lang)
        for number, fact in enumerate(reading.facts)
        if fact.certainty == "review"
    )


def review_item(number: int, fact: Fact, text: str, lang: Lang) -> str:
    """One number left for review."""
    start, end = fact.span
    before, after = squeezed(text[max(start - CONTEXT, 0) : start]), squeezed(text[end : end + CONTEXT])
    why = " · ".join(word(reason, lang) for reason in reasons(fact))
    words = f"{before}<b>{squeezed(text[start:end])}</b>{after}"
    return f'<li><a href="#f{number}">{words}<small>{why}</small></a></li>'


def squeezed(words: str) -> str:
    r"""Words on one line, safe to stand in a page.

    >>> squeezed("5.5% <b>\n以上\n")
    '5.5% &lt;b&gt; 以上 '
    """
    return escape(BLANKS.sub(" ", words))
