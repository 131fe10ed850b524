"""What a person chose of the findings, read from the address and checked."""

from collections.abc import Container

from django.http import HttpRequest

from taizhang.catalogue.checks import standard_rules
from taizhang.errors import Words
from taizhang.model import SEVERITIES
from taizhang.server.documents.finding_lists import Chosen
from taizhang.server.documents.models import FINDING
from taizhang.server.lib.refusals import Invalid

NONE_SUCH = Words("没有这一项", "no such choice")
NO_NUMBER = Words("应为编号", "a number is wanted")
MOST = 2**63 - 1


def chosen_in(request: HttpRequest) -> Chosen:
    """What the address asks for; Invalid where it names what there is not."""
    rules = standard_rules()
    return Chosen(
        severity=_one_of(request, "severity", SEVERITIES),
        state=_one_of(request, "state", FINDING.states),
        check_id=_one_of(request, "check", rules.checks),
        preset=_one_of(request, "preset", rules.presets),
        unit=_key(request, "unit"),
        document=_key(request, "document"),
    )


def place_in(request: HttpRequest) -> tuple[int, int]:
    """Behind which finding the page begins: its rank and its id."""
    rank, _, key = request.GET.get("after", "").partition(".")
    if not rank and not key:
        return -1, 0
    if not (_is_number(rank) and _is_number(key)):
        raise Invalid({"after": NO_NUMBER})
    return int(rank), int(key)


def _one_of(request: HttpRequest, name: str, known: Container[str]) -> str | None:
    asked = request.GET.get(name) or None
    if asked is not None and asked not in known:
        raise Invalid({name: NONE_SUCH})
    return asked


def _key(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name)
    if not asked:
        return None
    if not _is_number(asked):
        raise Invalid({name: NO_NUMBER})
    return int(asked)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= MOST
