"""The links between what documents say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import get_args

from rich.console import Console
from rich.text import Text

from taizhang.errors import Words
from taizhang.linking import Linked
from taizhang.model import Link, LinkKind, Said
from taizhang.model.rows import LINK_KEYS, Row, link_row
from taizhang.writing.across.citing import Citations
from taizhang.writing.across.naming import Names
from taizhang.writing.across.page import entry, filter_of, page
from taizhang.writing.across.quoting import gist
from taizhang.writing.across.screens import empty, listing, print_head, quotation, source
from taizhang.writing.onepage import word
from taizhang.writing.table import printable
from taizhang.writing.words import Lang, called, value_called

KINDS: tuple[LinkKind, ...] = get_args(LinkKind)


@dataclass(frozen=True)
class Links:
    """Every link of the documents."""

    linked: Linked
    keys: Sequence[str] = LINK_KEYS

    @property
    def cautions(self) -> Sequence[Words]:
        """What a person should know before believing the links."""
        return self.linked.shelf.cautions

    @cached_property
    def groups(self) -> dict[LinkKind, list[Link]]:
        """The links by kind, in the order of the kinds."""
        groups = {kind: [link for link in self.linked.links if link.kind == kind] for kind in KINDS}
        return {kind: links for kind, links in groups.items() if links}

    def rows(self, lang: Lang) -> Iterator[Row]:
        """One row a link."""
        del lang
        return map(link_row, self.linked.links)

    def show(self, console: Console, lang: Lang) -> None:
        """A table a kind, two lines a link."""
        print_head(console, called("page.title_link", lang), self.cautions, lang)
        names = Names(self.linked)
        for kind, links in self.groups.items():
            console.print(Text(f"\n{called(f'kind.{kind}', lang)}  {len(links)}", style="bold"))
            table = listing("", "source_of", "quotation", "gist", "tie", lang=lang)
            for link in links:
                for sign, said in (("", link.a), ("→", link.b)):
                    why = why_called(link, lang) if said is link.b else Text()
                    words = Text(printable(gist(said)))
                    table.add_row(sign, source(said, names, lang), quotation(said, console), words, why)
                table.add_section()
            console.print(table)
        if not self.groups:
            empty(console, "link", lang)

    def page(self, lang: Lang) -> str:
        """One page: a group a kind, each link as two quotations."""
        cited = chain.from_iterable((link.a, link.b) for link in self.linked.links)
        citations = Citations(cited, Names(self.linked), lang)
        filters = [
            filter_of("kind", (link.kind for link in self.linked.links), KINDS),
            filter_of("agrees", (agreement(link) for link in self.linked.links if link.agrees is not None)),
            filter_of("certainty", (link.certainty for link in self.linked.links), ("sure", "review")),
        ]
        body = "\n".join(group_html(kind, links, citations) for kind, links in self.groups.items())
        count = len(self.linked.links)
        counted = Words(f"{count:,} 对", f"{count:,} pairs")
        return page("link", body, citations, filters=filters, cautions=self.cautions, counted=counted)


def agreement(link: Link) -> str:
    """Whether two statements of one quantity agree, as a value of the vocabulary."""
    return "yes" if link.agrees else "no"


def why_called(link: Link, lang: Lang) -> Text:
    """What ties the two, whether they agree, and whether a person should look."""
    words = [called(f"tie.{reason}", lang) for reason in reasons(link)]
    text = Text("；".join(words) if lang == "zh" else "; ".join(words))
    if link.agrees is False:
        text.append(f" ≠ {value_called('agrees', 'no', lang)}", style="bold red")
    if link.certainty == "review":
        text.append(f" {called('review', lang)}", style="bold yellow")
    return text


def reasons(link: Link) -> list[str]:
    """What ties the two, as words of the vocabulary."""
    return [reason for reason in link.reason.split(";") if reason]


def group_html(kind: LinkKind, links: Sequence[Link], citations: Citations) -> str:
    """The links of one kind."""
    head = f"<h2>{word(f'kind.{kind}', citations.lang)} <b>{len(links):,}</b></h2>"
    listed = "\n".join(link_html(link, citations) for link in links)
    return f'<section class="group">{head}\n{listed}</section>'


def link_html(link: Link, citations: Citations) -> str:
    """One link: what is said first, what is said after, and what ties them."""
    lang = citations.lang
    values = [f"kind:{link.kind}", f"certainty:{link.certainty}"]
    badges = [f"<span>{word(f'tie.{reason}', lang)}</span>" for reason in reasons(link)]
    if link.agrees is not None:
        values.append(f"agrees:{agreement(link)}")
        badges.append(f'<span class="agrees-{agreement(link)}">{word(f"agrees.{agreement(link)}", lang)}</span>')
    if link.certainty == "review":
        badges.append(f'<span class="is-review">{word("review", lang)}</span>')
    arrow = '<span class="arrow" aria-hidden="true">→</span>'
    pair = side_html(link.a, citations) + arrow + side_html(link.b, citations)
    return entry(values, f'<div class="pair">{pair}</div><p class="badges">{"".join(badges)}</p>')


def side_html(said: Said, citations: Citations) -> str:
    """One of the two mentions of a link."""
    return f"<div>{citations.quotation(said)}</div>"
