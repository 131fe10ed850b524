"""Originals whose text is also there as plain text: whether both say the same measures in the same order."""

from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from gauges.child import in_child
from gauges.corpus import texts
from gauges.figures import Figure
from gauges.originals import every_original

END = 5  # measures in a row that agree: what follows the last such stretch stands on one side only
LEAST_AGREEING, LEAST_WHOLE = 0.995, 0.98
COMPARED = ("label", "value", "unit", "role", "comparator", "subject", "period", "status")
Measure = dict[str, Any]


@dataclass
class Compared:
    """Counts of one pair: measures of the twin and of the original, those that agree, those that agree whole.

    `after` is how many measures of the twin and of the original stand behind the end that both share.
    """

    twin: int = 0
    original: int = 0
    agreeing: int = 0
    whole: int = 0
    after: tuple[int, int] = (0, 0)
    fields: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def pairs() -> list[tuple[Path, Path]]:
    """The originals with their text twins, by their names."""
    twins = {path.stem: path for path in texts("sample", "others")}
    return [(path, twins[path.stem]) for path in every_original() if path.stem in twins]


def absolute(measure: Measure) -> str:
    """The value without its sign, which depends on words around it.

    >>> absolute({"value": "-6.5"})
    '6.5'
    """
    return str(measure["value"]).lstrip("-")


def compared(twin: list[Measure], original: list[Measure], *, annexed: bool = False) -> Compared:
    """Both sides' measures in order. `annexed` where one side may have at its end what the other has not."""
    matcher = SequenceMatcher(None, [absolute(m) for m in twin], [absolute(m) for m in original], autojunk=False)
    blocks = matcher.get_matching_blocks()
    ends = (len(twin), len(original))
    if annexed:
        ends = max(((a + n, b + n) for a, b, n in blocks if n >= END), default=ends)
    found = Compared(*ends, after=(len(twin) - ends[0], len(original) - ends[1]))
    for a, b, size in blocks:
        if a < ends[0]:
            for one, other in zip(twin[a : a + size], original[b : b + size], strict=True):
                _compare(found, one, other)
    _list_missing(found, matcher, twin, original)
    return found


def _compare(found: Compared, one: Measure, other: Measure) -> None:
    different = [name for name in COMPARED if one[name] != other[name]]
    found.agreeing += 1
    found.whole += not different
    found.fields.update(different)
    if different:
        told = ", ".join(f"{name} {one[name]} | {other[name]}" for name in different)
        found.wrong.append(f"{one['about']!r}: {told}")


def _list_missing(found: Compared, matcher: SequenceMatcher[str], twin: list[Measure], original: list[Measure]) -> None:
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal" and (twin[a:b] or original[c:d]):
            left, right = ([m["about"] for m in side][:4] for side in (twin[a:b], original[c:d]))
            found.wrong.append(f"{kind}: twin {left} original {right}")


def twin_figures(chosen: list[tuple[Path, Path]], *, wrong: bool) -> list[Figure]:
    """Two figures of each pair; `wrong` lists what does not agree."""
    figures: list[Figure] = []
    for original, twin in chosen:
        ours, theirs = in_child("measures", original), in_child("measures", twin)
        name = f"{original.suffix[1:]} {original.stem.split('_')[-1]}"[:25]
        if "measures" not in ours or "measures" not in theirs:
            reason = next(str(one.get("failed") or one.get("why")) for one in (ours, theirs) if "measures" not in one)
            figures.append(Figure(f"{name} agree", 0, least=LEAST_AGREEING, note=reason))
            continue
        figures += _pair_figures(name, ours["measures"], theirs["measures"], wrong=wrong, paged=is_paged(original))
    return figures


def is_paged(original: Path) -> bool:
    """Whether the tables of its text twin are lost: pages printed as text give them column by column.

    >>> is_paged(Path("报告.pdf")), is_paged(Path("报告.docx"))
    (True, False)
    """
    return original.suffix == ".pdf"


def _pair_figures(name: str, ours: list[Measure], theirs: list[Measure], *, wrong: bool, paged: bool) -> list[Figure]:
    """The figures of a pair; where the twin has lost its tables those of the prose, and the tables apart."""
    found = compared(*(_prose(side) if paged else side for side in (theirs, ours)), annexed=paged)
    if wrong:
        print(f"\n  {name}", *found.wrong, sep="\n    ")
    figures = _figures_of(name, found)
    if paged:
        all_ = compared(theirs, ours)
        note = f"{all_.agreeing} of {all_.twin}, ours {all_.original}"
        figures.append(Figure(f"{name} with tables", all_.agreeing / max(all_.twin, 1), note=note))
    return figures


def _prose(side: list[Measure]) -> list[Measure]:
    return [measure for measure in side if not measure["tabled"]]


def _figures_of(name: str, found: Compared) -> list[Figure]:
    counts = f"{found.agreeing} of {found.twin}, ours {found.original}"
    if any(found.after):
        counts += f"; behind the shared end twin {found.after[0]}, ours {found.after[1]}"
    fields = ", ".join(f"{name} {count}" for name, count in found.fields.most_common(4))
    return [
        Figure(f"{name} agree", found.agreeing / max(found.twin, 1), least=LEAST_AGREEING, note=counts),
        Figure(f"{name} whole", found.whole / max(found.agreeing, 1), least=LEAST_WHOLE, note=fields),
    ]
