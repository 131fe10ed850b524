"""The arithmetic of pace. Numbers are exact fractions; growth is in per cent; shares and pace are parts of 1.

Pace is done / due by now: 1 is on time, less is behind, whichever way the indicator should go. Source of the formulas:
the usual ones of dispatching (序时进度, 必达增速), with the growth needed for the rest of the year from
1 + g = w(1 + h) + (1 − w)(1 + x), where w is the share that the same months made of last year.
"""

from fractions import Fraction

from taizhang.grammar.intervals import Interval, exactly

Weights = Interval


def proportional(done: Fraction, target: Fraction, share: Fraction) -> Fraction | None:
    """The pace of a flow or a count: done / (share of the time × target). None where nothing is due.

    >>> proportional(Fraction(66), Fraction(120), Fraction(1, 2))
    Fraction(11, 10)
    """
    due = share * target
    return done / due if due > 0 else None


def climbing(now: Fraction, base: Fraction, target: Fraction, share: Fraction) -> Fraction | None:
    """The pace of a stock from its base to its target, up or down. None where there is no way to go.

    >>> climbing(Fraction(395), Fraction(400), Fraction(440), Fraction(1, 2))
    Fraction(-1, 4)
    >>> climbing(Fraction(42), Fraction(45), Fraction(39), Fraction(1, 2))
    Fraction(1, 1)
    """
    if target == base or share <= 0:
        return None
    return (now - base) / (target - base) / share


def under_a_ceiling(used: Fraction, ceiling: Fraction, share: Fraction) -> Fraction | None:
    """The pace of a flow that must stay under a ceiling: 2 less what is used of what may be used by now.

    It is 1 where just so much is used, more where less is, and defined where nothing is. With a ceiling of nought it
    is 1 while nothing has happened, else 0.

    >>> [str(under_a_ceiling(Fraction(used), Fraction(40), Fraction(1, 2))) for used in (0, 20, 22)]
    ['2', '1', '9/10']
    """
    if ceiling == 0:
        return Fraction(int(used <= 0))
    if ceiling < 0 or share <= 0:
        return None
    return 2 - used / (share * ceiling)


def used_of_due(pace: Fraction) -> Fraction:
    """What is used of what may be used by now, by the pace under a ceiling: as it is told, for there less is better.

    >>> used_of_due(Fraction(7, 5))
    Fraction(3, 5)
    """
    return 2 - pace


def by_growth(growth: Fraction, target: Fraction, *, down: bool = False) -> Fraction | None:
    """The pace of a growth: what is reached of the level that the target would give, (1 + h)/(1 + g).

    Defined for targets of nought and of decline; where less is better it is the other way round.

    >>> [str(by_growth(Fraction(growth), Fraction(target))) for growth, target in ((5, 5), (-3, 0))]
    ['1', '97/100']
    >>> str(by_growth(Fraction(-3), Fraction(-3), down=True))
    '1'
    """
    reached, due = 100 + growth, 100 + target
    if due <= 0 or reached <= 0:
        return None
    return due / reached if down else reached / due


def implied_growth(target: Fraction, before: Fraction) -> Fraction | None:
    """The growth, in per cent, that a level wants over last year's.

    >>> implied_growth(Fraction(312), Fraction(320))
    Fraction(-5, 2)
    """
    return (target / before - 1) * 100 if before > 0 else None


def growth_needed(target: Fraction, growth: Fraction, weight: Fraction) -> Fraction | None:
    """The growth that the rest of the year needs: ((1 + g) − (1 + h)w)/(1 − w) − 1, in per cent.

    >>> growth_needed(Fraction(6), Fraction(5), Fraction(1, 2))
    Fraction(7, 1)
    """
    if not 0 <= weight < 1:
        return None
    return (100 + target - (100 + growth) * weight) / (1 - weight) - 100


def growth_needed_between(target: Fraction, growth: Fraction, weights: Weights) -> Interval | None:
    """The same where the share of last year is only known to lie between two: monotone in w, so the ends tell.

    >>> [round(float(end), 1) for end in growth_needed_between(Fraction(9), Fraction("8.4"), HALF_YEAR)]
    [9.4, 9.6]
    """
    low, high = (None if weight is None else growth_needed(target, growth, weight) for weight in weights)
    return None if low is None or high is None else Interval(min(low, high), max(low, high))


def weights_at(share: Fraction, low: Fraction = Fraction("0.4"), high: Fraction = Fraction("0.5")) -> Weights:
    """Which share of last year the same months plausibly made: of the first half between `low` and `high`, pro rata.

    >>> [str(end) for end in weights_at(Fraction(1, 4))]
    ['1/5', '1/4']
    """
    return Interval(2 * share * low, min(2 * share * high, Fraction(99, 100)))


HALF_YEAR: Weights = weights_at(Fraction(1, 2))


def behind_in_points(done: Fraction, due: Fraction) -> Fraction:
    """How many percentage points less than due are done, both parts of the target.

    >>> behind_in_points(Fraction(4, 10), Fraction(1, 2))
    Fraction(10, 1)
    """
    return (due - done) * 100


def known(weight: Fraction) -> Weights:
    """A share of last year that is known."""
    return exactly(weight)
