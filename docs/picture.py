"""Takes docs/pictures/highlight.png anew from an example document: `make pictures`. It wants chromium on PATH."""

import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import taizhang
from taizhang.writing import highlight

HERE = Path(__file__).parent
EXAMPLE = "examples/yunlan-2024-plan.txt"
PICTURE = HERE / "pictures" / "highlight.png"
SIZE = "1180,660"
LARGEST = 300_000


def main() -> int:
    """Take the picture; the exit code tells whether there is one."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        sys.stderr.write("没有找到 chromium；请先安装 · chromium is not on PATH; install it\n")
        return 1
    with chdir(HERE.parent):
        reading = taizhang.read(EXAMPLE)
    shown = next(number for number, fact in enumerate(reading.facts) if fact.role == "growth")
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(highlight.page(reading), encoding="utf-8")
        take(browser, f"{page.as_uri()}#f{shown}")
    size = PICTURE.stat().st_size
    sys.stdout.write(f"{PICTURE.relative_to(HERE.parent)}: {size:,} bytes\n")
    return int(size > LARGEST)


def take(browser: str, address: str) -> None:
    """Photograph the page at `address`."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=5000"]
    command = [browser, *options, f"--window-size={SIZE}", f"--screenshot={PICTURE}", address]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
