"""Play a sequence on a stage: each step counted, looked at by the log, and all of it taken back in the end."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import transaction

from server.sequences.books import must_agree
from server.sequences.dice import Dice, Nothing
from server.sequences.steps import STEPS
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Refused
from taizhang.server.log.models import Change, Entry


@dataclass
class Tally:
    """How often each step was done, refused (by which kind of refusal), or had nothing to be tried on."""

    sequences: int = 0
    steps: int = 0
    by_step: dict = field(default_factory=lambda: defaultdict(Counter))
    refusals: dict = field(default_factory=lambda: defaultdict(Counter))

    def count(self, name, outcome, refusal=""):
        """Count a step."""
        self.steps += 1
        self.by_step[name][outcome] += 1
        if refusal:
            self.refusals[name][refusal] += 1

    def share(self, name, outcome="done"):
        """Which part of the tries of a step came out so."""
        tries = self.by_step[name]
        return tries[outcome] / (tries.total() or 1)

    def rows(self):
        """A line for each step: its name, tries, and the shares of done, refused and idle in per cent."""
        for name in sorted(self.by_step):
            told = [round(100 * self.share(name, outcome)) for outcome in ("done", "refused", "idle")]
            yield (name, self.by_step[name].total(), *told, dict(self.refusals[name].most_common(4)))


def play(stage, sequence, tally):
    """Play a sequence of (step, numbers). What must hold is looked at after each step and in the end."""
    clock.set_day(stage.day)
    with transaction.atomic():
        history = stage.begin()
        for name, numbers in sequence:
            tally.count(name, *take(stage, STEPS[name], Dice(numbers), history))
        must_agree(history)
        tally.sequences += 1
        transaction.set_rollback(True)
    clock.set_day(stage.day)


def take(stage, step, dice, history):
    """Try one step: done, refused or idle. What was refused has left no entry; what it changed is in the log."""
    try:
        result = step.do(stage, dice)
    except Nothing:
        must_have_left_nothing(step, history)
        return ("idle",)
    except Refused as error:
        must_have_left_nothing(step, history)
        must_be_told(error)
        return "refused", error.code
    history.read_on()
    return ("refused", "in bulk") if in_bulk(result) else ("done",)


def must_be_told(error):
    """A refusal says something in both languages."""
    assert all(error.message(language) for language in ("zh", "en"))


def in_bulk(result):
    """Whether every row of an action on many was refused."""
    rows = result if isinstance(result, list) else []
    return bool(rows) and all(getattr(row, "result", "") in {"refused", "left"} for row in rows)


def must_have_left_nothing(step, history):
    """No entry and no change came to the log."""
    assert not Entry.objects.filter(pk__gt=history.last).exists(), f"{step.name} was refused and left an entry"
    assert not Change.objects.filter(pk__gt=history.last_change).exists(), f"{step.name} was refused and left a change"
