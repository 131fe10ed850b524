"""The time that the server takes for a page: asked again and again over HTTP, one at a time."""

import http.client
import statistics
import time
from collections.abc import Iterator

from gauges.figures import Figure
from yearly.serving import Server

from facing.places import Place

FIRST = 300
NAME = "Django's admin"


def first_figure(server: Server, place: Place, session: str, *, starts: int) -> Figure:
    """The first request after the start, the slowest of some starts; the server is left running."""
    first, served = [], []
    for _ in range(starts):
        server.stop()
        begun = time.perf_counter()
        server.start()
        served.append(time.perf_counter() - begun)
        first.append(asked(place.address, server.port, session)[0])
    note = f"the {place.name}, the slowest of {starts} starts; served after {statistics.median(served):.1f} s"
    return Figure("first request after the start", max(first) * 1000, most=FIRST, unit="ms", note=note)


def page_figures(places: list[Place], port: int, session: str, *, times: int, peer: int | None) -> Iterator[Figure]:
    """The median of each page in milliseconds, its first time beside, and its size as it is sent; and the peer's."""
    for place in places:
        first, *rest = (asked(place.address, port, session) for _ in range(times + 1))
        seconds = [each for each, _ in rest]
        note = f"first {first[0] * 1000:.0f} ms, slowest {max(seconds) * 1000:.0f} ms, {first[1] / 1000:.1f} kB"
        if peer is not None and place.peer:
            note += f"; {peer_note(place, peer, session, times)}"
        most = place.most and place.most * 1000
        yield Figure(place.name, statistics.median(seconds) * 1000, most=most, unit="ms", note=note)


def peer_note(place: Place, port: int, session: str, times: int) -> str:
    """What the peer takes for the same rows."""
    _, *rest = (asked(place.peer, port, session) for _ in range(times + 1))
    return f"{NAME} {statistics.median(each for each, _ in rest) * 1000:.0f} ms, {rest[0][1] / 1000:.1f} kB"


def asked(address: str, port: int, session: str) -> tuple[float, int]:
    """How long the answer took to its last byte, and how many bytes came."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Cookie": f"sessionid={session}", "Accept-Encoding": "gzip"}
    begun = time.perf_counter()
    line.request("GET", address, headers=headers)
    answer = line.getresponse()
    size = len(answer.read())
    seconds = time.perf_counter() - begun
    line.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{address} answered {answer.status}")
    return seconds, size
