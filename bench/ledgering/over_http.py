"""Many at once over HTTP: `taizhang serve` on the loaded ledger, asked by some callers for some seconds."""

import http.client
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from gauges.figures import Figure
from yearly.serving import Server

from ledgering.asking import Question
from ledgering.cast import Cast, key_of
from ledgering.questions import questions
from ledgering.scale import Scale

CALLERS, SECONDS = 8, 20
MIX = (
    "observations, 100",
    "observations of a unit",
    "ranking of districts",
    "matrix: districts",
    "tasks, 100",
    "tasks counted by section",
    "returns, 100",
    "who is late, one month",
    "log, 100",
    "units",
)


@dataclass
class Caller:
    """One who asks again and again, and how long each answer took."""

    port: int
    keys: dict[str, str]
    asks: list[Question]
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def ask_until(self, end: float, first: int) -> None:
        """Ask one question after the other, from some place in the mix, until it is time."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        place = first
        while time.monotonic() < end:
            question = self.asks[place % len(self.asks)]
            begun = time.perf_counter()
            headers = {"Authorization": f"Bearer {self.keys[question.who]}"}
            line.request("GET", f"/api/v1{question.path}?{urlencode(question.query, doseq=True)}", headers=headers)
            answer = line.getresponse()
            answer.read()
            self.seconds.append(time.perf_counter() - begun)
            if answer.status != http.client.OK:
                self.failed.append(f"{question.name}: {answer.status}")
            place += 1
        line.close()


def request_figures(cast: Cast, scale: Scale, home: Path, database: str, *, seconds: int = SECONDS) -> Iterator[Figure]:
    """Answers a second, and how long they took; none may fail."""
    asks = [question for question in questions(cast, scale) if question.name in MIX]
    keys = {name: key_of(cast.people[name]) for name in {question.who for question in asks}}
    server = Server(home, database)
    server.start()
    try:
        callers = [Caller(server.port, keys, asks) for _ in range(CALLERS)]
        yield from figures_of(run(callers, seconds), seconds)
    finally:
        server.stop()


def run(callers: list[Caller], seconds: int) -> list[Caller]:
    """Let all of them ask at once, each from another place of the mix."""
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=each.ask_until, args=(end, place)) for place, each in enumerate(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return callers


def figures_of(callers: list[Caller], seconds: int) -> Iterator[Figure]:
    """What they saw."""
    took = sorted(second for caller in callers for second in caller.seconds)
    failed = [words for caller in callers for words in caller.failed]
    yield Figure("answers a second", len(took) / seconds, note=f"{len(callers)} callers, {len(MIX)} kinds of questions")
    yield Figure("median answer", statistics.median(took) * 1e3, unit="ms")
    yield Figure("95 of 100 within", took[int(len(took) * 0.95)] * 1e3, unit="ms")
    yield Figure("failed", len(failed), most=0, note="; ".join(sorted(set(failed))[:5]))
