"""Whatever the text, reading ends, every number has its fact, and every span gives back its words."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang import read_text
from taizhang.grammar.tokens import tokens

LINES = (Path(__file__).parent / "cases/pieces.txt").read_text("utf-8").splitlines()[1:]
PIECES = [word.replace("\\n", "\n").replace("\\t", "\t") for line in LINES for word in line.split()] + [" "]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80)


def whole(text):
    reading = read_text(text)
    return reading, reading.commitments, reading.claims


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(texts)
def test_reading_ends_and_keeps_its_law(text):
    reading, commitments, claims = whole(text)
    kept = reading.document.text
    for said in (*reading.facts, *commitments, *claims):
        assert said.span.of(kept) == said.text
    spans = [fact.span for fact in reading.facts]
    assert spans == sorted(set(spans))
    for token in tokens(kept):
        assert any(start < token.end and token.start < end for start, end in spans), token


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(texts)
def test_reading_twice_gives_the_same(text):
    assert repr(whole(text)) == repr(whole(text))


def test_a_number_alone_is_read():
    assert [fact.text for fact in read_text("5").facts] == ["5"]
    assert not re.search(r"\d", "".join(fact.text for fact in read_text("没有数字。").facts))
