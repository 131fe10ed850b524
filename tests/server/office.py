"""An office's server as processes: an environment of its own, the command line, `taizhang serve` and its end."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

TESTS = Path(__file__).parent.parent
PASSWORD = "竹影横窗-雨后-2025"


class Office:
    """A folder of a ledger, and the command line with it."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home = home
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
        self.environment = kept | {
            "TAIZHANG_HOME": str(home),
            "TAIZHANG_LANG": "en",
            "DJANGO_SETTINGS_MODULE": "embedded_settings",
            "PYTHONPATH": str(TESTS),
            **{f"TAIZHANG_{name}": value for name, value in settings.items()},
        }

    def run(self, *words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run `taizhang words…` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "taizhang", *map(str, words)],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def make_tables(self) -> None:
        """Make the tables of an empty database."""
        command = [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity", "0"]
        subprocess.run(command, env=self.environment, check=True, timeout=60)

    def serve(self, *words: object) -> "Served":
        """Start `taizhang serve` at a free port, and wait until it says that it serves."""
        return Served(self, free_port(), words)


class Served:
    """A server under way."""

    def __init__(self, office: Office, port: int, words: tuple[object, ...]) -> None:
        self.port = port
        self.log = office.home.parent / f"served-{port}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "taizhang", "serve", "--port", str(port), *map(str, words)],
                env=office.environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + 60
        while "serving at" not in self.said():
            if self.process.poll() is not None or time.monotonic() > until:
                self.end()
                raise AssertionError(self.said())
            time.sleep(0.1)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def processes(self) -> list[int]:
        """The processes below the server, children of children included, by what /proc tells."""
        above = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                above[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
        found = {self.process.pid}
        while more := {pid for pid, parent in above.items() if parent in found} - found:
            found |= more
        return sorted(found - {self.process.pid})

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def end(self) -> None:
        """End it, however it fares; its children go with it."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


class Browser:
    """Somebody at a browser: cookies, forms with their token."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, text and address of the page that is come to."""
        return self._told(self.root + path)

    def sign_in(self, username: str, password: str) -> tuple[int, str, str]:
        """Fill in the form of sign-in."""
        _, page, _ = self.get("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {"csrfmiddlewaretoken": token[1], "login": username, "password": password}
        return self._told(f"{self.root}/accounts/login/", urlencode(form).encode())

    def _told(self, address: str, data: bytes | None = None) -> tuple[int, str, str]:
        try:
            with self.opener.open(address, data, timeout=20) as answer:
                return answer.status, answer.read().decode(), answer.url
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.url


def free_port() -> int:
    """A port at which nobody listens now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
