"""Machines of states as data: which step leads from which state to which."""

from collections.abc import Mapping
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.lib.refusals import WrongState


@dataclass(frozen=True)
class Machine:
    """The states of one kind of thing, what each is called, and which step leads from which state to which."""

    name: Words
    states: Mapping[str, Words]
    steps: Mapping[tuple[str, str], str]

    def after(self, state: str, step: str, called: Words) -> str:
        """The state to which `step` leads from `state`; WrongState where it does not. `called` is the step's name."""
        try:
            return self.steps[state, step]
        except KeyError:
            raise WrongState(thing=self.name, state=self.states[state], step=called) from None

    def allows(self, state: str, step: str) -> bool:
        """Whether `step` leads anywhere from `state`."""
        return (state, step) in self.steps

    def choices(self) -> list[tuple[str, str]]:
        """The states for a model's field, with their Chinese names."""
        return [(state, words.zh) for state, words in self.states.items()]
