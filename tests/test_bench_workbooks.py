"""The measure of workbooks runs, and what it puts in is what it sent."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_short_form_measures_every_step():
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TAIZHANG_", "DJANGO_"))}
    command = [sys.executable, "bench/workbooks", "--short", "--check"]
    outcome = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120)
    assert outcome.returncode == 0, outcome.stderr
    for step in ("workbook out", "dropped", "previewed", "put in", "marked file", "undone"):
        assert f"  {step}" in outcome.stdout
