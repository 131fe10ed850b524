"""The process that recognises, beside the one that reads: `python -m taizhang.reading.ocr.worker FOLDER`.

Once it is ready it says so. Asked through its input (a line of JSON, then the bytes of the picture), it keeps each page
in FOLDER and answers with a line of JSON. It ends with its input; whoever asked may be gone by then, and what is done
stays.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from taizhang.reading.ocr.engine import Engine
from taizhang.reading.ocr.page import recognise
from taizhang.reading.ocr.pictures import PageImage
from taizhang.reading.ocr.store import Store, to_record

GENTLE = 5  # how far it steps back behind other processes; further, and a busy machine would never finish a page


def main() -> None:
    """Recognise what is asked for, page after page."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked ends it
    answers = _answers()
    if hasattr(os, "nice"):
        os.nice(GENTLE)
    store, engine = Store("", Path(sys.argv[1])), Engine()
    _answer(answers, {"ready": True})
    while asked := _asked(sys.stdin.buffer):
        image, number = asked
        try:
            recognised = recognise(image, number, engine)
        except Exception as error:  # noqa: BLE001 - a page that fails must not take the others with it
            _answer(answers, {"failed": f"{type(error).__name__}: {error}"})
            continue
        store.keep(recognised)
        _answer(answers, to_record(recognised))


def _answers() -> BinaryIO:
    """The output, for answers alone: whatever libraries print goes to the error output."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


def _asked(stream: BinaryIO) -> tuple[PageImage, int] | None:
    import numpy as np  # noqa: PLC0415 - heavy, and only wanted for pictures

    if not (line := stream.readline()):
        return None
    head = json.loads(line)
    height, width = head["pixels"]
    content = stream.read(height * width * 3)
    if len(content) < height * width * 3:
        return None
    pixels = np.frombuffer(content, np.uint8).reshape(height, width, 3)
    return PageImage(pixels, head["width"], head["height"]), head["number"]


def _answer(stream: BinaryIO, record: dict[str, object]) -> None:
    stream.write(json.dumps(record).encode() + b"\n")
    stream.flush()


if __name__ == "__main__":
    main()
