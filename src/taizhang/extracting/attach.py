"""Which clauses of a sentence make up one action.

Manner clauses belong to the action after them, effects to the one before. A sentence often opens with its theme, a
general action without number or name (健全医疗体系), made definite by the clause after it.
"""

from dataclasses import dataclass

from taizhang.extracting.actions import Action

TRAILING = ("effect", "push", "continuation", "bare")


@dataclass(slots=True)
class Group:
    """The clauses of one action so far. `core` is the first that says what is done; how many do is `cores`."""

    clauses: list[Action]
    core: Action | None = None
    cores: int = 0
    quantified: bool = False

    def add(self, clause: Action) -> None:
        """Take one more clause into the action."""
        self.clauses.append(clause)
        self.quantified = self.quantified or clause.quantified
        if clause.kind not in ("manner", "funding") and (clause.kind != "bare" or clause.quantified):
            self.core = self.core or clause
            self.cores += 1

    def is_theme(self) -> bool:
        """Whether it only names the field of what is done."""
        core = self.core
        return bool(
            core
            and self.cores == 1
            and core.kind in ("policy", "push", "effect")
            and not (core.quantified or core.named or core.listed)
            and (len(self.clauses) == 1 or core.carry)
        )


def grouped(clauses: list[Action]) -> list[list[Action]]:
    """The clauses of one sentence, put together action by action."""
    if len(clauses) == 1:
        return [clauses]
    closing, last = _closing_from(clauses), len(clauses) - 1
    group = Group([])
    groups = [group]
    for i, clause in enumerate(clauses):
        if i and not _attaches(group, clause, len(groups) == 1, i >= closing, i == last):
            group = Group([])
            groups.append(group)
        group.add(clause)
    return [group.clauses for group in groups]


def _closing_from(clauses: list[Action]) -> int:
    """The index from which on the sentence only tells effects."""
    at = len(clauses)
    while at > 1 and clauses[at - 1].kind in TRAILING and not clauses[at - 1].quantified:
        at -= 1
    return at


def _attaches(group: Group, clause: Action, opening: bool, closing: bool, last: bool) -> bool:
    """Whether the clause belongs to the action that the clauses before it make up."""
    core = group.core
    if core is None or clause.kind in ("continuation", "funding"):
        return True
    if clause.quantified or clause.kind == "state":
        return False
    if group.clauses[-1].kind == "manner":
        return True
    if clause.word and clause.word == core.word and clause.kind in ("policy", "push", "deed"):
        return False  # 加强…，加强…: one beside the other, not one for the other
    if clause.kind == "bare":
        return True
    if clause.kind == "effect":
        return closing or not group.quantified
    if opening and group.is_theme():
        return clause.kind != "manner" or (core.abstract and not core.concrete and not last)
    if clause.kind == "push":
        return clause.carry or (not clause.fresh and _tells_effect(group, clause, closing, last))
    return clause.kind != "manner" and clause.carry and clause.abstract


def _tells_effect(group: Group, clause: Action, closing: bool, last: bool) -> bool:
    """Whether a clause with 推动, 打造 and their like tells the effect of the action before it, not an action."""
    if clause.named or (clause.listed and not clause.abstract):
        return last
    return not clause.concrete and (closing or not group.quantified)
