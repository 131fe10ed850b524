"""Pages that are one file and load nothing: the template, the words in both languages, what may run.

Whatever can be switched to the other language is a span that the script of the page finds again: a word of the
vocabulary by its key (`data-w`), any other words by themselves (`data-zh`, `data-en`).
"""

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.metadata import version
from importlib.resources import files

from taizhang.errors import Words
from taizhang.writing.words import Lang, called, vocabulary

PLACEHOLDER = re.compile(r"\{\{(\w+)(?::([\w.]+))?\}\}")
WRAPPED = re.compile(r"(?<=[\u3001-\u9fff，；：])[ \t\u3000]*\n\s*(?=[\u3001-\u9fff，；：])")
BETWEEN_LINES = re.compile(r"\s*\n\s*")


def made(package: str, parts: dict[str, str], lang: Lang) -> str:
    """The page of `package`: its page.html filled with `parts`, its page.css and page.js after those that all share."""
    script = source("taizhang.writing", "onepage.js") + source(package, "page.js")
    shared = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "hash": b64encode(sha256(script.encode()).digest()).decode(),
        "style": source("taizhang.writing", "onepage.css") + source(package, "page.css"),
        "script": script,
        "words": embedded({word: [called["zh"], called["en"]] for word, called in vocabulary().items()}),
        "version": version("taizhang"),
    }
    return filled(source(package, "page.html"), shared | parts, lang)


def filled(template: str, parts: dict[str, str], lang: Lang) -> str:
    """The template with its placeholders filled in one pass, so that no text of a document is taken for one.

    `{{part}}` is a part; `{{word:key}}` is a word of the page, which the language switch can find again.
    """

    def part(match: re.Match[str]) -> str:
        name, key = match.groups()
        return word(key, lang) if key else parts[name]

    return PLACEHOLDER.sub(part, template)


def word(key: str, lang: Lang) -> str:
    """A word of the page that the language switch can find again.

    >>> word("review", "zh")
    '<span data-w="review">待核</span>'
    """
    return f'<span data-w="{escape(key)}">{escape(called(key, lang))}</span>'


def both(words: Words | str, lang: Lang) -> str:
    """Words in two languages that the language switch can find again; what is the same in both stands as it is.

    >>> both(Words("第3页", "p. 3"), "en"), both("5.5%", "en")
    ('<span data-zh="第3页" data-en="p. 3">p. 3</span>', '5.5%')
    """
    if isinstance(words, str) or words.zh == words.en:
        return escape(words if isinstance(words, str) else words.zh)
    said = words.zh if lang == "zh" else words.en
    return f'<span data-zh="{escape(words.zh)}" data-en="{escape(words.en)}">{escape(said)}</span>'


def on_one_line(words: str) -> str:
    r"""Words without line breaks: none between Chinese characters, a blank elsewhere, such as between two cells.

    >>> on_one_line("地区\n生产总值\n亿元\n1572.4\n5.8")
    '地区生产总值亿元 1572.4 5.8'
    """
    return BETWEEN_LINES.sub(" ", WRAPPED.sub("", words))


def embedded(data: object) -> str:
    r"""Data as JSON that may stand inside a script element: nothing in it can end the element or open another.

    >>> embedded("</script>")
    '"\\u003c/script\\u003e"'
    """
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        words = words.replace(sign, f"\\u{ord(sign):04x}")
    return words


@cache
def source(package: str, name: str) -> str:
    """One of the files that a page is made of."""
    return (files(package) / "data" / name).read_text(encoding="utf-8")
