"""A job on one file in a child process with a time limit: what it says, or why it says nothing."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ONE_FILE = Path(__file__).with_name("one_file.py")
MOST_SECONDS = 900.0


def in_child(job: str, path: Path, *, ocr: bool = False, seconds: float = MOST_SECONDS) -> dict[str, Any]:
    """The outcome of the job: what `one_file` prints, `refused` and `why` included, or `failed` with the reason."""
    command = [sys.executable, str(ONE_FILE), job, str(path), *(["--ocr"] if ocr else [])]
    return spoken(command, seconds)


def spoken(command: list[str], seconds: float) -> dict[str, Any]:
    """The JSON that a command prints last; `failed` where it takes too long, crashes or says something else."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        out, complaints = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()  # a process of recognition that it started ends with it
        process.communicate()
        return {"failed": f"not done after {seconds:.0f} s"}
    try:
        return dict(json.loads(out.splitlines()[-1]))
    except (IndexError, ValueError):
        last = (complaints.strip().splitlines() or [f"exit code {process.returncode}"])[-1]
        return {"failed": last}
