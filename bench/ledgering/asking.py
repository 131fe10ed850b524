"""Ask the API in this process, and the database by itself with the statements that the API sent it."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from gauges.figures import Figure

from taizhang.server.wsgi import application

ROUNDS = 7
TIMES = 10  # how many times its bare SQL an answer may take
SMALL = 0.002  # seconds of SQL below which Django's making of the statements is most of any answer
FEW = 25  # milliseconds that such an answer may take
EMPTY = "/trial"  # answers nothing but who asks: what it costs is the cost of any answer


@dataclass(frozen=True)
class Question:
    """A GET of the API, asked by one of the people of the cast."""

    name: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    who: str = "auditor"


@dataclass(frozen=True)
class Measured:
    """How long an answer took and its bare SQL, in seconds; its statements, rows and bytes."""

    question: Question
    whole: float
    bare: float
    statements: tuple[str, ...]
    rows: int
    size: int

    @property
    def ratio(self) -> float:
        """How many times its bare SQL the answer took."""
        return self.whole / self.bare

    def beside(self, empty: "Measured") -> float:
        """The same without what an empty answer costs and asks."""
        return max(self.whole - empty.whole, 0) / max(self.bare - empty.bare, 1e-5)


class Asker:
    """The whole server as a function: middleware, authentication, query, JSON."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self.keys = keys
        self.handler = application
        self.requests = RequestFactory(SERVER_NAME="localhost")

    def answer(self, question: Question) -> bytes:
        """What is answered; an error where it is no success."""
        path = f"/api/v1{question.path}?{urlencode(question.query, doseq=True)}"
        headers = {"Authorization": f"Bearer {self.keys[question.who]}"}
        said: list[str] = []
        environ = self.requests.get(path, headers=headers).environ
        answer = self.handler(environ, lambda status, *_: said.append(status))  # type: ignore[arg-type, misc]
        body = b"".join(answer)
        answer.close()
        assert said[0].startswith("200"), (path, said[0], body[:500])
        return body

    def measure(self, question: Question) -> Measured:
        """The best of some rounds, of the whole and of its SQL."""
        with CaptureQueriesContext(connection) as captured:
            body = self.answer(question)
        statements = tuple(query["sql"] for query in captured.captured_queries if is_read(query["sql"]))
        whole, bare = best(lambda: self.answer(question), lambda: run(statements))
        return Measured(question, whole, bare, statements, rows_in(body), len(body))


def is_read(statement: str) -> bool:
    """Whether a statement asks for rows, and does not only begin or end something."""
    return statement.lstrip(" (").startswith(("SELECT", "WITH"))


def run(statements: tuple[str, ...]) -> None:
    """Execute statements by the driver alone and fetch all of their rows."""
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    for statement in statements:
        cursor.execute(statement)
        cursor.fetchall()
    cursor.close()


def best(*tasks: Callable[[], object]) -> list[float]:
    """The least seconds of each of some tasks, which take turns, so that what else the machine does hits them alike.

    SQLite works in this very thread, whose own time is counted then; PostgreSQL does not, so that all time counts.
    """
    clock = time.thread_time if connection.vendor == "sqlite" else time.perf_counter
    least = [float("inf")] * len(tasks)
    for _ in range(ROUNDS):
        for place, do in enumerate(tasks):
            begun = clock()
            do()
            least[place] = min(least[place], clock() - begun)
    return least


def rows_in(body: bytes) -> int:
    """How many rows an answer shows: those of its page, of its list, or of its longest list."""
    said = json.loads(body)
    if isinstance(said, list):
        return len(said)
    lists = [len(value) for value in said.values() if isinstance(value, list)] if isinstance(said, dict) else []
    return max(lists, default=1)


def figure_of(measured: Measured, empty: Measured) -> Figure:
    """An answer beside its SQL; of very little SQL its milliseconds are bounded instead.

    What is left then is the fixed cost: who asks, and half a millisecond of Python for each statement of Django's.
    """
    name, times = measured.question.name, f"{measured.ratio:.1f} × its SQL, {measured.beside(empty):.1f} net"
    note = (
        f"{measured.whole * 1e3:7.1f} ms, SQL {measured.bare * 1e3:6.2f} ms in {len(measured.statements)} statements,"
        f" {measured.rows} rows, {measured.size / 1e3:.0f} kB; {times}"
    )
    if measured.ratio > TIMES and measured.bare < SMALL:
        return Figure(name, measured.whole * 1e3, most=FEW, unit="ms", note=note)
    return Figure(name, measured.ratio, most=TIMES, unit="×", note=note)
