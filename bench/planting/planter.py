"""200 errors of 12 kinds, each planted in a copy of a sound document: the same seed gives the same error for good."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from planting.kinds import KINDS, Place, edits
from planting.relations import SURE, Relation, names, off, read_relations
from planting.slots import Edit

DOCUMENTS = Path(__file__).parents[1] / "plant_documents"
COUNT = 200
ERRORS = tuple((kind, seed) for seed in range(-(-COUNT // len(KINDS))) for kind in KINDS)[:COUNT]
SHORT = ERRORS[: len(KINDS)]
FAMILY = (
    "yanchuan-2024-report",
    "yanchuan-2024-halfyear",
    "yanchuan-2025-report",
    "moting-2024-report",
    "moting-2025-report",
)
SLIPS = {"unit_slipped", "decimal_moved"}  # tenfold or more: a bound on plausible values may name them too


@dataclass(frozen=True, eq=False)
class Base:
    """The sound documents by name, and what holds between their figures."""

    texts: Mapping[str, str]
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Planted:
    """A document with one error in it: `text[start:end]` of `edit` is what was put there."""

    kind: str
    seed: int
    document: str
    text: str
    edit: Edit
    original: str
    where: tuple[str, int, int]  # what a finding must point at: document, start and end in the texts as they now are
    right: frozenset[str]
    construction: str
    documents: tuple[str, ...]  # what has to be read together to see it

    @property
    def replacement(self) -> str:
        return self.edit.words


def base(folder: Path = DOCUMENTS) -> Base:
    """The sound documents and the table of what holds between their figures."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}
    return Base(texts, tuple(read_relations(folder / "relations.tsv", texts)))


def planted(sound: Base, kind: str, seed: int) -> Planted:
    """The error of a kind and a seed. Seeds take the places of the kind in turn, one construction after another."""
    places = places_of(sound, kind)
    place = places[seed % len(places)]
    choice = random.Random(f"{kind} {seed}").choice(real_edits(sound, kind, place))
    return _planted(sound, kind, seed, place, choice)


@lru_cache
def places_of(sound: Base, kind: str) -> tuple[Place, ...]:
    """Where the kind may be planted: shuffled once for good, then dealt so that constructions take turns."""
    found = [Place(relation, role) for relation in sound.relations for role in relation.plant.get(kind, ())]
    found = [place for place in found if real_edits(sound, kind, place)]
    random.Random(kind).shuffle(found)
    groups: dict[str, list[Place]] = defaultdict(list)
    for place in found:
        groups[place.relation.construction].append(place)
    dealt = [place for round_ in zip_longest(*groups.values()) for place in round_ if place]
    seen: dict[tuple[str, tuple[int, int]], Place] = {}
    for place in dealt:
        seen.setdefault((place.slot.document, place.slot.digits), place)
    return tuple(seen.values())


def real_edits(sound: Base, kind: str, place: Place) -> list[Edit]:
    """The edits that break the relation of the place by more than any rounding could."""
    proposed = edits(kind, place, sound.texts)
    if kind == "commitment_removed":
        return proposed
    return [edit for edit in proposed if off(place.relation, sound.texts, edit) > SURE]


def broken(sound: Base, edit: Edit) -> list[Relation]:
    """Every relation of the table that the edit breaks beyond rounding."""
    touched = [relation for relation in sound.relations if edit.document in relation.documents]
    return [
        relation
        for relation in touched
        if relation.kind != "answered" and off(relation, sound.texts, edit) > SURE >= off(relation, sound.texts)
    ]


def _planted(sound: Base, kind: str, seed: int, place: Place, edit: Edit) -> Planted:
    text = sound.texts[edit.document]
    relations = [place.relation] if kind == "commitment_removed" else broken(sound, edit)
    right = {name for relation in relations if told(kind, relation) for name in names(relation, sound.texts, edit)}
    if kind in SLIPS:
        right.add("implausible")
    return Planted(
        kind,
        seed,
        edit.document,
        edit.on(text),
        edit,
        text[edit.start : edit.end],
        _where(place, edit),
        frozenset(right),
        place.relation.construction,
        FAMILY if edit.document in FAMILY else (edit.document,),
    )


def told(kind: str, relation: Relation) -> bool:
    """Whether the relation tells of this kind: a result raised by a slip makes no target a weak one."""
    return kind == "target_weakened" or relation.kind not in {"upper", "result"}


def _where(place: Place, edit: Edit) -> tuple[str, int, int]:
    slot = place.slot
    if place.relation.kind == "answered":
        promise = place.relation.slots["promise"]
        return (promise.document, *promise.digits)
    start, end = slot.span
    if place.relation.kind in {"upper", "result"}:
        end = max(end, slot.comparator[1])
    delta = len(edit.words) - (edit.end - edit.start)
    if edit.end < start:  # the unit, in a cell of its own
        return (slot.document, start + delta, end + delta)
    return (slot.document, min(start, edit.start), max(end, edit.end) + delta)


def listing(sound: Base, errors: Iterable[Planted]) -> str:
    """The errors as a table, to be kept and to be read by people."""
    heads = "kind seed document start original replacement construction at_document at_start at_end right context"
    rows = [
        (
            *(error.kind, error.seed, error.document, error.edit.start, error.original, error.replacement),
            *(error.construction, *error.where, " ".join(sorted(error.right)), context(sound, error)),
        )
        for error in errors
    ]
    return "".join("\t".join(map(str, row)) + "\n" for row in [heads.split(), *rows])


def context(sound: Base, error: Planted) -> str:
    """What stands around the error: …【was→is】…"""
    text, at, until = sound.texts[error.document], error.edit.start, error.edit.end
    words = f"{text[max(0, at - 20) : at]}【{error.original}→{error.replacement}】{text[until : until + 10]}"
    return "".join(words.split())
