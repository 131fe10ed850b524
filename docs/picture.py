"""Takes the pictures of docs/pictures anew from the example documents: `make pictures`. It wants chromium on PATH."""

import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import taizhang
from taizhang.cli import main as command
from taizhang.writing import highlight

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
EXAMPLE = "examples/yunlan-2024-plan.txt"
CHECKED = (EXAMPLE, "examples/yunlan-2024-halfyear.txt", "examples/yunlan-2025-plan.txt")
SIZE = "1180,660"
LARGEST = 300_000


def main() -> int:
    """Take the pictures; the exit code tells whether all are there and small enough."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        sys.stderr.write("没有找到 chromium；请先安装 · chromium is not on PATH; install it\n")
        return 1
    with chdir(HERE.parent), TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        taken = [
            take(browser, highlighted(page), PICTURES / "highlight.png"),
            take(browser, checked(page), PICTURES / "check.png"),
        ]
    for picture in taken:
        sys.stdout.write(f"{picture.relative_to(HERE.parent)}: {picture.stat().st_size:,} bytes\n")
    return int(any(picture.stat().st_size > LARGEST for picture in taken))


def highlighted(page: Path) -> str:
    """The address of the highlight page of an example, with one number chosen."""
    reading = taizhang.read(EXAMPLE)
    shown = next(number for number, fact in enumerate(reading.facts) if fact.role == "growth")
    page.write_text(highlight.page(reading), encoding="utf-8")
    return f"{page.as_uri()}#f{shown}"


def checked(page: Path) -> str:
    """The address of the page of what was found in two years of the example city, with one sentence shown."""
    command(["check", *CHECKED, "--format", "html", "--lang", "zh", "--output", str(page)])
    return f"{page.as_uri()}#d0s0"


def take(browser: str, address: str, picture: Path) -> Path:
    """Photograph the page at `address`."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=5000"]
    run = [browser, *options, f"--window-size={SIZE}", f"--screenshot={picture}", address]
    subprocess.run(run, check=True, capture_output=True)
    return picture


if __name__ == "__main__":
    sys.exit(main())
