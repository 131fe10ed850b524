"""The rows behind a series as they are shown: editions and corrections, each with who entered and who accepted it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.ledger.models import Observation
from taizhang.server.ledger.models.observations import OBSERVATION
from taizhang.server.ledger.observations.editions import Editions
from taizhang.server.ledger.wording import VINTAGES, number
from taizhang.server.pages.indicators.tracing import traced
from taizhang.server.pages.indicators.wording import brief_period
from taizhang.server.pages.language import said

REPLACED = Words("已被更正", "corrected since")
TAGS: Mapping[str, str] = {"accepted": "tag-good", "entered": "tag-warn", "rejected": "tag-bad"}
SERVER = Words("系统", "the server")


@dataclass(frozen=True, slots=True)
class Revision:
    """One row as it is shown."""

    edition: str
    state: str
    tag: str
    trace: str
    value: str
    cumulative: str
    growth: str
    cumulative_growth: str
    released_on: date | None
    entered_by: str
    entered_at: datetime
    accepted_by: str
    accepted_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Revisions:
    """The rows of a period."""

    period: Words
    rows: list[Revision]


def revisions(editions: list[Editions], people: Mapping[int, str]) -> list[Revisions]:
    """The rows of each period, as they are shown."""
    return [Revisions(brief_period(each.period), [_revision(row, people) for row in each.rows]) for each in editions]


def _revision(row: Observation, people: Mapping[int, str]) -> Revision:
    replaced = row.state == Observation.State.ACCEPTED and not row.current
    return Revision(
        edition=said(VINTAGES[row.vintage]),
        state=said(REPLACED if replaced else OBSERVATION.states[row.state]),
        tag="" if replaced else TAGS[row.state],
        trace=traced(row.pk),
        value=_told(row.value, row.places),
        cumulative=_told(row.cumulative, row.places),
        growth=_told(row.growth, 1),
        cumulative_growth=_told(row.cumulative_growth, 1),
        released_on=row.released_on,
        entered_by=_who(row.entered_by, people),
        entered_at=row.entered_at,
        accepted_by=_who(row.accepted_by, people) if row.accepted_at else "",
        accepted_at=row.accepted_at,
        reason=row.reason or row.comment,
    )


def _told(value: Decimal | None, places: int) -> str:
    return "—" if value is None else number(value, places)


def _who(key: int | None, people: Mapping[int, str]) -> str:
    return people.get(key, "") if key else said(SERVER)
