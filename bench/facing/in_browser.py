"""What a person at a browser sees of it: bytes over the wire, what jumps, how long a click waits."""

from collections.abc import Iterator
from typing import Any

from gauges.figures import Figure

from facing.chromium import WATCHED, chromium, window
from facing.places import Place

BYTES, SHIFT, WAIT = 200, 0.0, 100


def browser_figures(places: list[Place], address: str, session: str) -> Iterator[Figure]:
    """Each page opened anew by a browser that was here before."""
    with chromium() as browser:
        context = window(browser, address, session)
        for place in places:
            yield from figures_of(context, place)


def figures_of(context: Any, place: Place) -> Iterator[Figure]:
    """The figures of one page; the first visit fills the browser's store and is not counted."""
    tab = context.new_page()
    tab.goto(place.address, wait_until="networkidle")
    line = context.new_cdp_session(tab)
    line.send("Network.enable")
    sizes: list[int] = []
    line.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    tab.goto(place.address, wait_until="networkidle")
    tab.evaluate(WATCHED)
    tab.wait_for_timeout(700)
    came = tab.evaluate("() => structuredClone(window.seen)")  # what moves after a click was asked for
    for summary in tab.locator("main details > summary:visible, main [role=tab]:visible").all()[:5]:
        summary.click()
    tab.keyboard.press("Tab")
    tab.wait_for_timeout(400)
    seen = tab.evaluate("() => window.seen")
    painted = tab.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    bounded = place.most is not None
    yield Figure(f"{place.name}: sent", sum(sizes) / 1000, most=BYTES if bounded else None, unit="kB")
    yield Figure(f"{place.name}: shift", came["shift"], most=SHIFT, note=", ".join(came["moved"]))
    waited = max(seen["waits"], default=0)
    yield Figure(f"{place.name}: click to paint", waited, most=WAIT if bounded else None, unit="ms")
    yield Figure(f"{place.name}: first paint", painted, unit="ms", note="on this machine, with the server beside it")
    tab.close()
