"""Seconds of whole reading beside other tools, taking turns in one run, dictionaries loaded first."""

import tempfile
from pathlib import Path
from statistics import median

from gauges.figures import Figure
from gauges.peers import Worker, workers

ROUNDS = 5
SLOW = 3.0  # seconds: a tool whose pass takes longer makes only one
QUICK_TOOLS = ("taizhang", "taizhang_facts", "scan", "jieba", "rjieba")
ALL_TOOLS = (*QUICK_TOOLS, "chinese2digits", "duckling_numbers", "duckling", "recognizers", "recognizers_whole")
# tool: (its seconds / ours at least, ours / its at most)
BOUNDS = {
    "jieba": (None, 1.0),
    "duckling": (5.0, None),
    "duckling_numbers": (5.0, None),
    "recognizers": (100.0, None),
    "scan": (None, 100.0),
}
GROWTH = 12.0


def medians(tools: tuple[str, ...], paths: list[Path], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each tool that runs here, the tools taking turns."""
    with workers(tools, paths) as running:
        taken: dict[str, list[float]] = {worker.tool: [] for worker in running}
        for _ in range(rounds):
            for worker in running:
                _take_turn(worker, taken[worker.tool])
    return {tool: median(seconds) for tool, seconds in taken.items()}


def _take_turn(worker: Worker, taken: list[float]) -> None:
    if not taken or taken[0] < SLOW or worker.tool in QUICK_TOOLS:
        taken.append(worker.once())


def speed_figures(tools: tuple[str, ...], paths: list[Path], rounds: int = ROUNDS) -> list[Figure]:
    """Seconds of each tool, then the ratios that are asked for."""
    seconds = medians(tools, paths, rounds)
    ours = seconds["taizhang"]
    figures = [Figure(tool, taken, unit="s", note=f"{taken / ours:.2f} x ours") for tool, taken in seconds.items()]
    for tool, (least, most) in BOUNDS.items():
        if tool not in seconds:
            continue
        if least is not None:
            figures.append(Figure(f"{tool} / ours", seconds[tool] / ours, least=least))
        else:
            figures.append(Figure(f"ours / {tool}", ours / seconds[tool], most=most))
    return figures


def growth_figure(path: Path, times: int = 10, rounds: int = ROUNDS) -> Figure:
    """How much longer a text takes that is so many times as long."""
    with tempfile.TemporaryDirectory() as folder:
        longer = Path(folder) / "longer.txt"
        longer.write_text(path.read_text("utf-8", errors="replace") * times, "utf-8")
        with workers(("taizhang",), [path]) as [one], workers(("taizhang",), [longer]) as [many]:
            pairs = [(one.once(), many.once()) for _ in range(rounds)]
    ratio = median(long for _, long in pairs) / median(short for short, _ in pairs)
    return Figure(f"time of {times} x text / 1 x", ratio, most=GROWTH * times / 10, note=path.name)
