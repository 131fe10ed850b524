"""The time that the server takes for a page: asked again and again over HTTP, one at a time."""

import http.client
import statistics
import time
from collections.abc import Iterator

from gauges.figures import Figure

from facing.places import Place


def page_figures(places: list[Place], port: int, session: str, *, times: int) -> Iterator[Figure]:
    """The median of each page in milliseconds, its first time beside, and its size as it is sent."""
    for place in places:
        first, *rest = (asked(place, port, session) for _ in range(times + 1))
        seconds = [each for each, _ in rest]
        note = f"first {first[0] * 1000:.0f} ms, slowest {max(seconds) * 1000:.0f} ms, {first[1] / 1000:.1f} kB"
        most = place.most and place.most * 1000
        yield Figure(place.name, statistics.median(seconds) * 1000, most=most, unit="ms", note=note)


def asked(place: Place, port: int, session: str) -> tuple[float, int]:
    """How long the answer took to its last byte, and how many bytes came."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Cookie": f"sessionid={session}", "Accept-Encoding": "gzip"}
    begun = time.perf_counter()
    line.request("GET", place.address, headers=headers)
    answer = line.getresponse()
    size = len(answer.read())
    seconds = time.perf_counter() - begun
    line.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{place.address} answered {answer.status}")
    return seconds, size
