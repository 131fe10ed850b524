"""Random sequences of actions: no state outside its machine, nothing approved by its author, nothing issued changed.

`bench/sequences` plays many more, and tells how often each step was done and refused.
"""

import pytest
from django.db import connection

from server.sequences.running import run
from server.sequences.setting import set_up
from server.sequences.steps import STEPS

SEQUENCES = 50
NUMBERS = {"sqlite": 1, "postgresql": 2}  # others on either database
LEAST = 0.03  # of its tries each step is done, so that what is said of sequences is said of all steps


@pytest.mark.long
def test_any_sequence_of_actions_leaves_a_ledger_that_holds(db):
    tally = run(set_up(), examples=SEQUENCES, number=NUMBERS[connection.vendor])
    assert tally.sequences == SEQUENCES
    assert {name: dict(tally.refusals[name]) for name in STEPS if tally.share(name) < LEAST} == {}
