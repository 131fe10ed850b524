"""Whether the tables of the database are those of this version, and bringing them there."""

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from taizhang.server.operations.telling import Tell, Words


def pending() -> list[str]:
    """The migrations that the database still wants, in their order (`ledger.0002_…`)."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def unknown() -> list[str]:
    """Migrations of ours that the database went through and this version does not know: a newer one was here."""
    loader = MigrationExecutor(connection).loader
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("taizhang.")} & loader.migrated_apps
    applied = [key for key in loader.applied_migrations if key[0] in ours and key not in loader.disk_migrations]
    return [f"{app}.{name}" for app, name in applied]


def migrate(tell: Tell) -> int:
    """`taizhang admin migrate`: apply what is pending and say how much it was."""
    names = pending()
    if names:
        call_command("migrate", interactive=False, verbosity=0)
    tell(
        Words(f"数据库结构已升级（{len(names)} 步）。", f"the database was migrated ({len(names)} steps).")
        if names
        else Words("数据库结构已是最新。", "the database is up to date.")
    )
    return 0
