"""Shares of a whole or of a task, and the whole that is printed with its share, as patterns of statements.py."""

import re

from taizhang.extracting.completing import assign, subjects_of, write
from taizhang.extracting.links import PART_OF, PER_CENT, SHARE, Link
from taizhang.extracting.scene import Scene
from taizhang.extracting.subjects import cleaned, dealt

SHARED = Link("level", 1, "", "share")
PLANNED, WHOLE = Link("level", 1, "", "planned"), Link("level", 1, "", "whole")


DONE_OF = re.compile(
    r"^(?P<head>.*?)(?:(?:超额)?完成(?:了)?|为|达到|相当于)(?P<whole>[^，。；]{0,10}(?:任务|计划|目标|预算)[数额]?)的$"
)
# 占年度计划312亿元的104.6%, 完成预算95亿元的101.5%, 占全部贷款500亿元的30%: the amount is what the share is of.
WHOLE_OF = re.compile(
    r"^(?P<head>.*?)(?P<of>(?:(?:超额)?完成(?:了)?|为|达到|相当于|占)(?P<plan>[^，。；占]{0,10}(?:任务|计划|目标|预算)[数额量]?)"
    r"|占(?P<whole>[^，。；占]{2,16}))的?$"
)


def whole_of_share(scene: Scene) -> str | None:
    """占年度计划312亿元的104.6%: the amount is what the share behind it is of, not what was done."""
    group, following, said = scene.group, scene.following, scene.said
    if scene.item.unit in PER_CENT or following is None or following.first.unit not in PER_CENT:
        return None
    if group.after.strip() != "的" or not (match := WHOLE_OF.match(group.before)):
        return None
    if head := cleaned(match["head"]):
        said.remember(subjects_of(group, head, scene.link, said)[-1:], listed=False)
    elif not said.last:
        return None
    following.before = f"{match['of']}的"
    plan = match["plan"]
    write(
        group, [f"{said.last[-1]}{plan}" if plan else match["whole"]], PLANNED if plan else WHOLE, said, remember=False
    )
    return ""


def share_of_whole(scene: Scene) -> str | None:
    """占一般公共预算支出的83.46%: a share, of the subject named or of the last one."""
    group, said = scene.group, scene.said
    if scene.item.unit not in PER_CENT or "占" not in group.before or not (match := SHARE.match(group.before)):
        return None
    if not match["whole"] and not said.last:
        return None
    owner = cleaned(match["owner"])
    whole = cleaned(match["whole"]) or match["whole"].strip("的 \x00") or said.frame
    last, before = said.last, said.owner
    subjects = _shares(owner or (last[-1] if last else before), whole, len(group.items), [] if owner else last)
    write(group, subjects, SHARED, said)
    said.shared = subjects
    if not owner:
        said.last, said.owner = last, before
    return ""


def _shares(owner: str, whole: str, n: int, last: list[str]) -> list[str]:
    """The subjects of `n` shares: of several owners in one whole, or of one owner in several wholes."""
    if n == 1:
        owners = [owner]
    else:
        owners = last[-n:] if len(last) >= n else dealt(owner, n) or []
        if not owners and (wholes := dealt(whole, n)):
            return [f"{owner}占{part}比重" for part in wholes]
    return [f"{each}占{whole}比重" if whole else f"{each}占比" for each in owners or [owner]]


def done_of_task(scene: Scene) -> str | None:
    """完成年度任务的118.2%: how much of a task the last subject has done."""
    said = scene.said
    if scene.item.unit not in PER_CENT or not said.last or not (match := DONE_OF.match(scene.group.before)):
        return None
    if cleaned(match["head"]):
        return None
    last, owner = said.last, said.owner
    assign(scene.group, [f"{last[-1]}完成{match['whole']}"], "", SHARED, said)
    said.last, said.owner = last, owner
    return ""


def part_of_whole(scene: Scene) -> str | None:
    """超过财政总支出的75%: the share of the last subject in a whole."""
    said = scene.said
    if scene.item.unit not in PER_CENT or scene.link.role != "level" or not said.last:
        return None
    match = PART_OF.match(scene.group.before)
    if not match or cleaned(match["head"]):
        return None
    if match["more"]:
        scene.item.comparator = ">="
    assign(scene.group, [f"{said.last[-1]}占{cleaned(match['whole'])}比重"], "", SHARED, said)
    return ""
