"""Child processes that are kept alive: started in order, started again when they die, stopped in order.

A child lives in a session of its own, so that Ctrl+C reaches the parent alone, which then stops them one by one; and
it dies with its parent, even where that is killed.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event
from types import FrameType

from taizhang.server.operations.telling import not_done

PDEATHSIG = 1  # of prctl(2)
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
LONG_LIFE = 60.0  # seconds after which a death no longer counts as one of a row
DEATHS = 5  # in a row, after which there is no point in another start
PAUSE = 0.2
PATIENCE = 5.0
log = logging.getLogger(__name__)


@dataclass
class Child:
    """A child process: what it is called, the command that it is, how it fares."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    deaths: int = 0
    again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it, or start it again."""
        self.process = subprocess.Popen(  # noqa: S603 - the command is ours
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no thread runs here yet, and it makes one system call
        )
        self.started = time.monotonic()
        log.info("%s started as process %d", self.name, self.process.pid)

    def look(self, now: float) -> None:
        """Start it again where it died: at once the first time, then after longer and longer pauses."""
        if self.process is None:
            if now >= self.again_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.deaths = 1 if now - self.started > LONG_LIFE else self.deaths + 1
        log.error("%s ended by itself with code %d (%d in a row)", self.name, code, self.deaths)
        self.bury()
        if self.deaths >= DEATHS:
            raise not_done(
                f"{self.name} 反复异常退出（{self.deaths} 次，退出码 {code}），已停止；请查看上面的运行日志",
                f"{self.name} ended {self.deaths} times in a row (code {code}); see the running log above",
            )
        self.again_at = now + (0 if self.deaths == 1 else 2**self.deaths / 2)

    def stop(self, urgent: Callable[[], bool]) -> None:
        """Ask it to end, and end it where it does not within a few seconds, or at once where it is urgent."""
        if self.process is None:
            return
        for _ in range(2):  # a worker told twice puts the job under way back and ends at once
            self.process.terminate()
            until = time.monotonic() + PATIENCE
            while self.process.poll() is None and time.monotonic() < until and not urgent():
                time.sleep(0.05)
        self.bury()

    def bury(self) -> None:
        """End whatever is left of its session."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


def die_with_parent() -> None:
    """Let the kernel end this process once its parent is gone."""
    if LIBC is not None:
        LIBC.prctl(PDEATHSIG, signal.SIGTERM)


@dataclass
class Supervisor:
    """Children kept alive until somebody asks for the end; `ready` is called again and again until it says yes."""

    children: Sequence[Child]
    ready: Callable[[], bool]
    asked: int = 0
    ended: Event = field(default_factory=Event)

    def run(self) -> None:
        """Keep the children until SIGTERM or SIGINT, then stop them in their order. A second signal hurries it."""
        with self.listening():
            try:
                for child in self.children:
                    child.start()
                told = False
                while not self.ended.wait(PAUSE):
                    for child in self.children:
                        child.look(time.monotonic())
                    told = told or self.ready()
            finally:
                for child in self.children:
                    child.stop(lambda: self.asked > 1)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals while this lasts."""
        before = {number: signal.signal(number, self.heard) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def heard(self, number: int, frame: FrameType | None) -> None:
        """A signal that asks for the end."""
        del number, frame
        self.asked += 1
        self.ended.set()
