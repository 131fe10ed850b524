"""The steps that a sequence is made of, by name."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A step: what it tries, and how often it is tried beside others. A step does one action, or lets time do one."""

    name: str
    do: Callable
    weight: int


STEPS: dict[str, Step] = {}


def step(weight=2):
    """Make a function of stage and dice a step of its name."""

    def decorate(function):
        STEPS[function.__name__] = Step(function.__name__, function, weight)
        return function

    return decorate
