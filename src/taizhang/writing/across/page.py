"""The page of an outcome: entries that can be filtered, beside the documents in which each quotation is found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from taizhang.errors import Words
from taizhang.writing.across.citing import Citations
from taizhang.writing.onepage import both, made, word
from taizhang.writing.words import LANGUAGES, Lang, called, value_called

MOST_CHIPS = 6  # values of a filter that are switched one by one; of more one is chosen from a list


@dataclass(frozen=True)
class Filter:
    """What entries can be told apart by: a key, and how many entries have each of its values, in their order."""

    key: str
    counts: dict[str, int] = field(default_factory=dict)
    names: dict[str, Words] = field(default_factory=dict)

    def called(self, value: str) -> Words:
        """What a value is called."""
        zh, en = (value_called(self.key, value, lang) for lang in LANGUAGES)
        return self.names.get(value, Words(zh, en))


def filter_of(
    key: str, values: Iterable[str], order: Sequence[str] = (), names: dict[str, Words] | None = None
) -> Filter:
    """The filter by `key` of entries with these values; those of `order` first."""
    counts = Counter(values)
    listed = [value for value in order if value in counts] + sorted(counts.keys() - set(order))
    return Filter(key, {value: counts[value] for value in listed}, names or {})


def page(
    kind: str,
    body: str,
    citations: Citations,
    *,
    filters: Sequence[Filter] = (),
    cautions: Sequence[Words] = (),
    heading: Words | None = None,
    counted: Words | None = None,
    few: bool = False,
) -> str:
    """The page called `page.title_KIND`, unless it has a heading of its own, with `body` for its entries.

    Where they are few they are printed close, to stand on one sheet.
    """
    lang = citations.lang
    title = heading or Words(*(called(f"page.title_{kind}", each) for each in LANGUAGES))
    parts = {
        "kind": f"{kind} few" if few else kind,
        "title": both(title, lang),
        "plain_title": escape(title.zh if lang == "zh" else title.en),
        "about": both(about(citations, counted), lang),
        "filters": "".join(filter_html(each, lang) for each in filters),
        "cautions": cautions_html(cautions, lang),
        "body": body or f'<p class="none">{word(f"none.{kind}", lang)}</p>',
        "options": citations.options(),
        "excerpted": "" if citations.whole else f'<p class="hint">{word("page.excerpted", lang)}</p>',
        "texts": citations.texts(),
    }
    return made("taizhang.writing.across", parts, lang)


def about(citations: Citations, counted: Words | None) -> Words:
    """Of how many documents the page is, and what it holds."""
    files = len(citations.names)
    zh, en = f"{files} 份文件", f"{files} document{'s' * (files != 1)}"
    return Words(f"{zh} · {counted.zh}", f"{en} · {counted.en}") if counted else Words(zh, en)


def filter_html(each: Filter, lang: Lang) -> str:
    """A filter: its values as switches with their counts, or as a list to choose from where they are many."""
    if len(each.counts) < 2:
        return ""
    label = word(each.key, lang)
    if len(each.counts) > MOST_CHIPS:
        choices = "".join(choice(each, value, count, lang) for value, count in each.counts.items())
        every = Words(*(called("page.every", each_lang) for each_lang in LANGUAGES))
        first = f'<option value="" data-zh="{every.zh}" data-en="{every.en}">{getattr(every, lang)}</option>'
        return f'<label class="pick">{label} <select>{first}{choices}</select></label>'
    chips = "".join(
        f'<label class="chip"><input type="checkbox" value="{token(each.key, value)}" checked>'
        f"{both(each.called(value), lang)} <b>{count:,}</b></label>"
        for value, count in each.counts.items()
    )
    return f"<fieldset><legend>{label}</legend>{chips}</fieldset>"


def choice(each: Filter, value: str, count: int, lang: Lang) -> str:
    """A value of a filter as a choice of a list, with its count."""
    zh, en = (f"{escape(name)} {count:,}" for name in each.called(value))
    return (
        f'<option value="{token(each.key, value)}" data-zh="{zh}" data-en="{en}">{zh if lang == "zh" else en}</option>'
    )


def cautions_html(cautions: Sequence[Words], lang: Lang) -> str:
    """What a person should know before believing the entries."""
    told = "".join(f"<li>{both(caution, lang)}</li>" for caution in cautions)
    return f'<div class="caution" role="note"><b>{word("page.beware", lang)}</b><ul>{told}</ul></div>' if told else ""


def token(key: str, value: str) -> str:
    """A value of a filter as one word of an attribute.

    >>> token("region", "某 <市>")
    'region:某_&lt;市&gt;'
    """
    return escape(f"{key}:{'_'.join(value.split())}")


def entry(values: Iterable[str], inner: str, tag: str = "article", kind: str = "") -> str:
    """One entry with the values (`token`) by which it is filtered."""
    return f'<{tag} class="entry {kind}" data-f="{" ".join(values)}">{inner}</{tag}>'


def labelled(key: str, inner: str, lang: Lang, kind: str = "") -> str:
    """A cell of a table with the label that it bears where the screen is too narrow for columns."""
    return f'<td{kind}><span class="label">{word(key, lang)}</span>{inner}</td>'
