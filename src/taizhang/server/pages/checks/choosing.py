"""What a person chose of the findings, read from the address and checked."""

from django.http import HttpRequest

from taizhang.catalogue.checks import standard_rules
from taizhang.model import SEVERITIES
from taizhang.server.documents.finding_lists import Chosen
from taizhang.server.documents.models import FINDING
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.asked import NO_NUMBER, key_in, one_of, whole


def chosen_in(request: HttpRequest) -> Chosen:
    """What the address asks for; Invalid where it names what there is not."""
    rules = standard_rules()
    return Chosen(
        severity=one_of(request.GET, "severity", SEVERITIES) or None,
        state=one_of(request.GET, "state", FINDING.states) or None,
        check_id=one_of(request.GET, "check", rules.checks) or None,
        preset=one_of(request.GET, "preset", rules.presets) or None,
        unit=key_in(request.GET, "unit"),
        document=key_in(request.GET, "document"),
    )


def place_in(request: HttpRequest) -> tuple[int, int]:
    """Behind which finding the page begins: its rank and its id."""
    rank, _, key = request.GET.get("after", "").partition(".")
    if not rank and not key:
        return -1, 0
    place = whole(rank), whole(key)
    if place[0] is None or place[1] is None:
        raise Invalid({"after": NO_NUMBER})
    return place[0], place[1]
