"""Targets and their results by year, a row an indicator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import get_args

from rich.console import Console
from rich.text import Text

from taizhang.errors import Words, in_language
from taizhang.linking import Linked
from taizhang.model import Verdict, YearPair
from taizhang.model.rows import YEAR_PAIR_KEYS, Row, year_pair_row
from taizhang.writing.across.citing import Citations
from taizhang.writing.across.naming import Names
from taizhang.writing.across.page import entry, filter_of, page, token
from taizhang.writing.across.quoting import answer
from taizhang.writing.across.screens import coloured, empty, listing, print_head
from taizhang.writing.brief import is_growth
from taizhang.writing.onepage import both, word
from taizhang.writing.table import printable
from taizhang.writing.words import Lang, called

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
VERDICT_SIGNS = {"met": "✓", "about": "≈", "missed": "✗", "not_reported": "?", "redefined": "≠", "unclear": "·"}
NAME_WIDTH, YEAR_WIDTH = 22, 26  # columns of a screen


@dataclass(frozen=True)
class Series:
    """One indicator of a region over the years: its values, or its growth."""

    name: str
    growth: bool
    pairs: dict[str, YearPair]

    @property
    def called(self) -> Words:
        """Its name, with a word where it is the growth that is followed."""
        return Words(f"{self.name} 增速", f"{self.name} (growth)") if self.growth else Words(self.name, self.name)


@dataclass(frozen=True)
class Timeline:
    """The targets of every region with their results, year by year."""

    linked: Linked
    pairs: tuple[YearPair, ...]
    keys: Sequence[str] = YEAR_PAIR_KEYS

    @property
    def cautions(self) -> Sequence[Words]:
        """What a person should know before believing the pairs."""
        return self.linked.shelf.cautions

    @cached_property
    def told(self) -> list[YearPair]:
        """The pairs of which a document sets the target or tells the result; only these are shown."""
        return [pair for pair in self.pairs if pair.target or pair.actual]

    @cached_property
    def regions(self) -> dict[str, list[Series]]:
        """The series of each region, in the order in which they are first met."""
        regions: dict[str, dict[tuple[str, bool], list[YearPair]]] = {}
        for pair in self.told:
            series = pair.indicator or pair.name, is_growth(pair)
            regions.setdefault(pair.region, {}).setdefault(series, []).append(pair)
        return {region: [series_of(pairs) for pairs in found.values()] for region, found in regions.items()}

    def rows(self, lang: Lang) -> Iterator[Row]:
        """One row a target and its result."""
        return (year_pair_row(pair, lang) for pair in self.pairs)

    def show(self, console: Console, lang: Lang) -> None:
        """A table a region, as many years side by side as the screen takes."""
        print_head(console, called("page.title_timeline", lang), self.cautions, lang)
        for region, series in self.regions.items():
            years = years_of(series)
            wide = max(1, (console.width - NAME_WIDTH) // YEAR_WIDTH)
            for first in range(0, len(years), wide):
                console.print(Text(f"\n{printable(region)}", style="bold"))
                self._show_years(console, series, years[first : first + wide], lang)
        if self.told:
            console.print(Text(counted(self.told, lang)))
        else:
            empty(console, "timeline", lang)

    def _show_years(self, console: Console, series: Sequence[Series], years: Sequence[str], lang: Lang) -> None:
        table = listing("indicator", *years, lang=lang)
        for each in series:
            if any(year in each.pairs for year in years):
                cells = (shown(each.pairs.get(year), lang) for year in years)
                table.add_row(Text(printable(in_language(each.called, lang))), *cells)
        console.print(table)

    def page(self, lang: Lang) -> str:
        """One page: a table a region, a column a year."""
        cited = [said for pair in self.told for said in (pair.target, pair.actual) if said]
        citations = Citations(cited, Names(self.linked), lang)
        filters = [
            filter_of("verdict", (pair.verdict for pair in self.told), VERDICTS),
            filter_of("region", (pair.region for pair in self.told), tuple(self.regions)),
        ]
        body = "\n".join(region_html(region, series, citations) for region, series in self.regions.items())
        count = Words(counted(self.told, "zh"), counted(self.told, "en")) if self.told else None
        return page("timeline", body, citations, filters=filters, cautions=self.cautions, counted=count)


def series_of(pairs: Sequence[YearPair]) -> Series:
    """The pairs of one indicator, by the name it bears in the latest year."""
    latest = max(pairs, key=lambda pair: pair.year)
    return Series(latest.name, is_growth(latest), {pair.year: pair for pair in pairs})


def years_of(series: Sequence[Series]) -> list[str]:
    """The years of some series, ascending."""
    return sorted({year for each in series for year in each.pairs})


def shown(pair: YearPair | None, lang: Lang) -> Text:
    """Target, result and verdict of a year in one cell."""
    if pair is None:
        return Text("—", style="dim")
    target = printable(answer(pair.target)) if pair.target else "—"
    actual = printable(answer(pair.actual)) if pair.actual else "—"
    if pending(pair):
        return Text(f"{target} | {actual}")
    sign = f"{VERDICT_SIGNS[pair.verdict]} "
    return Text.assemble(f"{target} | {actual} | ", coloured("verdict", pair.verdict, lang, sign))


def pending(pair: YearPair) -> bool:
    """Whether the results of its year are not among the documents, so that nothing can be said yet."""
    return pair.actual is None and pair.verdict == "unclear"


def region_html(region: str, series: Sequence[Series], citations: Citations) -> str:
    """The table of one region, which scrolls by itself under the names of its indicators."""
    years = years_of(series)
    heads = "".join(f"<th>{escape(year)}</th>" for year in years)
    rows = "\n".join(series_html(region, each, years, citations) for each in series)
    head = f"<thead><tr><th>{word('indicator', citations.lang)}</th>{heads}</tr></thead>"
    table = f'<table class="years">{head}<tbody>\n{rows}</tbody></table>'
    return (
        f'<section class="group region"><h2>{escape(region)}</h2><div class="wide" tabindex="0">{table}</div></section>'
    )


def series_html(region: str, series: Series, years: Sequence[str], citations: Citations) -> str:
    """One indicator over the years."""
    cells = "".join(year_html(series.pairs.get(year), citations) for year in years)
    verdicts = sorted({f"verdict:{pair.verdict}" for pair in series.pairs.values()})
    return entry(
        (*verdicts, token("region", region)), f'<th scope="row">{both(series.called, citations.lang)}</th>{cells}', "tr"
    )


def year_html(pair: YearPair | None, citations: Citations) -> str:
    """Target, result and verdict of a year."""
    if pair is None:
        return '<td class="blank">—</td>'
    lang = citations.lang
    lines = []
    for key, said in (("target", pair.target), ("actual", pair.actual)):
        figure = citations.figure(said) if said else "—"
        lines.append(f"<div><dt>{word(key, lang)}</dt><dd>{figure}</dd></div>")
    return f"<td><dl>{''.join(lines)}</dl>{verdict_html(pair, lang)}</td>"


def verdict_html(pair: YearPair, lang: Lang) -> str:
    """The verdict with its reason where that says more."""
    if pending(pair):
        return ""
    sign = f'<i aria-hidden="true">{VERDICT_SIGNS[pair.verdict]}</i>{word(f"verdict.{pair.verdict}", lang)}'
    why = "" if pair.verdict in ("met", "not_reported") else f'<span class="note">{both(pair.reason, lang)}</span>'
    return f'<span class="verdict is-{pair.verdict}">{sign}</span>{why}'


def counted(pairs: Sequence[YearPair], lang: Lang) -> str:
    """How many pairs there are, and how many of each verdict."""
    counts = [(verdict, sum(pair.verdict == verdict for pair in pairs)) for verdict in VERDICTS]
    parts = [f"{called(f'verdict.{verdict}', lang)} {count}" for verdict, count in counts if count]
    return f"共 {len(pairs)} 项：{'，'.join(parts)}" if lang == "zh" else f"{len(pairs)}: {', '.join(parts)}"
