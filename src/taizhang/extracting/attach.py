"""Which clauses of a sentence make up one action.

Manner clauses belong to the action after them, effects to the one before. A sentence often opens with its theme, a
general action without number or name (健全医疗体系), made definite by the clause after it.
"""

from taizhang.extracting.actions import Action

TRAILING = ("effect", "push", "continuation", "bare")


def grouped(actions: list[Action]) -> list[list[Action]]:
    """The clauses of one sentence, put together action by action."""
    groups: list[list[Action]] = []
    closing = _closing_from(actions)
    for i, action in enumerate(actions):
        if groups and _attaches(groups[-1], action, len(groups) == 1, i >= closing, i == len(actions) - 1):
            groups[-1].append(action)
        else:
            groups.append([action])
    return groups


def _closing_from(actions: list[Action]) -> int:
    """The index from which on the sentence only tells effects."""
    at = len(actions)
    while at > 1 and actions[at - 1].kind in TRAILING and not actions[at - 1].quantified:
        at -= 1
    return at


def _attaches(group: list[Action], action: Action, opening: bool, closing: bool, last: bool) -> bool:
    """Whether the clause belongs to the action that the clauses before it make up."""
    core = [a for a in group if a.kind not in ("manner", "funding") and (a.kind != "bare" or a.quantified)]
    if not core or action.kind in ("continuation", "funding"):
        return True
    if action.quantified or action.kind == "state":
        return False
    if group[-1].kind == "manner":
        return True
    theme = opening and len(core) == 1 and _general(core[0]) and (len(group) == 1 or core[0].carry)
    match action.kind:
        case "bare":
            return True
        case "manner":
            return theme and core[0].abstract and not core[0].concrete and not last
        case "effect":
            return closing or not any(a.quantified for a in group)
        case "push":
            return theme or action.carry or (not action.fresh and _soft(group, action, closing, last))
        case _:
            return theme or (action.carry and action.abstract)


def _soft(group: list[Action], action: Action, closing: bool, last: bool) -> bool:
    """Whether a clause with 推动, 打造 and their like tells the effect of the action before it, not an action."""
    if action.named or (action.listed and not action.abstract):
        return last
    return not action.concrete and (closing or not any(a.quantified for a in group))


def _general(action: Action) -> bool:
    """Whether a clause only names the field of what is done."""
    return action.kind in ("policy", "push", "effect") and not (action.quantified or action.named or action.listed)
