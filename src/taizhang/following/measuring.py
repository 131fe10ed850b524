"""Which way of computing fits a target and the figure that answers it."""

from taizhang.following.amounts import flow_progress, milestone_progress, rate_progress
from taizhang.following.evidence import Evidence
from taizhang.following.growing import growth_progress, implied_progress, reached_progress
from taizhang.following.nature import amount, comparable, nature_of
from taizhang.following.progress import Answer, Progress, answer_of
from taizhang.following.stocks import stock_progress
from taizhang.model import Said

AMOUNTS = frozenset({"flow", "count", "stock"})


def progress_of(target: Said, actual: Said, evidence: Evidence) -> Progress | None:
    """What `actual` says of `target`; None where the two cannot be compared or their periods are not known."""
    answer = answer_of(target, actual, evidence)
    return None if answer is None else _progress(answer)


def _progress(answer: Answer) -> Progress | None:
    match answer.t.role, answer.a.role:
        case "growth", "growth":
            return growth_progress(answer, amount(answer.t))
        case "growth", "level" if answer.a.unit == "%":
            return growth_progress(answer, amount(answer.t)) if comparable(answer.t, answer.a) else None
        case "growth", "level":
            return reached_progress(answer)
        case "level", "growth":
            return implied_progress(answer) if nature_of(answer.t) in AMOUNTS else None
        case "times", _:
            return None
        case _:
            return _by_nature(answer) if comparable(answer.t, answer.a) else None


def _by_nature(answer: Answer) -> Progress:
    match nature_of(answer.t):
        case "flow" | "count":
            return flow_progress(answer)
        case "stock":
            return stock_progress(answer)
        case "milestone":
            return milestone_progress(answer)
        case nature:
            return rate_progress(answer, nature)
