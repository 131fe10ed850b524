"""How far a thing is by the words of a statement: done, on pace, under way, behind."""

from collections.abc import Iterable, Mapping
from typing import Literal

from taizhang.catalogue.cues import state_pattern, states
from taizhang.catalogue.verdicts import under_way_words
from taizhang.model import Claim

Stage = Literal["done", "on_pace", "under_way", "behind", "unclear"]
STAGES: Mapping[str, Stage] = {
    "done": "done",
    "granted": "done",
    "on_pace": "on_pace",
    "started": "under_way",
    "under_way": "under_way",
    "behind": "behind",
}
BEGUN = ("开工", "启动")


def stage_of(claim: Claim) -> Stage:
    """How far the thing is by the state word of a statement.

    A share of what was started (开工率) says no more than that the things are under way.

    >>> from taizhang.model import Span
    >>> stage_of(Claim(Span(0, 9), "滨河路改造稳步推进", None, "滨河路改造", "稳步推进"))
    'under_way'
    """
    if any(word in claim.text for word in BEGUN):
        return "under_way"
    found = state_pattern().search(claim.state or "")
    state = states().get(claim.state or "") or (states().get(found[0]) if found else None)
    return STAGES.get(state.state_class, "unclear") if state else "unclear"


def is_under_way(claims: Iterable[Claim], aim: str) -> bool:
    """Whether a statement says of what it counts only that it is being worked on, in a word that the target, whose
    words are `aim`, is not itself set in.

    >>> from taizhang.model import Span
    >>> begun = Claim(Span(0, 9), "开工改造老旧小区104个", None, "老旧小区", "开工改造")
    >>> is_under_way([begun], "改造老旧小区"), is_under_way([begun], "开工改造老旧小区")
    (True, False)
    """
    words = [word for word in under_way_words() if word not in aim]
    return any(word in _telling(claim, word) for claim in claims for word in words)


def _telling(claim: Claim, word: str) -> str:
    """Where a word must stand to tell: 开工 anywhere (开工率), others in the state."""
    return claim.text if word in BEGUN else claim.state or ""
