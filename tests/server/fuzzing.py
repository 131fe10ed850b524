"""Call every operation of the API with what its document allows and forbids, and hold the answers against it.

Half of the ids in addresses are turned into those of rows that are there, so that calls come past the first look.
"""

import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from taizhang.server.lib import clock

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
WHOLE = 2**62


@dataclass
class Fuzzed:
    """What came of it: how often each status was answered, what failed by operation, where only the
    database refused (clashes), what there was no time for."""

    calls: int = 0
    statuses: Counter = field(default_factory=Counter)
    failures: dict = field(default_factory=dict)
    reached: Counter = field(default_factory=Counter)
    clashes: dict = field(default_factory=dict)
    left: list = field(default_factory=list)


def fuzz(key, *, examples, seconds, rows=3, seed=False, only=""):
    """Fuzz all operations, each with so many examples, until the time is over; what one wrote the next does not see."""
    found, end = Fuzzed(), time.monotonic() + seconds
    with connections_kept():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
        for result in schema.get_all_operations():
            operation = result.ok()
            name = f"{operation.method.upper()} {operation.path}"
            if only not in name:
                continue
            if time.monotonic() > end:
                found.left.append(name)
                continue
            with transaction.atomic():
                one_operation(operation, name, key, found, examples=examples, rows=rows, seed=seed)
                transaction.set_rollback(True)
            clock.set_day(None)
    return found


@contextmanager
def connections_kept():
    """Let no request close the connection of the transaction in which it is made."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def one_operation(operation, name, key, found, *, examples, rows, seed):
    """Fuzz one operation; its failures are kept, the first of each kind."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=not seed,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    @given(case=operation.as_strategy())
    def called(case):
        point_to_rows(case, rows)
        answer = case.call(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})
        found.calls += 1
        found.statuses[answer.status_code] += 1
        found.reached[name] += answer.status_code < 300
        if b":problem:clash" in answer.content:
            found.clashes[name] = case.as_curl_command()
        try:
            case.validate_response(answer, checks=CHECKS)
        except (Failure, FailureGroup) as failure:
            for each in getattr(failure, "exceptions", [failure]):
                told = (case.as_curl_command(), answer.status_code, answer.content[:300], str(each)[:600])
                found.failures.setdefault((name, type(each).__name__), told)

    called()


def point_to_rows(case, rows):
    """Turn half of the ids in the address into those of rows that are there."""
    for name, value in dict(case.path_parameters or {}).items():
        if isinstance(value, int) and value % 2:
            case.path_parameters[name] = value % rows + 1
