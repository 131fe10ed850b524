"""What is done with observations: entered, accepted, rejected, corrected; one or many."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, Actor, action, changed_meanwhile
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.queries import where_done
from taizhang.server.ledger.models import OBSERVATION, Observation
from taizhang.server.ledger.observations.accepting import accept_row, accept_rows
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.observations.recording import Outcome, record
from taizhang.server.lib.refusals import Invalid, Refused, WrongState

CHUNK = 5000
ENTER, REJECT = Words("录入", "entering"), Words("不采用", "rejecting")
SUPERSEDED = Words("已被更正取代", "superseded by a correction")
CORRECT = Words("更正", "correcting")


@action("observation.enter")
def enter(
    act: Act,
    unit: Unit,  # noqa: ARG001 - where the right is asked for; of each figure it is asked again
    *,
    figures: Iterable[Figure],
    why: str = "",
) -> list[Outcome]:
    """Enter figures of a unit and of others where the one who acts may; each is told what became of it.

    What the server itself brings (an example, a load) is accepted at once.
    """
    return record(act, figures, accepted=act.user is None)


@action("observation.enter")
def enter_one(act: Act, unit: Unit, *, figure: Figure, why: str = "") -> Observation:  # noqa: ARG001 - as above
    """Enter one figure; what is wrong with it is raised."""
    return raised(record(act, [figure])[0])


def raised(outcome: Outcome) -> Observation:
    """The row that came of one figure; what refused it is raised."""
    if outcome.row is None:
        raise outcome.error or Refused(detail=outcome.why)
    return outcome.row


def enter_many(actor: Actor, figures: Iterable[Figure], *, chunk: int = CHUNK) -> Iterator[list[Outcome]]:
    """Enter any number of figures, a chunk in one transaction and with one entry of the log; lazily, so go through it.

    Each chunk is entered at the nearest unit above all of its own.
    """
    ahead = iter(figures)
    while some := list(islice(ahead, chunk)):
        yield enter(actor, where_done(actor, "observation.enter", [figure.unit for figure in some]), figures=some)


@action("observation.accept")
def accept(
    act: Act, observation: Observation, *, expected: int, released_on: date | None = None, why: str = ""
) -> Observation:
    """Accept what another person entered; `released_on` states when its authority released it."""
    return accept_row(act, observation, expected=expected, released_on=released_on)


@action("observation.accept")
def accept_many(
    act: Act,
    unit: Unit,  # noqa: ARG001 - where the right is asked for; of each row it is asked again
    *,
    rows: Sequence[tuple[Observation, int]],
    why: str = "",
) -> list[Outcome]:
    """Accept many, each with the revision that was seen; what may not be accepted is told apart and left as it is."""
    return accept_rows(act, rows)


@action("observation.accept")
def reject(act: Act, observation: Observation, *, expected: int, why: str) -> Observation:
    """Not use what was entered, with the reason; who entered it may enter anew."""
    state = OBSERVATION.after(observation.state, "reject", REJECT)
    reason = "；".join(filter(None, (observation.reason, why)))
    return act.update(observation, expected=expected, state=state, current=False, reason=reason)


@action("observation.correct")
def correct(act: Act, observation: Observation, *, expected: int, figure: Figure, why: str) -> Observation:
    """Enter a correction of what was accepted: a new row that waits until another person accepts it."""
    OBSERVATION.after(observation.state, "correct", CORRECT)
    if expected != observation.revision:
        raise changed_meanwhile(observation)
    if not observation.current:
        raise WrongState(thing=OBSERVATION.name, state=SUPERSEDED, step=CORRECT)
    row = raised(record(act, [figure])[0])
    if row.replaces_id not in {None, observation.pk}:
        raise changed_meanwhile(observation)
    if row.pk == observation.pk:
        raise Invalid({"value": Words("与已审定的数据相同", "is what was accepted already")})
    return row
