"""Photographs of every page of the URL table, in both languages, at three widths: `make shots`.

python -m face.shooting FOLDER [NAME…]: of the example city and of an empty ledger; of the pages named, or of all.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server_settings")
django.setup()

from face import sites  # noqa: E402 - the models that it knows want Django set up
from face.addresses import addresses, visitor  # noqa: E402
from face.conftest import BROWSERS, signed_in  # noqa: E402

SIZES = {"office": (1366, 768), "wall": (3840, 2160), "phone": (390, 844)}
LEDGERS = {"city": (sites.example_city, "planner"), "empty": (sites.nothing_yet, sites.FOUNDER)}
TROUBLE = {"refused": "/?year=none", "not-there": "/nothing/here"}


def main(*args):
    """Take them; how many there are and how much they take is said."""
    if not args:
        sys.exit(__doc__)
    folder, names = Path(args[0]), args[1:]
    folder.mkdir(parents=True, exist_ok=True)
    browser_path = next(filter(None, map(shutil.which, BROWSERS)))
    with TemporaryDirectory(prefix="taizhang-shots-") as place, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for ledger, (make, person) in LEDGERS.items():
            site = sites.started(sites.made_once(Path(place) / ledger, make))
            try:
                wanted = addresses(site.home) | (TROUBLE if ledger == "city" else {})
                chosen = {name: address for name, address in wanted.items() if address and (not names or name in names)}
                for who in sorted({visitor(name, person) for name in chosen}):
                    theirs = {name: chosen[name] for name in chosen if visitor(name, person) == who}
                    shoot(browser, site, who, theirs, folder / ledger)
            finally:
                site.stop()
    taken = list(folder.rglob("*.png"))
    print(f"{len(taken)} pictures, {sum(path.stat().st_size for path in taken) / 1e6:.1f} MB, in {folder}")


def shoot(browser, site, person, wanted, folder):
    """Every page at every width in every language; a page that is no page of ours ends it."""
    for lang in ("zh-hans", "en"):
        for size, (width, height) in SIZES.items():
            context = browser.new_context(
                base_url=site.address, viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            context.add_cookies([{"name": "language", "value": lang, "url": site.address}])
            signed_in(context, site, person)
            tab = context.new_page()
            for name, address in wanted.items():
                answer = tab.goto(address, wait_until="networkidle")
                assert answer.status < 500, address
                path = folder / size / f"{name}-{lang[:2]}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                tab.screenshot(path=path, full_page=size != "wall")
            context.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
