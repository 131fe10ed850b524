"""Looking up only what can matter finds what looking at everything finds."""

import random
import re

from taizhang.catalogue.commonplace import commonplace_openings, commonplace_pattern
from taizhang.extracting import read_text
from taizhang.linking import link
from taizhang.linking.words.index import LONGEST_LIST, Index, Match
from taizhang.linking.words.phrases import COMMON, phrase_of

TERMS = [f"词{number}" for number in range(40)]
DRAWN = random.Random(20)


def statements(many: int) -> list[set[str]]:
    """Statements that share some terms rarely and the first few nearly always."""
    return [{*DRAWN.sample(TERMS, 6), *(term for term in TERMS[:3] if DRAWN.random() < 0.8)} for _ in range(many)]


def phrase() -> dict[str, float]:
    return {term: DRAWN.choice([0.0, 0.06, 0.2, 0.5, 1.0, 1.6]) for term in DRAWN.sample(TERMS, 7)}


def held(said: list[set[str]], weights: dict[str, float]) -> list[Match]:
    """What each statement holds, by looking at all of them: those that a term of a short list brings in."""
    short = {term for term in weights if sum(term in one for one in said) <= LONGEST_LIST}
    total = sum(weights.values())
    shared = {at: sum(weights[term] for term in weights if term in one) for at, one in enumerate(said) if one & short}
    found = [Match(at, weight / total, weight) for at, weight in shared.items()] if total else []
    return sorted(found, key=lambda match: (-match.cover, match.at))


def rounded(matches: list[Match]) -> list[tuple[int, float, float]]:
    return [(match.at, round(match.cover, 9), round(match.shared, 9)) for match in matches]


def test_the_index_finds_what_looking_at_every_statement_finds() -> None:
    said = statements(300)
    index = Index(said)
    for _ in range(200):
        weights = phrase()
        everything = held(said, weights)
        assert sorted(rounded(index.matches(weights))) == sorted(rounded(everything))
        best = [round(match.cover, 9) for match in everything[:5]]
        assert [round(match.cover, 9) for match in index.matches(weights, 5)] == best


def test_of_a_least_share_nothing_is_lost_that_reaches_it() -> None:
    said = statements(300)
    index, found = Index(said), 0
    for _ in range(200):
        weights = phrase()
        for least in (0.3, 0.65, 0.9):
            wanted = [match for match in index.matches(weights) if match.cover >= least]
            assert index.matches(weights, least=least) == wanted
            assert index.matches(weights, 2, least) == wanted[:2]
            found += len(wanted)
    assert found > 1000


def test_an_index_of_the_terms_asked_finds_the_same_for_them() -> None:
    said = statements(200)
    for _ in range(50):
        weights = phrase()
        assert Index(said, weights).matches(weights) == Index(said).matches(weights)


def test_commonplace_words_are_found_by_their_openings_as_by_the_expression() -> None:
    every = [word for found in commonplace_openings().values() for word in found]
    words = [word for word in every if not re.search("[A-Za-z一二三四五六七八九十百千]", word)]  # no counts, no codes
    for _ in range(200):
        text = "".join(DRAWN.choice([*words, "滨河", "青汀", "桥", "岭"]) for _ in range(6))
        common = [False] * len(text)
        for match in commonplace_pattern().finditer(text):
            common[match.start() : match.end()] = [True] * (match.end() - match.start())
        terms = phrase_of(text).terms
        plain = {text[at : at + 2] for at in range(len(text) - 1) if not (common[at] or common[at + 1])}
        for at in range(len(text) - 1):
            if (term := text[at : at + 2]) in terms:
                assert terms[term] == (1.0 if term in plain else COMMON)


def test_what_is_kept_of_the_links_is_made_once() -> None:
    linked, made = link([read_text("全年新增就业3.6万人。")]), []
    for name in ("one", "one", "other"):
        assert linked.keep(name, lambda name=name: made.append(name) or name) == name
    assert made == ["one", "other"]
