"""Where ids go on after a dump was loaded: behind all that were ever given, those of rows removed since too."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import AutoField, Max

from taizhang.server.dumping.parts import Model
from taizhang.server.log.models import Change


def follow_ids(models: Iterable[Model]) -> None:
    """Let the next row of each kind get an id that no row had before."""
    logged = dict(Change.objects.order_by().values_list("model").annotate(Max("object_id")))
    for model in models:
        key = model._meta.pk
        if not isinstance(key, AutoField):
            continue
        held = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        last = max(held, logged.get(model._meta.label_lower) or 0)
        if last:
            _go_on(model._meta.db_table, str(key.column), last)


def _go_on(table: str, column: str, last: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, last])
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
