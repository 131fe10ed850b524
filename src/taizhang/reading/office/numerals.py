"""The numbers that Word prints by itself, in the formats that Office names (ST_NumberFormat, ECMA-376 17.18.59).

What a format cannot write (an eleventh of 甲乙丙丁, a circle above fifty) is printed as Office does: in decimal.
"""

from collections.abc import Callable

HAN = "〇一二三四五六七八九"
HAN_ZERO = "零一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
LEGAL_JAPANESE = "〇壱弐参四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
MOST = 999_999
MOST_REPEATED = 30  # how often a letter may stand for itself: AA, BB, …
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
TENTHS = ("", "十", "百", "千")
LEGAL_TENTHS = ("", "拾", "佰", "仟")


def printed(number: int, form: str) -> str:
    """A number in a format of Office; formats that are not known here are printed in decimal.

    >>> [printed(n, "chineseCountingThousand") for n in (1, 10, 11, 20, 101, 110)]
    ['一', '十', '十一', '二十', '一百零一', '一百一十']
    >>> printed(3, "decimalEnclosedCircle"), printed(4, "upperRoman"), printed(28, "lowerLetter")
    ('③', 'IV', 'bb')
    """
    if not 0 <= number <= MOST:
        return str(number)
    write = FORMATS.get(form)
    return (write(number) if write else "") or ("" if form == "none" else str(number))


def counted(number: int, digits: str = HAN_ZERO, tenths: tuple[str, ...] = TENTHS, *, one_ten: bool = False) -> str:
    """A number as it is said: with 十, 百, 千, 万; `one_ten` where ten is 一十 in front as well.

    >>> [counted(n) for n in (0, 12, 205, 2010, 10000, 100020)]
    ['零', '十二', '二百零五', '二千零一十', '一万', '十万零二十']
    >>> counted(15, LEGAL, LEGAL_TENTHS, one_ten=True)
    '壹拾伍'
    """
    if number == 0:
        return digits[0]
    high, low = divmod(number, 10_000)
    said = _below_ten_thousand(high, digits, tenths) + "万" if high else ""
    if low:
        said += digits[0] * bool(high and low < 1000) + _below_ten_thousand(low, digits, tenths)
    ten = digits[1] + tenths[1]
    return said if one_ten or not said.startswith(ten) else said[1:]


def _below_ten_thousand(number: int, digits: str, tenths: tuple[str, ...]) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            said += digits[0] * (gap and bool(said)) + digits[digit] + tenths[place]
        gap = not digit
    return said


def _digits(number: int, digits: str = HAN) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """Chinese counting: said up to ninety-nine, digit by digit above."""
    return counted(number) if 0 < number < 100 else _digits(number)


def _japanese(number: int) -> str:
    """As said in Japanese: without 零, and without 一 before 十, 百, 千."""
    said = counted(number, "〇一二三四五六七八九").replace("〇", "") or "〇"
    return said.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _roman(number: int) -> str:
    if number > 9_999:
        return ""
    said = ""
    for size, letters in ROMAN:
        count, number = divmod(number, size)
        said += letters * count
    return said


def _letter(number: int) -> str:
    """A, B, … Z, AA, BB, …: Word repeats the letter."""
    repeated, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (repeated + 1) if 0 < number <= 26 * MOST_REPEATED else ""


def _row(first: str, count: int) -> Callable[[int], str]:
    """Signs that stand one after the other in Unicode."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else ""


def _listed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _ordinal(number: int) -> str:
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _cycle(number: int) -> str:
    """甲子, 乙丑, …"""
    return STEMS[(number - 1) % 10] + BRANCHES[(number - 1) % 12] if 0 < number <= 60 else ""


def _legal(number: int) -> str:
    return counted(number, LEGAL, LEGAL_TENTHS, one_ten=True)


def _legal_traditional(number: int) -> str:
    return counted(number, LEGAL_TRADITIONAL, LEGAL_TENTHS, one_ten=True).replace("万", "萬")


def _wide(number: int) -> str:
    return _digits(number, "０１２３４５６７８９")


FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _listed(CIRCLED),
    "decimalEnclosedCircleChinese": _listed(CIRCLED),
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "chineseCounting": _counting,
    "chineseCountingThousand": counted,
    "chineseLegalSimplified": _legal,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": counted,
    "taiwaneseDigital": _digits,
    "ideographDigital": _digits,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digits,
    "japaneseLegal": lambda number: counted(number, LEGAL_JAPANESE, ("", "拾", "百", "阡"), one_ten=True),
    "koreanDigital2": _digits,
    "ideographTraditional": _listed(STEMS),
    "ideographZodiac": _listed(BRANCHES),
    "ideographZodiacTraditional": _cycle,
}
