"""What the task sections promise: one action a row."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from taizhang.catalogue.cues import qualitative_pattern
from taizhang.extracting.actions import RULING, Action, action_of, main_clauses
from taizhang.extracting.amounts import called, without_amount
from taizhang.extracting.attach import grouped
from taizhang.extracting.ceremony import is_ceremony
from taizhang.extracting.details import Note, answering, deadline_of, firmness_of, note_after, programme_of
from taizhang.extracting.predicates import subject_of
from taizhang.extracting.sentences import COLON, COMMA, Piece, sentences
from taizhang.extracting.stretches import Stretch, is_prose, stretches
from taizhang.model import Commitment, Document, Fact

LEAD_IN = re.compile(
    "(?:做好|抓好|抓住|实施|开展|突出|办好|完成|推进|围绕)[^，]{0,6}"
    "(?:以下|如下|下列|[一二三四五六七八九十]{1,3}个方面|[一二三四五六七八九十]{1,3}[项件]重点)"
    "[^，]{0,8}(?:工作|任务|方面|事项|举措)?$|(?:上述|以上|这些|年度)目标(?:任务)?$|建议为$|目标[为是]$"
)
LEADING = ("工作", "任务", "方面", "事项", "举措", "目标", "为", "是", "下", "列", "重点")
STRIVING = frozenset(("力争", "争取", "确保", "努力", "力求", "奋力"))
AIMING = re.compile("力争|确保|争取|实现|保持|达到|力争实现|力争达到|努力实现")


def commitments_of(document: Document, facts: tuple[Fact, ...]) -> tuple[Commitment, ...]:
    """The commitments of the document's task sections, in order."""
    amounts = [fact.span.start for fact in facts if fact.label == "measure"]
    return tuple(
        _commitment(document, stretch, group, units, amounts)
        for stretch in stretches(document, "target")
        for group, units in _promises(document.view.text, stretch)
    )


def _promises(text: str, stretch: Stretch) -> Iterator[tuple[list[Action], str | None]]:
    """The actions of a stretch, each with the units that answer for it."""
    notes = answering(text, stretch.start, stretch.end)
    for sentence in sentences(text, stretch.start, stretch.end):
        if is_ceremony(text, sentence[0][0]) or not is_prose(text, sentence[0][0], sentence[-1][1]):
            continue
        for group in grouped([_action(text, piece, notes) for piece in sentence]):
            if _promised(text, group):
                yield group, note_after(text, notes, group[-1].end)


def _action(text: str, piece: Piece, notes: list[Note]) -> Action:
    """The action of a clause, a note of who answers cut off its end."""
    start, end, stop = piece
    i = bisect_left(notes, (start + 1,))
    cut = i < len(notes) and notes[i].start < end <= notes[i].end
    return action_of(text, start, notes[i].start if cut else end, stop)


def _promised(text: str, group: list[Action]) -> bool:
    """Whether the clauses promise something: an action with an object, or a target."""
    first, last = group[0], group[-1]
    if last.stop in COLON and not any(clause.quantified for clause in group):
        return False
    if last.stop not in COMMA and _leads_in(text, last.start, last.end):
        return False
    if first is last:
        bare_verb = first.verb[1] == first.end
        return first.quantified or first.kind == "state" or (first.kind in RULING and not bare_verb)
    return any(clause.telling for clause in group)


def _leads_in(text: str, start: int, end: int) -> bool:
    """Whether the words only announce what follows: 重点做好六个方面工作."""
    return text.endswith(LEADING, start, end) and LEAD_IN.search(text, start, end) is not None


def _commitment(
    document: Document, stretch: Stretch, group: list[Action], units: str | None, amounts: list[int]
) -> Commitment:
    text, main = document.view.text, _main(group)
    deed = _aimed_at(text, main)
    start, end = group[0].start, group[-1].end
    span, words = document.view.span(start, end), text[start:end]
    is_target = _is_target(text, main)
    firmness = firmness_of(words) or ("expected" if is_target or main.quantified else None)
    return Commitment(
        span=span,
        text=span.of(document.text),
        section=stretch.path,
        kind="target" if is_target else "task",
        verb=deed.word or None,
        object=_object(text, deed),
        quantities=tuple(amounts[bisect_left(amounts, span.start) : bisect_left(amounts, span.end)]),
        firmness=firmness,
        unit_responsible=units,
        deadline=deadline_of(words, (document.metadata.planned_period or "")[:4]),
        programme=programme_of(words),
    )


def _aimed_at(text: str, main: Action) -> Action:
    """What is to be done where the verb only says how firmly (力争…突破…): the action after it, if that has a verb."""
    if main.word not in STRIVING or main.verb[1] == main.end:
        return main
    action = action_of(text, main.verb[1], main.end, main.stop)
    return action if action.kind == "state" or (action.kind in RULING and action.word) else main


def _object(text: str, main: Action) -> str | None:
    """What is done to, or what is to reach the figure: its amount left out."""
    subject = subject_of(text[main.head : main.verb[0]]) if main.kind == "state" else ""
    return called(subject or without_amount(text[main.verb[1] : main.end]))


def _is_target(text: str, main: Action) -> bool:
    """Whether the clause names a figure or a state to be reached, not a deed."""
    if main.quantified:
        return main.kind not in RULING or bool(AIMING.fullmatch(text, *main.verb))
    if main.kind == "deed" and not text[slice(*main.verb)].endswith("完成"):
        return False
    return bool(qualitative_pattern().search(text, main.start, main.end))


def _main(group: list[Action]) -> Action:
    """The clause that says what is to be done: the one with the amount, else the most definite.

    Of two general ones the second, which makes the first definite: 强化治理，落实断面责任.
    """
    core = main_clauses(group)
    if len(core) == 1:
        return core[0]
    main = max(core, key=_definite)
    if main.kind != "policy" or main.quantified or main.named or main.listed:
        return main
    return next((a for a in core if a.start > main.start and a.kind == "policy" and not a.carry), main)


def _definite(action: Action) -> tuple[bool, bool, bool, bool, int]:
    """How definite a clause is; of equals the first."""
    kind = action.kind
    return action.quantified, kind == "deed", kind in ("policy", "state"), kind in RULING, -action.start
