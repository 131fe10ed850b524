"""Two who change the tree of units at one time: no unit keeps a path that was. Where writers do not wait anyhow."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from taizhang.server.accounts.acting import SERVER
from taizhang.server.accounts.actions import create_unit, move_unit
from taizhang.server.accounts.models import Unit

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL: scripts/with-postgresql"),
]


def test_a_unit_made_below_one_that_is_moved_meanwhile_goes_with_it(city):
    begun, ended = Event(), Event()

    def move():
        begun.wait(5)
        move_unit(SERVER, Unit.objects.get(pk=city.east.pk), parent=city.west, expected=city.east.revision)
        connection.close()
        ended.set()

    moving = Thread(target=move)
    moving.start()
    with transaction.atomic():
        made = create_unit(SERVER, city.town, code="YL-QT-LY-1", name="临砚村", kind="town")
        begun.set()
        assert not ended.wait(0.5)
    moving.join()
    town = Unit.objects.get(pk=city.town.pk)
    assert town.path.startswith(city.west.path)
    assert Unit.objects.get(pk=made.pk).path == f"{town.path}{made.pk}/"
