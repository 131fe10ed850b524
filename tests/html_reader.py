"""What a browser makes of a page, as the tests of pages need it."""

from html.parser import HTMLParser

VOID = {"meta", "input"}


class Reader(HTMLParser):
    """The tree is balanced; text by element, ids, links, loaded addresses, and what each anchor stands before."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.main = ""
        self.articles: list[str] = []
        self.marked: dict[str, str] = {}
        self.cited: list[tuple[str, str]] = []
        self._within: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        names: list[str] = []
        if tag == "article" and "id" in known:
            self.articles.append("")
        if tag in ("span", "mark"):
            names = f"{known.get('data-s', '')} {known.get('data-n', '')}".split()
        if tag == "a" and "data-n" in known:
            self.cited.append((known["href"].removeprefix("#"), known["data-n"]))
            names = []
        if tag not in VOID:
            self.open.append(tag)
            self._within.append(names)
        if "id" in known:
            self.ids.append(known["id"])
        if "href" in known:
            self.links.append(known["href"])
        self.loads += [known[key] for key in ("src", "action", "data", "srcset") if key in known]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self._within.pop()

    def handle_data(self, data):
        if "main" in self.open:
            self.main += data
        if self.articles and "aside" in self.open:
            self.articles[-1] += data
        for name in (name for names in self._within for name in names):
            self.marked[name] = self.marked.get(name, "") + data
