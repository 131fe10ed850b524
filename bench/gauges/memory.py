"""Resident memory of the library with its catalogue, and of a reading for each byte of its text."""

import json
import subprocess
import sys
from pathlib import Path

from gauges.figures import Figure

LIBRARY_MB, BYTES_PER_BYTE = 80, 30

# Reads a first text so that every catalogue is loaded, then the long one; peaks are those of the process.
SCRIPT = """
import json, sys
from pathlib import Path

def status(key):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(key))

from taizhang.extracting import read
first, long = sys.argv[1:]
def whole(path):
    reading = read(path)
    return reading, reading.commitments, reading.claims
kept = whole(first)
loaded = status("VmRSS")
kept = None
kept = whole(long)
print(json.dumps({"loaded": loaded, "held": status("VmRSS"), "peak": status("VmHWM")}))
"""


def memory_figures(first: Path, long: Path) -> list[Figure]:
    """Megabytes of library and catalogue, and bytes of memory for a byte of the long text. Wants Linux."""
    outcome = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(first), str(long)], capture_output=True, text=True, check=True
    )
    sizes = json.loads(outcome.stdout)
    size = len(long.read_text("utf-8", errors="replace").encode())
    peak, held = (max(sizes[key] - sizes["loaded"], 0) / size for key in ("peak", "held"))
    return [
        Figure("library and catalogue", sizes["loaded"] / 1e6, most=LIBRARY_MB, unit="MB"),
        Figure("peak for a byte of text", peak, most=BYTES_PER_BYTE, unit="bytes", note=f"text of {size / 1e6:.1f} MB"),
        Figure("held for a byte of text", held, unit="bytes"),
    ]
