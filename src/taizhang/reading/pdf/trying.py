"""Pages opened in a process of their own first, where opening them may never end.

A call of pdfium cannot be broken off from within. So a file that looks as if its forms draw each other without end, or
that cannot be looked into because it is encrypted, is tried out: the process has little memory and little time, and
its end tells nothing but whether the file is sound.
"""

import contextlib
import os
import subprocess
import sys

from taizhang.reading.limits import beyond

SECONDS = 60.0
MEMORY = 1_100_000_000  # bytes of addresses: pages of a sound file want a tenth of it


def tried_out(data: bytes, path: str) -> None:
    """Raises `FileHostile` where the pages cannot be opened within the limits."""
    if not sys.executable:
        return
    paths = os.pathsep.join(path for path in sys.path if path)  # it finds the modules that this one finds
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "taizhang.reading.pdf.trying"],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        beyond(path, f"打开页面超过 {SECONDS:.0f} 秒", f"opening its pages takes more than {SECONDS:.0f} seconds")
    except OSError:  # the system allows no process: what cannot be tried is read
        return
    if done.returncode:
        beyond(path, "打开页面占用过多内存", "opening its pages takes far too much memory")


def open_all(data: bytes) -> None:
    """Open each page of a file and let it go; what cannot be opened is passed over."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - an extra

    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for index in range(pdfium.FPDF_GetPageCount(document) if document else 0):
        if page := pdfium.FPDF_LoadPage(document, index):
            pdfium.FPDF_ClosePage(page)


def main() -> None:
    """What the process does: open what comes through its standard input, with little memory."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system bounds memory
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    open_all(sys.stdin.buffer.read())


if __name__ == "__main__":
    main()
