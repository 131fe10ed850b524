"""Which pieces of a page are the document, and which are the furniture of the site around it.

Told by structure: the article is the smallest element that holds nearly all sentences and data. Losing a paragraph
is far worse than keeping a menu entry, so a piece is furniture only for a reason: it stands outside of the article
and says nothing, it consists of links, or its own words say what it is. Class names are hints, and no more.
"""

import re
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher

from taizhang.reading.furniture import COUNTER, DISCLAIMER, FOOT, KEPT, OPENS, SITE
from taizhang.reading.html.paragraphs import Piece
from taizhang.reading.html.tree import HEADINGS, Element
from taizhang.reading.layout import Grid, Passage

SENTENCE = re.compile("[，。；！？]")
FIGURE = re.compile(r"\d")
# Names of classes and ids: those that begin with one of the first, and those that are one of the second.
NAMED = re.compile(
    r"(?:top|main|sub|left|side|foot|page|site)?[-_]?(?:nav|menu|crumb|breadcrumb|mianbao|dqwz|weizhi|dangqianwz)|"
    r"footer|footbox|copyright|banquan|sidebar|related|relat|recommend|tuijian|xg(?:wz|xw|lj|yd|jd|wj|zx)|pager|pagination|"
    r"fenye|ewm|qr-?code|erweima|weixin|wechat|weibo|share|bdshare|fenxiang|social|toolbar|font-?size|zihao|dayin|print-?btn|"
    r"comment|pinglun|respond|search|sousuo|login|prev|sxy|sxp|shangxia|friend|yqlj|widget|accessib|wza|wuzhangai|banner|logo",
    re.IGNORECASE,
)
ALONE = frozenset(("foot", "bottom", "header", "top", "topbar", "head", "side", "aside", "hot", "page", "pages")) | {
    *("links", "link", "position", "location", "tool", "tools", "tags", "next"),
}
RELATED = re.compile(
    r"相关[\u4e00-\u9fff]{1,8}\s*[：:]?|(?:推荐|延伸|更多|友情|热点|热门|猜你)[\u4e00-\u9fff]{0,6}"
    r"(?:链接|阅读|文章|新闻|信息|内容|报道|稿件|文档|解读|政策|文件|附件|推荐)\s*[：:]?"
)
CRUMBS = re.compile(r"[>»›]|首页\s*[/／|\-—]|\s/\s")
BUTTON = re.compile(r"[【\[（(]?\s*(?:保存|下载|纠错|收藏|朗读|播放|听全文|复制链接|复制|大|中|小|[xX×])\s*[】\])）]?")
FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "select", "option", "button", "textarea", "menu"))
NEARLY_ALL = 0.85  # of the sentences and data stands in the article
LEAST = 15  # characters of a sentence
STRONG = 20  # characters of one that counts far from the article
SPARE = 12  # characters that a title may bear besides what the page calls itself
SHORT, LINE = 40, 200
NEAR, NEAR_SHARE = 300, 0.01  # what an element may hold besides the article to belong to its frame
NEAR_LINKS = 150  # characters that lead elsewhere among these
MOST_NAMES = 20  # classes of an element that are looked at
LEAST_COPIED = 3  # paragraphs that are repeated in a second copy
COPIED = 30  # characters of a paragraph that is repeated by no accident


class Article:
    """Tells for each piece of a page whether it is part of the document."""

    def __init__(self, pieces: list[Piece], titles: list[str]) -> None:
        self.pieces, self.titles = pieces, titles
        self.copies = _copies(pieces)
        self.weights = [0 if index in self.copies else weight(piece) for index, piece in enumerate(pieces)]
        self.total = sum(self.weights)
        self.main = self._smallest()
        self.frame = self._frame()
        self.among, self.hinted = _Marked(_is_furniture, self.main), _Marked(_is_hinted, self.frame)
        inside = [i for i, piece in enumerate(pieces) if self.weights[i] and self._in(piece, self.main)]
        self.first, self.last = (inside[0], inside[-1]) if inside else (0, len(pieces) - 1)

    def furniture(self, index: int) -> bool:
        """Whether the piece is furniture of the page."""
        piece = self.pieces[index]
        if piece.hidden or index in self.copies:
            return True
        text = piece.text.strip()
        if isinstance(piece.part, Passage) and piece.part.kind == "note":
            return False
        if self.heads(index) or self._is_property(piece, text):
            return False
        within = self._in(piece, self.main) and self.first <= index <= self.last
        if within and (self.weights[index] or OPENS.match(text)):
            return _is_crumbs(text)
        if _linked(piece) or self.among(piece.holder):
            return True
        if within:
            return self._between(piece, text)
        if self._in(piece, self.frame):
            return self._beside(index, text)
        return self.weights[index] < STRONG or "。" not in text or self.hinted(piece.holder)

    def heads(self, index: int) -> bool:
        """Whether the piece is a title of the document: before its sentences, and much like what the page is called."""
        part = self.pieces[index].part
        if index > self.first and self.total:
            return False
        return isinstance(part, Passage) and (
            self.is_title(part.text) or (_is_heading(part) and self._is_like_title(part.text))
        )

    def _is_like_title(self, text: str) -> bool:
        bare = bare_words(text[:LINE])
        if len(bare) < 6:
            return False
        found = (
            SequenceMatcher(None, bare, title[:LINE], autojunk=False).find_longest_match() for title in self.titles
        )
        return any(match.size * 4 >= len(bare) * 3 for match in found)

    def is_title(self, text: str) -> bool:
        """Whether the words are the title of the page, a part of it, or hold it with little besides."""
        bare = bare_words(text)
        return len(bare) >= 6 and any(
            (bare in title and len(bare) * 4 >= len(title)) or (title in bare and len(bare) <= len(title) + SPARE)
            for title in self.titles
        )

    def _is_property(self, piece: Piece, text: str) -> bool:
        return len(text) <= 200 and KEPT.match(text) is not None and piece.linked * 2 <= len(text)

    def _between(self, piece: Piece, text: str) -> bool:
        """Furniture between the sentences of the article: what counts readings or offers a print, in few words."""
        if _is_crumbs(text):
            return True
        if len(text) > SHORT or isinstance(piece.part, Grid):
            return False
        return COUNTER.match(text) is not None and not SENTENCE.search(text[8:])

    def _beside(self, index: int, text: str) -> bool:
        """Furniture before the first and behind the last sentence, near the article."""
        piece = self.pieces[index]
        if _is_crumbs(text) or (index > self.last and (FOOT.match(text) or RELATED.fullmatch(text))):
            return True
        if self.weights[index]:
            return False
        known = COUNTER.match(text) or SITE.match(text) or FOOT.match(text)
        if BUTTON.fullmatch(text) or (len(text) <= SHORT and known):
            return True
        return not self._in(piece, self.main) and not OPENS.match(text) and self.hinted(piece.holder)

    def _in(self, piece: Piece, element: Element) -> bool:
        return _is_inside(piece.holder, element)

    def _smallest(self) -> Element:
        """The smallest element that holds nearly all sentences and data; the page where there are none."""
        held = _summed(self.pieces, self.weights)
        enough = [element for element, heavy in held.items() if heavy and heavy >= NEARLY_ALL * self.total]
        return max(enough, key=lambda element: element.depth) if enough else _root(self.pieces)

    def _frame(self) -> Element:
        """The article with what stands near it (title, properties, signature): elements that hold little besides."""
        shown = [piece for piece in self.pieces if not piece.hidden]
        sizes = _summed(shown, [len(piece.text) for piece in shown])
        links = _summed(shown, [piece.linked for piece in shown])
        most = sizes[self.main] + NEAR + NEAR_SHARE * sizes[self.main]
        frame, leading = self.main, links[self.main] + NEAR_LINKS
        while frame.parent is not None and sizes[frame.parent] <= most and links[frame.parent] <= leading:
            frame = frame.parent
        return frame


def _summed(pieces: list[Piece], amounts: list[int]) -> Counter[Element]:
    """For each element the sum over all pieces in it."""
    held: Counter[Element] = Counter()
    for piece, amount in zip(pieces, amounts, strict=True):
        held[piece.holder] += amount
    by_depth: dict[int, set[Element]] = {}
    for element in held:
        by_depth.setdefault(element.depth, set()).add(element)
    for depth in range(max(by_depth, default=0), 0, -1):
        for element in by_depth.get(depth, ()):
            if element.parent is not None:
                held[element.parent] += held[element]
                by_depth.setdefault(depth - 1, set()).add(element.parent)
    return held


def _is_inside(element: Element, outer: Element) -> bool:
    """Whether an element is another or stands in it."""
    each: Element | None = element
    while each is not None and each.depth > outer.depth:
        each = each.parent
    return each is outer


def weight(piece: Piece) -> int:
    """How much a piece tells: the characters of sentences and of tables of data, 0 for all else."""
    text = piece.text.strip()
    size = len(text) - piece.linked
    if piece.hidden or piece.linked * 2 > len(text):
        return 0
    if isinstance(piece.part, Grid):
        figures = sum(FIGURE.search(cell.text) is not None for cell in piece.part.cells)
        return size if figures >= 4 else size // 4
    told = size >= LEAST and SENTENCE.search(text) is not None
    return size if told and not DISCLAIMER.search(text, 0, 60) and not KEPT.match(text) else 0


def _is_heading(part: Passage | Grid) -> bool:
    return isinstance(part, Passage) and part.kind == "heading"


def bare_words(text: str) -> str:
    """The words without blanks and signs, to compare titles by.

    >>> bare_words("2030年 计划（草案）")
    '2030年计划草案'
    """
    return re.sub(r"[\W_]+", "", text)


def _is_crumbs(text: str) -> bool:
    """Whether the words are a crumb trail: 当前位置：首页 > 政务公开."""
    return len(text) <= LINE and COUNTER.match(text) is not None and CRUMBS.search(text) is not None


def _linked(piece: Piece) -> bool:
    """Whether the words lead elsewhere, most of them."""
    text = piece.text.strip()
    return piece.linked * 10 >= len(text) * 6 and not (len(text) > SHORT and SENTENCE.search(text))


def _root(pieces: list[Piece]) -> Element:
    *_, root = pieces[0].holder.ancestors() if pieces else [Element("html")]
    return root


class _Marked:
    """Tells whether an element stands in one that passes a test, up to those that stand around the article as well."""

    def __init__(self, test: Callable[[Element], bool | None], article: Element) -> None:
        self.test = test
        self.known: dict[Element, bool] = dict.fromkeys(article.ancestors(), False)

    def __call__(self, element: Element) -> bool:
        """The answer for one element; that of all around it is remembered."""
        path: list[Element] = []
        each: Element | None = element
        while each is not None and each not in self.known:
            path.append(each)
            each = each.parent
        found = each is not None and self.known[each]
        for each in reversed(path):
            told = self.test(each)
            found = found if told is None else told
            self.known[each] = found
        return found


def _is_furniture(element: Element) -> bool | None:
    return True if element.tag in FURNITURE_TAGS else None


def _is_hinted(element: Element) -> bool | None:
    """Whether a class or an id names furniture; a title is none, whatever stands around it."""
    if element.tag in HEADINGS:
        return False
    names = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}".split()[:MOST_NAMES]
    return True if any(NAMED.match(name) or name.lower() in ALONE for name in names) else None


def _copies(pieces: list[Piece]) -> set[int]:
    """The pieces of a second copy of the article, which some sites add for telephones or for print."""
    seen: dict[str, int] = {}
    copies: set[int] = set()
    sizes = 0
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.hidden:
            continue
        if len(text) >= COPIED:
            sizes += len(text)
            if text in seen:
                copies.add(index)
        seen.setdefault(text, index)
    repeated = sum(len(pieces[index].text) for index in copies)
    if len({pieces[index].text for index in copies}) < LEAST_COPIED or repeated * 10 < sizes * 3:
        return set()
    # short lines of the copy, such as its title, stand among its paragraphs or right before them
    first = min(copies)
    while first and seen.get(pieces[first - 1].text, first) < first - 1:
        first -= 1
    return {index for index in range(first, len(pieces)) if seen.get(pieces[index].text, index) < first}
