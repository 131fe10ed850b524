"""Several at once for real: threads with connections of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Barrier, Thread

from django.db import connection, connections

from server.alone import make

PATIENCE = 120  # seconds


@contextmanager
def shared_tables(folder) -> Iterator[None]:
    """Empty tables that threads share: on SQLite in a file of their own, as an office has it.

    The database of other tests on SQLite stands in memory, where threads fail instead of waiting for each other. On
    PostgreSQL the tables of the tests serve.
    """
    if connection.vendor != "sqlite":
        yield
        return
    kept, settings = connections["default"], connections.settings["default"]
    name = settings["NAME"]
    settings["NAME"] = str(folder / "ledger.sqlite3")
    connections["default"] = connections.create_connection("default")
    try:
        make()
        yield
    finally:
        connections["default"].close()
        connections["default"], settings["NAME"] = kept, name


def together(*calls):
    """What each call comes to, all begun at one moment; an error of any of them is raised."""
    begin, results, errors = Barrier(len(calls)), [None] * len(calls), []

    def run(number, call):
        try:
            begin.wait(PATIENCE)
            results[number] = call()
        except BaseException as error:  # noqa: BLE001 - raised in the thread of the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=each, daemon=True) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    if errors:
        raise errors[0]
    return results
