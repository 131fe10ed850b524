"""The unified social credit code of GB 32100-2015: 18 signs, of which the last checks the others."""

import re

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
BASE = 31


def tidied(code: str) -> str:
    """A code as it is written, in capitals, without blanks, full-width signs as plain ones.

    >>> tidied(" 91３70300 ma3c12345x ")
    '91370300MA3C12345X'
    """
    plain = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in code)
    return "".join(plain.split()).upper()


def check_sign(first: str) -> str:
    """The sign that checks the first seventeen: their places weigh 3⁰, 3¹, … modulo 31.

    >>> check_sign("91350100M000100Y4")
    '3'
    """
    total = sum(SIGNS.index(sign) * pow(3, place, BASE) for place, sign in enumerate(first))
    return SIGNS[-total % BASE]


def is_code(code: str) -> bool:
    """Whether a tidied code is one: its form holds and so does its last sign.

    >>> is_code("91350100M000100Y43"), is_code("91350100M000100Y44"), is_code("91350100M0001O0Y43")
    (True, False, False)
    """
    return FORM.fullmatch(code) is not None and check_sign(code[:-1]) == code[-1]
