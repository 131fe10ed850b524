"""What a person should know of a set of documents before believing what is made of them, in both languages."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from taizhang.errors import Words
from taizhang.linking.shelf import Entry, Shelf

LINKABLE = frozenset(
    {"execution_and_draft_plan", "issued_plan", "progress_report", "work_report", "communique", "budget_report"}
)


def once(entries: Sequence[Entry]) -> tuple[list[Entry], list[Words]]:
    """Every document once: of files with the same content the first; the others are told."""
    first: dict[str, Entry] = {}
    told: list[Words] = []
    kept: list[Entry] = []
    for entry in entries:
        same = first.setdefault(entry.reading.document.sha256, entry)
        if same is entry:
            kept.append(entry)
        else:
            told.append(
                Words(
                    f"{entry.doc} 与 {same.doc} 内容相同，只用一次",
                    f"{entry.doc} holds the same as {same.doc} and is used once",
                )
            )
    return kept, told


def cautions_of(shelf: Shelf) -> Iterator[Words]:
    """Regions that do not belong together, missing years, two versions of one document, documents of another kind."""
    yield from _strangers(shelf)
    for place, entries in shelf.places.items():
        yield from _versions(entries)
        yield from _gaps(place, entries)
    yield from _others(shelf)


def _strangers(shelf: Shelf) -> Iterator[Words]:
    """Places of which none stands above the other."""
    related = {low for low, above in shelf.above.items() if above} | {
        high for above in shelf.above.values() for high in above
    }
    strangers = [place for place in shelf.places if place not in related]
    if len(shelf.places) > 1 and strangers:
        names = "、".join(shelf.places)
        yield Words(
            f"文档属于不同地区（{names}），其中 {'、'.join(strangers)} 与其他地区没有隶属关系，不与之连接",
            f"the documents are of different regions ({names}); {', '.join(strangers)} stands above or below none of"
            " the others and is not linked with them",
        )


def _versions(entries: Sequence[Entry]) -> Iterator[Words]:
    """Two documents of one kind that speak of the same periods and differ."""
    known: dict[tuple[str, str | None, str | None], Entry] = {}
    for entry in entries:
        if entry.kind in LINKABLE and (entry.reviewed or entry.planned):
            first = known.setdefault((entry.kind, entry.reviewed, entry.planned), entry)
            if first is not entry:
                yield Words(
                    f"{entry.doc} 与 {first.doc} 是{entry.place}同一时期同一种文件的两个版本，内容不同；"
                    "两者都参与连接，请确认以哪一份为准",
                    f"{entry.doc} and {first.doc} are two versions of one document of {entry.place} and differ;"
                    " both are linked: make sure which is in force",
                )


def _gaps(place: str, entries: Sequence[Entry]) -> Iterator[Words]:
    """Years between the first and the last that no document speaks in."""
    years = sorted({entry.year for entry in entries if entry.year})
    missing = [str(year) for one, other in pairwise(years) for year in range(one + 1, other)]
    if missing:
        yield Words(
            f"{place}缺少 {'、'.join(missing)} 年的文件，这些年份前后的目标与结果无法对照",
            f"{place}: no document of {', '.join(missing)}; targets and results next to these years cannot be compared",
        )


def _others(shelf: Shelf) -> Iterator[Words]:
    """Documents that neither plan nor report, or do not say of when."""
    of: dict[str, list[str]] = defaultdict(list)
    for entry in shelf:
        if entry.kind not in LINKABLE:
            of["kind"].append(entry.doc)
        elif entry.year is None:
            of["year"].append(entry.doc)
    if of["kind"]:
        yield Words(
            f"{'、'.join(of['kind'])} 不是计划、报告或公报，只核对文内数字",
            f"{', '.join(of['kind'])}: neither plan, report nor communiqué; only checked within itself",
        )
    if of["year"]:
        yield Words(
            f"{'、'.join(of['year'])} 未写明所报告或所计划的年份，只核对文内数字",
            f"{', '.join(of['year'])}: does not say of which year it speaks; only checked within itself",
        )
