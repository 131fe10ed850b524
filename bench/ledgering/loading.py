"""Load the ledger stage by stage, each with its seconds and rows."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from gauges.figures import Figure

from ledgering import figures, planning, reporting
from ledgering.cast import Cast, cast_there, make_cast
from ledgering.ground import database_bytes, is_empty, make_tables, peak_megabytes, settle, table_bytes
from ledgering.scale import Scale

MINUTES = 10  # what "in minutes" may come to, on two cores


@dataclass(frozen=True)
class Stage:
    """One stage: how many rows in how many seconds."""

    name: str
    rows: int
    seconds: float
    processor: float

    @property
    def note(self) -> str:
        """Rows, and what of the time was spent in this process; the rest is the database and the disk."""
        return f"{self.rows} rows, {self.rows / self.seconds:.0f} a second; {self.processor:.1f} s of our own"


def load(scale: Scale) -> tuple[Cast, list[Figure]]:
    """The cast of the ledger, loaded first where it is empty, and the figures of loading."""
    if not is_empty():
        return cast_there(scale), []
    make_tables()
    cast, stages = load_stages(scale)
    settle()
    return cast, load_figures(stages)


def load_stages(scale: Scale) -> tuple[Cast, list[Stage]]:
    """Load all, stage by stage."""
    stages: list[Stage] = []
    cast = make_cast(scale)
    plans = planning.make_plans(cast, scale)

    def stage(name: str, do: Callable[[], int]) -> None:
        begun, used = time.perf_counter(), time.process_time()
        rows = do()
        stages.append(Stage(name, rows, time.perf_counter() - begun, time.process_time() - used))

    stage("observations entered", lambda: figures.enter_all(cast, scale))
    stage("observations accepted", lambda: figures.accept_all(cast))
    stage("observations to be accepted", lambda: figures.unaccepted(cast, scale))
    stage("tasks", lambda: planning.make_tasks(cast, scale, plans))
    planning.issue(plans)
    stage("breakdowns", lambda: planning.deal_out(cast, plans))
    stage("reports and extensions", lambda: planning.report(cast, scale))
    stage("shells of returns", lambda: reporting.make_forms(cast, scale))
    stage("returns filled and accepted", lambda: reporting.report(cast, scale))
    stage("documents", lambda: reporting.make_documents(cast, scale))
    return cast, stages


def load_figures(stages: list[Stage]) -> list[Figure]:
    """Seconds of each stage and of all, sizes, memory."""
    seconds = sum(stage.seconds for stage in stages)
    log_bytes = table_bytes("log_change", "log_entry")
    return [
        *(Figure(s.name, s.seconds, unit="s", note=s.note) for s in stages),
        Figure("all of it", seconds / 60, most=MINUTES, unit="min"),
        Figure("database", database_bytes() / 1e6, unit="MB"),
        *([Figure("of it the log", log_bytes / 1e6, unit="MB")] if log_bytes is not None else []),
        Figure("peak memory", peak_megabytes(), most=1000, unit="MB"),
    ]
