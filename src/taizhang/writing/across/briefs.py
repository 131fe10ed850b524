"""The brief for a deputy, as rows, on the screen and as two printed pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from rich.console import Console
from rich.table import Table
from rich.text import Text

from taizhang.catalogue.checks import Rules
from taizhang.errors import Words, in_language
from taizhang.linking import Linked
from taizhang.model import Said, YearPair
from taizhang.model.rows import Row
from taizhang.writing.across.citing import Citations
from taizhang.writing.across.naming import Names
from taizhang.writing.across.page import entry, labelled, page
from taizhang.writing.across.quoting import answer, gist, quote
from taizhang.writing.across.screens import coloured, empty, listing, print_head
from taizhang.writing.across.timelines import VERDICT_SIGNS
from taizhang.writing.brief import PARTS, Brief, Point, Question
from taizhang.writing.onepage import both, word
from taizhang.writing.table import printable
from taizhang.writing.words import Lang, called

BRIEF_KEYS = ("part", "number", "check", "text", "target", "actual", "verdict", "facts")
HEADS = ("indicator", "target", "actual", "verdict")
AROUND = 22  # characters of a quotation on either side, for two pages are short


@dataclass(frozen=True)
class Briefing:
    """The brief with the documents that it quotes; without one where no document reports on a year."""

    linked: Linked
    brief: Brief | None
    rules: Rules
    keys: Sequence[str] = BRIEF_KEYS

    @property
    def cautions(self) -> Sequence[Words]:
        """What a person should know before believing the brief."""
        return self.linked.shelf.cautions

    def rows(self, lang: Lang) -> Iterator[Row]:
        """One row a line of the brief: a target with its result, a finding, a question."""
        if self.brief is None:
            return
        names = Names(self.linked)
        for number, pair in enumerate(self.brief.headlines, 1):
            said = [each for each in (pair.target, pair.actual) if each]
            yield row(headline_row(number, pair), said, names, lang)
        for part, points in self.brief.points.items():
            for number, point in enumerate(points, 1):
                told = {"part": part, "number": number, "check": point.finding.check, "text": point_words(point)}
                yield row(told, point.said, names, lang)
        for number, asked in enumerate(self.brief.questions, 1):
            words = in_language(asked.words, lang)
            told = {"part": "question", "number": number, "check": asked.check, "text": words}
            yield row(told, asked.said, names, lang)

    def show(self, console: Console, lang: Lang) -> None:
        """The brief as plain text."""
        print_head(console, heading(self.brief, lang), self.cautions, lang)
        if self.brief is None:
            empty(console, "brief", lang)
            return
        names = Names(self.linked)
        show_headlines(console, self.brief, lang)
        for part in PARTS:
            if self.brief.points[part]:
                console.print(Text(f"\n{called(f'brief.{part}', lang)}", style="bold"))
            for point in self.brief.points[part]:
                console.print(hung("·", point_words(point), sources(point.said, names, lang)))
            show_left(console, self.brief, part, lang)
        console.print(Text(f"\n{called('brief.question', lang)}", style="bold"))
        for number, asked in enumerate(self.brief.questions, 1):
            words = str(in_language(asked.words, lang))
            console.print(hung(f"{number}.", words, sources(asked.said, names, lang)))

    def page(self, lang: Lang) -> str:
        """Two pages of A4, each line leading to its sentence."""
        brief = self.brief
        citations = Citations(brief.mentions() if brief else (), Names(self.linked), lang)
        if brief is None:
            return page("brief", "", citations, cautions=self.cautions)
        parts = [headlines_html(brief, citations), *(part_html(part, brief, citations) for part in PARTS)]
        body = "\n".join(filter(None, [*parts, questions_html(brief, citations)]))
        called_so = Words(heading(brief, "zh"), heading(brief, "en"))
        return page("brief", body, citations, cautions=self.cautions, heading=called_so)


def heading(brief: Brief | None, lang: Lang) -> str:
    """Of what region and year the brief is."""
    if brief is None:
        return called("page.title_brief", lang)
    if lang == "zh":
        return f"{brief.region}{brief.year}年计划执行情况审议参考"
    return f"{brief.region}: execution of the plan for {brief.year}, a brief"


def headline_row(number: int, pair: YearPair) -> Row:
    """What the row of a target with its result says."""
    told = {"target": pair.target and answer(pair.target), "actual": pair.actual and answer(pair.actual)}
    return {"part": "headline", "number": number, "text": pair.name, "verdict": pair.verdict} | told


def row(told: Row, said: Sequence[Said], names: Names, lang: Lang) -> Row:
    """One row with what it says and where: each mention with its page or section and its sentence."""
    facts = [fact_of(each) | {"place": in_language(names.place(each), lang)} for each in said]
    return {key: told.get(key) for key in BRIEF_KEYS} | {"facts": facts}


def fact_of(said: Said) -> Row:
    """Where a mention stands, with its sentence."""
    return {"doc": said.doc, "start": said.span.start, "end": said.span.end, "sentence": str(quote(said))}


def point_words(point: Point) -> str:
    """A finding in one line: what was said, and what became of it."""
    first, *rest = point.said
    if rest and point.finding.check in PARTS["lowered"]:
        return f"{gist(first)} → {answer(rest[0])}"
    return " → ".join(str(quote(said, AROUND)) for said in point.said[:2])


def sources(said: Sequence[Said], names: Names, lang: Lang) -> str:
    """Where some mentions stand, each place once."""
    places = (
        f"{in_language(names.document(each.doc), lang)} {in_language(names.place(each), lang)}" for each in said[:2]
    )
    return "；".join(dict.fromkeys(places))


def hung(sign: str, words: str, said: str) -> Table:
    """A line of the text with its places under it, both beside its sign."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", width=4)
    table.add_column(overflow="fold")
    table.add_row(sign, Text(printable(words)))
    table.add_row("", Text(printable(said), style="dim"))
    return table


def show_headlines(console: Console, brief: Brief, lang: Lang) -> None:
    """The headline targets beside their results."""
    console.print(Text(f"\n{called('brief.headline', lang)}", style="bold"))
    table = listing(*HEADS, lang=lang)
    for pair in brief.headlines:
        cells = (pair.name, *(answer(said) if said else "—" for said in (pair.target, pair.actual)))
        verdict = coloured("verdict", pair.verdict, lang, f"{VERDICT_SIGNS[pair.verdict]} ")
        table.add_row(*(Text(printable(cell)) for cell in cells), verdict)
    console.print(table if brief.headlines else Text(f"  {called('none.headline', lang)}"))
    show_left(console, brief, "headline", lang)


def show_left(console: Console, brief: Brief, part: str, lang: Lang) -> None:
    """How many did not find room."""
    if brief.left[part]:
        console.print(Text(f"  {in_language(left_out(brief.left[part]), lang)}", style="dim"))


def left_out(count: int) -> Words:
    """How many lines of a part did not find room."""
    return Words(f"另有 {count} 条未列", f"{count} more not listed")


def headlines_html(brief: Brief, citations: Citations) -> str:
    """The headline targets beside their results, as a table."""
    heads = "".join(f"<th>{word(key, citations.lang)}</th>" for key in HEADS)
    rows = "\n".join(headline_html(pair, citations) for pair in brief.headlines)
    table = f'<div class="wide cards"><table><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table></div>'
    none = f'<p class="hint">{word("none.headline", citations.lang)}</p>'
    return section("headline", table if rows else none, brief, citations)


def headline_html(pair: YearPair, citations: Citations) -> str:
    """One headline target."""
    figures = (citations.figure(said) if said else "—" for said in (pair.target, pair.actual))
    sign = f'<i aria-hidden="true">{VERDICT_SIGNS[pair.verdict]}</i>{word(f"verdict.{pair.verdict}", citations.lang)}'
    cells = (f"<b>{escape(pair.name)}</b>", *figures, f'<span class="verdict is-{pair.verdict}">{sign}</span>')
    inner = "".join(labelled(key, cell, citations.lang) for key, cell in zip(HEADS, cells, strict=True))
    return entry((f"verdict:{pair.verdict}",), inner, "tr")


def part_html(part: str, brief: Brief, citations: Citations) -> str:
    """The findings of one part; nothing where there are none."""
    points = brief.points[part]
    listed = "\n".join(entry((), point_html(point, citations), "li") for point in points)
    return section(part, f'<ul class="points">{listed}</ul>', brief, citations) if points else ""


def point_html(point: Point, citations: Citations) -> str:
    """One finding in one line."""
    first, *rest = point.said
    if rest and point.finding.check in PARTS["lowered"]:
        words = citations.figure(first), citations.figure(rest[0])
        return f"<b>{citations.name(first)}</b> {' → '.join(words)} {place_html(rest[0], citations)}"
    return " → ".join(citations.short(said, AROUND) for said in point.said[:2])


def questions_html(brief: Brief, citations: Citations) -> str:
    """The questions, each with page and sentence."""
    listed = "\n".join(entry((), question_html(asked, citations), "li") for asked in brief.questions)
    none = f'<p class="hint">{word("none.question", citations.lang)}</p>'
    return section("question", f'<ol class="questions">{listed}</ol>' if listed else none, brief, citations)


def question_html(asked: Question, citations: Citations) -> str:
    """One question and the sentences that it rests on."""
    quotes = "".join(citations.short(said, AROUND) for said in asked.said[:2])
    return f'<p class="message">{both(asked.words, citations.lang)}</p><p class="basis">{quotes}</p>'


def place_html(said: Said, citations: Citations) -> str:
    """Where a mention stands."""
    return f'<span class="at">{both(citations.names.place(said), citations.lang)}</span>'


def section(part: str, inner: str, brief: Brief, citations: Citations) -> str:
    """A part of the brief under its heading, and how much of it did not find room."""
    left = brief.left.get(part, 0)
    more = f'<p class="hint">{both(left_out(left), citations.lang)}</p>' if left else ""
    return f'<section class="group part-{part}"><h2>{word(f"brief.{part}", citations.lang)}</h2>{inner}{more}</section>'
