"""Having the documents of a government linked and checked with each other, asked for on the page of findings."""

from django.http import HttpRequest

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.queries import units_for
from taizhang.server.documents import actions
from taizhang.server.documents.comparing import in_scope_of, read_ones
from taizhang.server.documents.queries import documents_for
from taizhang.server.pages.answers import act
from taizhang.server.pages.asked import whole
from taizhang.server.pages.scope import GOVERNING

UNIT = Words("单位", "unit")


@act
def compare(request: HttpRequest, actor: Actor) -> Words:
    """Have what was read of a government, and of those next above and below it, linked and checked."""
    key = whole(request.POST.get("unit", "")) or 0
    unit = get_for(actor, "unit.read", units_for(actor), key, UNIT)
    rows = read_ones(documents_for(actor)).filter(in_scope_of(unit))
    actions.compare(actor, unit, documents=rows.values_list("pk", flat=True))
    return Words(
        "已排队连接与核查，稍后刷新看结果", "The documents are to be linked and checked: look here again in a while"
    )


def comparable(actor: Actor) -> list[Unit]:
    """The governments for which the person may ask for it."""
    return list(Unit.objects.filter(actor.within("document.compare", "path"), kind__in=GOVERNING, closed_on=None))
