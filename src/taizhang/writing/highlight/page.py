"""The page as a whole: one file that loads nothing, wherever it is opened."""

from html import escape

from taizhang.extracting import Reading
from taizhang.writing.highlight.contents import outline_links, review_items
from taizhang.writing.highlight.evidence import evidence
from taizhang.writing.highlight.markup import marked_up
from taizhang.writing.onepage import embedded, made, word
from taizhang.writing.words import Lang, value_called

LABELS = ("measure", "qualifier", "name", "date", "ordinal", "other")


def page(reading: Reading, lang: Lang = "zh") -> str:
    """The page for one document, as HTML. It shows `lang` first and can be switched to the other language."""
    parts = {
        "title": escape(title_of(reading)),
        "path": escape(reading.document.path),
        "about": about(reading, lang),
        "cautions": cautions(reading, lang),
        "chips": chips(reading, lang),
        "outline": outline_links(reading.document),
        "text": marked_up(reading),
        "review": review_items(reading, lang),
        "review_count": str(sum(fact.certainty == "review" for fact in reading.facts)),
        "count": f"{len(reading.facts):,}",
        "facts": embedded(evidence(reading)),
    }
    return made("taizhang.writing.highlight", parts, lang)


def title_of(reading: Reading) -> str:
    """What to call the document: its own title, else its path."""
    return reading.document.metadata.title or reading.document.path


def about(reading: Reading, lang: Lang) -> str:
    """What the document says of itself, in one line."""
    said = reading.document.metadata
    items = [f'<span data-w="kind.{said.kind}">{escape(value_called("kind", said.kind, lang))}</span>']
    items += [escape(value) for value in (said.region, said.issuer, said.document_number) if value]
    for key in ("reviewed_period", "planned_period"):
        if value := getattr(said, key):
            items.append(f"{word(key, lang)} {escape(value)}")
    return " · ".join(items)


def cautions(reading: Reading, lang: Lang) -> str:
    """What a person should know of how the document was read: pages recognised, parts left out; nothing as a rule."""
    told = "；".join(escape(getattr(caution, lang)) for caution in reading.document.cautions)
    return f'<p class="caution">{word("page.cautions", lang)}：{told}</p>' if told else ""


def chips(reading: Reading, lang: Lang) -> str:
    """A switch for each label, with its count: legend and filter in one."""
    counts = {label: sum(fact.label == label for fact in reading.facts) for label in LABELS}
    counts["review"] = sum(fact.certainty == "review" for fact in reading.facts)
    return "".join(
        f'<label class="chip"><input type="checkbox" value="{label}" checked>'
        f'<mark class="n {label}">{word(label, lang)}</mark><b>{count:,}</b></label>'
        for label, count in counts.items()
    )
