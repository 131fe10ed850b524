"""Servers with pages in them, each a process of its own on a folder of its own: the example city, an empty ledger."""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from folders import EXAMPLES
from taizhang.server.operations.demonstration.cast import PASSWORD

FOUNDER = "founder"
LEDGER = "ledger.sqlite3"
UNDER_WAY = "SELECT COUNT(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
PATIENCE = 60


@dataclass
class Site:
    """A server that is up: where it is, the folder that it keeps, the password of everybody in it, who is signed in."""

    address: str
    home: Path
    process: subprocess.Popen
    password: str = PASSWORD
    signed_in: dict = field(default_factory=dict)

    def answers(self):
        try:
            urlopen(f"{self.address}/readyz", timeout=2).close()
        except (URLError, OSError):
            return False
        return True

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)


def started(home, *words, **settings):
    """A server on the ledger in `home`, ready to be asked."""
    port = free_port()
    command = [sys.executable, "-m", "taizhang", "serve", "--port", str(port), *words]
    with (home / "served.txt").open("ab") as out:
        process = subprocess.Popen(command, env=environment(home, **settings), stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urlopen(f"{address}/readyz", timeout=2).close()
        except (URLError, OSError):
            assert process.poll() is None, (home / "served.txt").read_text(encoding="utf-8")[-2000:]
            assert time.monotonic() < until, "the server is not up in time"
            time.sleep(0.1)
        else:
            return Site(address, home, process)


def copy_of(home, folder):
    """The ledger in `home` once more, to be written in."""
    shutil.copytree(home, folder)
    return folder


def put_back(site, home):
    """Give a server that is up the ledger of `home` again, once its jobs are done; nobody is signed in."""
    jobs_done(site)
    until = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(site.home / LEDGER, timeout=PATIENCE)) as ledger:

        def in_time(*_):
            assert time.monotonic() < until, "the ledger stays locked"

        with closing(sqlite3.connect(f"file:{home / LEDGER}?mode=ro&immutable=1", uri=True)) as kept:
            kept.backup(ledger, progress=in_time)
    shutil.copyfile(home / "trial-day", site.home / "trial-day")
    site.signed_in.clear()


def jobs_done(site):
    """Wait until a server has no job under way."""
    until = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(site.home / LEDGER, timeout=PATIENCE)) as ledger:
        while ledger.execute(UNDER_WAY).fetchone()[0]:
            assert time.monotonic() < until, "the jobs do not end"
            time.sleep(0.1)


def made_once(folder, make):
    """The ledger in `folder`, made by the first test process that asks for it while the others wait."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            (folder / "made").touch()
    return folder


def example_city(home):
    """Load the example city."""
    run(home, "admin", "load", "--demo", "--from", str(EXAMPLES))


def nothing_yet(home):
    """A ledger with one government, its region and its administrator, and nothing else."""
    run(home, "admin", "migrate")
    run(home, "admin", "create", "--region", "370303", "--user", FOUNDER, "--password-file", "-", input=f"{PASSWORD}\n")


def run(home, *args, **more):
    """Run the command line on the ledger in `home`."""
    done = subprocess.run(
        [sys.executable, "-m", "taizhang", *args],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        **more,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def environment(home, **settings):
    """The settings of a server in a trial, none taken over from the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TAIZHANG_", "DJANGO_"))}
    told = {f"TAIZHANG_{name}": value for name, value in settings.items()}
    usual = {"TAIZHANG_HOME": str(home), "TAIZHANG_TRIAL": "yes", "TAIZHANG_PUBLIC_PAGES": "yes"}
    return kept | usual | told


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
