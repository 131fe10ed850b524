"""Exporting everything, as an action: it stands in the log who took it, when and from where."""

from collections.abc import Iterator

from taizhang.server.accounts.acting import Act, Actor, action
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.permissions import grants_of
from taizhang.server.dumping.writing import dump_chunks


def everything(actor: Actor, name: str) -> Unit:
    """The root unit at which somebody may do what concerns the whole server; NotAllowed where there is none."""
    actor.wants(name, None)
    roots = [grant.unit for grant in grants_of(actor.user) if grant.unit.parent_id is None] if actor.user else []
    return next((unit for unit in roots if actor.may(name, unit)), None) or Unit.objects.get(parent=None)


@action("dump.export")
def export_dump(_act: Act, root: Unit, *, why: str = "") -> Iterator[bytes]:  # noqa: ARG001 - a root stands for all
    """The bytes of a dump; they are read once the entry in the log is there, so that it is among them."""
    return dump_chunks()
