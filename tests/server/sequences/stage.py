"""Who and what a sequence plays with: the people, who of them may do something, and a choice of rows."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from server.sequences.history import History
from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.accounts.models import User
from taizhang.server.accounts.permissions import grants_of


@dataclass
class Stage:
    """A city with everything in it, in the state from which each sequence sets out. `day` is today there.

    `start` is the log up to there.
    """

    city: object
    day: object
    things: SimpleNamespace
    start: History = field(default_factory=History)
    held: list = field(default_factory=list)
    held_at_first: list = field(default_factory=list)

    def begin(self):
        """Begin a sequence; the history that it goes on from."""
        self.held = self.held_at_first = self.held_at_first or self.people()
        return self.start.copy()

    def people(self):
        """Everybody, with the grants that each holds; read again after people or days changed (`forget`)."""
        if not self.held:
            self.held = list(User.objects.select_related("unit").order_by("pk"))
            for user in self.held:
                grants_of(user)
        return self.held

    def forget(self):
        """Look again who holds what."""
        self.held = []

    def by(self, dice, action, unit, besides=None):
        """Somebody to do an action at a unit: mostly one who may; now and then the author of it, or anybody."""
        author = [user for user in self.people() if user.pk == besides]
        if author and dice.wild(5):
            return Actor(author[0])
        if dice.wild(8):
            return dice.pick([*(Actor(user) for user in self.people()), SERVER])
        able = [Actor(user) for user in self.people() if user.pk != besides]
        return dice.pick([actor for actor in able if actor.may(action, unit)] or able)


def likely(dice, rows, **wanted):
    """One of the rows, mostly one for which `wanted` holds."""
    if not dice.wild():
        wise = list(rows.filter(**wanted).order_by("pk")[:200])
        if wise:
            return dice.pick(wise)
    return dice.pick(rows.order_by("pk")[:200])


def seen(dice, row):
    """The revision that somebody saw of a row: mostly the one that it has."""
    return row.revision - 1 if dice.wild(12) else row.revision
