"""What a cell holds, as a person sees it: a number through its format, a text, a date."""

from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne

from taizhang.reading.sheets.codes import Section, sections
from taizhang.reading.sheets.moments import dated
from taizhang.reading.sheets.numerals import exact, general, numeral

HOLDS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
HOLDS[""] = lambda *_: True
LEAST, MOST = {"<", "<="}, {">", ">="}
IMPLIED = {1: ("",), 2: (">=", ""), 3: (">", "<", "")}  # the conditions of sections that state none, by their count
NOUGHT = Decimal(0)
BRACKETS = str.maketrans("", "", "()（）[]【】")


def shown(value: float, code: str = "General", *, since_1904: bool = False) -> str:
    r"""A number as the format `code` shows it. Negative ones begin with a minus, where the format has them in brackets
    or in red only; one that the format tells by words keeps those.

    >>> shown(0.055, "0.0%"), shown(1234.5, "#,##0.00"), shown(182506.58999999997, "#0.00"), shown(12.3)
    ('5.5%', '1,234.50', '182506.59', '12.3')
    >>> shown(-5.2, r"0.00_);[Red]\(0.00\)"), shown(-5.2, "0.0;[Red]0.0"), shown(-5.2, '"增长"0.0%;"下降"0.0%')
    ('-5.20', '-5.2', '下降520.0%')
    >>> shown(0.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '), shown(45378.0, "yyyy-mm-dd"), shown(7.0, "@")
    ('-', '2024-03-27', '7')
    """
    number = exact(value)
    if not number.is_finite():
        return str(value)
    parts = sections(code)
    section, negative = _chosen(number, parts)
    if section is None:
        return general(number)
    if section.has("date", "elapsed") and not section.has("general"):
        return dated(value, section, since_1904=since_1904) or general(number)
    if section.has("text"):
        return "".join(general(number) if t.kind == "text" else t.text for t in section.tokens if t.kind != "digit")
    text = numeral(abs(number), section.tokens).strip()
    if number >= 0 or not any(digit in text for digit in "123456789"):  # what rounds to nought has no sign
        return text
    other = parts[1 if section is parts[0] and len(parts) > 1 else 0]
    return _signed(text, section, other) if negative else f"-{text}"


def worded(text: str, code: str) -> str:
    """A text as the format `code` shows it.

    >>> worded("万元", "General"), worded("全市", '0;0;0;"（"@"）"'), worded("全市", ";;;")
    ('万元', '（全市）', '')
    """
    parts = sections(code)
    section = parts[3] if len(parts) == 4 else next((part for part in parts if part.has("text")), None)
    if section is None:
        return text
    return "".join(text if token.kind == "text" else token.text for token in section.tokens)


def _chosen(number: Decimal, parts: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section for a number, and whether it is one for negative numbers, which writes the sign itself."""
    numbers = parts[:3]
    if len(numbers) > 1 and numbers[-1].has("text") and not numbers[-1].has("digit"):
        numbers = numbers[:-1]  # 0.0;@ is one for numbers and one for text
    above = False  # whether the section before takes all that is above nought
    for part, implied in zip(numbers, IMPLIED[len(numbers)], strict=True):
        sign, bound = part.condition or (implied, NOUGHT)
        if HOLDS[sign](number, bound):
            return part, bound <= 0 and (sign in LEAST or (above and number < 0))
        above = sign in MOST and bound <= 0
    return None, False


def _signed(text: str, section: Section, other: Section) -> str:
    """A negative number with its sign: brackets and colours become a minus, words and marks of its own stay."""
    told = _lead(section).translate(BRACKETS).strip()
    own = told not in {"", _lead(other).translate(BRACKETS).strip()}
    if own or text.startswith("-"):
        return text
    bare = without_brackets(text)
    return bare if bare.startswith("-") else f"-{bare}"


def without_brackets(text: str) -> str:
    """A negative number as accountants write it, with a minus in place of brackets.

    >>> without_brackets("(5.20)"), without_brackets("（5.20）亿元"), without_brackets("-5.20")
    ('-5.20', '-5.20亿元', '-5.20')
    """
    for opening, closing in ("()", "（）"):
        before, found, rest = text.partition(opening)
        inside, closed, after = rest.partition(closing)
        if found and closed:
            return f"-{before}{inside}{after}".strip()
    return text


def _lead(section: Section) -> str:
    """The literal words before the number."""
    words = ""
    for token in section.tokens:
        if token.kind not in {"literal", "percent"}:
            break
        words += token.text
    return words
