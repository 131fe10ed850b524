"""The reading side of the process that recognises: asks it for a page, waits no longer than a page may take.

The process may be killed, crash or hang at any time: it is started again, and the page tried once more.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from types import TracebackType
from typing import Any, NamedTuple, Self

from taizhang.reading.ocr.engine import Engine
from taizhang.reading.ocr.page import Recognised, recognise
from taizhang.reading.ocr.pictures import PageImage
from taizhang.reading.ocr.store import Store, from_record

PAGE_SECONDS = (120.0, 240.0)  # for each time a page is tried: longer the second time, lest the machine was busy
JOINED = 5.0  # seconds in which a thread ends whose process is dead


class Asked(NamedTuple):
    """A page that is under way."""

    image: PageImage
    number: int


class Background:
    """Recognises one page after the other beside the reading; at most one page is asked for at a time."""

    def __init__(self, store: Store) -> None:
        self.asked: Asked | None = None
        self._store = store
        self._worker: _Worker | None = None
        self._alone: Engine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def ask(self, image: PageImage, number: int) -> None:
        """Begin with a page; `answer` gives it."""
        self.asked = Asked(image, number)
        self._send(self.asked)

    def answer(self) -> Recognised | None:
        """The page that was asked for; None where it failed as often as it may be tried."""
        asked, self.asked = self.asked, None
        if asked is None:
            return None
        for tried, seconds in enumerate(PAGE_SECONDS):
            if tried:
                self._send(asked)
            if self._alone:
                return self._recognised_here(asked, self._alone)
            if recognised := self._heard(asked.number, seconds):
                return recognised
        return None

    def _send(self, asked: Asked) -> None:
        if self._alone:
            return
        if self._worker is None:
            self._worker = _started(self._store)
        if self._worker is None:
            self._alone = Engine()
        else:
            self._worker.send(asked)

    def _heard(self, number: int, seconds: float) -> Recognised | None:
        """What the process answers; None where it failed, died or was silent for too long."""
        if self._worker is None:
            return None
        line = self._worker.answer(seconds)
        if line is None:
            if not self._worker.ready and self._worker.ended:
                self._alone = Engine()  # no process can work here
            self._end()
            return None
        try:
            record: Any = json.loads(line)
            return from_record(record, number)
        except (ValueError, TypeError, KeyError):
            return None

    def _recognised_here(self, asked: Asked, engine: Engine) -> Recognised:
        """Where no process can be started, the page is recognised in this one."""
        recognised = recognise(asked.image, asked.number, engine)
        self._store.keep(recognised)
        return recognised

    def _end(self) -> None:
        """End the process at once; the pages it has answered are kept."""
        if self._worker:
            self._worker.end()
        self._worker = None


class _Worker:
    """The process, and the thread that talks with it: a process that hangs must not hold up whoever asks."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.ready = False
        self._process = process
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    @property
    def ended(self) -> bool:
        """Whether the process is no more."""
        try:
            self._process.wait(JOINED)
        except subprocess.TimeoutExpired:
            return False
        return True

    def send(self, asked: Asked) -> None:
        """Ask for a page."""
        self._answers = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._talk, args=(asked, self._answers), daemon=True)
        self._thread.start()

    def answer(self, seconds: float) -> bytes | None:
        """The answer; None where none comes within these seconds."""
        try:
            return self._answers.get(timeout=seconds) or None
        except queue.Empty:
            return None

    def _talk(self, asked: Asked, answers: "queue.SimpleQueue[bytes]") -> None:
        line = b""
        with contextlib.suppress(OSError, ValueError):
            line = self._spoken(asked)
        answers.put(line)

    def _spoken(self, asked: Asked) -> bytes:
        """The answer to one page; empty where the process ends before it is given."""
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            return b""
        if not self.ready and not out.readline():
            return b""
        self.ready = True
        image = asked.image
        height, width = image.pixels.shape[:2]
        head = {"number": asked.number, "width": image.width, "height": image.height, "pixels": [height, width]}
        into.write(json.dumps(head).encode() + b"\n" + image.pixels.tobytes())
        into.flush()
        return out.readline()

    def end(self) -> None:
        """End the process at once, and the thread with it."""
        self._process.kill()
        self._process.wait()
        if self._thread:
            self._thread.join(JOINED)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError, ValueError):
                    stream.close()


def _started(store: Store) -> _Worker | None:
    """The process; None where the system allows none. It finds the modules that this one finds, and none besides."""
    if not sys.executable:
        return None
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-P", "-m", "taizhang.reading.ocr.worker", str(store.folder)]
    gentle = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=gentle,
        )
    except OSError:
        return None
    return _Worker(process)
