"""The page on which a return is filled in, with 2,400 cells, beside a grid of the same cells by others."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gauges.figures import Figure
from yearly.serving import Server

from facing.chromium import WATCHED, chromium, window
from facing.feeling import Felt, Table, feel
from facing.making import FULL_SIZE, SHORT_SIZE, WIDE, Size
from facing.peer_grid import NAME, peer_feels

BENCH = Path(__file__).parents[1]
BOUNDS = {
    "key to paint": 50,
    "key to paint, 95 %": 100,
    "arrow to paint": 50,
    "arrow to paint, 95 %": 100,
    "frame scrolling down": 20,
    "frame scrolling down, 95 %": 50,
    "frame scrolling right": 20,
    "frame scrolling right, 95 %": 50,
    "paste of all cells": 1000,
}
SAVED_SECONDS = 120
COLUMNS_LONG, COLUMNS_WIDE = 5, 4


@dataclass(frozen=True)
class Amount:
    """How large the grids are, what share of the keys is pressed, and whether the peer is measured too."""

    size: Size
    share: float
    peer: bool


FULL, SHORT = Amount(FULL_SIZE, 1, peer=True), Amount(SHORT_SIZE, 0.2, peer=False)


def grid_figures(amount: Amount) -> Iterator[Figure]:
    """The long return as the server has it, and the wide one with the peer beside."""
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as folder, chromium() as browser:
        home = Path(folder)
        made = make(home, amount)
        html = (home / WIDE).read_text("utf-8")
        server = Server(home)
        server.start()
        try:
            context = window(browser, server.url, made["session"])
            yield from long_figures(context, made["long"], amount)
            wide = wide_felt(context, made["wide"], amount, html)
            context.close()
        finally:
            server.stop()
        rows, columns = amount.size.wide, amount.size.times * COLUMNS_WIDE
        theirs = peer_feels(browser, rows, columns, amount.share) if amount.peer else None
        yield from felt_figures(f"{rows} × {columns}", wide, NAME if amount.peer else "", theirs)


def make(home: Path, amount: Amount) -> dict[str, Any]:
    """The ledger of the grid, made in a process of its own: the one here may have another."""
    command = [sys.executable, "-m", "facing.making", str(home), *(["SHORT"] if amount is SHORT else [])]
    done = subprocess.run(command, cwd=BENCH, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the ledger of the grid was not made\n{done.stderr[-3000:]}")
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def long_figures(context: Any, key: int, amount: Amount) -> Iterator[Figure]:
    """The return that has most rows: what it takes to open, to be filled in, and until the server has all of it."""
    tab, rows = context.new_page(), amount.size.long
    name = f"{rows} × {COLUMNS_LONG}"
    answer = tab.goto(f"/returns/{key}", wait_until="networkidle")
    tab.evaluate(WATCHED)
    tab.wait_for_timeout(300)
    yield Figure(f"{name}: shift", tab.evaluate("() => window.seen.shift"), most=0)
    ready = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    note = f"the page has {len(answer.body()) / 1000:.0f} kB before it is packed"
    yield Figure(f"{name}: ready after", tab.evaluate(ready), unit="ms", note=note)
    yield from felt_figures(name, feel(tab, ours(rows, COLUMNS_LONG), share=amount.share))
    yield Figure(f"{name}: saved after", saved_after(tab), unit="s", note="the paste, by the server")
    tab.close()


def wide_felt(context: Any, key: int, amount: Amount, html: str) -> Felt:
    """What one feels at more columns than a form has; what is to be saved is answered here."""
    tab = context.new_page()
    tab.route(f"**/returns/{key}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    tab.route(f"**/api/v1/returns/{key}/cells", lambda route: route.fulfill(json=as_saved(route.request)))
    tab.goto(f"/returns/{key}", wait_until="networkidle")
    felt = feel(tab, ours(amount.size.wide, amount.size.times * COLUMNS_WIDE), share=amount.share)
    saved_after(tab)
    tab.close()
    return felt


def ours(rows: int, columns: int) -> Table:
    """The grid of the page of a return."""
    return Table(rows, columns, ".g-scroll", "td.g-cell > :first-child")


def as_saved(request: Any) -> dict[str, Any]:
    """What the server would answer to cells that it has saved."""
    cells = [
        {"id": number, "revision": cell["revision"] + 1, "value": cell["value"].replace(",", ""), "reason": ""}
        for number, cell in enumerate(json.loads(request.post_data)["cells"], start=1)
    ]
    return {"cells": [{**cell, "warnings": []} for cell in cells], "filed": {"revision": 2}}


def saved_after(tab: Any) -> float:
    """Seconds until the page says that all is saved."""
    begun = tab.evaluate("() => performance.now()")
    tab.locator("[data-saved]", has_text="已全部保存").wait_for(timeout=SAVED_SECONDS * 1000)
    now: float = tab.evaluate("() => performance.now()")
    return (now - begun) / 1000


def felt_figures(name: str, felt: Felt, peer: str = "", theirs: Felt | None = None) -> Iterator[Figure]:
    """What was felt at a grid, each with the peer's beside; a peer that is not to be had is said not to be."""
    beside = theirs.told() if theirs else {}
    for what, value in felt.told().items():
        note = f"{peer} {beside[what]:.1f} ms" if what in beside else f"{peer} is not to be had" if peer else ""
        yield Figure(f"{name}: {what}", value, most=BOUNDS[what], unit="ms", note=note)
