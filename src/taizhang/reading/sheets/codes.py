"""The codes of number formats (0.00%;[Red]-0.00%, yyyy"年"m"月") taken apart.

After ECMA-376 part 1, 18.8.30 and 18.8.31 (SpreadsheetML, number formats), and what Chinese Excel and WPS write beside.
"""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"
LONGEST = 255  # signs; Excel takes no longer code
# The formats that every program knows by number; from 14 on the dates stand as Chinese Excel shows them, which for
# 27 to 36 and 50 to 58 the standard itself says.
KNOWN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
LOCAL = frozenset({14, 22, *range(27, 37), *range(50, 59)})  # shown as the country has it, whatever code a file gives
PIECE = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | (?P<room>[_*].?)
    | \[(?P<bracket>[^\]]*)\]?
    | (?P<general>General|G/通用格式)
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<power>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|a{3,4})
    | (?P<digit>[0\#?])
    | (?P<sign>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
SIGNS = {".": "point", ",": "comma", "%": "percent", "@": "text"}
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]{1,30})")
ELAPSED = re.compile(r"h{1,2}|m{1,2}|s{1,2}", re.IGNORECASE)


class Token(NamedTuple):
    """A piece of a code: literal, digit, point, comma, percent, power, text, general, date, elapsed or half."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of up to four parts of a code. `numerals` where digits are to be written in Chinese ([DBNum1])."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: bool = False
    chinese: bool = False

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of these kinds is in it."""
        return any(token.kind in kinds for token in self.tokens)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The parts of a code; a code that is none of Excel's, for its length, is General.

    >>> [token.text for token in sections('0.0"亿元";[红色]-0.0')[0].tokens]
    ['0', '.', '0', '亿元']
    >>> len(sections('0.0"亿元";[红色]-0.0')), sections("[>=10000]0;0")[0].condition
    (2, ('>=', Decimal('10000')))
    """
    if len(code) > LONGEST:
        code = GENERAL
    lower = code.lower()
    if "[$-f800]" in lower:
        code = KNOWN[31]
    elif "[$-f400]" in lower:
        code = KNOWN[21]
    parts: list[list[re.Match[str]]] = [[]]
    for match in PIECE.finditer(code):
        if match["sign"] == ";":
            parts.append([])
        else:
            parts[-1].append(match)
    found = tuple(_section(part) for part in parts[:4])
    return found if len(found) > 1 or found[0].tokens else (Section((Token("general", GENERAL),)),)


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition = None
    brackets = [match["bracket"].lower() for match in matches if match["bracket"] is not None]
    for match in matches:
        if match["bracket"] is None:
            tokens += _plain(match)
        elif found := CONDITION.fullmatch(match["bracket"].strip()):
            condition = _condition(found)
        else:
            tokens += _bracket(match["bracket"])
    chinese = any(bracket.endswith(("-804", "-804]")) or "0804" in bracket for bracket in brackets)
    return Section(tuple(tokens), condition, "dbnum1" in brackets, chinese)


def _plain(match: re.Match[str]) -> list[Token]:
    kind, text = str(match.lastgroup), match[0]
    if kind == "room":
        return []
    if kind in {"quoted", "escaped"}:
        return [Token("literal", match[kind])]
    if kind == "sign":
        return [Token(SIGNS.get(text, "literal"), text)]
    return [Token(kind, text)]


def _bracket(inside: str) -> list[Token]:
    """What brackets hold: time run up [h], a currency [$¥-804], or a colour, which is nothing to read."""
    if ELAPSED.fullmatch(inside):
        return [Token("elapsed", inside.lower())]
    if inside.startswith("$"):
        return [Token("literal", inside[1:].partition("-")[0])]
    return []


def _condition(match: re.Match[str]) -> tuple[str, Decimal] | None:
    try:
        return match[1], Decimal(match[2])
    except InvalidOperation:
        return None
