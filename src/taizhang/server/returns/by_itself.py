"""What the ledger does by itself: nobody's right is asked for, the log has it all the same."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from taizhang.server.accounts.acting import Act, Actor, log


@contextmanager
def by_itself(actor: Actor, name: str) -> Iterator[Act]:
    """An act in one transaction, with its entry in the log where anything came to be changed."""
    act = Act(actor, name)
    with transaction.atomic():
        yield act
        if act.changes:
            log(act, None)
