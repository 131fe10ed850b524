"""The core of accepting: what is asked of one observation, and many accepted in few statements."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, changed_meanwhile
from taizhang.server.ledger.models import OBSERVATION, Observation
from taizhang.server.ledger.observations.recording import Outcome, refused
from taizhang.server.ledger.observations.releasing import Release, release_of, unreleased
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, Refused, WrongState
from taizhang.server.lib.rows import Json

ACCEPT, CORRECT = Words("审定", "accepting"), Words("更正", "correcting")
OVERTAKEN = Words("；它所更正的数据已另有更正", "; what it corrects has been corrected otherwise")
Seen = tuple[Observation, int]


def accept_row(act: Act, row: Observation, *, expected: int, released_on: date | None = None) -> Observation:
    """Accept one observation; a correction takes the place of what it corrects."""
    release = releasable(act, row, expected, released_on)
    if row.replaces is not None:
        _give_way(act, row.replaces)
    return act.update(row, **_accepted(act, release))


def accept_rows(act: Act, rows: Sequence[Seen]) -> list[Outcome]:
    """Accept many, each with the revision that was seen; those that are alike in one statement.

    What may not be accepted is told apart and left as it is. Corrections, and what is named twice, come after the rest.
    """
    alike: dict[Release, list[int]] = {}
    outcomes: dict[int, Outcome] = {}
    first = {row.pk: place for place, (row, _) in reversed(list(enumerate(rows)))}
    for place, (row, seen) in enumerate(rows):
        if row.replaces_id is None and first[row.pk] == place:
            try:
                act.actor.wants("observation.accept", row.unit)
                alike.setdefault(releasable(act, row, seen), []).append(place)
            except Refused as error:
                outcomes[place] = refused(error)
    for release, places in alike.items():
        some = [rows[place][0] for place in places]
        late = {row.pk for row in act.update_many(some, **_accepted(act, release))}
        for place, row in zip(places, some, strict=True):
            outcomes[place] = refused(changed_meanwhile(row)) if row.pk in late else Outcome("accepted", row)
    return [outcomes.get(place) or _accept_apart(act, *seen) for place, seen in enumerate(rows)]


def releasable(act: Act, row: Observation, expected: int, released_on: date | None = None) -> Release:
    """Who released an observation, and when; Refused where it may not be accepted."""
    if expected != row.revision:
        raise changed_meanwhile(row)
    OBSERVATION.after(row.state, "accept", ACCEPT)
    for author in (row.entered_by, *row.also_by):
        act.not_by(author, row)
    release = release_of(row.indicator, Release(row.authority_id, released_on or row.released_on), act.user)
    why = unreleased(row.indicator, row.vintage, release)
    if why is not None:
        raise Invalid({"released_on": why})
    return release


def _accepted(act: Act, release: Release) -> Json:
    """What an observation holds once it is accepted."""
    return {
        "state": Observation.State.ACCEPTED.value,
        "current": True,
        "authority_id": release.authority,
        "released_on": release.day,
        "accepted_by": act.user.pk if act.user is not None else None,
        "accepted_at": clock.now(),
    }


def _accept_apart(act: Act, row: Observation, seen: int) -> Outcome:
    """Accept one of many; where it is refused nothing of it is written, neither in the row nor in the log."""
    before = len(act.changes)
    try:
        with transaction.atomic():
            act.actor.wants("observation.accept", row.unit)
            return Outcome("accepted", accept_row(act, row, expected=seen))
    except Refused as error:
        del act.changes[before:]
        return refused(error)


def _give_way(act: Act, old: Observation) -> None:
    """What is corrected stays as it was accepted, and is current no more."""
    if not old.current:
        raise WrongState(thing=OBSERVATION.name, state=OBSERVATION.states[old.state], step=CORRECT, detail=OVERTAKEN)
    act.update(old, current=False)
