"""What the checks found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from taizhang.catalogue.checks import Rules
from taizhang.checking import message
from taizhang.errors import Words, in_language
from taizhang.linking import Linked
from taizhang.model import SEVERITIES, Finding
from taizhang.model.rows import FINDING_KEYS, Row, finding_row
from taizhang.writing.across.citing import Citations
from taizhang.writing.across.naming import Names
from taizhang.writing.across.page import entry, filter_of, page
from taizhang.writing.across.quoting import once_each
from taizhang.writing.across.screens import around_on, coloured, empty, print_head, quotation, source
from taizhang.writing.onepage import both, word
from taizhang.writing.table import printable
from taizhang.writing.words import LANGUAGES, Lang, called

MOST_ON_A_SHEET = 10  # findings that are printed close, on one sheet
AROUND, AROUND_CLOSE = 48, 18  # characters of a quotation on either side of its number
COMPUTED = ("formula", "tolerance")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Findings:
    """The findings of a run with the rules that they were found by; `left_off` is how many more there are."""

    linked: Linked
    found: tuple[Finding, ...]
    rules: Rules
    keys: Sequence[str] = FINDING_KEYS
    left_off: int = 0

    @property
    def cautions(self) -> Sequence[Words]:
        """What a person should know before believing the findings."""
        return self.linked.shelf.cautions

    def rows(self, lang: Lang) -> Iterator[Row]:
        """One row a finding, its message and fields in `lang`."""
        return (finding_row(finding, message(finding, lang, self.rules), lang) for finding in self.found)

    def show(self, console: Console, lang: Lang) -> None:
        """One block a finding: what is wrong, how it was computed, where it is said."""
        print_head(console, called("page.title_check", lang), self.cautions, lang)
        names = Names(self.linked)
        for number, finding in enumerate(self.found, 1):
            console.print()
            console.print(self._headline(number, finding, lang))
            console.print(Padding(Text(printable(message(finding, lang, self.rules))), (0, 0, 0, 4)))
            console.print(Padding(grounds(finding, names, console, lang), (0, 0, 0, 4)))
        if self.found:
            console.print(Text(f"\n{counted(self.found, lang, self.left_off)}"))
        else:
            empty(console, "check", lang)

    def page(self, lang: Lang) -> str:
        """One page: a card a finding."""
        citations = Citations(chain.from_iterable(each.facts for each in self.found), Names(self.linked), lang)
        titles = {name: rule.title for name, rule in self.rules.checks.items()}
        filters = [
            filter_of("severity", (each.severity for each in self.found), SEVERITIES),
            filter_of("check", (each.check for each in self.found), tuple(self.rules.checks), titles),
        ]
        cards = (self._card(number, each, citations) for number, each in enumerate(self.found, 1))
        told = Words(*(counted(self.found, lang, self.left_off) for lang in LANGUAGES)) if self.found else None
        body, few = "\n".join(cards), len(self.found) <= MOST_ON_A_SHEET
        return page("check", body, citations, filters=filters, cautions=self.cautions, counted=told, few=few)

    def _headline(self, number: int, finding: Finding, lang: Lang) -> Text:
        title = in_language(self.rules.checks[finding.check].title, lang)
        grade = coloured("severity", finding.severity, lang)
        return Text.assemble(f"{number:>3} ", grade, "  ", (f"{title}", "bold"), (f"  {finding.check}", "dim"))

    def _card(self, number: int, finding: Finding, citations: Citations) -> str:
        lang, rule = citations.lang, self.rules.checks[finding.check]
        told = Words(message(finding, "zh", self.rules), message(finding, "en", self.rules))
        head = (
            f'<header><span class="number">{number}</span>'
            f'<span class="grade">{word(f"severity.{finding.severity}", lang)}</span>'
            f"<h2>{both(rule.title, lang)}</h2><code>{escape(finding.check)}</code></header>"
        )
        around = AROUND_CLOSE if len(self.found) <= MOST_ON_A_SHEET else AROUND
        quotes = "".join(f"<li>{citations.quotation(said, around)}</li>" for said in once_each(finding.facts, around))
        inner = (
            f'{head}<p class="message">{both(told, lang)}</p>{computed(finding, lang)}<ol class="quotes">{quotes}</ol>'
        )
        return entry(
            (f"severity:{finding.severity}", f"check:{finding.check}"), inner, kind=f"finding {finding.severity}"
        )


def grounds(finding: Finding, names: Names, console: Console, lang: Lang) -> Table:
    """How a finding was computed, and the sentences that it rests on."""
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for key in COMPUTED:
        if words := printable(in_language(finding.fields.get(key, ""), lang)):
            table.add_row(called(key, lang), Text(words))
    for sign, said in zip(CIRCLED, once_each(finding.facts, around_on(console)), strict=False):
        table.add_row(sign, Text.assemble(source(said, names, lang), "  ", quotation(said, console)))
    return table


def computed(finding: Finding, lang: Lang) -> str:
    """The formula and what rounding allows, where the check computes."""
    rows = "".join(
        f"<div><dt>{word(key, lang)}</dt><dd>{both(finding.fields[key], lang)}</dd></div>"
        for key in COMPUTED
        if finding.fields.get(key)
    )
    return f'<dl class="sum">{rows}</dl>' if rows else ""


def counted(found: Sequence[Finding], lang: Lang, left_off: int = 0) -> str:
    """How many findings there are, how many of them are shown, and of these how many of each severity."""
    counts = [(each, sum(finding.severity == each for finding in found)) for each in SEVERITIES]
    parts = [f"{called(f'severity.{each}', lang)} {count}" for each, count in counts if count]
    total = len(found) + left_off
    if lang == "zh":
        head = f"共 {total} 条，列出 {len(found)} 条" if left_off else f"共 {total} 条"
        return f"{head}：{'，'.join(parts)}"
    head = f"{len(found)} of {total} shown" if left_off else f"{total} in all"
    return f"{head}: {', '.join(parts)}"
