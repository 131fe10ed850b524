"""What people say to findings: an explanation or a correction, then another person closes it; each step is kept."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.documents.models import FINDING, Finding, FindingAnswer
from taizhang.server.lib import clock

STEPS = {
    "explain": Words("说明", "explaining it"),
    "correct": Words("更正", "correcting it"),
    "close": Words("办结", "closing it"),
    "reopen": Words("重新打开", "opening it again"),
}


@action("finding.answer")
def answer(act: Act, finding: Finding, *, step: str, words: str, expected: int, why: str = "") -> Finding:
    """Explain a finding, or say where it was corrected."""
    return _step(act, finding, step, words, expected)


@action("finding.close")
def close(act: Act, finding: Finding, *, words: str, expected: int, why: str = "") -> Finding:
    """Close a finding that somebody else explained or corrected."""
    last = finding.answers.order_by("-id").first()
    if last is not None:
        act.not_by(last.by, finding)
    return _step(act, finding, "close", words, expected)


@action("finding.close")
def reopen(act: Act, finding: Finding, *, words: str, expected: int, why: str = "") -> Finding:
    """Open a finding again."""
    return _step(act, finding, "reopen", words, expected)


def _step(act: Act, finding: Finding, step: str, words: str, expected: int) -> Finding:
    act.update(finding, expected=expected, state=FINDING.after(finding.state, step, STEPS[step]))
    by = act.user.pk if act.user else None
    act.create(FindingAnswer(finding=finding, step=step, words=words, by=by, at=clock.now()))
    return finding
