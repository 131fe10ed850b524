"""The first page of many documents: headline figures side by side, what was read, and what a person should look at."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from taizhang.extracting import Reading
from taizhang.model import Fact
from taizhang.writing.headlines import Cell, Column, Sheet, cells_of, region_of, sheets_of
from taizhang.writing.table import screen
from taizhang.writing.words import Lang, called

LABELS = ("measure", "qualifier", "name", "date", "ordinal", "other")
REVIEWS_SHOWN = 20
AROUND = 16
MARKS: dict[Lang, dict[str, tuple[str, str]]] = {
    "zh": {"=": ("", ""), ">=": ("", "以上"), "<=": ("", "以内"), "~": ("", "左右")},
    "en": {"=": ("", ""), ">=": ("≥ ", ""), "<=": ("≤ ", ""), "~": ("≈ ", "")},
}


@dataclass(frozen=True)
class Count:
    """What was read of one document."""

    path: str
    region: str
    kind: str
    characters: int
    labels: Counter[str]
    sure: int
    sections: int
    tables: int
    commitments: int
    claims: int

    @property
    def numbers(self) -> int:
        """How many numbers it has."""
        return sum(self.labels.values())


@dataclass(frozen=True)
class Review:
    """A number that a person should look at: where it stands, the words around it, and why (a word of words.tsv)."""

    path: str
    line: int
    before: str
    number: str
    after: str
    why: str


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
    return Count(
        path=document.path,
        region=region_of(document),
        kind=document.metadata.kind,
        characters=len(document.text),
        labels=Counter(fact.label for fact in facts),
        sure=sum(fact.certainty == "sure" for fact in facts),
        sections=sum(section.level > 0 for section in document.outline),
        tables=len(document.tables),
        commitments=len(reading.commitments),
        claims=len(reading.claims),
    )


def reviews_of(reading: Reading) -> Iterator[Review]:
    """The numbers that the reader is not sure of, after those in which a table contradicts the prose."""
    differing = [fact for cell in cells_of(reading).values() for fact in cell.differs]
    unsure = [fact for fact in reading.facts if fact.certainty == "review" and fact not in differing]
    yield from (review_of(reading.document.path, reading.document.text, fact, "differs") for fact in differing)
    yield from (review_of(reading.document.path, reading.document.text, fact, "unsure") for fact in unsure)


def review_of(path: str, text: str, fact: Fact, why: str) -> Review:
    """A fact with its line (from 1) and the words on both sides."""
    start, end = fact.span
    before, number, after = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
    line = 1 + text.count("\n", 0, start)
    return Review(path, line, *(re.sub(r"\s+", " ", part) for part in (before, number, after)), why)


def write_summary(readings: Iterable[Reading], stream: TextIO, lang: Lang) -> None:
    """Print the summary of the readings for the terminal."""
    console, summary = screen(stream), summary_of(readings)
    for sheet in summary.sheets:
        console.print(sheet_table(sheet, lang))
    if summary.counts:
        console.print(count_table(summary.counts, lang))
        print_reviews(console, summary.reviews, lang)


def sheet_table(sheet: Sheet, lang: Lang) -> Table:
    """A region's headlines, a line each: result, target and progress in the order of time."""
    table = titled(sheet.region)
    table.add_column(called("headline", lang), overflow="fold")
    for column in sheet.columns:
        style = "cyan" if column.kind == "target" else ""
        table.add_column(column_called(column, lang), justify="right", overflow="fold", style=style)
    for headline, cells in sheet.rows:
        name = headline.name if lang == "zh" else headline.en
        table.add_row(name, *(cell_shown(cell, lang) for cell in cells))
    return table


def titled(title: str) -> Table:
    """An empty table under a title."""
    return Table(title=escape(title), title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)


def column_called(column: Column, lang: Lang) -> str:
    """What a column is called: 2024 目标, 2024H1 完成."""
    return f"{column.period} {called(f'column.{column.kind}', lang)}"


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


def count_table(counts: Sequence[Count], lang: Lang) -> Table:
    """What was read, a line a document and their sum."""
    table = titled(called("read_of", lang))
    table.add_column(called("doc", lang), overflow="fold")
    table.add_column(called("kind", lang), overflow="fold")
    for key in ("numbers", *LABELS, "sure", "sections", "tables", "commitments", "claims"):
        table.add_column(called(f"count.{key}", lang), justify="right")
    for count in counts:
        table.add_row(escape(count.path), called(count.kind, lang), *count_cells((count,)))
    if len(counts) > 1:
        table.add_section()
        table.add_row(called("sum", lang), "", *count_cells(counts), style="bold")
    return table


def count_cells(counts: Sequence[Count]) -> list[str]:
    """The figures of a line: numbers, labels, share marked sure, sections, tables, commitments, claims."""
    numbers, sure = sum(count.numbers for count in counts), sum(count.sure for count in counts)
    labels = [sum(count.labels[label] for count in counts) for label in LABELS]
    rest = [sum(getattr(count, key) for count in counts) for key in ("sections", "tables", "commitments", "claims")]
    share = f"{sure / numbers:.1%}" if numbers else "—"
    return [str(numbers), *map(str, labels), share, *map(str, rest)]


def print_reviews(console: Console, reviews: Sequence[Review], lang: Lang) -> None:
    """List what a person should look at, the first REVIEWS_SHOWN of each reason."""
    console.print(Text(f"{called('to_review', lang)} {len(reviews)}", style="bold"))
    for why in ("differs", "unsure"):
        listed = [review for review in reviews if review.why == why]
        for review in listed[:REVIEWS_SHOWN]:
            console.print(review_shown(review, lang))
        if len(listed) > REVIEWS_SHOWN:
            console.print(Text(f"  … +{len(listed) - REVIEWS_SHOWN} {called(f'why.{why}', lang)}", style="dim"))


def review_shown(review: Review, lang: Lang) -> Text:
    """FILE:LINE, why, and the words with the number marked."""
    return Text.assemble(
        ("  " + f"{review.path}:{review.line}", "dim"),
        f"  {called(f'why.{review.why}', lang)}  …{review.before}",
        (review.number, "bold yellow"),
        f"{review.after}…",
    )
