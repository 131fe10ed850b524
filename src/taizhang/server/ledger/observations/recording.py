"""The core of entering: figures become rows, many at a time, each with what happened to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple

from django.db import IntegrityError

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import OBSERVATION, Indicator, Observation
from taizhang.server.ledger.observations.authors import Authors, authors_with, must_not_be_by, typed_by
from taizhang.server.ledger.observations.deriving import MEASURES
from taizhang.server.ledger.observations.figures import Figure, Key, Placed, placed
from taizhang.server.ledger.observations.releasing import Release, release_of, unreleased
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import ChangedMeanwhile, NotAllowed, Refused, WrongState

Result = Literal["new", "changed", "same", "accepted", "refused"]
ENTER = Words("录入", "entering")
SETTLED = Words("；如需修改，请填写原因，按更正办理", "; give a reason, which makes it a correction")
WAITS = Words("；已有一项更正待审定", "; a correction waits to be accepted")
LEVELS = ("value", "cumulative")


@dataclass(slots=True)
class Outcome:
    """What became of one figure: its row, unless it was refused, and what a person should know of it."""

    result: Result
    row: Observation | None
    why: Words | None = None
    error: Refused | None = None


class Told(NamedTuple):
    """What became of a row, before it is known by its id."""

    result: Result
    row: Observation
    why: Words | None = None


def record(act: Act, figures: Iterable[Figure], *, accepted: bool = False) -> list[Outcome]:
    """Enter figures, each once, and say what became of each: a defect of one refuses that one alone.

    Of `observation.enter` the right is asked at the unit of each figure; any other action answers for it itself.

    What is there and not yet accepted is changed; what is accepted stays, unless the figure gives a reason, which makes
    it a correction. `accepted` accepts what is entered in the same step, for figures that another person approved by
    the return or the document they come from: whoever typed them cannot be who acts.
    """
    batch = Batch(act, accepted)
    return batch.enter(list(figures))


@dataclass
class Batch:
    """Figures on their way into rows, in few queries however many they are."""

    act: Act
    accepted: bool
    found: dict[Key, Observation] = field(default_factory=dict)
    waiting: dict[int, Observation] = field(default_factory=dict)
    made: dict[Key, Observation] = field(default_factory=dict)
    allowed: dict[int, bool] = field(default_factory=dict)
    at: datetime = field(default_factory=clock.now)

    def enter(self, figures: list[Figure]) -> list[Outcome]:
        """Enter all, then save the new rows at once."""
        put = [_placed(figure) for figure in figures]
        self._look_up([one for one in put if isinstance(one, Placed)])
        outcomes = [self._outcome(one) for one in put]
        try:
            self.act.create_many(self.made[key] for key in sorted(self.made))  # so that no two wait for each other
        except IntegrityError:
            raise ChangedMeanwhile(thing=OBSERVATION.name, who="", revision=1) from None
        return outcomes

    def _look_up(self, put: list[Placed]) -> None:
        """The current rows that the figures may speak of, and the corrections that wait for them."""
        rows = Observation.objects.filter(
            current=True,
            unit_id__in={one.key.unit for one in put},
            indicator_id__in={one.key.indicator for one in put},
            period__in={one.key.period for one in put},
        )
        self.found = {key_of(row): row for row in rows.select_for_update().order_by("pk")}
        replaced = [row.pk for row in self.found.values() if row.state == "accepted"]
        waiting = Observation.objects.filter(state="entered", replaces__in=replaced)
        self.waiting = {row.replaces_id: row for row in waiting if row.replaces_id is not None}

    def _outcome(self, one: Placed | Refused) -> Outcome:
        if isinstance(one, Refused):
            return refused(one)
        try:
            return Outcome(*self._enter(one))
        except Refused as error:
            return refused(error)

    def _enter(self, one: Placed) -> Told:
        self._allowed(one.figure)
        row = self.found.get(one.key)
        if row is None:
            return self._new(one)
        if agrees(row, one):
            return self._same(row, one)
        return self._changed(row, one) if row.state == "entered" else self._corrected(row, one)

    def _allowed(self, figure: Figure) -> None:
        """Refuse what the one who acts may not enter there, and what they typed where it is to be accepted."""
        if self.act.action == "observation.enter" and not self._may_enter(figure.unit):
            raise NotAllowed(action=ENTER, unit=str(figure.unit))
        if self.accepted:
            authors = Authors(entered_by=typed_by(figure, self.act), also_by=list(figure.also_by))
            must_not_be_by(self.act, figure, authors)

    def _may_enter(self, unit: Unit) -> bool:
        if unit.pk not in self.allowed:
            self.allowed[unit.pk] = self.act.actor.may("observation.enter", unit)
        return self.allowed[unit.pk]

    def _new(self, one: Placed, replaces: Observation | None = None) -> Told:
        row = row_of(one, self.act, self.at)
        why = self._settle(row, one.figure.indicator)
        if replaces is not None:
            row.replaces, row.current = replaces, row.state == "accepted"
            self.waiting[replaces.pk] = row
            self.act.update(replaces, current=not row.current)
        if row.current:
            self.found[one.key] = row
        self.made[one.key] = row
        return Told("new", row, why)

    def _same(self, row: Observation, one: Placed) -> Told:
        if not self.accepted or row.state != "entered" or self._is_new(row):
            return Told("same", row)
        authors = authors_with(row, one, self.act)
        must_not_be_by(self.act, one.figure, authors)
        return Told("same", row, self._accept(row, authors))

    def _changed(self, row: Observation, one: Placed) -> Told:
        OBSERVATION.after(row.state, "enter", ENTER)
        authors = authors_with(row, one, self.act)
        if self.accepted:
            must_not_be_by(self.act, one.figure, authors)
        values: dict[str, Any] = dict(one.numbers) | _said(one, self.act) | authors
        if self._is_new(row):
            for name, value in values.items():
                setattr(row, name, value)
            return Told("changed", row, self._settle(row, one.figure.indicator))
        self.act.update(row, expected=row.revision, **values, entered_at=self.at)
        return Told("changed", row, self._accept(row, {}) if self.accepted else None)

    def _corrected(self, row: Observation, one: Placed) -> Told:
        """A figure that differs from what is accepted: refused, or with a reason a correction of it."""
        waiting = None if self._is_new(row) else self.waiting.get(row.pk)
        if waiting is not None and agrees(waiting, one):
            return Told("same", waiting)
        if waiting is not None or not one.figure.reason or self._is_new(row):
            state, more = OBSERVATION.states[row.state], SETTLED if waiting is None else WAITS
            raise WrongState(thing=Words(str(row), str(row)), state=state, step=ENTER, detail=more)
        whole = {name: getattr(row, name) for name in MEASURES}
        return self._new(Placed(one.figure, one.period, whole | one.numbers, max(one.places, row.places)), row)

    def _is_new(self, row: Observation) -> bool:
        """Whether it comes of this batch itself and is not saved yet."""
        return self.made.get(key_of(row)) is row

    def _settle(self, row: Observation, indicator: Indicator) -> Words | None:
        """Accept a row that is about to be made, where that is wanted and its authority released it."""
        if not self.accepted:
            return None
        why = unreleased(indicator, row.vintage, Release(row.authority_id, row.released_on))
        if why is None:
            row.state, row.accepted_by, row.accepted_at = "accepted", _user(self.act), self.at
        return why

    def _accept(self, row: Observation, authors: Authors) -> Words | None:
        why = unreleased(row.indicator, row.vintage, Release(row.authority_id, row.released_on))
        if why is None:
            self.act.update(row, **authors, state="accepted", accepted_by=_user(self.act), accepted_at=self.at)
        return why


def row_of(one: Placed, act: Act, at: datetime) -> Observation:
    """A row of a figure, not saved yet."""
    figure = one.figure
    return Observation(
        region_id=figure.unit.region_id,
        unit=figure.unit,
        indicator=figure.indicator,
        period=one.period.code,
        period_type=one.period.type,
        period_end=one.period.end,
        vintage=figure.vintage,
        **one.numbers,
        **_said(one, act),
        entered_by=typed_by(figure, act),
        also_by=list(figure.also_by),
        entered_at=at,
    )


def agrees(row: Observation, one: Placed) -> bool:
    """Whether a row already holds all that a figure says."""
    figure = one.figure
    told = {"comment": figure.comment, "released_on": figure.released_on}
    return all(getattr(row, name) == number for name, number in one.numbers.items()) and all(
        getattr(row, name) == value for name, value in told.items() if value
    )


def key_of(row: Observation) -> Key:
    """Of what a row is."""
    return Key(row.unit_id, row.indicator_id, row.period, row.vintage)


def _said(one: Placed, act: Act) -> dict[str, Any]:
    """What else a figure says, without what it leaves open."""
    figure = one.figure
    stated = Release(figure.authority.pk if figure.authority else None, figure.released_on)
    release = release_of(figure.indicator, stated, act.user)
    said = {
        "authority_id": release.authority,
        "released_on": release.day,
        "reason": figure.reason,
        "comment": figure.comment,
        "fact": figure.fact,
        "origin": figure.origin,
        "places": one.places if any(name in one.numbers for name in LEVELS) else None,
    }
    return {name: value for name, value in said.items() if value or (name == "places" and value is not None)}


def _user(act: Act) -> int | None:
    return act.user.pk if act.user is not None else None


def _placed(figure: Figure) -> Placed | Refused:
    try:
        return placed(figure)
    except Refused as error:
        return error


def refused(error: Refused) -> Outcome:
    """The outcome of what was refused."""
    return Outcome("refused", None, Words(error.message("zh"), error.message("en")), error)
