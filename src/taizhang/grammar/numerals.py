"""Numerals to values: Arabic with commas and full-width digits, Chinese, and the forms that measure by themselves.

Values are Decimal, as written: 万 and 亿 belong to the unit and are not multiplied in.
"""

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "半": 0}
PLACES = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10_000, "亿": 100_000_000}

CHINESE = "零〇一二两三四五六七八九十百千"


def arabic(text: str) -> Decimal:
    """The value of Arabic digits with sign, commas and decimal point; a per cent mark is ignored.

    >>> arabic("1,234.50"), arabic("-6.5%"), arabic("−3")
    (Decimal('1234.50'), Decimal('-6.5'), Decimal('-3'))
    """
    return Decimal(text.rstrip("%‰").replace(",", "").replace("−", "-"))


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral, or None where the characters are no numeral.

    >>> chinese("二百三十"), chinese("十二"), chinese("一百零五"), chinese("二〇二三"), chinese("三千二")
    (Decimal('230'), Decimal('12'), Decimal('105'), Decimal('2023'), Decimal('3200'))
    >>> chinese("百"), chinese("六点五")
    (Decimal('100'), Decimal('6.5'))
    """
    whole, point, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or (point and not all(c in DIGITS for c in fraction)):
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in fraction)}") if point and fraction else Decimal(value)


def _whole(text: str) -> int | None:
    if not text or len(text) > 30:
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = 0
    digit, last = -1, 1
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in PLACES:
            section += (1 if digit < 0 else digit) * PLACES[c]
            digit, last = -1, PLACES[c]
        elif c in GROUPS:
            total = (total + section + max(digit, 0)) * GROUPS[c]
            section, digit, last = 0, -1, GROUPS[c]
        else:
            return None
    # 三千二 is 3200, but 一百零五 is 105.
    tail = max(digit, 0) * (last // 10 if last >= 100 and not _spelled(text) else 1)
    return total + section + tail


def _spelled(text: str) -> bool:
    return len(text) >= 2 and text[-2] in "零〇○十"


def doublings(text: str) -> Decimal:
    """How often a value doubles: 翻一番 once, 翻两番 twice, a bare 翻番 once.

    >>> doublings("翻两番"), doublings("翻番")
    (Decimal('2'), Decimal('1'))
    """
    return Decimal(next((DIGITS[c] for c in text if c in DIGITS), 1))


def per_cent(text: str) -> Decimal | None:
    """The per cent of 百分之六点五, 七成 or 七成半.

    >>> per_cent("百分之六点五"), per_cent("七成"), per_cent("两成半")
    (Decimal('6.5'), Decimal('70'), Decimal('25'))
    """
    if text.startswith("百分之"):
        return chinese(text[3:])
    tenth = chinese(text[0])
    return None if tenth is None else tenth * 10 + (5 if text.endswith("半") else 0)
