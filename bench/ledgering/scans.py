"""Whether a statement goes through all rows of a large table, as the database itself explains."""

import json
import re
from collections.abc import Iterable, Iterator

from django.db import connection

LARGE = ("ledger_observation", "log_change", "log_entry", "ledger_task", "ledger_taskunit", "returns_return")
SCANNED = re.compile(r"^SCAN (\w+)(?! USING)")


def scans_of(statements: Iterable[str]) -> list[tuple[str, str]]:
    """The large tables that are read from end to end, each with the statement."""
    return [(table, statement) for statement in statements for table in scanned(statement) if table in LARGE]


def scanned(statement: str) -> Iterator[str]:
    """The tables that a statement reads without an index."""
    aliases = dict(reversed(pair) for pair in re.findall(r'"(\w+)" (?:AS )?("?[UVTW]\d+"?)', statement))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}".replace("%", "%%"), [])
            for *_, detail in cursor.fetchall():
                if found := SCANNED.match(detail):
                    yield aliases.get(found[1], found[1])
        else:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}".replace("%", "%%"), [])
            plan = cursor.fetchone()[0]
            yield from _sequential((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])


def _sequential(node: dict[str, object]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan":
        yield str(node["Relation Name"])
    for below in node.get("Plans", []):  # type: ignore[attr-defined]
        yield from _sequential(below)
