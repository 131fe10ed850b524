"""The things that a commitment names: each of them may be answered by itself."""

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import add

from taizhang.catalogue.concrete import concrete_pattern
from taizhang.extracting.sentences import sentences
from taizhang.linking.words.index import Vocabulary
from taizhang.linking.words.phrases import Phrase, phrase_of
from taizhang.model import Commitment

LIST = re.compile("、|以及|“[^”]{1,40}”|《[^》]{1,40}》|（[^）]{1,80}）")
TAIL = re.compile(r"(?<=[^，]{3})等[^，]{0,12}$")  # …等12个项目建设 tells nothing of the things listed
DIGIT = re.compile(r"\d")
FAINT = 0.5  # weight from which on a thing of a list may be recognised at all
ENOUGH = 1.2  # weight from which on the words of a phrase name one thing and no other


def clauses_of(text: str) -> list[str]:
    """The clauses of a statement; what stands in quotation marks is not cut.

    >>> clauses_of("围绕民生，建设“一街，一园”")
    ['围绕民生', '建设“一街，一园”']
    """
    plain = re.sub(r"\s+", "", text)
    return [plain[start:end] for pieces in sentences(plain, 0, len(plain)) for start, end, _ in pieces]


def core_of(commitment: Commitment) -> str:
    """The clause of a commitment that says what is to be done, from its verb on.

    That which holds a figure, where there is one, and most of the words of verb and object.
    """
    verb = commitment.verb or ""
    core = _main_clause(commitment.text, verb + (commitment.object or ""), bool(commitment.quantities))
    at = core.find(verb) if verb and commitment.kind == "task" else -1
    return core[at:] if 0 <= at < len(core) // 2 else core


@lru_cache(maxsize=16384)  # linking and each check of promises ask for it
def _main_clause(text: str, named: str, counted: bool) -> str:
    clauses = clauses_of(text)
    if len(clauses) < 2:
        return clauses[0] if clauses else ""
    pairs = set(map(add, named, named[1:]))

    def fit(clause: str) -> tuple[bool, int]:
        return counted and bool(DIGIT.search(clause)), len(pairs.intersection(map(add, clause, clause[1:])))

    return max(clauses, key=fit)


def listed(core: str) -> list[str]:
    """The parts of a list; what stands in quotation marks or brackets is not cut.

    >>> listed("推进东湖公园、“两馆、一中心”以及西山隧道建设")
    ['推进东湖公园', '“两馆、一中心”', '西山隧道建设']
    """
    parts, at = [], 0
    for match in LIST.finditer(core):
        if match.group() in ("、", "以及"):
            parts.append(core[at : match.start()])
            at = match.end()
    return [part for part in [*parts, core[at:]] if part]


def object_of(commitment: Commitment) -> str:
    """The main clause of a commitment without its verb."""
    core = core_of(commitment)
    return core.removeprefix(commitment.verb or "") or core


def listed_in(commitment: Commitment) -> tuple[Phrase, ...]:
    """The things that the main clause of a commitment lists."""
    return tuple(phrase_of(TAIL.sub("", part)) for part in listed(object_of(commitment)))


def telling(parts: Sequence[Phrase], commitment: Commitment, vocabulary: Vocabulary) -> list[dict[str, float]]:
    """The terms, weighed, of each of the parts that names one thing; of the whole clause where no part says enough."""
    weighed = [vocabulary.weighed(part) for part in parts]
    if enough := [terms for terms in weighed if sum(terms.values()) >= ENOUGH]:
        return enough
    named = object_of(commitment)
    return weighed if len(parts) == 1 and parts[0].text == named else [vocabulary.weighed(phrase_of(named))]


def every_thing(commitment: Commitment, vocabulary: Vocabulary) -> list[dict[str, float]]:
    """The terms, weighed, of all that a commitment names: also the short parts of its list and its other clauses.

    Of other clauses only those that can be held against what was done: 改善办学条件 is manner.
    """
    core = core_of(commitment)
    clauses = [clause for clause in clauses_of(commitment.text) if core not in clause and is_definite(clause)]
    parts = [part for clause in (core.removeprefix(commitment.verb or ""), *clauses) for part in listed(clause)]
    weighed = [vocabulary.weighed(phrase_of(TAIL.sub("", part))) for part in parts]
    return [terms for terms in weighed if sum(terms.values()) >= FAINT]


def is_definite(clause: str) -> bool:
    """Whether a clause is neither manner nor degree."""
    return not (concrete_pattern("empty").search(clause) or concrete_pattern("vague").search(clause))
