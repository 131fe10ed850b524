"""What the task sections promise: one action a row."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from taizhang.catalogue.cues import qualitative_pattern
from taizhang.extracting.actions import Action, action_of
from taizhang.extracting.amounts import without_amount
from taizhang.extracting.attach import grouped
from taizhang.extracting.details import Note, answering, deadline_of, firmness_of, note_after, programme_of
from taizhang.extracting.predicates import subject_of
from taizhang.extracting.sentences import COMMA, Piece, sentences
from taizhang.extracting.stretches import Stretch, stretches
from taizhang.model import Commitment, Document, Fact

LEAD_IN = re.compile(
    "(?:做好|抓好|抓住|实施|开展|突出|办好|完成|推进|围绕)[^，]{0,6}"
    "(?:以下|如下|下列|[一二三四五六七八九十]{1,3}个方面|[一二三四五六七八九十]{1,3}[项件]重点)"
    "[^，]{0,8}(?:工作|任务|方面|事项|举措)?$|(?:上述|以上|这些|年度)目标(?:任务)?$|建议为$|目标[为是]$"
)
LEADING = ("工作", "任务", "方面", "事项", "举措", "目标", "为", "是", "下", "列", "重点")
# Words of ceremony, conditions, glossary entries (“六纵”指…), captions and lines of a table of contents.
SPEECH = re.compile(
    r"(?:[［\[〔]\^?\d{1,3}[］\]〕]\s*)?“[^”\n]{1,30}”[，：:]?(?:即|是?指|包括)|[附图]?表\s*[\d一二三四五六七八九十]|附件|[^，\n]{0,60}(?:…{2}|\.{6})"
    "|各位代表|各位委员|只要|只有|我们相信|我们坚信|同志们|让我们|[（(]鼓掌|以上报告|请予审议"
)
AIMING = re.compile("力争|确保|争取|实现|保持|达到|力争实现|力争达到|努力实现")
RULING = {"policy", "push", "deed", "effect"}


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
        if SPEECH.match(text, sentence[0].start):
            continue
        for group in grouped([_action(text, piece, notes) for piece in sentence]):
            if _promised(text, group):
                yield group, note_after(text, notes, group[-1].end)


def _action(text: str, piece: Piece, notes: list[Note]) -> Action:
    """The action of a clause, a note of who answers cut off its end."""
    i = bisect_left(notes, (piece.start + 1,))
    cut = i < len(notes) and notes[i].start < piece.end <= notes[i].end
    return action_of(text, piece.start, notes[i].start if cut else piece.end, piece.stop)


def _promised(text: str, group: list[Action]) -> bool:
    """Whether the clauses promise something: an action with an object, or a target."""
    if group[-1].stop in ("：", ":") and not any(a.quantified for a in group):
        return False
    if group[-1].stop not in COMMA and _leads_in(text[group[-1].start : group[-1].end]):
        return False
    bare_verb = len(group) == 1 and group[0].verb[1] == group[0].end
    return any(a.quantified or a.kind == "state" or (a.kind in RULING and not bare_verb) for a in group)


def _leads_in(words: str) -> bool:
    """Whether the words only announce what follows: 重点做好六个方面工作."""
    return words.endswith(LEADING) and bool(LEAD_IN.search(words))


def _commitment(
    document: Document, stretch: Stretch, group: list[Action], units: str | None, amounts: list[int]
) -> Commitment:
    text, main = document.view.text, _main(group)
    start, end = group[0].start, group[-1].end
    span, words = document.view.span(start, end), text[start:end]
    is_target = _is_target(text, main)
    firmness = firmness_of(words) or ("expected" if is_target or main.quantified else None)
    return Commitment(
        span=span,
        text=span.of(document.text),
        section=stretch.path,
        kind="target" if is_target else "task",
        verb=text[slice(*main.verb)] or None,
        object=_object(text, main),
        quantities=tuple(amounts[bisect_left(amounts, span.start) : bisect_left(amounts, span.end)]),
        firmness=firmness,
        unit_responsible=units,
        deadline=deadline_of(words, (document.metadata.planned_period or "")[:4]),
        programme=programme_of(words),
    )


def _object(text: str, main: Action) -> str | None:
    """What is done to, or what is to reach the figure: its amount left out."""
    if main.kind == "state" and main.verb[0] > main.head:
        return subject_of(text[main.head : main.verb[0]])
    return without_amount(text[main.verb[1] : main.end]) or None


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
    core = [a for a in group if a.kind not in ("manner", "continuation", "funding")] or group
    main = max(core, key=_definite)
    later = (a for a in core if a.start > main.start and a.kind == "policy" and not a.carry)
    return next(later, main) if main.kind == "policy" and not (main.quantified or main.named or main.listed) else main


def _definite(action: Action) -> tuple[bool, bool, bool, bool, int]:
    """How definite a clause is; of equals the first."""
    kind = action.kind
    return action.quantified, kind == "deed", kind in ("policy", "state"), kind in RULING, -action.start
