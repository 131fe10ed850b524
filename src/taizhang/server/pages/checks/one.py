"""The page of one finding, and the buttons on findings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.documents import findings
from taizhang.server.documents.models import Finding
from taizhang.server.documents.queries import findings_for
from taizhang.server.lib.refusals import Invalid, Refused
from taizhang.server.pages.answers import act, page, told
from taizhang.server.pages.asked import whole
from taizhang.server.pages.checks.cards import DONE, cards
from taizhang.server.pages.checks.quoting import WHOLE

FINDING = Words("核查发现", "finding")
NO_WORDS = Words("请写明情况", "say what there is to say")
NO_STEP = Words("没有这一步", "no such step")
LONGEST = 20_000
TOO_LONG = Words(f"不能超过 {LONGEST} 字", f"{LONGEST} characters at most")


@page
def finding(request: HttpRequest, actor: Actor, finding: int) -> HttpResponse:
    """One finding, whole."""
    return _shown(request, actor, finding)


@act
def finding_step(request: HttpRequest, actor: Actor, finding: int) -> Words | HttpResponse:
    """Explain, correct, close or open again, with words. What is refused is shown beside the words, which stay."""
    try:
        return _take(request, actor, _found(actor, finding))
    except TaizhangError as error:
        status = error.status if isinstance(error, Refused) else 422
        return _shown(request, actor, finding, said=request.POST.get("words", ""), trouble=told(error), status=status)


def _take(request: HttpRequest, actor: Actor, row: Finding) -> Words:
    step, words = request.POST.get("step", ""), request.POST.get("words", "").strip()
    expected = whole(request.POST.get("revision", "")) or 0
    if not words:
        raise Invalid({"words": NO_WORDS})
    if len(words) > LONGEST:
        raise Invalid({"words": TOO_LONG})
    match step:
        case "explain" | "correct":
            findings.answer(actor, row, step=step, words=words, expected=expected)
        case "close":
            findings.close(actor, row, words=words, expected=expected)
        case "reopen":
            findings.reopen(actor, row, words=words, expected=expected)
        case _:
            raise Invalid({"step": NO_STEP})
    return DONE[step]


def _found(actor: Actor, key: int) -> Finding:
    return get_for(actor, "document.read", findings_for(actor), key, FINDING)


def _shown(
    request: HttpRequest, actor: Actor, key: int, *, said: str = "", trouble: str = "", status: int = 200
) -> HttpResponse:
    card = cards(actor, [_found(actor, key)], WHOLE)[0]
    return render(request, "checks/one.html", {"card": card, "typed": said, "trouble": trouble}, status=status)
