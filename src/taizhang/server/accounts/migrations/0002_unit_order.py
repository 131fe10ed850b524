"""Units stand where their office puts them: ranks, and the order that follows from them, which is first that of ids.

Views of lists hold as many choices as an address does.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def put_in_order(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give every unit the order of its ids: none has a rank yet."""
    units = apps.get_model("accounts", "Unit").objects
    for unit in units.all():
        steps = (int(step) for step in unit.path.split("/") if step)
        units.filter(pk=unit.pk).update(order="".join(f"{0:05}{step:08}/" for step in steps))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="unit",
            options={"ordering": ("order",)},
        ),
        migrations.AddField(
            model_name="unit",
            name="order",
            field=models.CharField(blank=True, db_index=True, max_length=1400),
        ),
        migrations.AddField(
            model_name="unit",
            name="rank",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="savedview",
            name="query",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
    ]
