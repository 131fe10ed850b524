"""Numbers as a format shows them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from itertools import takewhile

from taizhang.reading.sheets.codes import Token

WIDEST = 11  # signs that General has room for, the point with them
EXACT = Context(prec=700, rounding=ROUND_HALF_UP)
MOST_WHOLE = 15  # digits that a workbook keeps of a number


def exact(value: float) -> Decimal:
    """The number as it was meant: a workbook keeps fifteen digits, what follows is how machines count.

    >>> exact(0.1 + 0.2), exact(2024.0)
    (Decimal('0.3'), Decimal('2024'))
    """
    return Decimal(f"{value:.15g}")


def general(value: Decimal) -> str:
    """A number without a format. Where Excel, short of room, would write a whole number as a power, all digits stay.

    >>> [general(exact(number)) for number in (504.76980851135437, 0.6686605240044772, 30.0, 0.1 + 0.2, 1 / 7e5)]
    ['504.7698085', '0.668660524', '30', '0.3', '1.42857E-06']
    >>> general(exact(430281199001011234.0)), general(exact(123456789012.5)), general(exact(-0.25))
    ('430281199001011000', '123456789013', '-0.25')
    """
    size = abs(value)
    if not size:
        return "0"
    if (size < Decimal("0.0001") and len(f"{size.normalize():f}") > WIDEST) or size >= Decimal("1e20"):
        return _power(value, 5)
    whole = len(str(int(size)))
    rounded = EXACT.quantize(value, Decimal(1).scaleb(-max(WIDEST - 1 - whole, 0)))
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _power(value: Decimal, places: int) -> str:
    mantissa, _, exponent = f"{value:.{places}E}".partition("E")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"


def numeral(size: Decimal, tokens: Sequence[Token]) -> str:
    """A number that is not negative as the tokens of a section show it.

    >>> from taizhang.reading.sheets.codes import sections
    >>> def show(number, code): return numeral(exact(number), sections(code)[0].tokens)
    >>> show(1234.5, "#,##0.00"), show(0.055, "0.0%"), show(12345.0, '0!.0,"万"'), show(0.5, "#.##")
    ('1,234.50', '5.5%', '1.2万', '.5')
    >>> show(1234567.0, '0.0,,"百万"'), show(0.125, "# ?/?"), show(12345.0, "0.00E+00"), show(7.0, "000")
    ('1.2百万', '1/8', '1.23E+04', '007')
    """
    if any(token.kind == "power" for token in tokens):
        return _scientific(size, tokens)
    digits = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not digits:
        return "".join(general(size) if token.kind == "general" else _literal(token) for token in tokens)
    slash = next((i for i in digits if tokens[i + 1 : i + 2] == (Token("literal", "/"),) and i + 2 in digits), None)
    if slash is not None:
        return _fraction(size, tokens, slash)
    with localcontext(EXACT):
        size = size.scaleb(2 * sum(token.kind == "percent" for token in tokens))
        point = next((index for index, token in enumerate(tokens) if token.kind == "point"), len(tokens))
        whole = [index for index in digits if index < point]
        scale = _scale(tokens, whole, digits)
        decimals = sum(index > point for index in digits)
        size = size.scaleb(-3 * scale).quantize(Decimal(1).scaleb(-decimals))
    text, _, after = f"{size:f}".partition(".")
    grouped = any(tokens[i].kind == "comma" for i in range(whole[0], whole[-1])) if whole else False
    return _whole(text.lstrip("0"), tokens[:point], grouped=grouped) + _decimals(after, tokens[point:])


def _literal(token: Token) -> str:
    return token.text if token.kind in {"literal", "percent", "point", "date", "half"} else ""


def _scale(tokens: Sequence[Token], whole: list[int], digits: list[int]) -> int:
    """How many thousands the commas behind the last digit, or the last before the point, divide by."""
    ends = {part[-1] for part in (whole, digits) if part}
    return sum(len(list(takewhile(lambda token: token.kind == "comma", tokens[end + 1 :]))) for end in ends)


def _whole(digits: str, tokens: Sequence[Token], *, grouped: bool) -> str:
    """The digits before the point, set from right to left into their places; those in excess go before the first."""
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    left = len(digits)
    parts: list[str] = []
    written = 0
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind != "digit":
            parts.append(_literal(token))
            continue
        first = index == places[0]
        taken = left if first else min(left, 1)
        signs = digits[left - taken : left] or {"0": "0", "?": " "}.get(token.text, "")
        left -= taken
        for sign in reversed(signs):
            parts.append(sign + ("," if grouped and written and written % 3 == 0 and sign != " " else ""))
            written += 1
    if not places:
        parts.append(digits)
    return "".join(reversed(parts))


def _decimals(digits: str, tokens: Sequence[Token]) -> str:
    """The point and the digits after it; places marked # hold no closing noughts."""
    kept = len(digits.rstrip("0"))
    parts: list[str] = []
    at = 0
    for token in tokens:
        if token.kind == "digit":
            optional = {"#": "", "?": " "}.get(token.text)
            parts.append(digits[at] if at < kept or optional is None else optional)
            at += 1
        elif token.kind == "point" and not kept and not any(t == Token("digit", "0") for t in tokens):
            continue  # 5, not 5.
        else:
            parts.append(_literal(token))
    return "".join(parts)


def _scientific(size: Decimal, tokens: Sequence[Token]) -> str:
    at = next(index for index, token in enumerate(tokens) if token.kind == "power")
    before = tokens[:at]
    point = next((index for index, token in enumerate(before) if token.kind == "point"), at)
    places = sum(token.kind == "digit" for token in before[point:])
    step = max(sum(token.kind == "digit" for token in before[:point]), 1)  # ##0.0E+0 goes by thousands
    width = sum(1 for _ in takewhile(lambda token: token.kind == "digit", tokens[at + 1 :]))
    power = size.adjusted() // step * step if size else 0
    with localcontext(EXACT):
        mantissa = size.scaleb(-power).quantize(Decimal(1).scaleb(-places))
        if mantissa >= 10**step:
            power += step
            mantissa = mantissa.scaleb(-step).quantize(Decimal(1).scaleb(-places))
    sign = "-" if power < 0 else "+" if "+" in tokens[at].text else ""
    lead = "".join(token.text for token in takewhile(lambda token: token.kind == "literal", before))
    rest = "".join(_literal(token) for token in tokens[at + 1 + width :])
    return f"{lead}{mantissa:f}E{sign}{str(abs(power)).zfill(width)}{rest}"


def _fraction(size: Decimal, tokens: Sequence[Token], slash: int) -> str:
    """A number as whole and fraction: # ?/?, or as a fraction alone: ?/?."""
    places = sum(1 for _ in takewhile(lambda token: token.kind == "digit", tokens[slash + 2 :]))
    with localcontext(EXACT):
        whole = int(size) if any(token.kind == "digit" for token in tokens[: max(slash - places, 0)]) else 0
        part = Fraction(size - whole).limit_denominator(10 ** min(places, 6) - 1)
    if part.denominator == 1:
        return str(whole + part.numerator)
    return f"{whole or ''} {part.numerator}/{part.denominator}".strip()
