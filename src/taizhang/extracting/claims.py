"""What the review sections say was done: one statement a row, with a number or without."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from taizhang.extracting.actions import RULING, Action, action_of, main_clauses
from taizhang.extracting.amounts import called, without_amount
from taizhang.extracting.attach import grouped
from taizhang.extracting.ceremony import is_ceremony
from taizhang.extracting.predicates import predicate, subject_of
from taizhang.extracting.sentences import COLON, sentences
from taizhang.extracting.stretches import Stretch, is_prose, stretches
from taizhang.model import Claim, Document, Fact

FRAME = re.compile(
    r"(?:全年|今年|年内|去年|全[市县区省州旗镇](?!域)|我[市县区省州们]|对上|预计|并|均|也|还|[一二三四五六七八九十两]年[来间内]?|目前"
    r"|20\d\d年底?|上半年)+"
)
ADVERBIAL = re.compile("[^，]{1,6}(?<![基产土场工绿湿用草耕林各当内外本属两园营驻腹阵高])地$")  # 较好地, not 基地
ADVERB = 4  # a longer run of adverbs is no part of the state


def claims_of(document: Document, facts: tuple[Fact, ...]) -> tuple[Claim, ...]:
    """The claims of the document's review and progress sections, in order."""
    amounts = [fact.span.start for fact in facts if fact.label == "measure"]
    return tuple(
        _claim(document, stretch, group, amounts)
        for stretch in stretches(document, "actual")
        for group in _statements(document.view.text, stretch)
    )


def _statements(text: str, stretch: Stretch) -> Iterator[list[Action]]:
    """The statements of a stretch that say something of an object."""
    for sentence in sentences(text, stretch.start, stretch.end):
        if is_ceremony(text, sentence[0][0]) or not is_prose(text, sentence[0][0], sentence[-1][1]):
            continue
        actions = [action_of(text, *piece) for piece in sentence]
        yield from (group for group in grouped(actions) if _says(group))


def _says(group: list[Action]) -> bool:
    """Whether the clauses report anything: a state, a deed or a figure."""
    if group[-1].stop in COLON and not any(clause.quantified for clause in group):
        return False
    return any(clause.telling for clause in group)


def _claim(document: Document, stretch: Stretch, group: list[Action], amounts: list[int]) -> Claim:
    text, main = document.view.text, _main(group)
    span = document.view.span(group[0].start, group[-1].end)
    subject, state = _state(text, main)
    return Claim(
        span=span,
        text=span.of(document.text),
        section=stretch.path,
        object=called(subject),
        state=state or None,
        quantities=tuple(amounts[bisect_left(amounts, span.start) : bisect_left(amounts, span.end)]),
    )


def _state(text: str, main: Action) -> tuple[str, str]:
    """What the clause speaks of, and the state that it is in."""
    if main.kind in RULING:
        adverb = text[main.start : main.verb[0]] if main.verb[0] == main.head else ""
        verb = main.word
        own = "" if FRAME.match(adverb) or len(adverb) > ADVERB else adverb
        return _named(text, main.verb[1], main.end), own + verb
    begin, stop = main.verb if main.kind == "state" else _predicated(text, main)
    framed = FRAME.match(text, main.start, begin)
    subject = text[framed.end() if framed else main.start : begin]
    if not subject or ADVERBIAL.fullmatch(subject):
        return _named(text, stop, main.end), text[begin:stop]
    return subject_of(without_amount(subject)) or _named(text, stop, main.end), text[begin:stop]


def _predicated(text: str, main: Action) -> tuple[int, int]:
    found = predicate(text, main.head, main.end)
    return found[:2] if found else (main.end, main.end)


def _named(text: str, start: int, end: int) -> str:
    """The object from `start` on, its amount left out."""
    return without_amount(text[start:end].removeprefix("了"))


def _main(group: list[Action]) -> Action:
    """The clause that reports: the first with a figure, else with a state, else with a deed."""
    core = main_clauses(group)
    if len(core) == 1:
        return core[0]
    return max(core, key=lambda a: (a.quantified, a.kind == "state", a.kind in RULING, -a.start))
