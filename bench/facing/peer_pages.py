"""The same rows in the lists of Django's own administration, from the same database by the same web server.

It is what one has without writing any page: it tells neither lights nor paces nor whom one may see, so that it has less
to do than our pages.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yearly.serving import free_port

from facing.over_http import asked

BENCH = Path(__file__).parents[1]
LONGEST_START, READY = 90, "/documents/document/"


@contextmanager
def administration(home: Path, session: str) -> Iterator[int]:
    """The peer served on a ledger; the port at which it answers."""
    port = free_port()
    own = {"TAIZHANG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "facing.admin_settings"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--blocking-threads", "8", "--log-level", "error", "--factory", "django.core.wsgi:get_wsgi_application"]
    process = subprocess.Popen(command, cwd=BENCH, env=os.environ | own)
    try:
        until = time.monotonic() + LONGEST_START
        while not answers(port, session):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the administration of Django did not start")
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(port: int, session: str) -> bool:
    """Whether it shows a list; its first page wants a table that the ledger does not have."""
    try:
        asked(READY, port, session)
    except OSError:
        return False
    return True
