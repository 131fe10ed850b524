"""Where the targets stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from taizhang.errors import Words
from taizhang.linking import Linked
from taizhang.model import Fact, Light, Said, Standing
from taizhang.model.rows import STANDING_KEYS, Row, standing_row
from taizhang.writing.across.citing import Citations
from taizhang.writing.across.naming import Names
from taizhang.writing.across.page import entry, filter_of, labelled, page
from taizhang.writing.across.quoting import answer, named
from taizhang.writing.across.screens import LIGHT_SIGNS, coloured, empty, listing, print_head
from taizhang.writing.onepage import both, word
from taizhang.writing.table import printable
from taizhang.writing.words import Lang, called

LIGHTS: tuple[Light, ...] = ("red", "amber", "blue", "green", "grey")
COLUMNS = ("indicator", "target", "actual", "share", "pace", "light", "needed")
NUMBERS = ("share", "pace", "needed")


@dataclass(frozen=True)
class Standings:
    """Each target beside the latest that was said of it."""

    linked: Linked
    standings: tuple[Standing, ...]
    keys: Sequence[str] = STANDING_KEYS

    @property
    def cautions(self) -> Sequence[Words]:
        """What a person should know before believing the standings."""
        return self.linked.shelf.cautions

    def rows(self, lang: Lang) -> Iterator[Row]:
        """One row a target, its method in `lang`."""
        return (standing_row(standing, lang) for standing in self.standings)

    def show(self, console: Console, lang: Lang) -> None:
        """One line a target: result beside target, time gone, pace, light, what is still needed."""
        print_head(console, called("page.title_follow", lang), self.cautions, lang)
        table = listing(*COLUMNS, lang=lang)
        for standing in self.standings:
            light = coloured("light", standing.light, lang, f"{LIGHT_SIGNS[standing.light]} ")
            figures = (named(standing.target), answer(standing.target), answered(standing.actual))
            numbers = percent(standing.share), paced(standing)
            cells = (Text(printable(words)) for words in (*figures, *numbers))
            table.add_row(*cells, light, Text(printable(needed(standing))))
        if self.standings:
            console.print(table)
            console.print(Text(counted(self.standings, lang)))
        else:
            empty(console, "follow", lang)

    def page(self, lang: Lang) -> str:
        """One page: a table, a row a target."""
        cited = [said for each in self.standings for said in (each.target, each.actual) if said]
        citations = Citations(cited, Names(self.linked), lang)
        filters = [
            filter_of("light", (each.light for each in self.standings), LIGHTS),
            filter_of("nature", (each.nature for each in self.standings)),
        ]
        told = Words(counted(self.standings, "zh"), counted(self.standings, "en")) if self.standings else None
        body = table_html(self.standings, citations) if self.standings else ""
        return page("follow", body, citations, filters=filters, cautions=self.cautions, counted=told)


def table_html(standings: Sequence[Standing], citations: Citations) -> str:
    """The table of the page; on a narrow screen each row stands as a card with its own labels."""
    heads = "".join(f"<th{number_class(key)}>{word(key, citations.lang)}</th>" for key in COLUMNS)
    rows = "\n".join(row_html(standing, citations) for standing in standings)
    return f'<div class="wide cards"><table><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table></div>'


def row_html(standing: Standing, citations: Citations) -> str:
    """One target."""
    lang = citations.lang
    sign = f'<i aria-hidden="true">{LIGHT_SIGNS[standing.light]}</i>{word(f"light.{standing.light}", lang)}'
    actual = citations.figure(standing.actual) if standing.actual else "—"
    cells = (
        f"<b>{citations.name(standing.target)}</b>{method_html(standing, lang)}",
        citations.figure(standing.target),
        actual,
        percent(standing.share),
        paced(standing),
        f'<span class="light light-{standing.light}">{sign}</span>',
        needed(standing),
    )
    inner = "".join(labelled(key, cell, lang, number_class(key)) for key, cell in zip(COLUMNS, cells, strict=True))
    return entry((f"light:{standing.light}", f"nature:{standing.nature}"), inner, "tr")


def number_class(key: str) -> str:
    """The class of a column of numbers."""
    return ' class="n"' if key in NUMBERS else ""


def method_html(standing: Standing, lang: Lang) -> str:
    """How it was computed, and what a person should know besides."""
    note = f'<span class="note">{both(standing.note, lang)}</span>' if standing.note else ""
    return f"<details><summary>{word('method', lang)}</summary>{both(standing.method, lang)}</details>{note}"


def answered(said: Said | None) -> str:
    """What was said of a target; a dash where nothing was, for blank is not nought."""
    return answer(said) if said else "—"


def percent(share: Decimal | None) -> str:
    """A share in per cent; a dash where there is none.

    >>> percent(Decimal("0.5")), percent(Decimal("1.083")), percent(None)
    ('50%', '108%', '—')
    """
    return "—" if share is None else f"{share * 100:.0f}%"


def paced(standing: Standing) -> str:
    """How far the target is: of a growth the points that it lies above or below, of all else done against due."""
    actual, target = standing.actual.record if standing.actual else None, standing.target.record
    if not (isinstance(actual, Fact) and isinstance(target, Fact)) or actual.value is None or target.value is None:
        return percent(standing.pace)
    if standing.nature == "growth" and actual.role == target.role == "growth":
        return f"{actual.value - target.value:+f}pp"
    return percent(standing.pace)


def needed(standing: Standing) -> str:
    """What the rest of the period still needs, as one number or from one to another."""
    if standing.needed is None:
        return "—"
    low, high = (plain(end) for end in standing.needed)
    unit = "" if standing.unit in (None, "1") else standing.unit
    return f"{low}{unit}" if low == high else f"{low}～{high}{unit}"


def plain(value: Decimal) -> str:
    """A number of at most two decimals, without noughts at its end.

    >>> plain(Decimal("6.6666")), plain(Decimal("120.00"))
    ('6.67', '120')
    """
    digits = f"{value:.2f}"
    return digits.rstrip("0").rstrip(".")


def counted(standings: Sequence[Standing], lang: Lang) -> str:
    """How many targets there are, and how many show each light."""
    counts = [(light, sum(each.light == light for each in standings)) for light in LIGHTS]
    parts = [f"{LIGHT_SIGNS[light]} {called(f'light.{light}', lang)} {count}" for light, count in counts if count]
    return f"共 {len(standings)} 项：{'，'.join(parts)}" if lang == "zh" else f"{len(standings)}: {', '.join(parts)}"
