"""Eight people, fifty steps each, over all parts of the ledger at once: the log stays whole, nobody waits for ever."""

from collections import Counter
from dataclasses import replace
from functools import partial
from random import Random

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError

from server.sequences.dice import Dice, Nothing
from server.sequences.history import History
from server.sequences.running import CHOICES
from server.sequences.setting import set_up
from server.sequences.steps import STEPS, WEIGHTED
from server.together import shared_tables, together
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Refused
from taizhang.server.log.verifying import verify

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, EACH = 8, 50
TOLD = (Refused, IntegrityError, ObjectDoesNotExist)  # what the API answers with 4xx and a sentence


@pytest.fixture
def stage(transactional_db, tmp_path):
    with shared_tables(tmp_path):
        yield set_up()
    clock.set_day(None)


def fifty(stage, random):
    """What comes of fifty steps of one person; any error but a refusal is raised."""
    found = Counter()
    for _ in range(EACH):
        name = random.choice(WEIGHTED)
        try:
            STEPS[name].do(stage, Dice(random.randbytes(CHOICES)))
        except Nothing:
            found["idle"] += 1
        except TOLD as error:
            found[type(error).__name__] += 1
        else:
            found["done"] += 1
    return found


@pytest.mark.parametrize("number", [1, 2])
def test_a_crowd_at_once_leaves_a_ledger_that_holds(stage, number):
    own = [replace(stage, held=[]) for _ in range(PEOPLE)]
    counts = together(*(partial(fifty, each, Random(f"{number} {who}")) for who, each in enumerate(own)))
    done = sum(count["done"] for count in counts)
    assert done > PEOPLE * EACH / 3, counts
    history = stage.start.copy()
    history.read_on()
    assert verify().sound
    assert History().rows == history.rows
