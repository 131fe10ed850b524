"""Whether every number token of every text document has its fact, and every fact its words."""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gauges.corpus import SHARED
from gauges.figures import Figure

LONGEST = 40  # characters: score.py takes no longer fact for a number, unless the number itself is longer


@dataclass
class Coverage:
    """Counts over documents, and where the first faults stand."""

    documents: int = 0
    tokens: int = 0
    covered: int = 0
    facts: int = 0
    true_to_text: int = 0
    faults: list[str] = field(default_factory=list)


def tokeniser() -> Callable[[str], Iterator[tuple[int, int]]]:
    """The definition of a number token, from tokenise.py of the shared folder."""
    spec = importlib.util.spec_from_file_location("tokenise", SHARED / "tokenise.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.tokens


def covered(paths: list[Path]) -> Coverage:
    """The coverage of these documents."""
    from taizhang.extracting import read

    tokens, total = tokeniser(), Coverage()
    for path in paths:
        reading = read(path)
        text = reading.document.text
        _add_facts(total, path, text, reading.facts)
        _add_tokens(total, path, text, list(tokens(text)), reading.facts)
        total.documents += 1
    return total


def _add_facts(total: Coverage, path: Path, text: str, facts) -> None:
    for fact in facts:
        start, end = fact.span
        total.facts += 1
        if text[start:end] == fact.text:
            total.true_to_text += 1
        else:
            total.faults.append(f"{path.name}:{start}: {fact.text!r} is not the text")


def _add_tokens(total: Coverage, path: Path, text: str, tokens: list[tuple[int, int]], facts) -> None:
    """A token is covered where a fact shares a character with it that is no longer than 40 characters or the token."""
    tokens_at = set(tokens)
    short = sorted(
        span for span in (fact.span for fact in facts) if span.end - span.start <= LONGEST or tuple(span) in tokens_at
    )
    at = 0
    for start, end in tokens:
        while at < len(short) and short[at][1] <= start:
            at += 1
        total.tokens += 1
        if at < len(short) and short[at][0] < end:
            total.covered += 1
        else:
            total.faults.append(f"{path.name}:{start}: {text[max(0, start - 8) : end + 8]!r} has no fact")


def coverage_figures(paths: list[Path]) -> list[Figure]:
    """Shares of tokens with a fact and of facts true to the text; both are to be whole."""
    total = covered(paths)
    for fault in total.faults[:20]:
        print("   ", fault)
    return [
        Figure("documents", total.documents),
        Figure("tokens that have a fact", total.covered / max(total.tokens, 1), least=1, note=f"of {total.tokens:,}"),
        Figure("facts true to the text", total.true_to_text / max(total.facts, 1), least=1, note=f"of {total.facts:,}"),
    ]
