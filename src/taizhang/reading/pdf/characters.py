"""Characters that a PDF's fonts name by their shape, as people write them."""

import unicodedata
from functools import lru_cache

# what stands for another character of the same shape: radicals, compatibility forms, ligatures of Latin letters
TWINS = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB07), range(0x2F800, 0x2FA20))
RADICALS = dict(  # the simplified forms, for which Unicode gives no twin
    zip("⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻳", "母民西见角贝车长门青页风飞食马鱼鸟麦黄齐齿龙龟", strict=True)
)
UNSEEN = frozenset(chr(code) for code in (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF))


@lru_cache(maxsize=20_000)
def plain_sign(code: int) -> str:
    """The character of a code, written as people write it; nothing for what has no shape.

    >>> plain_sign(0x2F00), plain_sign(0x2EE9), plain_sign(0xFB01), plain_sign(0x200B), plain_sign(0xFF11)
    ('一', '黄', 'fi', '', '１')
    """
    if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    sign = chr(code)
    if sign in UNSEEN:
        return ""
    if any(code in twins for twins in TWINS):
        return RADICALS.get(sign) or unicodedata.normalize("NFKC", sign)
    return sign
