"""A grid that others made, with the same cells on a page of its own: got from the npm registry when it is measured."""

import mimetypes
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from gauges.corpus import ROOT

from facing.feeling import Felt, Table, feel

REQUIREMENTS = ROOT / "bench" / "peers-face.txt"
FOLDER = Path(tempfile.gettempdir()) / "peers-face"
INSTALL_SECONDS = 300
WANTED = next(line for line in REQUIREMENTS.read_text("utf-8").splitlines() if line and not line.startswith("#"))
NAME = WANTED.replace("@", " ")
ADDRESS = "http://peer.invalid"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A grid</title>
<link rel="stylesheet" href="/jsuites/dist/jsuites.css">
<link rel="stylesheet" href="/jspreadsheet-ce/dist/jspreadsheet.css">
<script src="/jsuites/dist/jsuites.js"></script><script src="/jspreadsheet-ce/dist/index.js"></script>
<div id="grid"></div><script>jspreadsheet(document.getElementById("grid"), {worksheets: [{
  minDimensions: [%d, %d], tableOverflow: true, tableWidth: "1100px", tableHeight: "600px", defaultColWidth: 128,
}]});</script></html>"""


def peer_feels(browser: Any, rows: int, columns: int, share: float) -> Felt | None:
    """What one feels at the peer's grid of so many cells; None where it is not to be had."""
    if not installed():
        return None
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.route(f"{ADDRESS}/**", lambda route: answered(route, PAGE % (columns, rows)))
    tab = context.new_page()
    tab.goto(f"{ADDRESS}/", wait_until="networkidle")
    felt = feel(tab, Table(rows, columns, ".jss_content", 'td[data-x="0"][data-y="0"]'), share=share)
    if tab.locator(f'td[data-x="{columns - 1}"][data-y="{rows - 1}"]').inner_text() != f"{rows * columns - 0.5:g}":
        raise RuntimeError(f"{NAME} did not take what was pasted")
    context.close()
    return felt


def installed() -> bool:
    """Whether the peer is in its folder, got there if need be."""
    done = FOLDER / "installed.txt"
    if done.is_file() and done.read_text("utf-8") == WANTED:
        return True
    print(f"  getting {WANTED} ...", file=sys.stderr)
    FOLDER.mkdir(exist_ok=True)
    npm = ["npm", "install", "--prefix", str(FOLDER), "--ignore-scripts", "--no-audit", "--no-fund", WANTED]
    try:
        subprocess.run(npm, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (OSError, subprocess.SubprocessError):
        print("  it is not to be had; going on without it", file=sys.stderr)
        return False
    done.write_text(WANTED, "utf-8")
    return True


def answered(route: Any, page: str) -> None:
    """The page, or a file of the packages that it needs."""
    path = route.request.url.removeprefix(f"{ADDRESS}/")
    if not path:
        route.fulfill(body=page, content_type="text/html; charset=utf-8")
        return
    file = FOLDER / "node_modules" / path
    if not file.is_file():
        route.fulfill(status=404)
        return
    route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(path)[0] or "text/plain")
