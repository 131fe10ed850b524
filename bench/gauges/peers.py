"""The other tools, each in a process of its own, and the environments that hold them."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gauges.corpus import ROOT

WORKER = Path(__file__).with_name("worker.py")
PEERS, OLD_PEERS = ROOT / ".tools/peers", ROOT / ".tools/peers-old"
HERE = ("taizhang", "taizhang_facts", "scan")
OLD = ("recognizers", "recognizers_whole")
OLD_PYTHONS = ("3.10", "3.9", "3.8")


class Worker:
    """A tool that makes a pass over its files when asked."""

    def __init__(self, tool: str, python: Path | str, paths: list[Path]) -> None:
        self.tool = tool
        command = [str(python), str(WORKER), tool, *map(str, paths)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.ready = self._line() == "ready"

    def _line(self) -> str:
        return self._process.stdout.readline().strip()  # type: ignore[union-attr]

    def once(self) -> float:
        """Seconds of one pass over the files."""
        self._process.stdin.write("\n")  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]
        answer = self._line()
        if not answer:
            raise RuntimeError(f"{self.tool} stopped: {self.stop()}")
        return float(answer.split()[0])

    def stop(self) -> str:
        """End the process; the last line of its complaints."""
        _, errors = self._process.communicate()
        return (errors.strip().splitlines() or [""])[-1]


def installed(requirements: Path, folder: Path, python: str) -> str | None:
    """The interpreter of an environment that holds the requirements, made if need be; None where it cannot be."""
    interpreter, done = folder / "bin/python", folder / "installed.txt"
    wanted = requirements.read_text("utf-8")
    if done.is_file() and done.read_text("utf-8") == wanted:
        return str(interpreter)
    print(f"installing {requirements.name} into {folder.relative_to(ROOT)} ...", file=sys.stderr)
    try:
        subprocess.run([python, "-m", "venv", str(folder)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    lines = [line for line in wanted.splitlines() if line and not line.startswith("#")]
    outcomes = [_install(interpreter, line) for line in lines]
    if all(outcomes):  # one that fails is tried again at the next run
        done.write_text(wanted, "utf-8")
    return str(interpreter)


def _install(interpreter: Path, requirement: str) -> bool:
    pip = [str(interpreter), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", requirement]
    outcome = subprocess.run(pip, capture_output=True, text=True, check=False)
    if outcome.returncode:
        print(f"  {requirement} does not install; going on without it", file=sys.stderr)
    return outcome.returncode == 0


def old_python() -> str | None:
    """A Python of 3.8 to 3.10, from the path or from pyenv."""
    for version in OLD_PYTHONS:
        by_pyenv = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        for candidate in (shutil.which(f"python{version}"), *by_pyenv):
            if candidate and _runs(str(candidate), version):
                return str(candidate)
    return None


def _runs(python: str, version: str) -> bool:
    """Whether it starts and is that version: a shim of pyenv may stand for none."""
    code = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    outcome = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return outcome.returncode == 0 and outcome.stdout.strip() == version


def interpreter_of(tool: str) -> str | None:
    """The Python that a tool runs on, or None where there is none."""
    if tool in HERE:
        return sys.executable
    if tool not in OLD:
        return installed(ROOT / "bench/peers.txt", PEERS, sys.executable)
    python = old_python()
    return installed(ROOT / "bench/peers-python310.txt", OLD_PEERS, python) if python else None


@contextmanager
def workers(tools: tuple[str, ...], paths: list[Path]) -> Iterator[list[Worker]]:
    """A worker for each tool that runs here. One that does not is named on standard error and left out."""
    started: list[Worker] = []
    try:
        for tool in tools:
            python = interpreter_of(tool)
            worker = Worker(tool, python, paths) if python else None
            if worker is not None and worker.ready:
                started.append(worker)
            else:
                reason = worker.stop() if worker else "no Python for it"
                print(f"  {tool}: left out: {reason}", file=sys.stderr)
        yield started
    finally:
        for worker in started:
            worker.stop()
