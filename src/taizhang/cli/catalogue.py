"""`taizhang catalogue`: search indicators, regions and units of measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from taizhang.catalogue.search import CatalogueKind, Entry, entries, search
from taizhang.cli.exits import Exit
from taizhang.cli.language import say
from taizhang.cli.output import opened
from taizhang.model.rows import Row
from taizhang.writing import forms
from taizhang.writing.words import Lang

KINDS: tuple[CatalogueKind, ...] = get_args(CatalogueKind)
ENTRY_KEYS = ("id", "zh", "en", "aliases")
# What is worth the width of a screen; the other forms hold every key.
SHOWN: dict[CatalogueKind, tuple[str, ...]] = {
    "indicators": ("id", "zh", "en", "aliases", "units", "nature", "price", "better"),
    "units": ("id", "en", "aliases", "dimension", "base_unit", "factor", "kind"),
    "regions": ("id", "zh", "level", "parent", "since", "until", "successors"),
}
ALIASES_SHOWN = 4


@dataclass(frozen=True)
class Query:
    """What was looked for, where, and how it is to be shown."""

    kind: CatalogueKind
    words: str
    limit: int
    form: str
    output: str | None
    lang: Lang


def write_entries(query: Query) -> int:
    """Write the entries found, best match first; say so where there is none."""
    every = search(query.kind, query.words, len(entries(query.kind)) + 1)
    found = every[: query.limit]
    rows = [entry_row(entry) for entry in found]
    shown = SHOWN[query.kind]
    with opened(query.output) as stream:
        if query.form == "table":
            rows = [shortened(row) for row in rows]
            stream.write("" if found else say("nothing_found", query.lang, words=query.words) + "\n")
        forms.write(query.form, [rows], entry_keys(query.kind), stream, lang=query.lang, shown=shown)
        if query.form == "table":
            stream.write(meaning(found, query.lang))
        if query.form == "table" and len(found) < len(every):
            stream.write(say("more_entries", query.lang, shown=len(found), total=len(every)) + "\n")
    return Exit.DONE


def meaning(found: Sequence[Entry], lang: Lang) -> str:
    """What an indicator means and how it is measured, where it is the only entry that is shown."""
    if len(found) != 1 or found[0].kind != "indicators":
        return ""
    told = [(name, found[0].details[f"{name}_{lang}"]) for name in ("definition", "measured")]
    return "".join(say(f"told_{name}", lang, words=words) + "\n" for name, words in told if words)


def entry_keys(kind: CatalogueKind) -> tuple[str, ...]:
    """The keys of the entries of one kind: those that all have, and those of this kind alone."""
    return ENTRY_KEYS + tuple(key for entry in entries(kind)[:1] for key in entry.details if key not in ENTRY_KEYS)


def entry_row(entry: Entry) -> Row:
    """One entry as a row."""
    return dict(entry.details) | {"id": entry.id, "zh": entry.zh, "en": entry.en, "aliases": list(entry.aliases)}


def shortened(row: Row) -> Row:
    """A row whose aliases fit on a screen."""
    aliases = row["aliases"]
    return row | {"aliases": aliases[:ALIASES_SHOWN] + ["…"] * (len(aliases) > ALIASES_SHOWN)}
