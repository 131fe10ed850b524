"""Values that differ from their neighbours by a power of ten, as those do that were written in another unit."""

from collections.abc import Iterator
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.returns.asking.asks import Ask, Spot
from taizhang.server.returns.beside import Known

POWERS = range(1, 9)
NARROW, WIDE = Decimal("0.75"), Decimal("1.35")
SMALL_GROWTH = Decimal(20)


def factor_off(spot: Spot) -> Iterator[Ask]:
    """About 10, 100 … times, or a tenth …, of every neighbour known: 万元 for 亿元, a point set wrong."""
    known = spot.near.all()
    if spot.grows and abs(spot.value) < SMALL_GROWTH:
        return
    powers = {power_between(spot.value, each.expected) for each in known}
    if len(powers) != 1 or None in powers:
        return
    power = powers.pop() or 0
    times, beside = 10 ** abs(power), _named(known[0], spot)
    zh = f"与{beside.zh}相差约 {times} 倍，是否单位有误"
    yield Ask("factor_off", Words(zh, f"about {times} times off {beside.en}: is the unit right?"))


def power_between(value: Decimal, other: Decimal) -> int | None:
    """The power of ten by which two numbers differ, where they differ by about one; None otherwise.

    >>> power_between(Decimal("1250"), Decimal("120")), power_between(Decimal("120"), Decimal("1180000"))
    (1, -4)
    >>> power_between(Decimal("150"), Decimal("120")), power_between(Decimal("5"), Decimal(0))
    (None, None)
    """
    if not value or not other:
        return None
    ratio = abs(value / other)
    sign = 1 if ratio > 1 else -1
    ratio = ratio if sign > 0 else 1 / ratio
    return next((sign * power for power in POWERS if NARROW <= ratio / 10**power <= WIDE), None)


def sign_turned(spot: Spot) -> Iterator[Ask]:
    """A level below nought where the last was above it, or the other way round."""
    last = spot.near.last or spot.near.last_year
    if last is None or spot.grows or spot.value * last.value >= 0:
        return
    beside = _named(last, spot)
    yield Ask("sign_turned", Words(f"与{beside.zh}正负相反", f"of the other sign than {beside.en}"))


def _named(known: Known, spot: Spot) -> Words:
    """A neighbour with its period and value, as a question names it."""
    said = spot.said(known.value)
    return Words(f"{known.period.words.zh}（{said}）", f"{known.period.words.en} ({said})")
