"""Who owns a figure: where an indicator has an authority, only what it released may be accepted and quoted."""

from datetime import date
from typing import NamedTuple

from taizhang.errors import Words
from taizhang.server.accounts.models import User
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.lib import clock


class Release(NamedTuple):
    """Which unit (its id) released a figure, and when."""

    authority: int | None
    day: date | None


def release_of(indicator: Indicator, stated: Release, user: User | None) -> Release:
    """The release as it is stated; a day alone is the authority's, and what its own people enter it releases today."""
    own = user is not None and indicator.authority_id is not None and user.unit_id == indicator.authority_id
    by = stated.authority or (indicator.authority_id if own or stated.day else None)
    return Release(by, stated.day or (clock.today() if own else None))


def unreleased(indicator: Indicator, vintage: str, release: Release) -> Words | None:
    """Why a figure may not be accepted; None where it may. An estimate is nobody's release."""
    if indicator.authority_id is None or vintage == Observation.Vintage.ESTIMATE:
        return None
    if release.authority == indicator.authority_id and release.day is not None:
        return None
    authority = indicator.authority
    return Words(
        f"“{indicator}”的数据由{authority}发布；须由该单位录入，或注明其发布日期，才能审定",
        f"figures of {indicator} are released by {authority}: it has to enter them, or its date of release be stated",
    )
