"""Signs that stand in fonts of signs (Symbol, Wingdings) under codes of their own, in Unicode.

What these fonts hold stands in Word files as code F000 and above, which means nothing outside the font. The tables
give the signs that plans and tables are written with; a code that is not here is kept as it is.
"""

import re

CODED = re.compile("[!-~\u00a3\uf020-\uf0ff]")
BULLET = "•"
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_WINGDINGS = {
    0x3C: "💾", 0x3F: "✍", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑",
    0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA0: "▪",
    0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xB2: "☆", 0xD8: "➢",
    0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
    **{0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0xA2: "■", 0xA3: "□",
    0xAE: "◆", 0x9A: "○",
    **{0x69 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0xA2: "′", 0xA3: "≤",
    0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "·", 0xDB: "⇔",
    0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
    **{0x41 + n: sign for n, sign in enumerate(_GREEK)},
    **{0x61 + n: sign for n, sign in enumerate(_SMALL)},
}  # fmt: skip
FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def sign(code: int, font: str | None) -> str:
    r"""The sign with this code in this font.

    >>> sign(0xF0FE, "Wingdings"), sign(0xB3, "Symbol"), sign(0x2236, "宋体"), sign(0xF09F, "不知道的字体")
    ('☑', '≥', '∶', '\uf09f')
    """
    named = (font or "").strip().lower()
    own = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if own in (known := FONTS.get(named, {})):
        return known[own]
    if named == "symbol" and 0x20 <= own < 0x7F:  # digits, blanks and marks stand where they always stand
        return chr(own)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""


def in_unicode(text: str, font: str | None) -> str:
    r"""Words as they look in this font; those of a font of letters are kept.

    >>> in_unicode("增速\uf0b36%", "Symbol"), in_unicode("R已完成", "Wingdings 2"), in_unicode("R", "宋体")
    ('增速≥6%', '☑已完成', 'R')
    """
    if (font or "").strip().lower() not in FONTS:
        return text
    return CODED.sub(lambda found: sign(ord(found[0]), font), text)
