"""The tags and words of a page in order, in one pass and in linear time, whatever the page is made of.

Scripts, styles, comments and framed pages are passed over here, so that nothing later sees a word of them. A sign `<`
that begins no tag is a word. A tag without an end, and a quotation mark that is never closed, cost no paragraph.
"""

import html
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)"
    r"(?P<attributes>(?:\s++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+)|[^\s=>]++)*+)>"
)
SIMPLE_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/<>]*+)(?P<attributes>[^<>]*+)>")
ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=>/\"']++)(?:\s*+=\s*+(?:\"(?P<two>[^\"]*+)\"|'(?P<one>[^']*+)'|(?P<bare>[^\s>]*+)))?"
)
WANTED = frozenset(("class", "colspan", "content", "height", "hidden", "href", "id", "name", "property", "role")) | {
    *("rowspan", "start", "style", "type", "value", "width"),
}
UNREAD = frozenset(("script", "style", "noscript", "iframe", "noembed", "noframes", "xmp"))
ONLY_WORDS = frozenset(("title", "textarea"))
ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in UNREAD | ONLY_WORDS}
COMMENT_END = re.compile(r"--!?>")
LONG_REFERENCE = re.compile(r"&#[0-9]{8,}+;?|&#[xX][0-9a-fA-F]{8,}+;?")
INVISIBLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")
LONGEST = 10_000  # characters of an attribute that are looked at


class Token(NamedTuple):
    """A tag or a stretch of words: `name` in lower case or the words, attributes as written, line from 1."""

    kind: Literal["open", "close", "words"]
    name: str
    attributes: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tags and words of a page in order.

    >>> [token.name for token in tokens("<p class=a>产量<5吨</P><script>var a;</script>")]
    ['p', '产量<5吨', 'p', 'script', 'script']
    """
    return _Tokens(text).run()


def attributes_of(written: str) -> dict[str, str]:
    """The attributes that matter to reading, the first of each name.

    >>> attributes_of(' CLASS="a b" colspan=2 onclick="f()" hidden')
    {'class': 'a b', 'colspan': '2', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(written):
        name = match["name"].lower()
        if name in WANTED and name not in found:
            value = match["two"] or match["one"] or match["bare"] or ""
            found[name] = words_from(value[:LONGEST])
    return found


def words_from(written: str) -> str:
    r"""Words as a reader sees them: references resolved, signs that have no shape left out.

    >>> words_from("5&nbsp;&lt;&#8201;6&#99999999999;")
    '5\xa0<\u20096�'
    """
    if "&" in written:
        written = html.unescape(LONG_REFERENCE.sub("\ufffd", written))
    return written if written.isascii() and written.isprintable() else INVISIBLE.sub("", written)


class _Tokens:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line, self.counted = 1, 0
        self.tag = TAG
        self.last_end = text.rfind(">")
        self.never: set[str] = set()  # ends that do not come any more
        self.xml = text.lstrip()[:5].lower() == "<?xml"

    def run(self) -> Iterator[Token]:
        text, words = self.text, 0  # where the words that are not yet given begin
        while (start := text.find("<", self.at)) >= 0:
            token = self._markup(start)
            if token is None and self.at == start:
                self.at = start + 1
                continue
            yield from self._words(words, start)
            if token is not None:
                yield from self._tag(token._replace(line=self._line_at(start)))
            words = self.at
        yield from self._words(words, len(text))

    def _words(self, start: int, end: int) -> Iterator[Token]:
        if end > start:
            yield Token("words", words_from(self.text[start:end]), "", self._line_at(start))

    def _line_at(self, offset: int) -> int:
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset
        return self.line

    def _markup(self, start: int) -> Token | None:
        """The tag at `start`, or None; a comment or a declaration moves on, a plain sign does not."""
        following = self.text[start + 1 : start + 2]
        if following in ("!", "?"):
            self.at = self._behind_comment(start)
            return None
        if start > self.last_end or not (following.isascii() and (following.isalpha() or following == "/")):
            self.at = start
            return None
        match = self.tag.match(self.text, start)
        if match is None and self.tag is TAG:
            # some quotation mark is closed nowhere behind: from here on tags are told without quotations
            match = SIMPLE_TAG.match(self.text, start)
            if match is None and following != "/":
                self.tag = SIMPLE_TAG
        if match is None:
            self.at = start
            return None
        self.at = match.end()
        return Token("close" if match["close"] else "open", match["name"].lower(), match["attributes"], 0)

    def _behind_comment(self, start: int) -> int:
        text = self.text
        if text.startswith("<!--", start):
            match = None if "--" in self.never else COMMENT_END.search(text, start + 2)
            if match:
                return match.end()
            self.never.add("--")
            return start + 4  # a comment without an end hides nothing
        if self.xml and text.startswith("<![CDATA[", start):
            return start + 9
        end = text.find(">", start) if start <= self.last_end else -1
        return end + 1 if end >= 0 else start + 2

    def _tag(self, token: Token) -> Iterator[Token]:
        """The tag, and what stands in an element that holds no tags: nothing of a script, the words of a title."""
        name = token.name
        if token.kind == "open" and self.xml and token.attributes.endswith("/"):
            yield from (token, token._replace(kind="close"))
            return
        if token.kind == "close" or name not in ENDS:
            yield token
            return
        end = None if name in self.never else ENDS[name].search(self.text, self.at)
        if end is None:
            self.never.add(name)
            # without an end the rest of a script is one; any other element without an end is as if it were not there
            self.at = len(self.text) if name in ("script", "style") else self.at
            return
        yield token
        if name in ONLY_WORDS:
            yield from self._words(self.at, end.start())
        self.at = end.start()
