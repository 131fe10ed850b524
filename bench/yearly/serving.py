"""A server of its own: a folder, `taizhang serve` with its worker of jobs, and the end of both."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

LONGEST_START = 90


@dataclass
class Server:
    """A ledger in a folder (or in a PostgreSQL), and the process that serves it. `settings` are those of a test."""

    home: Path
    database: str = ""
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None
    settings: str = ""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its commands: none of the settings of the one who runs this."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TAIZHANG_", "DJANGO_"))}
        own = {"TAIZHANG_HOME": str(self.home), "TAIZHANG_TRIAL": "yes", "TAIZHANG_LANG": "en"}
        more = {"TAIZHANG_DATABASE_URL": self.database, "DJANGO_SETTINGS_MODULE": self.settings}
        return kept | own | {name: value for name, value in more.items() if value}

    def run(self, *words: str, module: str = "taizhang") -> str:
        """Run `taizhang words…` to its end; what it said. RuntimeError where it fails."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{module} {' '.join(words)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def make_tables(self) -> None:
        """Make the tables of an empty database; by the migrations, or where a test has settings without, at once."""
        self.home.mkdir()
        if self.settings:
            self.run("migrate", "--run-syncdb", "--verbosity", "0", module="django")
        else:
            self.run("admin", "migrate")

    def start(self) -> None:
        """Serve at a free port, and wait until it answers."""
        self.port = free_port()
        with (self.home / "served.log").open("wb") as log:
            command = [sys.executable, "-m", "taizhang", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        until = time.monotonic() + LONGEST_START
        while "serving at" not in self.said():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"taizhang serve did not start\n{self.said()}")
            time.sleep(0.1)

    def said(self) -> str:
        """The running log."""
        return (self.home / "served.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End it, as Ctrl+C does; by force where it does not end."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


def free_port() -> int:
    """A port at which nobody listens now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
