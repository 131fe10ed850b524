"""How figures, periods and methods are told, in Chinese and English."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from taizhang.errors import Words
from taizhang.grammar.comparators import TURNED
from taizhang.grammar.intervals import Interval
from taizhang.model import Fact

BOUNDS = {">=": Words("{}以上", "at least {}"), "<=": Words("{}以内", "at most {}"), "~": Words("{}左右", "about {}")}
PARTS = {
    "H1": Words("上半年", "first half"),
    "H2": Words("下半年", "second half"),
    "Q1": Words("一季度", "first quarter"),
    "Q2": Words("二季度", "second quarter"),
    "Q3": Words("三季度", "third quarter"),
    "Q4": Words("四季度", "fourth quarter"),
    "": Words("全年", "whole year"),
}
TENS = {"a": Words("上旬", "first ten days"), "b": Words("中旬", "second ten days"), "c": Words("下旬", "last days")}
MONTHS = re.compile(r"-(?P<month>\d\d)(?P<ten>[abc])?(?:/\d{4}-(?P<to>\d\d))?")


def number(value: Fraction, places: int = 1) -> str:
    """A number with at most so many decimals, rounded half up, without idle noughts.

    >>> number(Fraction(20, 3)), number(Fraction(5)), number(Fraction(-1, 400)), number(Fraction(1, 8), 2)
    ('6.7', '5', '0', '0.13')
    """
    place = Decimal(1).scaleb(-places)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = format(exact.quantize(place, ROUND_HALF_UP), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def percent(part: Fraction) -> str:
    """A part as a percentage.

    >>> percent(Fraction(1, 3))
    '33.3%'
    """
    return f"{number(part * 100)}%"


def between(interval: Interval, places: int = 1) -> str:
    """An interval: one number where both ends are shown alike.

    >>> between(Interval(Fraction(-5, 2), Fraction(-6, 5)))
    '-2.5～-1.2'
    """
    ends = [number(end, places) for end in interval if end is not None]
    return ends[0] if len(set(ends)) == 1 else "～".join(ends)


def decimal_of(value: Fraction, places: int = 4) -> Decimal:
    """A fraction as a decimal with at most so many places.

    >>> decimal_of(Fraction(2, 3)), decimal_of(Fraction(1, 2))
    (Decimal('0.6667'), Decimal('0.5'))
    """
    return Decimal(number(value, places))


def figure(fact: Fact, lang: str) -> str:
    """A figure with unit and comparator, in `zh` or `en`."""
    text = f"{digits_of(fact)}{'' if fact.unit in (None, '1') else fact.unit}"
    bound = BOUNDS.get(fact.comparator or "=")
    return getattr(bound, lang).format(text) if bound else text


def grown(fact: Fact) -> Words:
    """A growth with its comparator; of a fall the comparator turns with the sign: -3 with <= is 下降3%以上.

    >>> from taizhang.model import Span
    >>> fall = Fact(Span(0, 1), "3", "measure", value=Decimal(-3), unit="%", role="growth", comparator="<=")
    >>> grown(fall).zh, grown(fall).en
    ('下降3%以上', 'a fall of at least 3%')
    """
    value = fact.value or Decimal(0)
    if value == 0 and fact.comparator in (None, "="):
        return Words("零增长", "no growth")
    amount = figures(
        replace(fact, value=abs(value), comparator=TURNED[fact.comparator or "="] if value < 0 else fact.comparator)
    )
    rises = "上涨" if (fact.indicator or "").startswith("prices") else "增长"
    verb = Words("下降", "a fall of") if value < 0 else Words(rises, "growth of")
    return Words(verb.zh + amount.zh, f"{verb.en} {amount.en}")


def stated(fact: Fact) -> Words:
    """A figure as a finding states it: a growth with its verb, all else with unit and comparator."""
    return grown(fact) if fact.role == "growth" else figures(fact)


def digits_of(fact: Fact) -> str:
    """The digits of a figure, sign added."""
    return "" if fact.value is None else format(fact.value, "f")


def figures(fact: Fact) -> Words:
    """A figure with unit and comparator in both languages."""
    return Words(figure(fact, "zh"), figure(fact, "en"))


def period_called(period: str | None) -> Words:
    """What the part of a year is called.

    >>> period_called("2024H1").zh, period_called("2024-01/2024-05").zh, period_called("2024-03b").zh
    ('上半年', '1—5月', '3月中旬')
    """
    if not period:
        return Words("期间未明", "no period named")
    if period[4:] in PARTS:
        return PARTS[period[4:]]
    found = MONTHS.match(period, 4)
    if not found or re.fullmatch(r"\d{4}-\d{4}", period):
        return Words(period, period)
    month, to = int(found["month"]), found["to"]
    if to:
        return Words(f"{month}—{int(to)}月", f"months {month} to {int(to)}")
    ten = TENS.get(found["ten"] or "", Words("", ""))
    return Words(f"{month}月{ten.zh}", f"{ten.en} of month {month}".removeprefix(" of "))


def dated(period: str | None) -> Words:
    """A period with its year.

    >>> dated("2024").zh, dated("2024H1").zh, dated("2024H1").en, dated("2021-2025").zh
    ('2024年', '2024年上半年', 'first half of 2024', '2021—2025年')
    """
    if not period:
        return period_called(period)
    if len(period) == len("2024"):
        return Words(f"{period}年", period)
    if re.fullmatch(r"\d{4}-\d{4}", period):
        return Words(f"{period.replace('-', '—')}年", period)
    part = period_called(period)
    return Words(f"{period[:4]}年{part.zh}", f"{part.en} of {period[:4]}")


def filled(template: Words, **fields: object) -> Words:
    """A template of both languages with its fields; a field that is Words itself goes in by language."""
    zh, en = (
        getattr(template, lang).format_map(
            {name: getattr(value, lang) if isinstance(value, Words) else value for name, value in fields.items()}
        )
        for lang in ("zh", "en")
    )
    return Words(zh, en)


def joined(first: Words, *more: Words | None) -> Words:
    """One sentence with what is added to it; the additions bring their own stops."""
    said = [first, *[part for part in more if part]]
    return Words("".join(part.zh for part in said), "".join(part.en for part in said))


def listed(*notes: Words | None) -> Words | None:
    """Notes in one sentence; None where there is none."""
    said = [note for note in notes if note]
    return Words("；".join(note.zh for note in said), "; ".join(note.en for note in said)) if said else None


def plus(value: Fraction) -> str:
    """A growth as it is added to 1 in a formula.

    >>> plus(Fraction(5)), plus(Fraction(-21, 10))
    ('1+5%', '1-2.1%')
    """
    return f"1{'-' if value < 0 else '+'}{number(abs(value), 2)}%"
