"""The browser that pages are measured in: Debian's, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
WATCHED = """() => {
  window.seen = {shift: 0, moved: [], waits: []};
  const named = ({node}) => node ? node.nodeName.toLowerCase() + (node.className ? `.${node.className}` : "") : "?";
  new PerformanceObserver((list) => {
    for (const one of list.getEntries().filter((each) => !each.hadRecentInput)) {
      seen.shift += one.value;
      seen.moved.push(...one.sources.map(named));
    }
  }).observe({type: "layout-shift", buffered: true});
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.waits.push(one.duration); })
    .observe({type: "event", durationThreshold: 16, buffered: true});
}"""


def lacking() -> str:
    """What is missing to measure in a browser; empty where nothing is."""
    if browser_path() is None:
        return "chromium is not on PATH"
    return "" if find_spec("playwright") else "playwright is not installed"


def browser_path() -> str | None:
    """Where the browser is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, ended afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def window(browser: Any, address: str, session: str = "") -> Any:
    """A window of an office screen, of one who is signed in there."""
    context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768})
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return context
