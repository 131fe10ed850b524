"""Many sequences; one that fails is shortened to the steps that it takes, and told."""

from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as numbered_by
from hypothesis import strategies as st

from server.sequences.playing import Tally, play
from server.sequences.steps import WEIGHTED

CHOICES = 12


def run(stage, *, examples, shortest=20, longest=60, number=0):
    """Play so many sequences, other ones by another number; the tally."""
    tally = Tally()

    @numbered_by(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**60))
    def sequence_holds(seed):
        sequence = sequence_of(Random(seed), shortest, longest)
        if error_of(stage, sequence, tally) is not None:
            short = shortened(sequence, lambda shorter: error_of(stage, shorter, Tally()) is not None)
            told = "\n".join(f"    ({name!r}, {numbers!r})," for name, numbers in short)
            raise AssertionError(f"of seed {seed} these steps suffice:\n{told}") from error_of(stage, short, Tally())

    sequence_holds()
    return tally


def sequence_of(random, shortest, longest):
    """A sequence: steps with the numbers by which they choose."""
    return [(random.choice(WEIGHTED), random.randbytes(CHOICES)) for _ in range(random.randint(shortest, longest))]


def error_of(stage, sequence, tally):
    """What breaks when a sequence is played; None where all holds."""
    try:
        play(stage, sequence, tally)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told with the steps that led to it
        return error
    return None


def shortened(sequence, fails):
    """The steps without which it does not fail, by leaving out ever smaller pieces."""
    size = len(sequence) // 2
    while size:
        at = 0
        while at < len(sequence):
            shorter = sequence[:at] + sequence[at + size :]
            if shorter and fails(shorter):
                sequence = shorter
            else:
                at += size
        size //= 2
    return sequence
