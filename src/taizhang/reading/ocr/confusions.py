"""Signs that engines confuse, mended where the digits around leave no doubt. All else stays as it was recognised.

Only a sign that stands between digits is touched: 1O4 → 104, 8。5 → 8.5, 12，345 → 12,345, 9,7% → 9.7%; and 2.5%0 is
2.5‰. A letter beside a digit may be a name (5G), so it is not enough that one neighbour is a digit; 7·20 is a date.
"""

import re
from dataclasses import replace

from taizhang.reading.ocr.engine import Spotted

LETTERS = {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1", "丨": "1", "Z": "2", "S": "5", "B": "8"}
SURE = "Oo〇lI|丨"  # those that are never a letter between two digits
BETWEEN = re.compile(rf"(?<=[0-9])[{SURE}]+(?=[0-9])")
POINT = re.compile(r"(?<=[0-9])[。．](?=[0-9])")
COMMA = re.compile(r"(?<![0-9.,，])([0-9]{1,4})[,，](?=[0-9]{1,2}[%％])")
PERMILLE = re.compile(r"(?<=[0-9][%％])[0oO](?![0-9.])")
THOUSANDS = re.compile(r"(?<![0-9.．,，])[1-9][0-9]{0,2}(?:[,，][0-9]{3})+(?![0-9])")


def mended(line: Spotted) -> Spotted:
    """The line with what was confused within its numbers put right; every sign keeps its place."""
    text = line.text
    if len(text) != len(line.signs):
        return line
    put_right = in_numbers(text)
    signs = [old._replace(text=sign) for sign, old in zip(put_right, line.signs, strict=True)]
    for found in reversed(list(PERMILLE.finditer(put_right))):
        mark = signs[found.start() - 1]
        signs[found.start() - 1 : found.end()] = [mark._replace(text="‰")]
    return replace(line, signs=tuple(signs))


def in_numbers(text: str) -> str:
    """The text with confused signs within numbers mended; it stays as long as it was.

    >>> in_numbers("完成1O4.5亿元，增长8。5%，共12，345户")
    '完成104.5亿元，增长8.5%，共12,345户'
    >>> in_numbers("5G基站1200个，2023，2024两年；“7·20”暴雨，增长9,7%")
    '5G基站1200个，2023，2024两年；“7·20”暴雨，增长9.7%'
    """
    text = BETWEEN.sub(lambda found: "".join(LETTERS[sign] for sign in found[0]), text)
    text = COMMA.sub(r"\1.", POINT.sub(".", text))
    return THOUSANDS.sub(lambda found: found[0].replace("，", ","), text)
