"""One fact for every number of a document."""

from taizhang.extracting.accounts import set_accounts
from taizhang.extracting.clauses import clauses
from taizhang.extracting.items import item_of
from taizhang.extracting.places import set_regions
from taizhang.extracting.qualifiers import set_qualifiers
from taizhang.extracting.resolve import resolved
from taizhang.extracting.statements import state
from taizhang.extracting.tabular import table_facts, told_in_words
from taizhang.grammar.tokens import tokens
from taizhang.model import Document, Fact, Span


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The facts of the document, ascending, one for every number token and every measure in Chinese numerals."""
    text = _untabled(document)
    tabled = table_facts(document)
    items = [item_of(text, token) for token in tokens(text)]
    measures = [item for item in items if item.label == "measure"]
    said = list(clauses(text, measures))
    for clause in said:
        set_qualifiers(clause)
    state(said)
    set_regions(document, said)
    set_accounts(document, said)
    facts = [*resolved(document, items, said), *tabled]
    return tuple(sorted([*facts, *left_over(document, facts)], key=lambda fact: fact.span))


def _untabled(document: Document) -> str:
    """The view with line ends in place of its tables: they are read by themselves, and no sentence runs through one.

    Sentences in cells stay: they are read as sentences.
    """
    view = document.view
    parts, at = [], 0
    for table in document.tables:
        stops = [*told_in_words(table), Span(table.span.end, table.span.end)]
        begin = table.span.start
        for words in stops:
            start, end = view.index(begin), view.index(words.start)
            parts += [view.text[at:start], "\n" * (end - start)]
            at, begin = end, words.end
    return "".join([*parts, view.text[at:]])


def left_over(document: Document, facts: list[Fact]) -> list[Fact]:
    """The number tokens of the raw text that no fact covers: page furniture, entities, what the view left out."""
    covered = sorted(fact.span for fact in facts)
    marks = {offset for note in document.notes if note.at for offset in range(*note.at)}
    missing, i = [], 0
    for token in tokens(document.text):
        while i < len(covered) and covered[i].end <= token.start:
            i += 1
        if i == len(covered) or covered[i].start >= token.end:
            span = Span(token.start, token.end)
            reason = "footnote mark" if token.start in marks else "page furniture"
            missing.append(Fact(span, token.text, "other", reason=reason, rule="furniture"))
    return missing
