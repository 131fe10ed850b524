"""The first page of many documents: headline figures side by side, what was read, and what a person should look at."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from taizhang.extracting import Reading
from taizhang.model import Fact
from taizhang.writing.headlines import Cell, Column, Sheet, cells_of, sheets_of
from taizhang.writing.table import screen
from taizhang.writing.words import Lang, called, reasons

LABELS = ("measure", "qualifier", "name", "date", "ordinal", "other")
COUNTED = ("numbers", *LABELS, "sure", "sections", "tables", "commitments", "claims")
PARTS = ("H1", "H2", "Q1", "Q2", "Q3", "Q4")
WIDE = 120
NAME_WIDTH, CELL_WIDTH = 20, 19
REVIEWS_SHOWN = 3
AROUND = 16
MARKS: dict[Lang, dict[str, tuple[str, str]]] = {
    "zh": {"=": ("", ""), ">=": ("", "以上"), "<=": ("", "以内"), "~": ("", "左右")},
    "en": {"=": ("", ""), ">=": ("≥ ", ""), "<=": ("≤ ", ""), "~": ("≈ ", "")},
}


@dataclass(frozen=True)
class Count:
    """What was read of one document: how many of each thing of COUNTED."""

    path: str
    figures: dict[str, int]


@dataclass(frozen=True)
class Review:
    """A number that a person should look at: where it stands, the words around it, why, and the reasons in detail.

    `why` and `reasons` are words of words.tsv.
    """

    path: str
    line: int
    before: str
    number: str
    after: str
    why: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """The headline sheets of the regions, the counts of the documents, and what needs review."""

    sheets: tuple[Sheet, ...]
    counts: tuple[Count, ...]
    reviews: tuple[Review, ...]


def summary_of(readings: Iterable[Reading]) -> Summary:
    """Sum the readings up; regions and documents keep the order in which they come."""
    held = list(readings)
    reviews = tuple(review for reading in held for review in reviews_of(reading))
    return Summary(sheets_of(held), tuple(map(count_of, held)), reviews)


def count_of(reading: Reading) -> Count:
    """Count what was read of a document."""
    document, facts = reading.document, reading.facts
    figures = Counter[str](fact.label for fact in facts)
    figures["numbers"] = len(facts)
    figures["sure"] = sum(fact.certainty == "sure" for fact in facts)
    figures["sections"] = sum(section.level > 0 for section in document.outline)
    figures["tables"] = len(document.tables)
    figures["commitments"], figures["claims"] = len(reading.commitments), len(reading.claims)
    return Count(document.path, figures)


def reviews_of(reading: Reading) -> Iterator[Review]:
    """The numbers that the reader is not sure of, after those in which a table contradicts the prose."""
    differing = [fact for cell in cells_of(reading).values() for fact in cell.differs]
    unsure = [fact for fact in reading.facts if fact.certainty == "review" and fact not in differing]
    yield from (review_of(reading.document.path, reading.document.text, fact, "differs") for fact in differing)
    yield from (review_of(reading.document.path, reading.document.text, fact, "unsure") for fact in unsure)


def review_of(path: str, text: str, fact: Fact, why: str) -> Review:
    """A fact with its line (from 1) and the words beside it; in a table its subject tells more than its neighbours."""
    start, end = fact.span
    line = 1 + text.count("\n", 0, start)
    if fact.place:
        parts = f"{fact.subject or ''} ", text[start:end], ""
    else:
        parts = f"…{text[max(0, start - AROUND) : start]}", text[start:end], f"{text[end : end + AROUND]}…"
    before, number, after = (re.sub(r"\s+", " ", part) for part in parts)
    return Review(path, line, before, number, after, why, tuple(reasons(fact)) if why == "unsure" else ())


def write_summary(readings: Iterable[Reading], stream: TextIO, lang: Lang) -> None:
    """Print the summary of the readings for the terminal."""
    console, summary = screen(stream), summary_of(readings)
    for sheet in summary.sheets:
        for columns in column_groups(len(sheet.columns), console.width):
            console.print(sheet_table(sheet, columns, lang))
    if summary.counts:
        console.print(count_table(summary.counts, console.width, lang))
        print_reviews(console, summary.reviews, lang)


def column_groups(count: int, width: int) -> list[range]:
    """The columns that stand side by side on a screen of `width`, as even as can be.

    >>> column_groups(6, 160), column_groups(6, 80), column_groups(4, 80)
    ([range(0, 6)], [range(0, 3), range(3, 6)], [range(0, 2), range(2, 4)])
    """
    fitting = max(1, (width - NAME_WIDTH) // CELL_WIDTH)
    groups = -(-count // fitting)
    step = -(-count // groups) if groups else 1
    return [range(start, min(start + step, count)) for start in range(0, count, step)]


def sheet_table(sheet: Sheet, shown: Sequence[int], lang: Lang) -> Table:
    """A region's headlines, a line each: result, target and progress in the order of time, those `shown` of them."""
    table = titled(sheet.region)
    table.add_column(called("headline", lang), no_wrap=True)
    for column in (sheet.columns[i] for i in shown):
        style = "cyan" if column.kind == "target" else ""
        table.add_column(column_called(column, lang), justify="right", overflow="fold", style=style)
    for headline, cells in sheet.rows:
        if any(cells[i] for i in shown):
            name = headline.name if lang == "zh" else headline.en
            table.add_row(name, *(cell_shown(cells[i], lang) for i in shown))
    return table


def titled(title: str) -> Table:
    """An empty table under a title."""
    return Table(title=escape(title), title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)


def column_called(column: Column, lang: Lang) -> str:
    """What a column is called: 2024 目标, 2024上半年 完成.

    >>> column_called(Column("2024H1", "result"), "zh"), column_called(Column("2024", "target"), "en")
    ('2024上半年 完成', '2024 target')
    """
    year, part = column.period[:4], column.period[4:]
    return f"{year}{called(f'period.{part}', lang) if part in PARTS else part} {called(f'column.{column.kind}', lang)}"


def cell_shown(cell: Cell | None, lang: Lang) -> Text:
    """A cell as a person reads it: level, growth, and in yellow what a table says otherwise."""
    if cell is None:
        return Text("—", style="dim")
    parts = [figure_shown(figure, lang) for figure in (cell.level, cell.growth) if figure]
    shown = Text(" ".join(parts) or cell.words or "")
    if cell.differs:
        other = " ".join(figure_shown((fact,), lang) for fact in cell.differs)
        shown.append(f" ≠ {called('annex', lang)} {other}", style="bold yellow")
    return shown


def figure_shown(figure: Sequence[Fact], lang: Lang) -> str:
    """A figure with its unit and its comparator; a range shows both ends."""
    if len(figure) > 1:
        return "—".join(number_shown(fact) for fact in figure)
    before, after = MARKS[lang][figure[0].comparator or "="]
    return f"{before}{number_shown(figure[0])}{after}"


def number_shown(fact: Fact) -> str:
    """Value and unit; a growth carries its sign."""
    sign = "+" if fact.role == "growth" and fact.value is not None and fact.value > 0 else ""
    unit = "" if fact.unit in (None, "1") else fact.unit
    return f"{sign}{fact.value}{unit}"


def count_table(counts: Sequence[Count], width: int, lang: Lang) -> Table:
    """What was read, a line a document and their sum; a narrow screen shows the chief columns and the bare names."""
    wide = width >= WIDE
    keys = COUNTED if wide else tuple(key for key in COUNTED if key not in LABELS or key == "measure")
    table = titled(called("read_of", lang))
    table.add_column(called("doc", lang), overflow="fold")
    for key in keys:
        table.add_column(called(f"count.{key}", lang), justify="right", no_wrap=True)
    for count in counts:
        name = count.path if wide else Path(count.path).name
        table.add_row(escape(name), *count_cells((count,), keys))
    if len(counts) > 1:
        table.add_section()
        table.add_row(called("sum", lang), *count_cells(counts, keys), style="bold")
    return table


def count_cells(counts: Sequence[Count], keys: Sequence[str]) -> list[str]:
    """The figures of a line: those of the documents added up, and the share of their numbers that is sure."""
    totals: Counter[str] = Counter()
    for count in counts:
        totals.update(count.figures)
    share = f"{totals['sure'] / totals['numbers']:.1%}" if totals["numbers"] else "—"
    return [share if key == "sure" else str(totals[key]) for key in keys]


def print_reviews(console: Console, reviews: Sequence[Review], lang: Lang) -> None:
    """List what a person should look at: all contradictions, and of each document the first that are not sure."""
    console.print(Text(f"{called('to_review', lang)} {len(reviews)}", style="bold"))
    for review in reviews:
        if review.why == "differs":
            console.print(review_shown(review, lang))
    unsure = [review for review in reviews if review.why == "unsure"]
    for path, group in groupby(unsure, key=lambda review: review.path):
        listed = list(group)
        for review in listed[:REVIEWS_SHOWN]:
            console.print(review_shown(review, lang))
        if len(listed) > REVIEWS_SHOWN:
            console.print(Text(f"  {path}  … +{len(listed) - REVIEWS_SHOWN}", style="dim"))
    if unsure:
        console.print(Text(called("review_hint", lang), style="dim"))


def why_called(review: Review, lang: Lang) -> str:
    """Why a number should be looked at: the first of its reasons, for a line is short."""
    return called(next(iter(review.reasons), f"why.{review.why}"), lang)


def review_shown(review: Review, lang: Lang) -> Text:
    """FILE:LINE, why, and the words with the number marked."""
    return Text.assemble(
        ("  " + f"{review.path}:{review.line}", "dim"),
        f"  {why_called(review, lang)}  {review.before}",
        (review.number, "bold yellow"),
        review.after,
    )
