"""A promise taken up again in softer words: 确保 → 力争, 建成 → 推进, a figure left out, 以上 → 左右, a later date."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from taizhang.catalogue.cues import states
from taizhang.catalogue.firmness import binding_of
from taizhang.checking.case import Case
from taizhang.checking.promised import Promised, promised, words_of
from taizhang.errors import Words
from taizhang.following.main import is_main
from taizhang.following.wording import stated
from taizhang.linking.words.answers import plan_of
from taizhang.linking.words.concreteness import Plan
from taizhang.linking.words.phrases import terms_in
from taizhang.linking.words.promises import SURE
from taizhang.linking.words.things import core_of
from taizhang.model import Claim, Commitment, Fact, Finding, Link, Said

FIRM, SOFT = frozenset({">=", "<="}), "~"
PLAIN = 2  # rank of a promise without a modal word
WHOLE = 5  # rank of a verb from which on the thing itself is promised
STAGE = re.compile(
    "前期|手续|规划|设计|方案|招标|征[地拆迁占]|序时|年度任务|编制|论证|可研"
)  # done, they lead to another
AMOUNT = re.compile(r"\d|翻一?番|[一二三四五六七八九十百千]+[个项家处座条所公亩户人名万亿]")
MONTH = re.compile(r"\d{4}-\d\d")


class Softer(NamedTuple):
    """How a promise was weakened, and how much that counts."""

    weight: float
    told: Words


def find(case: Case) -> Iterator[Finding]:
    """Promises of one plan beside those of the next that speak of the same thing, where it was not done meanwhile."""
    seen: set[tuple[str, str]] = set()
    for plan in promised(case.linked, case.setting("kinds")):
        for commitment in plan.entry.reading.commitments:
            again = _again(plan, commitment)
            if again is None or _is_done(plan, commitment) or plan.plan.ground(commitment) is None:
                continue
            if not _same_thing(plan, commitment, again):
                continue
            key = (plan.entry.place + plan.year, core_of(commitment))
            later = plan_of(plan.linked.entry(again.b))
            softer = max(_softenings(plan.plan, commitment, later, again.b), default=None)
            if softer is not None and key not in seen:
                seen.add(key)
                yield _finding(case, plan, commitment, again.b, softer)


def _again(plan: Promised, commitment: Commitment) -> Link | None:
    """The link to the same promise of the next plan, if it is sure and the only one."""
    links = plan.linked.after(plan.said(commitment), "same_series")
    sure = [link for link in links if link.certainty == "sure" and isinstance(link.b.record, Commitment)]
    return sure[0] if len({link.b.key for link in sure}) == 1 else None


def _same_thing(plan: Promised, commitment: Commitment, again: Link) -> bool:
    """Whether the main clause of the later promise speaks of the thing, and not only its setting."""
    after = again.b.record
    held = terms_in(core_of(after)) if isinstance(after, Commitment) else set()
    shares = [
        sum(weight for term, weight in thing.items() if term in held) / sum(thing.values())
        for thing in plan.things(commitment)
        if sum(thing.values())
    ]
    return max(shares, default=0.0) >= SURE


def _is_done(plan: Promised, commitment: Commitment) -> bool:
    """Whether a review says that it was done: what follows is another stage."""
    answers = [link.b.record for link in plan.links(commitment) if link.kind in ("outcome", "progress")]
    return any(isinstance(one, Fact) or (isinstance(one, Claim) and _says_done(one)) for one in answers)


def _says_done(claim: Claim) -> bool:
    known = [states().get(word) for word in (claim.state or "", (claim.state or "")[-2:])]
    return any(state and state.state_class in ("done", "granted", "level") for state in known)


def _softenings(plan: Plan, before: Commitment, later: Plan, again: Said) -> Iterator[Softer]:
    """Every way in which the later wording binds less."""
    after = again.record
    if not isinstance(after, Commitment):
        return
    old, new = core_of(before), core_of(after)
    yield from _modal(before.text, after.text)
    if not (before.quantities and after.quantities) and before.kind == "task":
        yield from _deed(old, new)
    yield from _figure(plan, before, later, after)
    if _later(before.deadline, after.deadline):
        yield Softer(
            1.5, Words(f"时限由{before.deadline}推迟到{after.deadline}", f"{before.deadline} became {after.deadline}")
        )


def _modal(old: str, new: str) -> Iterator[Softer]:
    before, after = binding_of(old, "modal"), binding_of(new, "modal")
    if before and before.rank > PLAIN and after and after.rank < PLAIN:
        yield Softer(2.0, Words(f"由“{before.words}”改为“{after.words}”", f"{before.words} became {after.words}"))


def _deed(old: str, new: str) -> Iterator[Softer]:
    """A verb that promises the thing itself, and one that promises only work on it."""
    was, now = binding_of(old, "deed"), binding_of(new, "deed")
    if was and now and was.rank >= WHOLE and now.rank < WHOLE and not STAGE.search(old):
        told = Words(f"由“{was.words}”改为“{now.words}”", f"{was.words} became {now.words}")
        yield Softer(1.0 + (was.rank - now.rank) / 5, told)


def _figure(plan: Plan, before: Commitment, later: Plan, after: Commitment) -> Iterator[Softer]:
    """A figure left out, or its bound loosened."""
    old, new = plan.due(before), later.due(after)
    if len(old) == 1 and old[0].comparator != SOFT and not new and not AMOUNT.search(after.text):
        gone = stated(old[0])
        yield Softer(1.8, Words(f"去掉了数量“{gone.zh}”", f"{gone.en} was left out"))
    same = len(old) == len(new) == 1 and (old[0].role, old[0].unit) == (new[0].role, new[0].unit)
    if same and old[0].comparator in FIRM and new[0].comparator == SOFT:
        yield Softer(2.2, Words("由“以上（不低于）”改为“左右”", "a bound became 左右 (about)"))


def _later(before: str | None, after: str | None) -> bool:
    """Whether both name a month, and the later plan the same or a later one of its year."""
    return bool(before and after and MONTH.fullmatch(before) and MONTH.fullmatch(after) and after[5:] >= before[5:])


def _finding(case: Case, plan: Promised, commitment: Commitment, again: Said, softer: Softer) -> Finding:
    importance = case.setting("importance")[plan.plan.ground(commitment)]
    main = is_main(plan.entry.reading.document, commitment)
    after = again.record
    return case.finding(
        [plan.said(commitment), again],
        severity="medium" if main or softer.weight >= case.setting("grave") else "low",
        weight=softer.weight / 3 + importance / 2 + (1.0 if main else 0.0),
        year=plan.year,
        next_year=str(int(plan.year) + 1),
        before=words_of(commitment),
        after=words_of(after) if isinstance(after, Commitment) else "",
        how=softer.told,
    )
