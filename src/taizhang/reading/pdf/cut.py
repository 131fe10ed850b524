"""Whether a PDF was cut off, as a download that broke off leaves it."""

import re

from taizhang.errors import Words

LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})")
HEAD, TAIL = 2_048, 1_024


def cut_off(data: bytes) -> Words | None:
    """What is missing at a file's end; None where it ends as a PDF ends.

    >>> cut_off(b"%PDF-1.4 ... startxref 9 %%EOF"), cut_off(b"%PDF-1.4 1 0 obj").zh
    (None, '到第 16 字节就断了，没有结尾标记 %%EOF，像是没有下载完')
    """
    promised = LINEARIZED.search(data, 0, HEAD)
    size = len(data)
    if promised and (whole := int(promised[1])) > size:
        return Words(
            f"应有 {whole:,} 字节，只有 {size:,} 字节，后面被截断，像是没有下载完",
            f"cut off: {whole:,} bytes promised, {size:,} there",
        )
    end = data.rfind(b"%%EOF")
    if end >= 0 and (end > size - TAIL or b" obj" not in data[end:]):  # a server may have added words of its own
        return None
    return Words(
        f"到第 {size:,} 字节就断了，没有结尾标记 %%EOF，像是没有下载完",
        f"cut off at byte {size:,}: no %%EOF at its end",
    )
